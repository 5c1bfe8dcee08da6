import type { Statement } from "../store/index.ts";
import {
  armTimers,
  type HeardOptions,
  heardTimers,
  type TimerHandler,
  type TimerHandlers,
} from "../timers/index.ts";
import { leavePending } from "../watch/index.ts";
import { type Deadline, deadlineOf, type DeadlineRow, updateDeadlines } from "./deadline-row.ts";
import { deadlineKey, deadlineKind, deadlineName, tellOf } from "./tell.ts";

/** What the timers of deadlines do; what is to be logged they leave to be logged. */
export const deadlineHandlers = (options: HeardOptions): TimerHandlers =>
  new Map([[deadlineKind, heardTimers(deadlineKind, options, fire)]]);

/** Whoever scores an event about one holds its row, and waits for its timer at the end: not both ways round. */
const take: Statement = {
  name: "deadlines-fire",
  text: `select d.* from deadline d join json_to_recordset($1::json) as t(source text, binding text, position bigint, part text)
      on d.source = t.source and d.binding = t.binding and d.position = t.position and d.part = t.part
    order by d.source, d.binding, d.position, d.part for update of d skip locked`,
};

const exist: Statement = {
  name: "deadlines-exist",
  text: `select d.source, d.binding, d.position, d.part from deadline d
    join json_to_recordset($1::json) as t(source text, binding text, position bigint, part text)
      on d.source = t.source and d.binding = t.binding and d.position = t.position and d.part = t.part`,
};

const againMs = 1_000;

const fire: TimerHandler = async (transaction, timers, now) => {
  const names = timers.map(({ key }) => deadlineName(key));
  const rows = (await transaction.run<DeadlineRow>(take, [JSON.stringify(names)])).map(deadlineOf);
  const taken = new Set(rows.map((row) => deadlineKey(row).key));
  const left = names.filter((name) => !taken.has(deadlineKey(name).key));
  const busy = left.length === 0 ? [] : await transaction.run<Deadline>(exist, [JSON.stringify(left)]);
  await armTimers(
    transaction,
    busy.map((name) => ({
      ...deadlineKey(name),
      dueAt: new Date(now.getTime() + againMs),
      payload: { waited: true },
    })),
  );
  const fresh = rows.filter(({ fired }) => !fired);
  for (const row of fresh) row.fired = true;
  await leavePending(
    transaction,
    fresh.flatMap((row) => tellOf(row)),
  );
  await updateDeadlines(transaction, fresh);
};
