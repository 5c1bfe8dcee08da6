import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Store } from "../store/index.ts";

/** How a rule does at a source within a window. */
export interface RuleStats {
  readonly source: string;
  readonly rule: string;
  /** Events to which it applied. */
  readonly evaluated: number;
  readonly hits: number;
  readonly indeterminate: number;
  /** Of the evaluated; null where there are none. */
  readonly indeterminateShare: number | null;
  /** Pre-checks that it asked to be looked at or explained; silent observation does not count. */
  readonly warned: number;
  /** Of the warned: acts that were done all the same, given up, and neither so far. */
  readonly overridden: number;
  readonly aborted: number;
  readonly open: number;
  /** Overridden of the warned (GEN-WRN-003); null where there are none. */
  readonly overriddenShare: number | null;
  /** Warned at least 30 times, and gone past more often than nine times in ten. */
  readonly overrideFlagged: boolean;
  /** Pre-checks that it helped to block. */
  readonly blocked: number;
  /** Findings that approvers appealed against, and of those the ones that were upheld. */
  readonly appealed: number;
  readonly upheld: number;
  /** Bindings of the rule whose circuit breaker is open. */
  readonly breakers: readonly string[];
}

/** How replays of acts ended at a source (RU-6). */
export interface ParityStats {
  readonly source: string;
  readonly equal: number;
  readonly diverged: number;
  readonly notComparable: number;
}

/** Which figures are wanted. */
export interface StatsFilter {
  /** Default: all of them. */
  readonly sources?: readonly string[] | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly days: number;
  /** What was asked before then. Default: all since. */
  readonly until?: Date | undefined;
}

interface Row {
  readonly source: string;
  readonly rule: string;
  readonly hit: number;
  readonly clear: number;
  readonly indeterminate: number;
  readonly warned: number;
  readonly overridden: number;
  readonly aborted: number;
  readonly blocked: number;
  readonly appealed: number;
  readonly upheld: number;
  readonly breakers: readonly string[];
}

/** Whether a rule is to be reviewed: shown at least 30 times, and gone past in more than 90 % of them. */
export const isOverridden = (shown: number, overridden: number): boolean =>
  shown >= 30 && overridden / shown > 0.9;

/** The predicate that a column is one of a few; true without them. */
const anyOf =
  (wanted: readonly string[] | undefined) =>
  (column: string): RawBuilder<SqlBool> =>
    wanted === undefined ? sql`true` : sql`${sql.ref(column)} = any(${[...wanted]}::text[])`;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Figures of every rule that was evaluated or warned in the window, by source and rule; at most 5000 rows. */
export async function ruleStats(
  { db }: Pick<Store, "db">,
  { sources, rules, days, until }: StatsFilter,
  now: Date,
): Promise<readonly RuleStats[]> {
  const since = new Date(now.getTime() - days * 86_400_000).toISOString();
  const end = until?.toISOString() ?? null;
  const [inSources, inRules] = [anyOf(sources), anyOf(rules)];
  const { rows } = await sql<Row>`
    with judged as (
      select source, rule, sum(hit)::bigint as hit, sum(clear)::bigint as clear, sum(indeterminate)::bigint as indeterminate
      from rule_day where day >= ${since}::timestamptz::date and (${end}::timestamptz is null or day <= ${end}::timestamptz::date)
        and ${inSources("source")} and ${inRules("rule")}
      group by source, rule
    ), checked as (
      select r.source, r.rule,
        count(distinct p.id) filter (where p.outcome in ('warn', 'justify')) as warned,
        count(distinct p.id) filter (where p.outcome in ('warn', 'justify') and p.stage = 'committed') as overridden,
        count(distinct p.id) filter (where p.outcome in ('warn', 'justify') and p.stage = 'aborted') as aborted,
        count(distinct p.id) filter (where p.outcome = 'block') as blocked
      from precheck p join precheck_rule r on r.source = p.source and r.id = p.id
      where p.opened_at >= ${since}::timestamptz and (${end}::timestamptz is null or p.opened_at < ${end}::timestamptz)
        and r.result = 'hit' and r.action is distinct from 'observe'
        and ${inSources("p.source")} and ${inRules("r.rule")}
      group by r.source, r.rule
    ), objected as (
      select source, rule, count(*) as appealed, count(*) filter (where state = 'upheld') as upheld
      from appeal where raised_at >= ${since}::timestamptz and (${end}::timestamptz is null or raised_at < ${end}::timestamptz)
        and ${inSources("source")} and ${inRules("rule")}
      group by source, rule
    )
    select source, rule, coalesce(hit, 0) as hit, coalesce(clear, 0) as clear,
      coalesce(indeterminate, 0) as indeterminate, coalesce(warned, 0) as warned, coalesce(overridden, 0) as overridden,
      coalesce(aborted, 0) as aborted, coalesce(blocked, 0) as blocked,
      coalesce(appealed, 0) as appealed, coalesce(upheld, 0) as upheld,
      array(select b.binding from breaker b where b.source = k.source and b.rule = k.rule and b.reset_at is null
        order by b.binding) as breakers
    from (select source, rule from judged union select source, rule from checked) k
    left join judged j using (source, rule) left join checked c using (source, rule)
    left join objected o using (source, rule)
    order by source, rule limit 5000`.execute(db);
  return rows.map(statsOf);
}

function statsOf(row: Row): RuleStats {
  const {
    source,
    rule,
    hit,
    clear,
    indeterminate,
    warned,
    overridden,
    aborted,
    blocked,
    appealed,
    upheld,
    breakers,
  } = row;
  const evaluated = hit + clear + indeterminate;
  return {
    source,
    rule,
    evaluated,
    hits: hit,
    indeterminate,
    indeterminateShare: share(indeterminate, evaluated),
    warned,
    overridden,
    aborted,
    open: warned - overridden - aborted,
    overriddenShare: share(overridden, warned),
    overrideFlagged: isOverridden(warned, overridden),
    blocked,
    appealed,
    upheld,
    breakers,
  };
}

/** How the replays of the window ended, by source. */
export async function parityStats(
  { db }: Pick<Store, "db">,
  { sources, days }: Omit<StatsFilter, "rules">,
  now: Date,
): Promise<readonly ParityStats[]> {
  const since = new Date(now.getTime() - days * 86_400_000).toISOString();
  const { rows } = await sql<ParityStats>`
    select source, count(*) filter (where parity = 'equal') as equal,
      count(*) filter (where parity = 'diverged') as diverged,
      count(*) filter (where parity = 'not_comparable') as "notComparable"
    from precheck where opened_at >= ${since}::timestamptz and parity is not null
      and ${anyOf(sources)("source")}
    group by source order by source`.execute(db);
  return rows;
}
