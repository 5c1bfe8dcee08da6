import { type RuleStats, ruleStats } from "../decisions/index.ts";
import type { Statement, Store } from "../store/index.ts";
import type { Indicator } from "./indicator.ts";

/** Days that figures look back. */
export const figureDays = 30;

/**
 * Whether what a rule needs arrives from the source: `no_events` nothing at its decision points, `missing` nothing that it
 * could judge, `partly` some that it could not, `unknown` it is off and looked at nothing.
 */
export const dataStates = ["yes", "partly", "missing", "no_events", "unknown"] as const;

/** What a rule found at a source in the last days, and whether it had what it needs. */
export interface Figures {
  readonly hits: number;
  /** Labels of the last days, by what they said. */
  readonly confirmed: number;
  readonly partly: number;
  readonly notConfirmed: number;
  /** Of the labelled, those that were partly so counted half; null without any. */
  readonly confirmedShare: number | null;
  readonly warned: number;
  readonly overridden: number;
  readonly overriddenShare: number | null;
  readonly overrideFlagged: boolean;
  /** Bindings whose circuit breaker is open. */
  readonly breakers: readonly string[];
  readonly data: {
    readonly state: (typeof dataStates)[number];
    /** Events at its decision points, and those on which it could not be judged. */
    readonly events: number;
    readonly notJudged: number;
    /** What was missing most often on the newest of those. */
    readonly missing: readonly string[];
  };
}

interface SeenRow {
  readonly source: string;
  readonly rule: string;
  readonly events: number;
  readonly judged: number;
  readonly indeterminate: number;
}

interface LabelRow {
  readonly source: string;
  readonly rule: string;
  readonly confirmed: number;
  readonly partly: number;
  readonly not_confirmed: number;
}

const seen: Statement = {
  name: "indicators-seen",
  text: `select source, rule, sum(hit + clear + not_applicable + indeterminate)::bigint as events,
      sum(hit + clear)::bigint as judged, sum(indeterminate)::bigint as indeterminate
    from rule_day where source = any($1::text[]) and rule = any($2::text[]) and day >= ($3::timestamptz)::date
    group by source, rule`,
};

const labelled: Statement = {
  name: "indicators-labelled",
  text: `select a.source, l.rule, count(*) filter (where l.label = 'confirmed') as confirmed,
      count(*) filter (where l.label = 'partly') as partly, count(*) filter (where l.label = 'not_confirmed') as not_confirmed
    from alert_label l join alert a on a.id = l.alert
    where l.rule = any($2::text[]) and a.source = any($1::text[]) and l.at >= $3::timestamptz and l.weight > 0
      and l.n = (select max(n) from alert_label m where m.alert = l.alert)
    group by a.source, l.rule`,
};

/** Of the newest findings of a rule alone: they say what is missing now. */
const lacking: Statement = {
  name: "indicators-lacking",
  text: `select r.source, r.rule, p.path, count(*) as n
    from unnest($1::text[], $2::text[]) as r(source, rule)
    cross join lateral (select f.body, f.result, f.position from finding f where f.rule = r.rule
      order by f.position desc limit 500) f
    join log l on l.position = f.position join event e on e.key = l.event and e.source = r.source
    cross join lateral json_array_elements_text(f.body::json -> 'reason' -> 'paths') as p(path)
    where f.result = 'indeterminate' group by r.source, r.rule, p.path order by n desc, p.path`,
};

/** Most paths that are named. */
const mostPaths = 5;

type Key = `${string}\n${string}`;
const keyOf = ({ source, rule }: { readonly source: string; readonly rule: string }): Key =>
  `${source}\n${rule}`;

/** Figures of these indicators, in their order; bounded by how many there are. */
export async function figuresOf(
  store: Store,
  indicators: readonly Indicator[],
  now: Date,
): Promise<readonly Figures[]> {
  if (indicators.length === 0) return [];
  const sources = [...new Set(indicators.map(({ source }) => source))];
  const rules = [...new Set(indicators.map(({ rule }) => rule))];
  const since = new Date(now.getTime() - figureDays * 86_400_000).toISOString();
  const given = [sources, rules, since];
  const stats = keyed(await ruleStats(store, { sources, rules, days: figureDays }, now));
  const days = keyed(await store.run<SeenRow>(seen, given));
  const labels = keyed(await store.run<LabelRow>(labelled, given));
  const wanting = [...days.values()].filter(({ indeterminate }) => indeterminate > 0);
  const missing = await missingPaths(store, wanting);
  return indicators.map((indicator) => {
    const key = keyOf(indicator);
    return {
      ...foundOf(stats.get(key)),
      ...saidOf(labels.get(key)),
      data: dataOf(indicator, days.get(key), missing.get(key) ?? []),
    };
  });
}

const keyed = <Row extends { readonly source: string; readonly rule: string }>(
  rows: readonly Row[],
): ReadonlyMap<Key, Row> => new Map(rows.map((row) => [keyOf(row), row]));

async function missingPaths(
  store: Store,
  wanting: readonly SeenRow[],
): Promise<ReadonlyMap<Key, readonly string[]>> {
  if (wanting.length === 0) return new Map();
  const rows = await store.run<{ source: string; rule: string; path: string }>(lacking, [
    wanting.map(({ source }) => source),
    wanting.map(({ rule }) => rule),
  ]);
  const groups = Map.groupBy(rows, keyOf);
  return new Map([...groups].map(([key, group]) => [key, group.slice(0, mostPaths).map(({ path }) => path)]));
}

type Found = Pick<
  Figures,
  "hits" | "warned" | "overridden" | "overriddenShare" | "overrideFlagged" | "breakers"
>;

const nothing: Found = {
  hits: 0,
  warned: 0,
  overridden: 0,
  overriddenShare: null,
  overrideFlagged: false,
  breakers: [],
};

function foundOf(stats: RuleStats | undefined): Found {
  if (stats === undefined) return nothing;
  const { hits, warned, overridden, overriddenShare, overrideFlagged, breakers } = stats;
  return { hits, warned, overridden, overriddenShare, overrideFlagged, breakers };
}

function saidOf(
  row: LabelRow | undefined,
): Pick<Figures, "confirmed" | "partly" | "notConfirmed" | "confirmedShare"> {
  const { confirmed = 0, partly = 0, not_confirmed: notConfirmed = 0 } = row ?? {};
  const all = confirmed + partly + notConfirmed;
  return {
    confirmed,
    partly,
    notConfirmed,
    confirmedShare: all === 0 ? null : (confirmed + partly / 2) / all,
  };
}

function dataOf({ state }: Indicator, row: SeenRow | undefined, missing: readonly string[]): Figures["data"] {
  const { events = 0, judged = 0, indeterminate: notJudged = 0 } = row ?? {};
  const isSilent = state === "off" || state === "planned" ? "unknown" : "no_events";
  const found = notJudged === 0 ? "yes" : judged === 0 ? "missing" : "partly";
  return { state: events === 0 ? isSilent : found, events, notJudged, missing };
}
