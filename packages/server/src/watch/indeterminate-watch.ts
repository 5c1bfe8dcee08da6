import type { BindingsFile, Budget } from "@probity/contracts";
import { exceedsBudget } from "@probity/engine";
import { loggingTransaction, type ProvableLog, type ServerEvent } from "../log/index.ts";
import type { Statement, Store } from "../store/index.ts";
import { inTurn } from "./in-turn.ts";

/** When a binding names no budget of its own (RU-3). */
export const defaultIndeterminateBudget: Budget = { share: 0.2, atLeast: 20 };

/** What {@link lookForIndeterminate} works with. */
export interface IndeterminateOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  /** Makes the id of an event of a source: nobody else can have used it. */
  readonly idOf: (source: string, eventId: string) => string;
}

/** Days of events, the present one included, about which something is still said: an import of old data tells it itself. */
const watchedDays = 7;

/**
 * Rules that failed to judge anything at all; budgets are looked at per source. A day that has not come is told when it has:
 * a source that writes of the years to come would have all of them looked at for ever.
 */
const candidates: Statement = {
  name: "watch-indeterminate",
  text: `select source, rule, day::text as day, sum(indeterminate)::bigint as indeterminate,
      sum(hit + clear + indeterminate)::bigint as evaluated
    from rule_day where day > ($1::timestamptz at time zone 'UTC')::date - ${watchedDays}
      and day <= ($1::timestamptz at time zone 'UTC')::date + 1 group by source, rule, day
    having sum(indeterminate) > 0 order by source, rule, day`,
};

const known: Statement = {
  name: "watch-indeterminate-known",
  text: "select id from event where source = $1 and id = any($2::text[])",
};

const bindingsOf: Statement = {
  name: "watch-indeterminate-bindings",
  text: `select distinct on (source) source, body from binding_set where source = any($1::text[])
    order by source, version desc`,
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
export async function lookForIndeterminate(
  { store, log, idOf }: IndeterminateOptions,
  now: Date,
): Promise<number> {
  const rows = await store.run<DayRow>(candidates, [now.toISOString()]);
  if (rows.length === 0) return 0;
  const sources = Map.groupBy(rows, (row) => row.source);
  const budgets = await readBudgets(store, [...sources.keys()]);
  let logged = 0;
  // One source at a time, as in ingest.
  await inTurn(sources, async ([source, days]) => {
    const events = exceededOf(days, budgets.get(source) ?? new Map(), idOf);
    const fresh = await notTold(store, source, events);
    if (fresh.length === 0) return;
    const positions = await loggingTransaction(store, (transaction) =>
      log.logServerEvents(transaction, source, fresh),
    );
    logged += positions.length;
  });
  return logged;
}

/** Budgets that bindings name, by source and rule. */
async function readBudgets(
  store: Store,
  sources: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Budget>>> {
  const rows = await store.run<{ source: string; body: string }>(bindingsOf, [sources]);
  return new Map(
    rows.map(({ source, body }) => {
      // Stored after validation.
      const { bindings } = JSON.parse(body) as BindingsFile;
      const own = bindings.flatMap(({ rule, indeterminateBudget }) =>
        indeterminateBudget === undefined ? [] : [[rule, indeterminateBudget] as const],
      );
      return [source, new Map(own)];
    }),
  );
}

function exceededOf(
  days: readonly DayRow[],
  budgets: ReadonlyMap<string, Budget>,
  idOf: IndeterminateOptions["idOf"],
): readonly ServerEvent[] {
  return days.flatMap((day): readonly ServerEvent[] => {
    const budget = budgets.get(day.rule) ?? defaultIndeterminateBudget;
    return exceedsBudget(day.indeterminate, day.evaluated, budget) ? [exceededEvent(day, budget, idOf)] : [];
  });
}

async function notTold(
  store: Store,
  source: string,
  events: readonly ServerEvent[],
): Promise<readonly ServerEvent[]> {
  if (events.length === 0) return events;
  const rows = await store.run<{ id: string }>(known, [source, events.map(({ id }) => id)]);
  const told = new Set(rows.map(({ id }) => id));
  return events.filter(({ id = "" }) => !told.has(id));
}

const exceededEvent = (
  { source, rule, day, indeterminate, evaluated }: DayRow,
  { share, atLeast }: Budget,
  idOf: IndeterminateOptions["idOf"],
): ServerEvent => ({
  type: "rule.indeterminate.exceeded",
  id: idOf(source, `indeterminate-${rule}-${day}`),
  data: { judged: { rule, day, indeterminate, evaluated, share, atLeast } },
});
