import { randomUUID } from "node:crypto";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Access,
  guardRoutes,
  type Permission,
  permissions,
  type Role,
  rolePermissions,
  roles,
} from "../src/access/index.ts";
import { placeless } from "../src/access/permissions.ts";
import { openStore } from "../src/index.ts";
import { describePostgres, type Engine } from "./support/engines.ts";
import { signedIn } from "./support/sign-in.ts";
import { at, startTestServer, type TestPerson, type TestServer } from "./support/test-server.ts";

/** One operation of the API as its description declares it. */
interface Route {
  readonly method: string;
  readonly path: string;
  readonly access: Access | undefined;
  readonly scoped: boolean;
}

/** Somebody who calls, and what is expected of the calls. */
interface Caller {
  readonly name: string;
  readonly headers: () => Promise<Record<string, string>> | Record<string, string>;
  readonly roles: readonly (Role | "operator" | "registered")[];
  readonly unit: string | null;
  /** Shows nothing that is accepted. */
  readonly isNobody?: boolean;
  readonly isPerson?: boolean;
}

type Verdict =
  | "allowed"
  | "PROBITY_E_UNAUTHENTICATED"
  | "PROBITY_E_FORBIDDEN"
  | "PROBITY_E_OPERATOR"
  | "PROBITY_E_PERSON";

const isPermission = (access: Access): access is Permission => permissions.some((known) => known === access);

/** What the table of roles and the declaration of the route say; written without the code that checks it. */
function expected({ access, scoped }: Route, caller: Caller): Verdict {
  if (access === "open") return "allowed";
  if (caller.isNobody === true) return "PROBITY_E_UNAUTHENTICATED";
  if (access === "signed-in") return "allowed";
  if (access === undefined || !isPermission(access)) throw new Error(`unknown access ${String(access)}`);
  const holds = caller.roles.some((role) => rolePermissions[role].includes(access));
  if (holds && (caller.unit === null || scoped || placeless.has(access))) return "allowed";
  if (holds) return "PROBITY_E_FORBIDDEN";
  if (caller.roles.includes("operator")) return "PROBITY_E_PERSON";
  const givable = roles.some((role) => rolePermissions[role].includes(access));
  return givable ? "PROBITY_E_FORBIDDEN" : "PROBITY_E_OPERATOR";
}

/** What happened: refused at the door, or allowed in, whatever became of it then. */
async function verdict(server: TestServer, route: Route, caller: Caller): Promise<Verdict> {
  const path = route.path.replaceAll(/\{[^}]*\}/g, "9");
  const answer = await fetch(`${server.url}${path}`, {
    method: route.method,
    headers: await caller.headers(),
    redirect: "manual",
  });
  // A schema is compiled by the first request that it judges: one that cannot be would show here.
  expect(answer.status, `${route.method} ${route.path}`).not.toBe(500);
  const type = answer.headers.get("content-type") ?? "";
  if (!type.includes("problem")) {
    await answer.body?.cancel();
    return "allowed";
  }
  const problem: unknown = await answer.json();
  const code = at(problem, "code");
  // Behind the door an act may still need a person; only at the door the permission is named.
  if (code === "PROBITY_E_PERSON")
    return String(at(problem, "detail")).endsWith("needs a person") ? code : "allowed";
  if (code === "PROBITY_E_UNAUTHENTICATED" || code === "PROBITY_E_FORBIDDEN" || code === "PROBITY_E_OPERATOR")
    return code;
  return "allowed";
}

async function routesOf(server: TestServer): Promise<readonly Route[]> {
  const { paths } = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      // The description is made from the routes' own declarations.
      access: at(operation, "x-access") as Access | undefined,
      scoped: at(operation, "x-scoped") === true,
    })),
  );
}

const bearer = (token: string): (() => Record<string, string>) => {
  const headers = { authorization: `Bearer ${token}` };
  return () => headers;
};

/** Which calls did not end as the tables say. */
async function exceptions(
  server: TestServer,
  routes: readonly Route[],
  callers: readonly Caller[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const caller of callers)
    for (const route of routes) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: some end what the next one uses
      const found = await verdict(server, route, caller);
      const wanted = expected(route, caller);
      if (found !== wanted)
        wrong.push(`${caller.name}: ${route.method} ${route.path}: ${found}, not ${wanted}`);
    }
  return wrong;
}

const isGuarded = ({ path }: Route): boolean => /^\/(?:ops|console)\//.test(path);

/** Everybody who can be told apart, but persons from before there were roles. */
async function callersOf(server: TestServer, moment: { now: number }): Promise<readonly Caller[]> {
  let agreeing = await server.addPerson();
  const give = async (
    person: TestPerson,
    body: { readonly role: Role; readonly unit?: string },
  ): Promise<void> => {
    const answer = await server.ops("POST", `/ops/people/${person.id}/grants`, body);
    if (answer.status === 202) {
      const request = String(at(answer.body, "request", "id"));
      const agreed = await agreeing.ops("POST", `/ops/requests/${request}/approve`);
      expect(agreed.status, JSON.stringify(agreed.body)).toBe(200);
    } else expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    // Whoever was registered before there were roles cannot agree to anything from here on.
    if (body.role === "admin" && body.unit === undefined) agreeing = person;
  };
  const nobody = { roles: [], unit: null, isNobody: true } as const;
  const expired = await server.addPerson(undefined, { hours: 1 });
  const late = await signedIn(server, (await server.addPerson()).id);
  moment.now += 13 * 3_600_000;
  const revoked = await server.addPerson();
  await server.ops("POST", `/ops/people/${revoked.id}/revoke`, {});
  const source = await server.addSource();
  const callers: Caller[] = [
    { ...nobody, name: "no credential", headers: () => ({}) },
    { ...nobody, name: "source key", headers: bearer(source.key) },
    { ...nobody, name: "expired token", headers: bearer(expired.token) },
    { ...nobody, name: "expired session", headers: () => late },
    { ...nobody, name: "revoked person", headers: bearer(revoked.token) },
    { name: "operator token", headers: bearer(server.running.opsToken), roles: ["operator"], unit: null },
  ];
  for (const role of roles)
    for (const unit of [null, "county"]) {
      // oxlint-disable-next-line no-await-in-loop -- the first administrators are given before there are two to agree
      const person = await server.addPerson();
      // oxlint-disable-next-line no-await-in-loop
      await give(person, { role, ...(unit !== null && { unit }) });
      callers.push({
        name: `${role} ${unit ?? "everywhere"}`,
        headers: bearer(person.token),
        roles: [role],
        unit,
        isPerson: true,
      });
    }
  return callers;
}

async function serviceCallers(server: TestServer): Promise<readonly Caller[]> {
  const made = async (granted: readonly Role[]): Promise<Caller> => {
    const id = `svc-${randomUUID()}`;
    const { body } = await server.ops("POST", "/ops/services", { id, hours: 1 });
    for (const role of granted)
      // oxlint-disable-next-line no-await-in-loop -- few
      await server.ops("POST", `/ops/services/${id}/grants`, { role });
    const name = granted.length === 0 ? "service without roles" : `service ${granted.join(" ")}`;
    return { name, headers: bearer(String(at(body, "token"))), roles: granted, unit: null };
  };
  return [await made([]), await made(["handler"]), await made(["model_author", "observer"])];
}

describePostgres("the matrix of access", (engine: Engine) => {
  let server: TestServer;
  const moment = { now: Date.now() };
  beforeAll(async () => {
    if (engine.postgres === undefined) return;
    const config = await engine.newConfig();
    const store = await openStore(config);
    await store.db.insertInto("org_unit_tree").values({ ancestor: "county", descendant: "county" }).execute();
    await store.close();
    server = await startTestServer(config, { clock: () => moment.now });
  });
  afterAll(() => server?.close());

  test("SE-2: every route x every role, credential and state of it: no exception from the tables", async () => {
    const routes = (await routesOf(server)).filter(isGuarded);
    expect(routes.length).toBeGreaterThan(90);
    expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
    const registered = await server.addPerson();
    const before: Caller = {
      name: "registered",
      headers: bearer(registered.token),
      roles: ["registered"],
      unit: null,
      isPerson: true,
    };
    // What everybody who is registered may do is tried before there are roles: afterwards nobody may.
    expect(await exceptions(server, routes, [before])).toEqual([]);
    await server.ops("POST", `/ops/people/${registered.id}/revoke`, {});
    const callers = [...(await callersOf(server, moment)), ...(await serviceCallers(server))];
    const left = await server.addPerson();
    callers.push({
      name: "person without a role",
      headers: bearer(left.token),
      roles: [],
      unit: null,
      isPerson: true,
    });
    const session = await server.addPerson();
    await server.ops("POST", `/ops/people/${session.id}/grants`, { role: "handler" });
    callers.push({
      name: "handler in a browser",
      headers: () => signedIn(server, session.id),
      roles: ["handler"],
      unit: null,
      isPerson: true,
    });
    expect(await exceptions(server, routes, callers)).toEqual([]);
    console.log(`${routes.length} routes x ${callers.length + 1} callers, 0 exceptions`);
  });

  test("SE-1: what lies outside the guarded scopes takes source keys alone, or is open on purpose", async () => {
    const person = await server.addPerson();
    const open = new Set(["/livez", "/readyz"]);
    for (const route of (await routesOf(server)).filter((one) => !isGuarded(one))) {
      // SCIM is guarded as well, and answers in a shape of its own: scim.db.test.ts.
      if (open.has(route.path) || route.path.startsWith("/scim/v2/")) continue;
      expect(route.path).toMatch(/^\/(?:v1|log)\//);
      const tokens = [
        "",
        "nonsense",
        person.token,
        ...(route.path.startsWith("/v1/") ? [server.running.opsToken] : []),
      ];
      for (const token of tokens) {
        // oxlint-disable-next-line no-await-in-loop -- few
        const answer = await fetch(`${server.url}${route.path.replaceAll(/\{[^}]*\}/g, "9")}`, {
          method: route.method,
          headers: token === "" ? {} : { authorization: `Bearer ${token}` },
        });
        expect(answer.status, `${route.method} ${route.path}`).toBe(401);
      }
    }
  });
});

const start = (config: object, schema: object): Promise<unknown> => {
  const app = Fastify();
  return Promise.resolve(
    app.register(async (scope) => {
      guardRoutes(scope);
      scope.get("/new", { config, schema }, () => ({}));
    }),
  );
};

describe("SE-2: a route without a declaration", () => {
  const described = { operationId: "new", summary: "New" };

  test("makes the start fail, as does one that the description of the API, and so the matrix, does not know", async () => {
    await expect(start({}, described)).rejects.toThrow("does not say who may use it");
    await expect(start({ access: "alert.read" }, {})).rejects.toThrow("description of the API");
    await expect(start({ access: "alert.read" }, { ...described, hide: true })).rejects.toThrow(
      "description",
    );
    await start({ access: "alert.read" }, described);
  });
});
