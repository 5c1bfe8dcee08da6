import { afterAll, beforeAll, expect, test } from "vitest";
import { roles } from "../src/access/index.ts";
import { startCases, type CaseServer } from "./support/cases.ts";
import { describePglite } from "./support/engines.ts";
import { at } from "./support/test-server.ts";

/** An operation that takes JSON. */
interface Taking {
  readonly method: string;
  readonly path: string;
}

describePglite("hostile bodies", (engine) => {
  let running: CaseServer<"all">;
  beforeAll(async () => {
    running = await startCases(engine, { all: roles });
  });
  afterAll(() => running?.server.close());

  const takingJson = async (): Promise<readonly Taking[]> => {
    const document: unknown = await (await fetch(`${running.server.url}/openapi.json`)).json();
    const paths = Object.entries(at(document, "paths") as Record<string, Record<string, object>>);
    return paths
      .filter(([path]) => /^\/(?:ops|console)\//.test(path))
      .flatMap(([path, operations]) =>
        Object.entries(operations)
          .filter(([, one]) => at(one, "requestBody", "content", "application/json") !== undefined)
          .map(([method]) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{[^}]*\}/g, "9") })),
      );
  };

  test("SE-4: no route takes a NUL in any text or name of its body, whatever its fields' patterns say", async () => {
    const { server, people } = running;
    const routes = await takingJson();
    expect(routes.length).toBeGreaterThan(60);
    const wrong: string[] = [];
    for (const { method, path } of routes)
      for (const body of [{ text: "a\u0000b" }, { deep: [{ text: "\u0000" }] }, { "na\u0000me": 1 }]) {
        // oxlint-disable-next-line no-await-in-loop -- one server
        const own = await people.all.ops(method, path, body);
        const forOperator = at(own.body, "code") === "PROBITY_E_OPERATOR";
        // oxlint-disable-next-line no-await-in-loop
        const answer = forOperator ? await server.ops(method, path, body) : own;
        const said = `${answer.status} ${String(at(answer.body, "detail"))}`;
        if (said !== "400 the body has a NUL in it") wrong.push(`${method} ${path}: ${said}`);
      }
    expect(wrong).toEqual([]);
  });

  test("CA-2: what a supervisor says is more than a NUL, and the refusal says where it is", async () => {
    const { people } = running;
    const act = await people.all.ops("POST", "/console/escalations/x/acts", { act: "urge", text: "\u0000" });
    expect(act).toMatchObject({ status: 400, body: { errors: [{ path: "/text" }] } });
  });

  test("SE-2: no cache keeps what one person may see for the next one", async () => {
    const { people } = running;
    for (const path of ["/console/session/me", "/ops/alerts", "/ops/alerts/unknown"]) {
      // oxlint-disable-next-line no-await-in-loop -- few
      const answer = await people.all.ops("GET", path);
      expect(answer.headers.get("cache-control"), path).toBe("no-store");
      expect(answer.headers.get("x-content-type-options"), path).toBe("nosniff");
    }
  });
});
