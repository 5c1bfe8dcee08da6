import { parseCheckpoint, parseProof } from "@probity/tlog";
import { expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { describePostgres } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { sendStream, testStream } from "./support/streams.ts";
import { at, startTestServer } from "./support/test-server.ts";

const sizeOf = (receipt: unknown): number => {
  const note = parseProof(String(receipt))?.checkpoint ?? "";
  return parseCheckpoint(note.slice(0, note.indexOf("\n\n") + 1))?.size ?? 0;
};

describePostgres("LO-4, DE-2: two servers on one database", (engine) => {
  test("a batch that is sent again is never answered with an older tree than the sender has seen", async () => {
    const config = await engine.newConfig();
    const first = await startTestServer(config);
    const second = await startTestServer(config);
    try {
      const { id, key } = await first.addSource();
      const lost = [testStream(id).next(award(id))];
      // Its answer did not arrive.
      await sendStream(second.url, { key }, lost);
      const others = await sendStream(first.url, { key }, [testStream(id).next(award(id))]);

      const again = await sendStream(second.url, { key }, lost);

      expect(at(again.body, "results", 0, "status")).toBe("duplicate");
      expect(sizeOf(at(again.body, "receipt"))).toBeGreaterThanOrEqual(sizeOf(at(others.body, "receipt")));
    } finally {
      await second.close();
      await first.close();
    }
  });

  test("LO-8: a server that vanishes in a transaction does not hold the head of the log for ever", async () => {
    const store = await openStore(await engine.newConfig());
    try {
      const { rows } = await store.pool.query("show idle_in_transaction_session_timeout");
      expect(rows).toEqual([{ idle_in_transaction_session_timeout: "1min" }]);
    } finally {
      await store.close();
    }
  });
});
