// SCIM 2.0 with the requests that identity providers send (RFC 7644): Entra ID, Okta.
import { afterAll, beforeAll, expect, test } from "vitest";
import { describePostgres } from "./support/engines.ts";
import {
  type Answer,
  at,
  operatorOf,
  request,
  startTestServer,
  type TestServer,
} from "./support/test-server.ts";

const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const patchOf = (...operations: readonly object[]): object => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: operations,
});

const user = (userName: string, more: object = {}): object => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", enterprise],
  userName,
  externalId: `ext-${userName}`,
  active: true,
  displayName: "李娜",
  name: { formatted: "李娜", familyName: "李", givenName: "娜" },
  emails: [{ primary: true, type: "work", value: `${userName}@example.org` }],
  meta: { resourceType: "User" },
  ...more,
});

describePostgres("SCIM", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
  });
  afterAll(() => server?.close());

  const scim = (method: string, path: string, body?: object | string, token?: string): Promise<Answer> =>
    request(`${server.url}/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token ?? server.running.opsToken}`,
        ...(body === undefined ? {} : { "content-type": "application/scim+json; charset=utf-8" }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  const find = async (filter: string): Promise<unknown> =>
    (await scim("GET", `/Users?filter=${encodeURIComponent(filter)}`)).body;
  test("SE-1: the round trip of an identity provider: look, create, change, deactivate, bring back", async () => {
    expect(await find('userName eq "Li.Na"')).toMatchObject({ totalResults: 0, Resources: [] });
    const created = await scim("POST", "/Users", user("Li.Na"));
    expect(created.status).toBe(201);
    expect(created.headers.get("content-type")).toContain("application/scim+json");
    expect(created.body).toMatchObject({
      id: "Li.Na",
      userName: "Li.Na",
      active: true,
      externalId: "ext-Li.Na",
    });
    expect(created.headers.get("location")).toBe(`${server.url}/scim/v2/Users/Li.Na`);
    expect(await find('username Eq "li.na"')).toMatchObject({
      totalResults: 1,
      Resources: [{ id: "Li.Na" }],
    });
    expect(await find('externalId eq "ext-Li.Na"')).toMatchObject({ totalResults: 1 });
    expect(await find('displayName eq "李娜"')).toMatchObject({ totalResults: 1 });
    // As Entra ID sends it: capital verbs, paths with a filter, the extension by its name, truth as text.
    const changed = await scim(
      "PATCH",
      "/Users/Li.Na",
      patchOf(
        { op: "Replace", path: "displayName", value: "李娜娜" },
        { op: "Replace", path: 'emails[type eq "work"].value', value: "new@example.org" },
        { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "13800138000" },
        { op: "Add", path: `${enterprise}:department`, value: "采购处" },
        { op: "Replace", path: "name.givenName", value: "娜娜" },
      ),
    );
    expect(changed.body).toMatchObject({
      displayName: "李娜娜",
      emails: [{ type: "work", value: "new@example.org", primary: true }],
      phoneNumbers: [{ type: "mobile", value: "13800138000" }],
      name: { familyName: "李", givenName: "娜娜" },
      [enterprise]: { department: "采购处" },
    });
    expect((await server.ops("GET", "/ops/org/people/Li.Na")).body).toMatchObject({
      name: "李娜娜",
      email: "new@example.org",
      phone: "13800138000",
    });
    const { body } = await server.ops("POST", "/ops/people/Li.Na/tokens", {});
    const look = (): Promise<Answer> =>
      request(`${server.url}/ops/sources`, {
        headers: { authorization: `Bearer ${String(at(body, "token"))}` },
      });
    expect((await look()).status).toBe(200);
    expect(
      (await scim("PATCH", "/Users/Li.Na", patchOf({ op: "Replace", path: "active", value: "False" }))).body,
    ).toMatchObject({ active: false });
    expect((await look()).status).toBe(401);
    // As Okta sends it: no path.
    expect(
      (await scim("PATCH", "/Users/Li.Na", patchOf({ op: "replace", value: { active: true } }))).body,
    ).toMatchObject({ active: true });
    // A token from before does not come back with the person.
    expect((await look()).status).toBe(401);
    expect((await scim("PUT", "/Users/Li.Na", user("Li.Na", { active: false }))).body).toMatchObject({
      active: false,
      displayName: "李娜",
    });
    const events = (
      await server.ops("GET", "/ops/events?type=account.person.changed&subject=Li.Na&about=all")
    ).body;
    expect(at(events, "events")).toHaveLength(5);
    expect(JSON.stringify(events)).not.toContain("李");
  });

  test("SE-1: a deleted user has no access and is not found; the same name later is somebody else", async () => {
    await scim("POST", "/Users", user("gone"));
    expect(await scim("DELETE", "/Users/gone")).toMatchObject({ status: 204, body: "" });
    expect(await scim("GET", "/Users/gone")).toMatchObject({ status: 404, body: { status: "404" } });
    expect(
      (await scim("PATCH", "/Users/gone", patchOf({ op: "replace", value: { active: true } }))).status,
    ).toBe(404);
    const people = (await server.ops("GET", "/ops/people")).body;
    expect(at(people, "people")).toContainEqual(
      expect.objectContaining({ id: "gone", revokedAt: expect.any(String) }),
    );
    const again = await scim("POST", "/Users", user("gone"));
    expect(again.status).toBe(201);
    expect(at(again.body, "id")).not.toBe("gone");
    expect(await find('userName eq "gone"')).toMatchObject({ totalResults: 1 });
  });

  test("whoever was registered otherwise is found by the id, and taken over", async () => {
    const { id } = await server.addPerson("wang.wei");
    expect(await find('userName eq "WANG.wei"')).toMatchObject({
      totalResults: 1,
      Resources: [{ id, userName: id }],
    });
    expect(await scim("POST", "/Users", user("Wang.Wei"))).toMatchObject({
      status: 409,
      body: { scimType: "uniqueness", schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"] },
    });
    expect(
      (await scim("PATCH", `/Users/${id}`, patchOf({ op: "add", value: { externalId: "w-1" } }))).body,
    ).toMatchObject({ externalId: "w-1" });
    expect(await find('externalId eq "w-1"')).toMatchObject({ totalResults: 1, Resources: [{ id }] });
  });

  test("lists are paged, counted and bounded", async () => {
    for (let n = 0; n < 5; n += 1) await scim("POST", "/Users", user(`page-${n}`));
    const first = (await scim("GET", "/Users?startIndex=1&count=2")).body;
    const second = (await scim("GET", "/Users?startIndex=3&count=2")).body;
    expect(first).toMatchObject({ startIndex: 1, itemsPerPage: 2 });
    expect(at(first, "totalResults")).toBe(at(second, "totalResults"));
    expect(at(first, "Resources", 1, "id")).not.toBe(at(second, "Resources", 0, "id"));
    expect((await scim("GET", "/Users?count=0")).body).toMatchObject({ Resources: [], itemsPerPage: 0 });
    expect((await scim("GET", "/Users?startIndex=-5&count=100000")).status).toBe(200);
  });

  test("groups: members come and go in every shape that is sent", async () => {
    for (const name of ["g1", "g2", "g3"]) await scim("POST", "/Users", user(name));
    const made = await scim("POST", "/Groups", {
      displayName: "Reviewers",
      externalId: "grp",
      members: [{ value: "g1" }],
    });
    expect(made.status).toBe(201);
    const path = `/Groups/${String(at(made.body, "id"))}`;
    const members = async (): Promise<unknown> => at((await scim("GET", path)).body, "members");
    expect(
      (
        await scim(
          "PATCH",
          path,
          patchOf({ op: "Add", path: "members", value: [{ value: "g2" }, { value: "g3" }, { value: "g1" }] }),
        )
      ).status,
    ).toBe(204);
    expect(await members()).toHaveLength(3);
    await scim("PATCH", path, patchOf({ op: "Remove", path: "members", value: [{ value: "g1" }] }));
    await scim("PATCH", path, patchOf({ op: "remove", path: 'members[value eq "g3"]' }));
    expect(await members()).toEqual([{ value: "g2" }]);
    expect(
      (await scim("PATCH", path, patchOf({ op: "replace", path: "members", value: [{ value: "nobody" }] })))
        .body,
    ).toMatchObject({ status: "400", scimType: "invalidValue" });
    await scim("PATCH", path, patchOf({ op: "replace", value: { displayName: "Auditors" } }));
    const found = await scim(
      "GET",
      `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "auditors"')}`,
    );
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ displayName: "Auditors" }] });
    expect(at(found.body, "Resources", 0, "members")).toBeUndefined();
    expect((await scim("POST", "/Groups", { displayName: "AUDITORS" })).status).toBe(409);
    expect((await scim("DELETE", path)).status).toBe(204);
    expect((await scim("GET", path)).status).toBe(404);
  });

  test("SE-4: whatever else comes is refused in SCIM's own shape and harms nothing", async () => {
    await scim("POST", "/Users", user("hard"));
    const error = { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "400" };
    const bad = [
      ["GET", '/Users?filter=userName%20sw%20"a"', undefined, { scimType: "invalidFilter" }],
      ["GET", "/Users?filter=password%20eq%20%22a%22", undefined, { scimType: "invalidFilter" }],
      ["POST", "/Users", "{", { scimType: "invalidSyntax" }],
      ["POST", "/Users", "[".repeat(100), { scimType: "invalidSyntax" }],
      ["POST", "/Users", "[]", {}],
      ["POST", "/Users", { displayName: "x" }, { scimType: "invalidValue" }],
      ["POST", "/Users", { userName: "a\u0000b" }, { scimType: "invalidValue" }],
      ["POST", "/Users", { userName: "x", active: 1 }, { scimType: "invalidValue" }],
      ["PATCH", "/Users/hard", {}, { scimType: "invalidSyntax" }],
      ["PATCH", "/Users/hard", patchOf({ op: "move", path: "active" }), { scimType: "invalidSyntax" }],
      [
        "PATCH",
        "/Users/hard",
        patchOf({ op: "replace", path: "__proto__.x", value: 1 }),
        { scimType: "invalidPath" },
      ],
      [
        "PATCH",
        "/Users/hard",
        patchOf({ op: "replace", path: "emails[", value: 1 }),
        { scimType: "invalidPath" },
      ],
      ["PATCH", "/Users/hard", patchOf({ op: "replace", value: "x" }), { scimType: "invalidValue" }],
    ] as const;
    for (const [method, path, body, more] of bad)
      expect((await scim(method, path, body)).body, JSON.stringify(body ?? path)).toMatchObject({
        ...error,
        ...more,
      });
    expect((await scim("GET", "/Users/hard")).body).toMatchObject({ userName: "hard", active: true });
    expect(await scim("GET", "/Users", undefined, "wrong")).toMatchObject({
      status: 401,
      body: { status: "401" },
    });
    expect((await request(`${server.url}/scim/v2/Users`)).status).toBe(401);
    const person = await server.addPerson();
    expect((await scim("GET", "/Users", undefined, person.token)).body).toMatchObject({ status: "403" });
    expect(await scim("GET", "/Users/%00")).toMatchObject({ status: 400 });
    expect(Reflect.get({}, "x")).toBeUndefined();
  });

  test("an identity provider learns what this server can do", async () => {
    expect((await scim("GET", "/ServiceProviderConfig")).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
    });
    expect((await scim("GET", "/ResourceTypes")).body).toMatchObject({ totalResults: 2 });
    expect((await scim("GET", "/ResourceTypes/User")).body).toMatchObject({ endpoint: "/Users" });
    expect((await scim("GET", `/Schemas/${enterprise}`)).body).toMatchObject({ id: enterprise });
    expect((await scim("GET", "/Schemas/none")).status).toBe(404);
  });

  test("SE-2: a group gives its roles to whoever is in it, given by two persons who are not", async () => {
    for (const name of ["boss", "inner", "other"])
      // oxlint-disable-next-line no-await-in-loop -- three
      expect((await scim("POST", "/Users", user(name))).status).toBe(201);
    const tokenOf = async (name: string): Promise<string> =>
      String(at((await server.ops("POST", `/ops/people/${name}/tokens`, {})).body, "token"));
    const [boss, inner, other] = [await tokenOf("boss"), await tokenOf("inner"), await tokenOf("other")];
    const by = (token: string, method: string, path: string, body?: object): Promise<Answer> =>
      operatorOf(server.url, token)(method, path, body);
    const grantsOf = async (token: string): Promise<unknown> =>
      at((await by(token, "GET", "/console/session/me")).body, "grants");
    const agree = async (token: string, asked: Answer): Promise<Answer> => {
      expect(asked.status, JSON.stringify(asked.body)).toBe(202);
      return await by(token, "POST", `/ops/requests/${String(at(asked.body, "request", "id"))}/approve`);
    };
    const asAdmin = await server.ops("POST", "/ops/people/boss/grants", { role: "admin" });
    expect((await agree(other, asAdmin)).status).toBe(200);
    const made = await scim("POST", "/Groups", { displayName: "Handlers", members: [{ value: "inner" }] });
    const path = `/ops/groups/${String(at(made.body, "id"))}/grants`;
    expect((await server.ops("GET", "/ops/groups?name=handlers")).body).toMatchObject({
      groups: [{ name: "Handlers", members: 1 }],
    });
    expect(await grantsOf(inner)).toEqual([]);
    const far = await server.ops("POST", path, { role: "auditor" });
    expect(far).toMatchObject({ status: 400, body: { code: "PROBITY_E_REQUEST" } });
    const asked = await server.ops("POST", path, { role: "handler" });
    expect(await grantsOf(inner)).toEqual([]);
    expect((await agree(boss, asked)).body).toMatchObject({ role: "handler" });
    expect(await grantsOf(inner)).toEqual([{ role: "handler", unit: null }]);
    expect(await grantsOf(other)).toEqual([]);
    // Nobody gets a role by joining on their own.
    const group = `/Groups/${String(at(made.body, "id"))}`;
    const join = (member: string): object =>
      patchOf({ op: "add", path: "members", value: [{ value: member }] });
    expect((await scim("PATCH", group, join("boss"), boss)).status).toBe(403);
    expect((await scim("PATCH", group, join("other"), boss)).status).toBe(204);
    expect(await grantsOf(other)).toEqual([{ role: "handler", unit: null }]);
    expect(
      (await scim("PATCH", group, patchOf({ op: "remove", path: 'members[value eq "inner"]' }))).status,
    ).toBe(204);
    expect(await grantsOf(inner)).toEqual([]);
    expect((await scim("PATCH", group, join("boss"))).status).toBe(204);
    // One of them does not give it a role, nor agree to one.
    expect(await by(boss, "POST", path, { role: "observer" })).toMatchObject({
      body: { code: "PROBITY_E_FOUR_EYES" },
    });
    const more = await server.ops("POST", path, { role: "observer" });
    expect((await agree(boss, more)).body).toMatchObject({ code: "PROBITY_E_FOUR_EYES" });
    expect((await scim("DELETE", group)).status).toBe(204);
    expect(await grantsOf(other)).toEqual([]);
  });
});
