import * as fc from "fast-check";
import { expect, test } from "vitest";
import { howMany } from "../../../scripts/long-tests.ts";
import { openStore } from "../src/index.ts";
import { describeEngines } from "./support/engines.ts";
import { featureValues } from "@probity/engine/features";
import {
  answerNeeds,
  closeHolds,
  createDefinitions,
  type FeatureRequest,
  membersOf,
  openHold,
  planned,
  wantedOf,
  type WindowHold,
} from "../src/features/index.ts";
import { dropUnused } from "../src/features/drop.ts";
import { registerWindows, touchWindows } from "../src/features/register.ts";
import { paid, windowBundle } from "./features/window-bundle.ts";
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
      let remembered = 0;
      await fc.assert(
        fc.asyncProperty(group, fc.boolean(), async (histories, fillBehind) => {
          const { differences, fromMemory } = await player.play(histories, fillBehind);
          remembered += fromMemory;
          expect(differences.slice(0, 5)).toEqual([]);
        }),
        { numRuns: howMany(2, 4), endOnFailure: true },
      );
      // Most of them, so that what is in memory was compared as well.
      expect(remembered).toBeGreaterThan(howMany(500, 1_000));
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

const day = (n: number): Date => new Date(Date.UTC(2026, 5, n));
const money = (amount: number): object => ({ amount, currency: "CNY" });

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

describeEngines("FE-1: windows that nobody needs", (engine) => {
  test("go after a week with their rows; those that are needed stay", async () => {
    const store = await openStore(await engine.newConfig());
    try {
      const player = new Player(store, 500);
      await player.play(fc.sample(history, { seed: 3, numRuns: 10 }), false);
      const left = async (): Promise<unknown> =>
        (
          await store.pool.query(
            `select count(distinct definition)::int as members,
              (select count(*)::int from window_definition) as definitions from window_member`,
          )
        ).rows;
      const ofBoth = [...wantedOf(windowBundle("one")), ...wantedOf(windowBundle("two"))];
      const kept = ofBoth.slice(0, 2);
      // Rebuilt ones were left behind, to be removed.
      await touchWindows(store, kept, day(20));
      await dropUnused(store, day(7));
      const before = await left();
      await dropUnused(store, day(9));
      expect(before).not.toEqual(await left());
      expect(await left()).toEqual([{ members: 2, definitions: 2 }]);
      await dropUnused(store, day(28));
      expect(await left()).toEqual([{ members: 0, definitions: 0 }]);
    } finally {
      await store.close();
    }
  });
});

describeEngines("FE-1: open pre-checks", (engine) => {
  test("count at other pre-checks until they are closed or expire, never where a result must be repeatable", async () => {
    const store = await openStore(await engine.newConfig());
    try {
      const bundle = windowBundle("one");
      await registerWindows(store, wantedOf(bundle), new Date(0));
      const definitions = await createDefinitions().list(store);
      const data = { budget: "b", payee: "A", value: { amount: 10, currency: "CNY" }, urgent: true };
      const draft = { type: paid, data, time: "2026-03-01T10:00:00+08:00" };
      const now = new Date("2026-03-01T02:00:00Z");
      const expiresAt = new Date("2026-03-01T02:30:00Z");
      const hold = (decision: string, payee: string): WindowHold => ({
        source: "one",
        decision,
        subject: "p",
        expiresAt,
        members: membersOf(definitions, "one", { ...draft, data: { ...data, payee } }),
      });
      const count = async (over: Partial<FeatureRequest> = {}): Promise<unknown> => {
        const needs = planned({ evaluator: { bundle } }).plan(draft);
        const request = { needs, source: "one", at: now.getTime(), ...over };
        const [answers] = await answerNeeds(store, [request]);
        const values = featureValues(needs, answers ?? []);
        const read = (rule: number, name: string): unknown => values.get(`b-TST-WIN-00${rule}`)?.[name];
        return [read(1, "count"), read(1, "sum"), read(2, "payees"), read(2, "last")];
      };
      const missing = expect.objectContaining({ errorKind: "missing" });
      await store.transaction((transaction) => openHold(transaction, [hold("d1", "B"), hold("d2", "C")]));
      expect(await count()).toEqual([1, money(1000), 1, missing]);
      expect(await count({ holds: { now } })).toEqual([3, money(3000), 3, "C"]);
      expect(await count({ holds: { now, except: ["d2"] } })).toEqual([2, money(2000), 2, "B"]);
      expect(await count({ holds: { now: expiresAt } })).toEqual([1, money(1000), 1, missing]);
      // The same decision asked again holds once.
      await store.transaction((transaction) => openHold(transaction, [hold("d1", "E")]));
      expect(await count({ holds: { now } })).toEqual([3, money(3000), 3, "C"]);
      await closeHolds(store, [{ source: "one", decision: "d1" }]);
      expect(await count({ holds: { now } })).toEqual([2, money(2000), 2, "C"]);
    } finally {
      await store.close();
    }
  });

  test("of one source are not taken for those of another with the same id", async () => {
    const store = await openStore(await engine.newConfig());
    try {
      const sources = ["one", "two"];
      await registerWindows(store, sources.map(windowBundle).flatMap(wantedOf), new Date(0));
      const definitions = await createDefinitions().list(store);
      const data = { budget: "b", payee: "A", value: { amount: 10, currency: "CNY" }, urgent: true };
      const draft = { type: paid, data, time: "2026-03-01T10:00:00+08:00" };
      const now = new Date("2026-03-01T02:00:00Z");
      const expiresAt = new Date("2026-03-01T02:30:00Z");
      const members = membersOf(definitions, "one", draft);
      const hold = { source: "one", decision: "d", subject: "p", expiresAt, members };
      await store.transaction((transaction) => openHold(transaction, [hold]));
      const needs = sources.map((source) =>
        planned({ evaluator: { bundle: windowBundle(source) } }).plan(draft),
      );
      const holds = { now, except: ["d"] };
      const requests = sources.map((source, i) => ({
        needs: needs[i] ?? [],
        source,
        at: now.getTime(),
        holds,
      }));
      const answers = await answerNeeds(store, requests);
      const urgent = answers.map(
        (list, i) => featureValues(needs[i] ?? [], list).get("b-TST-WIN-003")?.["urgent"],
      );
      // Its own hold does not count for the draft of the first; for that of the second it is somebody else's.
      expect(urgent).toEqual([1, 2]);
    } finally {
      await store.close();
    }
  });
});
