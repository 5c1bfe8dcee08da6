// Lists of the operator API from page to page, and what is not one of their cursors.
import { afterAll, beforeAll, expect, test } from "vitest";
import { describePostgres } from "./support/engines.ts";
import { closedEvent } from "./support/prechecks.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

describePostgres("OP-3: pages of the operator API", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
  });
  afterAll(() => server?.close());

  test("show every pre-check once, those as well of which only the closing is known", async () => {
    const source = await server.addSource();
    const other = await server.addSource();
    const ids = ["a", "b", "c", "d", "e"];
    for (const from of [source, other]) {
      // oxlint-disable-next-line no-await-in-loop -- one source after the other
      const { status } = await from.send(ids.map((one) => closedEvent(from.id, one, "aborted")));
      expect(status).toBe(200);
    }
    await server.scored();
    const seen: string[] = [];
    let cursor = "";
    for (let pages = 0; pages < 20; pages += 1) {
      // oxlint-disable-next-line no-await-in-loop -- page by page
      const { body } = await server.ops("GET", `/ops/prechecks?state=aborted&limit=3${cursor}`);
      const found = at(body, "prechecks");
      for (const one of Array.isArray(found) ? found : [])
        seen.push(`${String(at(one, "source"))} ${String(at(one, "id"))}`);
      const next = at(body, "next");
      if (typeof next !== "string") break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    const expected = [source, other].flatMap(({ id }) => ids.map((one) => `${id} ${one}`));
    expect(seen.toSorted()).toEqual(expected.toSorted());
  });

  const stranger = Buffer.from(JSON.stringify(["\u0000"])).toString("base64url");
  const foreign = Buffer.from(JSON.stringify(["x"])).toString("base64url");
  test.each([
    "/ops/events?cursor=12.abc",
    "/ops/events?since=1e300",
    "/ops/events?source=a%00b",
    "/ops/events/%00",
    "/ops/alerts?cursor=123",
    "/ops/alerts?cursor=1.x",
    `/ops/alerts?cursor=1.${stranger}`,
    "/ops/streams?cursor=1.a",
    "/ops/prechecks?cursor=1.a",
    "/ops/prechecks?cursor=7",
    "/ops/quarantine?cursor=1.a",
    "/ops/approvals?cursor=12",
    `/ops/approvals?cursor=1.${stranger}`,
    "/ops/deadlines?cursor=12",
    `/ops/deadlines?cursor=1.${foreign}`,
    "/ops/jobs/%00",
    "/ops/rules/stats?source=%00",
  ])("refuse what cannot be meant: %s", async (path) => {
    const { status, body } = await server.ops("GET", path);
    expect([status, at(body, "code")]).toEqual([400, "PROBITY_E_REQUEST"]);
  });

  test("end behind the last stream, and replays are asked for by texts that can be", async () => {
    expect((await server.ops("GET", "/ops/streams?cursor=999999999999999")).status).toBe(200);
    const replay = await server.ops("POST", "/ops/quarantine/replay", { source: "a\u0000b" });
    expect(at(replay.body, "code")).toBe("PROBITY_E_REQUEST");
  });
});
