// What windows count beside committed events (PC-4, FE-1), read as they read it: in a transaction of the server's store.
import { expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { openHolds } from "../src/decisions/index.ts";
import { describeEngines } from "./support/engines.ts";
import { closedEvent, openedEvent } from "./support/prechecks.ts";
import { startTestServer } from "./support/test-server.ts";

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
      const at = new Date(Date.parse(time) + 60_000);
      const ids = (filter: object, when = at): Promise<readonly string[]> =>
        store.transaction(async (transaction) => {
          const holds = await openHolds(transaction, { source: source.id, at: when, ...filter });
          return holds.map(({ id }) => id);
        });
      expect(await ids({})).toEqual(["a", "b", "award"]);
      expect(await ids({ type })).toEqual(["a", "b"]);
      expect(await ids({ type, subject: "ocds-1" })).toEqual(["a"]);
      expect(await ids({ type, subject: "ocds-1" }, new Date(time))).toEqual(["a", "short"]);
      const [first] = await openHolds(store, { source: source.id, type, at });
      expect(first).toMatchObject({ type, subject: "ocds-1", outcome: "allow", draftHash: "ab".repeat(32) });
      expect(first?.openedAt.toISOString()).toBe(time);
      expect(first?.expiresAt.getTime()).toBe(Date.parse(time) + 1_800_000);
      expect(first?.position).toBe(1);
    } finally {
      await store.close();
    }
  });
});
