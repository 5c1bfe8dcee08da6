// What the scorer left to be logged, where something stands in the way; in the parts of the server that log it.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { loadSigner, secretTags } from "../src/keys/index.ts";
import { createLog, databaseIsDurable } from "../src/log/index.ts";
import { leavePending, logPending, type PendingEvent } from "../src/watch/pending-events.ts";
import { describeEngines } from "./support/engines.ts";

const about = (source: string, type: PendingEvent["type"], name: string): PendingEvent => ({
  source,
  type,
  eventId: name,
  subject: "s",
  data: { about: name },
});

describeEngines("PC-8: a bundle that cannot be released", (engine) => {
  test("holds up neither other sources, nor the events behind a hundred breakers of its own", async () => {
    const config = await engine.newConfig();
    const store = await openStore(config);
    const signer = loadSigner(config);
    const errors: unknown[] = [];
    const log = await createLog({
      store,
      signer,
      clock: () => Date.now(),
      newId: randomUUID,
      durability: databaseIsDurable,
      mayLog: () => undefined,
      onError: (error) => errors.push(error),
    });
    try {
      const names = Array.from({ length: 110 }, (_, index) => `e-${index}`);
      const refused = names.map((name) => about(`bad-${name}`, "rule.breaker.opened", name));
      const many = names.map((name) => about("bad", "rule.breaker.opened", name));
      const others = ["bad", "good"].map((source) => about(source, "precheck.act.flagged", "last"));
      await store.transaction((transaction) => leavePending(transaction, [...refused, ...many, ...others]));
      const options = {
        store,
        log,
        idOf: secretTags(signer),
        release: (source: string): Promise<void> =>
          source.startsWith("bad") ? Promise.reject(new Error(`${source} is refused`)) : Promise.resolve(),
      };
      const rows = async (text: string): Promise<unknown> => (await store.pool.query(text)).rows;

      await expect(logPending(options)).rejects.toThrow("is refused");
      expect(
        await rows(
          "select source, count(*)::int as n from event where source in ('bad', 'good') group by source order by 1",
        ),
      ).toEqual([
        { source: "bad", n: 111 },
        { source: "good", n: 1 },
      ]);
      const waiting = "select type, count(*)::int as n from pending_event group by type";
      expect(await rows(waiting)).toEqual([{ type: "rule.breaker.opened", n: 220 }]);

      await expect(logPending(options)).rejects.toThrow("is refused");
      expect(await rows("select count(*)::int as n from event")).toEqual([{ n: 222 }]);
      await logPending({ ...options, release: () => Promise.resolve() });
      expect(await rows(waiting)).toEqual([]);
      expect(await rows("select count(*)::int as n from event")).toEqual([{ n: 222 }]);
      expect(errors).toEqual([]);
    } finally {
      await log.close();
      await store.close();
    }
  });
});
