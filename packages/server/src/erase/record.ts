import type { JsonObject } from "@probity/contracts";
import { mergeRecord } from "@probity/engine";
import { type RecordKey, Records } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";

/** What became of the record of the process. */
export type RecordOutcome = "rebuilt" | "deleted" | "none";

interface Row {
  readonly position: number;
  readonly type: string;
  readonly body: string;
}

/** Events of a process that were merged into its record, in order. One that could not be judged was not merged. */
const mergedEvents: Statement = {
  name: "erase-merged",
  text: `select l.position, e.type, e.body from event e join log l on l.event = e.key
    join event_result r on r.position = l.position
    where e.source = $1 and e.subject = $2 and e.body <> '' and r.failure is null and l.position > $3::bigint
    order by l.position limit 100`,
};

/**
 * Compiles the record of a process again from the events that remain, as the scorer did when they came. Under the lock on
 * the scorer's place, so that none is added meanwhile.
 */
export async function rebuildRecord(
  transaction: Transaction,
  types: TypeRegistry,
  key: RecordKey,
): Promise<RecordOutcome> {
  const gone = await transaction.db
    .deleteFrom("process_record")
    .where("source", "=", key.source)
    .where("kind", "=", key.kind)
    .where("subject", "=", key.subject)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) return "none";
  const records = await Records.load(transaction, [key]);
  let merged = 0;
  for (let after = 0; ;) {
    // oxlint-disable-next-line no-await-in-loop -- a process may have more events than memory should hold
    const rows = await transaction.run<Row>(mergedEvents, [key.source, key.subject, after]);
    for (const { position, type, body } of rows) {
      after = position;
      if (types.find(key.source, type)?.definition.record !== key.kind) continue;
      const record = records.get(key);
      // Validated when it was accepted.
      const { data } = JSON.parse(body) as { readonly data: JsonObject };
      records.set(key, record === null ? null : mergeRecord(record, data), { body, position });
      merged += 1;
    }
    if (rows.length === 0) break;
  }
  await records.save(transaction);
  return merged === 0 ? "deleted" : "rebuilt";
}
