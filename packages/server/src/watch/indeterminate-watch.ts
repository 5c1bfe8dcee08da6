import type { Budget } from "@probity/contracts";
import { loggingTransaction, type ProvableLog, type ServerEvent } from "../log/index.ts";
import { readBindings } from "../rules/index.ts";
import type { Statement, Store } from "../store/index.ts";

/** When a binding names no budget of its own (RU-3). */
export const defaultIndeterminateBudget: Budget = { share: 0.2, atLeast: 20 };

/** What {@link lookForIndeterminate} works with. */
export interface IndeterminateOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
}

/** Days of events, the present one included, about which something is still said: an import of old data tells it itself. */
const watchedDays = 7;

/** Rules that failed to judge anything at all; budgets are looked at per source. */
const candidates: Statement = {
  name: "watch-indeterminate",
  text: `select source, rule, day::text as day, indeterminate, hit + clear + indeterminate as evaluated
    from rule_day where day > ($1::timestamptz at time zone 'UTC')::date - ${watchedDays} and indeterminate > 0 order by source, rule, day`,
};

const known: Statement = {
  name: "watch-indeterminate-known",
  text: "select id from event where source = $1 and id = any($2::text[])",
};

interface DayRow {
  readonly source: string;
  readonly rule: string;
  readonly day: string;
  readonly indeterminate: number;
  readonly evaluated: number;
}

/**
 * Logs `rule.indeterminate.exceeded` once for each rule, source and day on which the rule could not be judged more often
 * than its budget allows (RU-3). The event's id is made of the three, so that several servers log it once. Returns how
 * many events were logged.
 */
export async function lookForIndeterminate({ store, log }: IndeterminateOptions, now: Date): Promise<number> {
  const rows = await store.run<DayRow>(candidates, [now.toISOString()]);
  let logged = 0;
  for (const [source, days] of Map.groupBy(rows, (row) => row.source)) {
    // oxlint-disable-next-line no-await-in-loop -- one source at a time, as in ingest
    const events = await exceededOf(store, source, days);
    if (events.length === 0) continue;
    // oxlint-disable-next-line no-await-in-loop
    const positions = await loggingTransaction(store, (transaction) =>
      log.logServerEvents(transaction, source, events),
    );
    logged += positions.length;
  }
  return logged;
}

async function exceededOf(
  store: Store,
  source: string,
  days: readonly DayRow[],
): Promise<readonly ServerEvent[]> {
  // Nothing is said below the smallest number that any budget could name; most sources end here.
  const { file } = await readBindings(store, source);
  const budgets = new Map(
    file.bindings.flatMap(({ rule, indeterminateBudget }) =>
      indeterminateBudget === undefined ? [] : [[rule, indeterminateBudget] as const],
    ),
  );
  const events = days.flatMap((day): readonly ServerEvent[] => {
    const budget = budgets.get(day.rule) ?? defaultIndeterminateBudget;
    return day.indeterminate > Math.max(budget.atLeast, budget.share * day.evaluated)
      ? [exceededEvent(day, budget)]
      : [];
  });
  if (events.length === 0) return events;
  const ids = events.map(({ id }) => id);
  const rows = await store.run<{ id: string }>(known, [source, ids]);
  const told = new Set(rows.map(({ id }) => id));
  return events.filter(({ id = "" }) => !told.has(id));
}

const exceededEvent = (
  { rule, day, indeterminate, evaluated }: DayRow,
  { share, atLeast }: Budget,
): ServerEvent => ({
  type: "rule.indeterminate.exceeded",
  id: `rule.indeterminate.exceeded/${rule}/${day}`,
  data: { judged: { rule, day, indeterminate, evaluated, share, atLeast } },
});
