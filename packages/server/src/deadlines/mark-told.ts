import type { ReadEvent } from "../features/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { deadlineEvent } from "./deadline-event.ts";

/**
 * What was told before a deadline is due was told before its calendar moved it: its timer has not fired.
 * Also after the log was put back into an empty database: what it tells was told. What was decided since, and is still to
 * be logged, stands: scoring comes later than firing and recounting. Whose alert is the last is known all the same.
 */
const mark: Statement = {
  name: "deadlines-told",
  text: `update deadline d set told_position = t.position,
      fired = d.fired or (t.turn >= d.turn and d.due_at < to_timestamp(t.at / 1000.0)),
      told = case when t.turn >= d.turn then t.state else d.told end, turn = greatest(t.turn, d.turn)
    from json_to_recordset($1::json) as t(source text, binding text, "startEventId" text, part text, state text, turn int,
      position bigint, at bigint)
    where d.source = t.source and d.event_id = t."startEventId" and d.binding = t.binding and d.part = t.part`,
};

/** Takes over what the log says was told of deadlines; of several about one deadline the last counts. */
export async function markTold(transaction: Transaction, events: readonly ReadEvent[]): Promise<void> {
  const rows = new Map<string, object>();
  for (const event of events) {
    const told = deadlineEvent(event);
    if (told === undefined) continue;
    const { binding, startEventId, part, state, turn } = told;
    const { source, position, at } = event;
    rows.set([source, binding, startEventId, part].join("\n"), {
      source,
      binding,
      startEventId,
      part,
      state,
      turn,
      position,
      at,
    });
  }
  if (rows.size > 0) await transaction.run(mark, [JSON.stringify([...rows.values()])]);
}
