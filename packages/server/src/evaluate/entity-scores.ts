import { ProbityError } from "@probity/contracts";
import type { Statement, Store } from "../store/index.ts";
import { decayed } from "./decay.ts";
import { type Reach, within } from "./reach.ts";
import type { ScoredKind } from "./touched.ts";

/** The score of somebody or something, now. */
export interface EntityScore {
  readonly kind: string;
  readonly key: string;
  /** The decaying sum of the scores of events that named it. */
  readonly score: number;
  readonly hits: number;
  /** Time of the newest of them. */
  readonly lastTime: string;
}

/** One event in such a score. */
export interface EntityShare {
  readonly position: number;
  readonly source: string;
  readonly eventId: string;
  readonly type: string;
  readonly subject: string | null;
  readonly time: string;
  /** Of the event. */
  readonly score: number;
  /** What is left of it now. */
  readonly now: number;
  /** Those that the reader may know of. */
  readonly rules: readonly string[];
}

interface Row {
  readonly id: number;
  readonly kind: string;
  readonly key: string;
  readonly value: number;
  readonly as_of: Date;
  readonly hits: number;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** A sum whose newest event has a time to come is made of its events: before its time nothing has decayed. */
const valueNow = `case when e.as_of <= $1::timestamptz
  then e.value * power(2::float8, greatest(-200, -extract(epoch from $1::timestamptz - e.as_of)::float8 / 86400 / s.half_life_days))
  else (select coalesce(sum(h.score / 10::float8 * power(2::float8,
      greatest(-200, -greatest(0, extract(epoch from $1::timestamptz - h.at)::float8) / 86400 / s.half_life_days))), 0)
    from score_hit h where h.entity = e.id) end`;

const ranking: Statement = {
  name: "evaluate-ranking",
  text: `select e.id, e.kind, e.key, e.hits, e.as_of, ${valueNow} as value
    from score_entity e cross join score_setting s where e.kind = $2 and ${within("$4")} order by value desc, e.key limit $3`,
};

const populationOf: Statement = {
  name: "evaluate-population",
  text: `select count(*)::int as n from score_entity e where e.kind = $1 and ${within("$2")}`,
};

const one: Statement = {
  name: "evaluate-entity",
  text: `select e.id, e.kind, e.key, e.hits, e.as_of, ${valueNow} as value
    from score_entity e cross join score_setting s where e.kind = $2 and e.key = $3 and ${within("$4")}`,
};

const viewOf = ({ kind, key, value, hits, as_of: asOf }: Row): EntityScore => ({
  kind,
  key,
  score: tenth(value),
  hits,
  lastTime: asOf.toISOString(),
});

/** Those of a kind with the highest scores, and how many there are of the kind. */
export async function topScores(
  store: Store,
  { kind, limit, reach }: { readonly kind: ScoredKind; readonly limit: number; readonly reach: Reach },
  now: Date,
): Promise<{ readonly population: number; readonly scores: readonly EntityScore[] }> {
  const rows = await store.run<Row>(ranking, [now.toISOString(), kind, limit, reach.units]);
  const [counted] = await store.run<{ n: number }>(populationOf, [kind, reach.units]);
  return { population: counted?.n ?? 0, scores: rows.map(viewOf) };
}

/**
 * One score with the newest 50 events that it is made of. Throws `PROBITY_E_NOT_FOUND` for whom no hit named, and for whom is
 * out of reach.
 */
export async function findScore(
  store: Store,
  { kind, key, reach }: { readonly kind: ScoredKind; readonly key: string; readonly reach: Reach },
  now: Date,
): Promise<EntityScore & { readonly halfLifeDays: number; readonly shares: readonly EntityShare[] }> {
  const [row] = await store.run<Row>(one, [now.toISOString(), kind, key, reach.units]);
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no hit named the ${kind} ${key}`);
  const { half_life_days: halfLifeDays } = await store.db
    .selectFrom("score_setting")
    .select("half_life_days")
    .executeTakeFirstOrThrow();
  return {
    ...viewOf(row),
    halfLifeDays,
    shares: await sharesOf(store, row.id, { halfLifeDays, now, reach }),
  };
}

interface ShareRow {
  readonly position: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  readonly at: Date;
  readonly score: number;
  readonly rules: readonly string[];
}

const shares: Statement = {
  name: "evaluate-shares",
  text: `select h.position, e.source, e.id, e.type, e.subject, h.at, h.score,
      array(select distinct f.rule from finding f where f.position = h.position and f.share > 0
        and (f.class = 'business' or ${within("$2", "n")}) order by f.rule) as rules
    from (select * from score_hit where entity = $1 order by at desc, position desc limit 50) h
    join score_entity n on n.id = h.entity join log l on l.position = h.position join event e on e.key = l.event order by h.at desc, h.position desc`,
};

async function sharesOf(
  store: Store,
  entity: number,
  { halfLifeDays, now, reach }: { readonly halfLifeDays: number; readonly now: Date; readonly reach: Reach },
): Promise<readonly EntityShare[]> {
  const rows = await store.run<ShareRow>(shares, [entity, reach.integrity]);
  return rows.map((row) => ({
    position: row.position,
    source: row.source,
    eventId: row.id,
    type: row.type,
    subject: row.subject,
    time: row.at.toISOString(),
    score: row.score / 10,
    now: tenth(decayed(row.score / 10, now.getTime() - row.at.getTime(), halfLifeDays)),
    rules: row.rules,
  }));
}
