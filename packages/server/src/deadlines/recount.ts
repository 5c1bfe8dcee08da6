import type { WorkCalendar } from "@probity/engine/calendar";
import { type CalendarFollower, staleSql } from "../calendar/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { armTimers, cancelTimers } from "../timers/index.ts";
import { leavePending } from "../watch/index.ts";
import { type Deadline, deadlineOf, type DeadlineRow, updateDeadlines } from "./deadline-row.ts";
import { stateOf } from "./settle.ts";
import { deadlineKey, deadlineTimer, tellMoved } from "./tell.ts";

const batchSize = 200;

interface Statements {
  readonly take: Statement;
  readonly left: Statement;
}

/** Made when they are needed: the two concepts know each other. */
function statementsOf(): Statements {
  const stale = `d.calendar = $1 and d.state <> 'void' and ${staleSql("d.counted_from", "d.due_at")}`;
  return {
    // Rows that a scorer holds are left to the next time: it waits for timers that this transaction fires.
    take: {
      name: "deadlines-stale",
      text: `select d.* from deadline d where ${stale}
        order by d.source, d.binding, d.position, d.part limit ${batchSize} for update of d skip locked`,
    },
    left: { name: "deadlines-stale-left", text: `select 1 from deadline d where ${stale} limit 1` },
  };
}

const move: Statement = {
  name: "deadlines-move",
  text: `update deadline d set due_at = to_timestamp(t.due / 1000.0), calendar_version = t.version, provisional = t.provisional
    from json_to_recordset($1::json) as t(source text, binding text, position bigint, part text, due bigint, version int,
      provisional boolean)
    where d.source = t.source and d.binding = t.binding and d.position = t.position and d.part = t.part`,
};

/** Counts deadlines again when the days of their calendar change, and tells what follows from it (FE-3, CA-2). */
export const deadlineFollower = ({ graceMs }: { readonly graceMs: number }): CalendarFollower => ({
  name: "deadlines",
  recount: async (transaction, calendar, now) => {
    const { take, left } = statementsOf();
    const found = await transaction.run<DeadlineRow>(take, [calendar.id]);
    const rows = found.map(deadlineOf).filter((row) => recounted(row, calendar));
    const pending = rows.flatMap((row) => tellMoved(row, now));
    await moveDeadlines(transaction, rows);
    await updateDeadlines(transaction, rows);
    await armTimers(
      transaction,
      rows.filter(waits).map((row) => deadlineTimer(row, now, graceMs)),
    );
    await cancelTimers(transaction, rows.filter((row) => !waits(row)).map(deadlineKey));
    await leavePending(transaction, pending);
    return (await transaction.run(left, [calendar.id])).length > 0;
  },
});

const waits = ({ fired, state }: Deadline): boolean => !fired && (state === "waiting" || state === "late");

/** Counts a row by the calendar as it is now: its last moment, and what has become of it. */
function recounted(row: Deadline, calendar: WorkCalendar): boolean {
  const { counted } = row;
  if (counted === null) return false;
  const end = calendar.addWorkingDays(counted.countedFrom, counted.workingDays);
  // Nobody can count so far: it stays where it was.
  const isProvisional = end === undefined ? counted.isProvisional : end.unannounced.length > 0;
  row.due = end?.at ?? row.due;
  row.counted = { ...counted, version: calendar.version, isProvisional };
  row.state = stateOf(row, row.done);
  return true;
}

async function moveDeadlines(transaction: Transaction, rows: readonly Deadline[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ source, binding, position, part, due, counted }) => ({
    source,
    binding,
    position,
    part,
    due,
    version: counted?.version,
    provisional: counted?.isProvisional,
  }));
  await transaction.run(move, [JSON.stringify(values)]);
}
