import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { describeEngines } from "./support/engines.ts";
import { distinct, history as historyStatement, last, sums } from "../src/features/statements.ts";
import type { Statement, Store } from "../src/store/index.ts";
import { Player } from "./features/play-histories.ts";
import { history } from "./features/random-history.ts";

describeEngines("FE-2: features of random histories", (engine) => {
  test("equal those of a list of all events, at every position and after a rebuild from the log", async () => {
    const store = await openStore(await engine.newConfig());
    try {
      const player = new Player(store, 40);
      const group = fc.array(history, { minLength: 10, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(group, fc.boolean(), async (histories, fillBehind) => {
          const { differences } = await player.play(histories, fillBehind);
          expect(differences.slice(0, 5)).toEqual([]);
        }),
        { numRuns: 4, endOnFailure: true },
      );
    } finally {
      await store.close();
    }
  });
});

describeEngines("FE-1: what is looked up", (engine) => {
  test("is found along indexes, whatever statistics there are", async () => {
    const store = await openStore(await engine.newConfig());
    try {
      const player = new Player(store, 500);
      await player.play(fc.sample(history, { seed: 7, numRuns: 60 }), false);
      await store.pool.query(
        `insert into window_member (definition, key, at, position, n, gap)
         select 1, md5((i % 500)::text)::uuid, i, 1000000 + i, i, false from generate_series(1, 20000) i`,
      );
      for (const analysed of [false, true]) {
        if (analysed) await store.pool.query("analyze");
        for (const statement of [sums, distinct, last, historyStatement]) {
          const plan = await planOf(store, statement);
          expect(plan, statement.name).not.toMatch(/Seq Scan on (?:window_member|event|log)\b/);
          expect(plan, statement.name).toMatch(/Index (?:Only )?Scan/);
        }
      }
    } finally {
      await store.close();
    }
  });
});

/** The plan that the database keeps for a named statement. */
async function planOf(store: Store, { text }: Statement): Promise<string> {
  const client = await store.pool.connect();
  try {
    await client.query("set plan_cache_mode = force_generic_plan");
    await client.query(`prepare shown as ${text}`);
    const given = text.includes("$2") ? "'[]', 10" : "'[]'";
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain execute shown(${given})`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    await client.query("deallocate all");
    await client.query("reset plan_cache_mode");
    client.release();
  }
}
