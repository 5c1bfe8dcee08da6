import type { JsonObject } from "@probity/contracts";
import { mergeRecord } from "@probity/engine";
import type { Statement, Store } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";

const findRecord: Statement = {
  name: "precheck-record",
  text: "select record, position from process_record where source = $1 and kind = $2 and subject = $3",
};

/** Events that were accepted but not scored yet: few, because the scorer follows within milliseconds. */
const findUnscored: Statement = {
  name: "precheck-unscored",
  text: `select e.type, e.body from event e join log l on l.event = e.key
    where e.source = $1 and e.subject = $2 and l.position > $3 and e.body <> '' order by l.position limit 1000`,
};

/** The record of a process as the server knows it now, events that are not scored yet included. */
export async function serverRecord(
  store: Store,
  types: TypeRegistry,
  source: string,
  kind: string,
  subject: string,
): Promise<JsonObject | undefined> {
  const [stored] = await store.run<{ record: string; position: number }>(findRecord, [source, kind, subject]);
  // Written by the scorer from merged event data.
  let record = stored === undefined ? undefined : (JSON.parse(stored.record) as JsonObject | null);
  if (record === null) return undefined;
  const rows = await store.run<{ type: string; body: string }>(findUnscored, [
    source,
    subject,
    stored?.position ?? 0,
  ]);
  for (const { type, body } of rows) {
    if (types.find(source, type)?.definition.record !== kind) continue;
    // Validated when it was accepted.
    const { data } = JSON.parse(body) as { readonly data: JsonObject };
    record = mergeRecord(record ?? undefined, data);
  }
  return record ?? {};
}
