import { type EventType, type Json, type JsonObject, ProbityError } from "@probity/contracts";
import { environments, ruleFacts } from "@probity/engine/author";
import { json } from "../ops/describe.ts";
import type { Store } from "../store/index.ts";
import type { BacktestResult, RuleResult, SampledResult } from "./backtest/index.ts";
import type { Comparison } from "./compare-hits.ts";
import { readProof } from "./proofs.ts";
import { readVersion, type VersionName } from "./versions.ts";

/** A stored event that a backtest judged, by what the rule reads of it. */
export interface SampledEvent {
  readonly position: number;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string | null;
  readonly time: string;
  /** Nothing is left to show. */
  readonly isErased: boolean;
  readonly values: readonly { readonly path: string; readonly value: Json }[];
}

/** An event with its data, for whoever notes the reading. */
export interface Sample {
  readonly event: SampledEvent;
  readonly data: JsonObject | undefined;
}

/** Most values of an event. */
const maxValues = 12;
const maxValueLength = 200;

/**
 * The events by which a backtest shows what a rule did, up to five for each result. Throws `PROBITY_E_NOT_FOUND` for a result
 * that is not of a backtest, for a rule that was not in it, and for a text that was replaced since.
 */
export async function readSamples(
  store: Store,
  name: VersionName & { readonly proof: string },
  ruleId: string,
  types: readonly EventType[],
): Promise<Readonly<Record<SampledResult, readonly Sample[]>>> {
  const { judged, paths } = await readJudged(store, name, ruleId, types);
  const positions = judged.samples;
  const found = await sampled(store, Object.values(positions).flat(), paths);
  const of = (one: SampledResult): readonly Sample[] =>
    positions[one].flatMap((position) => found.get(position) ?? []);
  return {
    notApplicable: of("notApplicable"),
    indeterminate: of("indeterminate"),
    clear: of("clear"),
    hit: of("hit"),
  };
}

/**
 * The events behind the hits of a backtest that stand so to the version in force, up to 100. Throws `PROBITY_E_NOT_FOUND` as
 * {@link readSamples} does.
 */
export async function readHits(
  store: Store,
  name: VersionName & { readonly proof: string },
  { rule, comparison }: { readonly rule: string; readonly comparison: Comparison },
  types: readonly EventType[],
): Promise<readonly Sample[]> {
  const { judged, paths } = await readJudged(store, name, rule, types);
  const positions = judged.examples[comparison];
  const found = await sampled(store, positions, paths);
  return positions.flatMap((position) => found.get(position) ?? []);
}

/** What a backtest found of a rule, and which values of an event the rule reads. */
async function readJudged(
  store: Store,
  name: VersionName & { readonly proof: string },
  ruleId: string,
  types: readonly EventType[],
): Promise<{ readonly judged: RuleResult; readonly paths: readonly string[] }> {
  const { kind, digest, result } = await readProof(store, name, name.proof);
  const version = await readVersion(store, name);
  const rule = version.model.rules.find(({ id }) => id === ruleId);
  // Stored by a backtest of this server.
  const judged = (result as BacktestResult).rules?.find((one) => one.rule === ruleId);
  if (kind !== "backtest" || digest !== version.digest || rule === undefined || judged === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no events of ${ruleId} in ${name.proof}`);
  const { reads } = ruleFacts(rule, environments(types));
  // The record of a process holds what its events said, so what is read of it is looked for in the event as well.
  const inEvent = reads.flatMap((path) =>
    /^(?:event|record)\./.test(path) ? [path.slice(path.indexOf(".") + 1)] : [],
  );
  return { judged, paths: [...new Set(inEvent)].slice(0, maxValues) };
}

async function sampled(
  { db }: Pick<Store, "db">,
  positions: readonly number[],
  paths: readonly string[],
): Promise<ReadonlyMap<number, Sample>> {
  if (positions.length === 0) return new Map();
  const rows = await db
    .selectFrom("log")
    .innerJoin("event", "event.key", "log.event")
    .select(["log.position", "event.id", "event.source", "event.type", "event.subject", "event.time"])
    .select(["event.body", "event.erased_at"])
    .where("log.position", "in", [...positions])
    .execute();
  return new Map(
    rows.map(({ body, erased_at: erased, time, ...row }) => {
      // Validated when it was accepted.
      const data = erased === null ? (json(body) as { readonly data: JsonObject }).data : undefined;
      const values = data === undefined ? [] : paths.flatMap((path) => valueAt(data, path));
      const event = { ...row, time: time.toISOString(), isErased: erased !== null, values };
      return [row.position, { event, data }] as const;
    }),
  );
}

/** The value at a path such as `bids[].price`, of lists the values of their items. */
function valueAt(data: JsonObject, path: string): readonly { readonly path: string; readonly value: Json }[] {
  let found: readonly unknown[] = [data];
  for (const key of path.split("."))
    found = found.flatMap((one) => {
      const inner: unknown =
        typeof one === "object" && one !== null ? Reflect.get(one, key.replace(/\[\]$/, "")) : undefined;
      return key.endsWith("[]") && Array.isArray(inner) ? inner : inner === undefined ? [] : [inner];
    });
  if (found.length === 0) return [];
  // Parts of parsed JSON.
  const value = (path.includes("[]") ? found : found[0]) as Json;
  const text = JSON.stringify(value);
  return [{ path, value: text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : value }];
}
