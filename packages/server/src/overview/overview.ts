import { ruleStats } from "../decisions/index.ts";
import type { Store } from "../store/index.ts";
import type { LineViewer } from "../triage/index.ts";
import {
  type Area,
  byOrigin,
  confirmedRules,
  type Figure,
  linesOf,
  openedIn,
  openNow,
  outcomesIn,
  type Part,
  type Period,
  type Recovered,
  type Step,
  trendOf,
} from "./figures.ts";

/** One look at an area. Every figure says by which filter of the inbox its alerts are listed. */
export interface Overview {
  readonly from: string;
  readonly to: string;
  readonly counters: Readonly<Record<"opened" | "confirmed" | "dismissed" | "open" | "overdue", Figure>>;
  readonly domains: readonly Part[];
  readonly sources: readonly Part[];
  readonly trend: readonly Step[];
  /** Of what is open, by days since it was opened. */
  readonly ageing: readonly (Part & { readonly fromDay: number; readonly toDay: number | null })[];
  readonly rules: {
    /** By how many of the alerts that people judged they confirmed. */
    readonly confirmed: readonly RuleShare[];
    /** By how many warnings approvers went past. */
    readonly overridden: readonly RuleShare[];
  };
  /** From what was opened in the period on; `rectified` and `recovered` are of cases that were closed in it. */
  readonly flow: {
    readonly alerts: number;
    readonly confirmed: number;
    readonly rectified: number;
    readonly recovered: readonly Recovered[];
  };
}

/** A rule with a share of what was looked at. */
interface RuleShare {
  readonly rule: string;
  readonly share: number;
  readonly of: number;
  readonly filter: Figure["filter"];
}

const dayMs = 86_400_000;
const mostSteps = 92;
const topRules = 10;

/** Where figures are read. */
export interface OverviewParts {
  readonly store: Pick<Store, "db">;
  readonly now: Date;
}

/** The figures of a period and area, as far as the viewer may see what is behind them. */
export async function overviewOf(
  { store, now }: OverviewParts,
  period: Period,
  area: Area,
  viewer: LineViewer,
): Promise<Overview> {
  const lines = linesOf(area, viewer);
  const within = Object.fromEntries(
    Object.entries(area).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const length = period.to.getTime() - period.from.getTime();
  const earlier = { from: new Date(period.from.getTime() - length), to: period.from };
  const opened = await openedIn(store, period, lines);
  const before = await openedIn(store, earlier, lines);
  const { open, overdue, ages } = await openNow(store, now, lines);
  const { domains, sources } = await byOrigin(store, period, lines);
  const outcomes = await outcomesIn(store, period, lines);
  const times = { from: period.from.toISOString(), to: period.to.toISOString() };
  const inPeriod = { ...within, ...times, state: "all" };
  return {
    ...times,
    counters: {
      opened: { value: opened.opened, before: before.opened, filter: inPeriod },
      confirmed: {
        value: opened.confirmed,
        before: before.confirmed,
        filter: { ...inPeriod, label: "confirmed" },
      },
      dismissed: {
        value: opened.dismissed,
        before: before.dismissed,
        filter: { ...inPeriod, label: "dismissed" },
      },
      // Of what was open once nothing is kept.
      open: { value: open, before: null, filter: within },
      overdue: { value: overdue, before: null, filter: { ...within, overdue: true } },
    },
    domains: domains.map(({ key, n }) => ({ key, value: n, filter: { ...inPeriod, domain: key } })),
    sources: sources.map(({ key, n }) => ({ key, value: n, filter: { ...inPeriod, source: key } })),
    trend: await trendOf(store, period, lines, Math.min(mostSteps, Math.max(1, Math.ceil(length / dayMs)))),
    ageing: ageing(ages, now, within),
    rules: {
      confirmed: (await confirmedRules(store, period, lines)).map(({ rule, judged, confirmed }) => ({
        rule,
        share: confirmed / judged,
        of: judged,
        filter: { ...within, rule, state: "all" },
      })),
      overridden: await overridden(store, period, area),
    },
    flow: { alerts: opened.opened, confirmed: opened.confirmed, ...outcomes },
  };
}

const bounds = [
  [0, 3],
  [3, 10],
  [10, 30],
  [30, null],
] as const;

/** A line opened so long ago is one opened before a moment. */
function ageing(ages: readonly number[], now: Date, within: Figure["filter"]): Overview["ageing"] {
  const ago = (days: number): string => new Date(now.getTime() - days * dayMs).toISOString();
  return bounds.map(([fromDay, toDay], n) => ({
    key: toDay === null ? `${fromDay}+` : `${fromDay}-${toDay}`,
    fromDay,
    toDay,
    value: ages[n] ?? 0,
    filter: {
      ...within,
      ...(fromDay > 0 && { to: ago(fromDay) }),
      ...(toDay !== null && { from: ago(toDay) }),
    },
  }));
}

/** Of all units: a pre-check is no alert. */
async function overridden(
  store: OverviewParts["store"],
  period: Period,
  area: Area,
): Promise<readonly RuleShare[]> {
  return (await overridesIn(store, period, area))
    .map(({ rule, warned, past }) => ({
      rule,
      share: past / warned,
      of: warned,
      filter: { rule, state: "all" },
    }))
    .toSorted((a, b) => b.share - a.share || b.of - a.of)
    .slice(0, topRules);
}

/** A rule that warned, and how often people went past it. */
export interface Overrides {
  readonly rule: string;
  readonly model: string;
  readonly warned: number;
  readonly past: number;
}

/** What approvers did with warnings of a period, by rule, of the domain and model of an area. */
export async function overridesIn(
  store: OverviewParts["store"],
  { from, to }: Period,
  { domain, model }: Area,
): Promise<readonly Overrides[]> {
  const days = (to.getTime() - from.getTime()) / dayMs;
  const stats = await ruleStats(store, { days, until: to }, to);
  return [...Map.groupBy(stats, ({ rule }) => rule)]
    .map(([rule, own]) => ({
      rule,
      model: rule.replace(/-[^-]*$/, ""),
      warned: own.reduce((sum, one) => sum + one.warned, 0),
      past: own.reduce((sum, one) => sum + one.overridden, 0),
    }))
    .filter(({ warned }) => warned > 0)
    .filter((one) => domain === undefined || one.rule.split("-")[0] === domain)
    .filter((one) => model === undefined || one.model === model);
}
