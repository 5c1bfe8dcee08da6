import { sha256Hex } from "../sha256.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { array, column } from "./columns.ts";
import { type NewEntry, textOf } from "./entry.ts";

/** Keeps refused payloads with the position of their header; the same payload again changes nothing. */
const insert: Statement = {
  name: "log-quarantine",
  text: `insert into quarantine (source, event_id, type, code, errors, body, body_hash, salt, position, received_at, erased_at, state)
    select t.source, t.id, t.type, t.code, t.errors, t.body, decode(t.hash, 'hex'), t.salt, t.position, t.received_at,
      t.erased_at, case when t.erased_at is null then 'open' else 'resolved' end
    from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}, ${array(4, "text")}, ${array(5, "text")},
      ${array(6, "text")}, ${array(7, "text")}, ${array(8, "text")}, ${array(9, "bigint")}, ${array(10, "timestamptz")},
      ${array(11, "timestamptz")}) as t(source, id, type, code, errors, body, hash, salt, position, received_at, erased_at)
    on conflict (source, event_id, body_hash) do nothing`,
};

/** Marks refused events whose id was accepted now: they need nobody's attention any more. */
const resolve: Statement = {
  name: "log-quarantine-resolve",
  text: `update quarantine q set state = 'resolved', resolved_at = $3::timestamptz
    from unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id)
    where q.source = t.source and q.event_id = t.id and q.state = 'open'`,
};

/** Writes the rows of the quarantined among these entries. Under the lock of the head, where no two writers meet. */
export async function saveQuarantined(
  transaction: Transaction,
  entries: readonly NewEntry[],
  firstPosition: number,
): Promise<void> {
  const rows = entries
    .map((entry, index) => ({ ...entry, position: firstPosition + index }))
    .filter(({ outcome }) => outcome === "quarantined");
  if (rows.length === 0) return;
  await transaction.run(insert, [
    column(rows, ({ source }) => source),
    column(rows, ({ id }) => id),
    column(rows, ({ type }) => type),
    column(rows, ({ code }) => code),
    column(rows, ({ errors }) => errors),
    column(rows, ({ body }) => textOf(body ?? "")),
    column(rows, ({ body, header }) => sha256Hex(body ?? header)),
    column(rows, ({ salt }) => salt),
    column(rows, ({ position }) => position),
    column(rows, ({ receivedAt }) => receivedAt),
    column(rows, ({ erasedAt }) => erasedAt),
  ]);
}

/** Resolves the quarantine of ids that were accepted after all. */
export async function resolveQuarantined(
  transaction: Transaction,
  accepted: readonly { readonly source: string; readonly id: string }[],
  at: string,
): Promise<void> {
  await transaction.run(resolve, [
    column(accepted, ({ source }) => source),
    column(accepted, ({ id }) => id),
    at,
  ]);
}
