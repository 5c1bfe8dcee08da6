import type { Statement, Store } from "../store/index.ts";
import { type Reach, within } from "./reach.ts";
import type { ScoredKind } from "./touched.ts";

/** What is looked at: alerts of events in [from, to) that named somebody or something of a kind. */
export interface HotspotQuery {
  readonly by: ScoredKind;
  readonly from: Date;
  readonly to: Date;
  readonly class?: "business" | "integrity" | undefined;
  readonly limit: number;
  readonly reach: Reach;
}

/** One row of the ranking. */
export interface Hotspot {
  readonly key: string;
  readonly alerts: number;
  readonly rules: number;
  /** Alerts by risk level. */
  readonly levels: { readonly 1: number; readonly 2: number; readonly 3: number };
  /** 5, 2 and 1 for an alert of level 1, 2 and 3 (GEN-WRN-004). */
  readonly weight: number;
  readonly lastTime: string;
  /** The same of the period of the same length before. */
  readonly before: { readonly alerts: number; readonly weight: number };
  readonly trend: "new" | "up" | "same" | "down";
}

/** The ranking, and of how many it is (FE-4). */
export interface Hotspots {
  readonly by: ScoredKind;
  readonly from: string;
  readonly to: string;
  /** How many of the kind had an alert in the period: those that are ranked. */
  readonly population: number;
  readonly hotspots: readonly Hotspot[];
}

interface Row {
  readonly key: string;
  readonly alerts: number;
  readonly rules: number;
  readonly one: number;
  readonly two: number;
  readonly three: number;
  readonly weight: number;
  readonly last_at: Date;
  readonly alerts_before: number;
  readonly weight_before: number;
  readonly population: number;
}

/** Alerts that people found nothing in are not counted: the last label of an alert says so. */
const named = (
  from: number,
  to: number,
): string => `select distinct e.key, a.id, a.rule, a.level, max(h.at) over (partition by e.key) as last_at
      from score_hit h join score_entity e on e.id = h.entity join alert_finding f on f.position = h.position
      join alert a on a.id = f.alert
      left join lateral (select label from alert_label l where l.alert = a.id order by n desc limit 1) s on true
      where e.kind = $1 and h.at >= $${from}::timestamptz and h.at < $${to}::timestamptz
        and ($4::text is null or a.class = $4) and s.label is distinct from 'not_confirmed'
        and ${within("$7")} and (a.class = 'business' or ${within("$8")})`;

const weigh = "case level when 1 then 5 when 2 then 2 else 1 end";

const ranking: Statement = {
  name: "evaluate-hotspots",
  text: `with found as (${named(2, 3)}), earlier as (${named(5, 2)}), grouped as (
      select key, count(*)::int as alerts, count(distinct rule)::int as rules, count(*) filter (where level = 1)::int as one,
        count(*) filter (where level = 2)::int as two, count(*) filter (where level = 3)::int as three,
        sum(${weigh})::int as weight, max(last_at) as last_at
      from found group by key
    ), past as (select key, count(*)::int as alerts, sum(${weigh})::int as weight from earlier group by key)
    select g.*, coalesce(p.alerts, 0) as alerts_before, coalesce(p.weight, 0) as weight_before,
      (count(*) over ())::int as population
    from grouped g left join past p using (key) order by g.weight desc, g.alerts desc, g.key limit $6`,
};

/** Where alerts gather (catalogue, section 16). */
export async function findHotspots(store: Store, query: HotspotQuery): Promise<Hotspots> {
  const { by, from, to, limit } = query;
  const rows = await run(store, query, limit);
  return {
    by,
    from: from.toISOString(),
    to: to.toISOString(),
    population: rows[0]?.population ?? 0,
    hotspots: rows.map(hotspotOf),
  };
}

function run(store: Store, query: HotspotQuery, limit: number): Promise<readonly Row[]> {
  const { by, from, to, class: track = null, reach } = query;
  const before = new Date(2 * from.getTime() - to.getTime());
  const period = [from, to].map((moment) => moment.toISOString());
  const values = [by, ...period, track, before.toISOString(), limit, reach.units, reach.integrity];
  return store.run<Row>(ranking, values);
}

const trendOf = (now: number, before: number): Hotspot["trend"] =>
  before === 0 ? "new" : now > before ? "up" : now < before ? "down" : "same";

const hotspotOf = (row: Row): Hotspot => ({
  key: row.key,
  alerts: row.alerts,
  rules: row.rules,
  levels: { 1: row.one, 2: row.two, 3: row.three },
  weight: row.weight,
  lastTime: row.last_at.toISOString(),
  before: { alerts: row.alerts_before, weight: row.weight_before },
  trend: trendOf(row.weight, row.weight_before),
});

/** Limits of GEN-WRN-004. */
export interface RepeatOptions {
  /** Weight at which somebody is on the list. */
  readonly limit: number;
  /** Fewest subjects of which one in a hundred can be told. */
  readonly peers: number;
}

/** The list of GEN-WRN-004, and whether it could be judged who stands out. */
export interface RepeatList {
  readonly by: ScoredKind;
  readonly from: string;
  readonly to: string;
  readonly population: number;
  readonly limit: number;
  /** Whether the highest one in a hundred could be told: `indeterminate` among too few (FE-4). */
  readonly top: { readonly result: "judged" | "indeterminate"; readonly reason?: string };
  readonly subjects: readonly (Hotspot & { readonly because: "limit" | "top" })[];
}

/** Most rows that the list is made of. */
const mostSubjects = 5_000;

/** Those with many alerts: by weight, or among the highest one in a hundred with at least half of it (GEN-WRN-004). */
export async function findRepeats(
  store: Store,
  query: Omit<HotspotQuery, "limit">,
  { limit, peers }: RepeatOptions,
): Promise<RepeatList> {
  const rows = await run(store, { ...query, limit: mostSubjects }, mostSubjects);
  const population = rows[0]?.population ?? 0;
  const judged = population >= peers;
  const top = Math.ceil(population / 100);
  const subjects = rows.flatMap((row, index): RepeatList["subjects"] => {
    if (row.weight >= limit) return [{ ...hotspotOf(row), because: "limit" as const }];
    const isTop = judged && index < top && row.weight >= limit / 2;
    return isTop ? [{ ...hotspotOf(row), because: "top" as const }] : [];
  });
  return {
    by: query.by,
    from: query.from.toISOString(),
    to: query.to.toISOString(),
    population,
    limit,
    top: judged
      ? { result: "judged" }
      : { result: "indeterminate", reason: `few_peers: ${population} of the ${peers} that are needed` },
    subjects,
  };
}
