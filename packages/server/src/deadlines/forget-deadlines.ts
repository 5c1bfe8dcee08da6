import { readEvent } from "../features/index.ts";
import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { cancelTimers } from "../timers/index.ts";
import { deadlineEvent } from "./deadline-event.ts";
import { type DeadlineRow, deadlineOf } from "./deadline-row.ts";
import { deadlineKey, passedType, pendingPrefix } from "./tell.ts";

const remove: Statement = {
  name: "deadlines-forget",
  text: "delete from deadline where source = $1 and position = $2::bigint returning *",
};

const unsaid: Statement = {
  name: "deadlines-unsaid",
  text: "delete from pending_event where source = $1 and type = $2 and starts_with(event_id, $3)",
};

const said: Statement = {
  name: "deadlines-said",
  text: `select l.position, e.source, e.id, e.type, e.subject, e.time, e.body from event e join log l on l.event = e.key
    where e.source = $1 and e.subject = $2 and e.type = $3`,
};

/**
 * What an erased event began is awaited no more and never told of (SE-3); what it met stays met. Returns the positions at
 * which its deadlines were told of: findings there show what the event said. Under the lock on the scorer's place.
 */
export async function forgetDeadlines(
  transaction: Transaction,
  event: {
    readonly source: string;
    readonly position: number;
    readonly id: string;
    readonly subject: string | null;
  },
): Promise<readonly number[]> {
  const { source, position, id, subject } = event;
  const rows = await transaction.run<DeadlineRow>(remove, [source, position]);
  if (rows.length === 0) return [];
  await cancelTimers(
    transaction,
    rows.map((row) => deadlineKey(deadlineOf(row))),
  );
  await transaction.run(unsaid, [source, passedType, `${pendingPrefix(position)}-`]);
  if (subject === null) return [];
  const told = await transaction.run<LogEvent>(said, [source, subject, passedType]);
  return told.flatMap((one) => {
    const read = readEvent(one);
    return read !== undefined && deadlineEvent(read)?.startEventId === id ? one.position : [];
  });
}
