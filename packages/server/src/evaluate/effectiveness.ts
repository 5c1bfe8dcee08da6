import type { RiskLevel, RuleClass } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { isOverridden, ruleStats, type RuleStats } from "../decisions/index.ts";
import { findRuleFacts } from "../rules/index.ts";
import { findNoticeRule } from "../score/index.ts";
import type { Statement, Store } from "../store/index.ts";
import { labelSums } from "./label-sums.ts";
import { noLabels, type Precision, precisionOf } from "./precision.ts";

/** How a version of a rule does, over all sources and all time (catalogue, section 7). */
export interface Effectiveness {
  readonly version: string;
  readonly level: RiskLevel;
  readonly class: RuleClass;
  /** Events to which it applied. */
  readonly evaluations: number;
  readonly hits: number;
  readonly indeterminate: number;
  /** Of the evaluations; null without any. */
  readonly indeterminateShare: number | null;
  readonly alerts: number;
  readonly confirmed: number;
  readonly partly: number;
  readonly notConfirmed: number;
  readonly precision: Precision;
  /** Enough closed alerts, and too few of them confirmed. */
  readonly belowFloor: boolean;
}

/** Warnings that people went past in 30 days, over all sources; no version is told of a pre-check. */
export interface Override {
  readonly days: number;
  readonly shown: number;
  readonly overridden: number;
  /** Null without any shown. */
  readonly share: number | null;
  /** Shown at least 30 times, and gone past more often than nine times in ten: to be reviewed. */
  readonly flagged: boolean;
}

interface Row {
  readonly version: string;
  readonly hit: number;
  readonly clear: number;
  readonly indeterminate: number;
  readonly alerts: number;
  readonly confirmed: number;
  readonly partly: number;
  readonly not_confirmed: number;
}

const byVersion: Statement = {
  name: "evaluate-effectiveness",
  text: `with total as (
      select version, sum(hit)::bigint as hit, sum(clear)::bigint as clear, sum(indeterminate)::bigint as indeterminate
      from rule_day where rule = $1 and version <> '' group by version
    ), opened as (
      select rule_version as version, count(*) as alerts from alert where rule = $1 group by rule_version
    ), said as (
      select rule_version as version, count(*) filter (where label = 'confirmed') as confirmed,
        count(*) filter (where label = 'partly') as partly, count(*) filter (where label = 'not_confirmed') as not_confirmed
      from rule_label where rule = $1 group by rule_version
    )
    select version, coalesce(hit, 0) as hit, coalesce(clear, 0) as clear, coalesce(indeterminate, 0) as indeterminate,
      coalesce(alerts, 0) as alerts, coalesce(confirmed, 0) as confirmed, coalesce(partly, 0) as partly,
      coalesce(not_confirmed, 0) as not_confirmed
    from (select version from total union select version from opened union select version from said) v
    left join total using (version) left join opened using (version) left join said using (version)
    order by string_to_array(version, '.')::int[] desc limit 200`,
};

/** What is judged with. */
export interface Floor {
  readonly floor: number;
  readonly floorAlerts: number;
}

/** How each version of a rule does, the newest first. Throws `PROBITY_E_NOT_FOUND` for a rule that was never evaluated. */
export async function effectivenessOf(
  store: Store,
  rule: string,
  { floor, floorAlerts }: Floor,
): Promise<readonly Effectiveness[]> {
  const rows = await store.run<Row>(byVersion, [rule]);
  if (rows.length === 0) throw new ProbityError("PROBITY_E_NOT_FOUND", `no results of a rule ${rule}`);
  const sums = new Map((await labelSums(store, rule)).map((one) => [one.version, one]));
  const versions: Effectiveness[] = [];
  for (const row of rows) {
    // oxlint-disable-next-line no-await-in-loop -- few versions
    const facts = findNoticeRule(rule) ?? (await findRuleFacts(store, rule, row.version));
    const { level, class: track } = facts ?? { level: 3 as const, class: "business" as const };
    const labels = sums.get(row.version) ?? noLabels;
    const evaluations = row.hit + row.clear + row.indeterminate;
    const precision = precisionOf(level, track, labels);
    versions.push({
      version: row.version,
      level,
      class: track,
      evaluations,
      hits: row.hit,
      indeterminate: row.indeterminate,
      indeterminateShare: evaluations === 0 ? null : row.indeterminate / evaluations,
      alerts: row.alerts,
      confirmed: row.confirmed,
      partly: row.partly,
      notConfirmed: row.not_confirmed,
      precision,
      belowFloor: labels.closed >= floorAlerts && (precision.observed ?? 1) < floor,
    });
  }
  return versions;
}

const overrideDays = 30;

/** How often people went past a rule's warnings. */
export async function overrideOf(store: Store, rule: string, now: Date): Promise<Override> {
  const rows = await ruleStats(store, { rules: [rule], days: overrideDays }, now);
  const sum = (key: "warned" | "overridden"): number =>
    rows.reduce((total, row: RuleStats) => total + row[key], 0);
  const [shown, overridden] = [sum("warned"), sum("overridden")];
  return {
    days: overrideDays,
    shown,
    overridden,
    share: shown === 0 ? null : overridden / shown,
    flagged: isOverridden(shown, overridden),
  };
}
