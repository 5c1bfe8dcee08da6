import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { currentModels } from "../rules/index.ts";
import { noticeRules } from "../score/index.ts";
import type { Store } from "../store/index.ts";
import { answerOf, listOf, operation } from "./describe.ts";
import { count, text } from "./answer-parts.ts";

/** Counts of the whole system; `lag` is how many accepted events are not scored yet. */
export interface Stats {
  readonly head: number;
  readonly scored: number;
  readonly lag: number;
  readonly incompleteEvents: number;
  readonly alerts: number;
  readonly openAlerts: number;
  readonly quarantined: number;
  readonly sources: number;
  readonly results: Readonly<Record<"hit" | "clear" | "not_applicable" | "indeterminate", number>>;
}

/** Rules about the reporting itself; they belong to no model and no bundle. */
const ownRules: readonly object[] = Object.entries(noticeRules).map(
  ([id, { version, name, level, class: track, at }]) => ({
    id,
    version,
    model: null,
    name,
    level,
    class: track,
    at: [at],
    ceiling: "observe",
    disclosure: "silent",
  }),
);

const ruleAnswer = answerOf({
  id: text,
  version: text,
  model: { type: ["string", "null"], description: "Null: about the reporting itself, of no model" },
  name: answerOf({ "zh-CN": text, en: text }),
  level: count,
  class: text,
  at: { type: "array", items: text },
  ceiling: text,
  disclosure: text,
});
const statsAnswer = answerOf({
  head: count,
  scored: count,
  lag: count,
  incompleteEvents: count,
  alerts: count,
  openAlerts: count,
  quarantined: count,
  sources: count,
  results: answerOf({ hit: count, clear: count, not_applicable: count, indeterminate: count }),
});

/** `/ops/stats`, `/ops/rules`. */
export function registerSystem(app: FastifyInstance, { store }: Context): void {
  app.get(
    "/stats",
    {
      config: { access: "system.read" },
      schema: operation("getStats", "Counts, and how far scoring is behind the log", {
        response: { 200: statsAnswer },
      }),
    },
    () => readStats(store),
  );
  app.get(
    "/rules",
    {
      config: { access: "rule.read" },
      schema: operation("listRules", "Rules in force", {
        response: { 200: listOf("rules", "By model and id", ruleAnswer) },
      }),
    },
    async () => {
      const models = await currentModels(store);
      const rules = models.flatMap((model) =>
        model.rules.map(({ id, version, name, level, class: track, at, ceiling, disclosure }) => ({
          id,
          version,
          model: `${model.id}@${model.version}`,
          name,
          level,
          class: track,
          at,
          ceiling,
          disclosure,
        })),
      );
      return { rules: [...rules, ...ownRules] };
    },
  );
}

async function readStats(store: Store): Promise<Stats> {
  const row = await store.db
    .selectNoFrom((eb) => [
      eb.selectFrom("log_head").select("next_position").as("next"),
      eb.selectFrom("score_position").select("position").where("name", "=", "score").as("scored"),
      eb
        .selectFrom("event")
        .select(eb.fn.countAll<number>().as("n"))
        .where("incomplete", ">", 0)
        .as("incomplete"),
      eb.selectFrom("alert").select(eb.fn.countAll<number>().as("n")).as("alerts"),
      eb.selectFrom("alert").select(eb.fn.countAll<number>().as("n")).where("state", "=", "open").as("open"),
      eb
        .selectFrom("quarantine")
        .select(eb.fn.countAll<number>().as("n"))
        .where("state", "=", "open")
        .as("quarantined"),
      eb.selectFrom("source").select(eb.fn.countAll<number>().as("n")).as("sources"),
    ])
    .executeTakeFirstOrThrow();
  const head = (row.next ?? 1) - 1;
  const scored = row.scored ?? 0;
  return {
    head,
    scored,
    lag: head - scored,
    incompleteEvents: row.incomplete ?? 0,
    alerts: row.alerts ?? 0,
    openAlerts: row.open ?? 0,
    quarantined: row.quarantined ?? 0,
    sources: row.sources ?? 0,
    results: await readResults(store),
  };
}

async function readResults(store: Store): Promise<Stats["results"]> {
  const sum = await store.db
    .selectFrom("event_result")
    .select(({ fn }) => [
      fn.sum<string>("hits").as("hit"),
      fn.sum<string>("clear").as("clear"),
      fn.sum<string>("not_applicable").as("not_applicable"),
      fn.sum<string>("indeterminate").as("indeterminate"),
    ])
    .executeTakeFirstOrThrow();
  const { hit, clear, indeterminate } = sum;
  return {
    hit: Number(hit),
    clear: Number(clear),
    not_applicable: Number(sum.not_applicable),
    indeterminate: Number(indeterminate),
  };
}
