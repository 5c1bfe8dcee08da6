// What windows count beside committed events (PC-4, FE-1), read as they read it: in a transaction of the server's store.
import { expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { openHolds } from "../src/decisions/index.ts";
import { describeEngines } from "./support/engines.ts";
import { closedEvent, openedEvent } from "./support/prechecks.ts";
import { at, sourceOf, startTestServer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

describeEngines("PC-4: open holds", (engine) => {
  test("are those of a source, point and process that were neither closed nor have expired", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    const source = await server.addSource("purchasing");
    const other = await server.addSource("other");
    const time = new Date().toISOString();
    const soon = { expiresAt: new Date(Date.parse(time) + 1_000).toISOString() };
    const award = { decisionPoint: "procurement.award.decided" };
    await source.send([
      openedEvent(source.id, { id: "a", subject: "ocds-1", time, precheck: { outcome: "allow" } }),
      openedEvent(source.id, { id: "b", subject: "ocds-2", time }),
      openedEvent(source.id, { id: "closed", subject: "ocds-1", time }),
      closedEvent(source.id, "closed", "aborted"),
      openedEvent(source.id, { id: "short", subject: "ocds-1", time, precheck: soon }),
      openedEvent(source.id, { id: "award", subject: "ocds-1", time, precheck: award }),
      closedEvent(source.id, "never opened", "overridden"),
    ]);
    await other.send([openedEvent(other.id, { id: "elsewhere", time })]);
    await server.scored();
    await server.close();

    const store = await openStore(config);
    try {
      const type = "procurement.tender.published";
      const later = new Date(Date.parse(time) + 60_000);
      const ids = (filter: object, when = later): Promise<readonly string[]> =>
        store.transaction(async (transaction) => {
          const holds = await openHolds(transaction, { source: source.id, at: when, ...filter });
          return holds.map(({ id }) => id);
        });
      expect(await ids({})).toEqual(["a", "b", "award"]);
      expect(await ids({ type })).toEqual(["a", "b"]);
      expect(await ids({ type, subject: "ocds-1" })).toEqual(["a"]);
      expect(await ids({ type, subject: "ocds-1" }, new Date(time))).toEqual(["a", "short"]);
      const [first] = await openHolds(store, { source: source.id, type, at: later });
      expect(first).toMatchObject({ type, subject: "ocds-1", outcome: "allow", draftHash: "ab".repeat(32) });
      expect(first?.openedAt.toISOString()).toBe(time);
      expect(first?.expiresAt.getTime()).toBe(Date.parse(time) + 1_800_000);
      expect(first?.position).toBe(1);
    } finally {
      await store.close();
    }
  });

  test("that ended while no server ran get their time of grace again: what their sources kept is still coming", async () => {
    const config = await engine.newConfig();
    let ahead = 0;
    const options = { clock: () => Date.now() + ahead, timersMs: 25 };
    let server = await startTestServer(config, options);
    const { id, key } = await server.addSource("purchasing");
    const send = (...events: readonly object[]): Promise<unknown> =>
      sourceOf(server.url, id, key).send(events);
    const inState = async (state: string): Promise<unknown> =>
      at((await server.ops("GET", `/ops/prechecks?state=${state}`)).body, "prechecks");
    try {
      await send(openedEvent(id, { id: "kept" }), openedEvent(id, { id: "left" }));
      await server.scored();
      await server.close();
      ahead += 24 * 3_600_000;
      server = await startTestServer(config, options);
      await new Promise((resolve) => {
        setTimeout(resolve, 300);
      });
      expect(await inState("expired")).toEqual([]);
      await send(closedEvent(id, "kept", "aborted"));
      await server.scored();
      ahead += 301_000;
      const [left] = await until(async () => {
        const found = await inState("expired");
        return Array.isArray(found) && found.length > 0 && found;
      });
      expect(left).toMatchObject({ id: "left" });
      const { body } = await server.ops("GET", "/ops/alerts?rule=PRE-OPN-001");
      expect(at(body, "alerts")).toHaveLength(1);
    } finally {
      await server.close();
    }
  });
});
