import { alertSubjects } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { closeAmong, conflictLook, type ConflictLook } from "../org/index.ts";
import { notify } from "../notify/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { every, type Repeated } from "../watch/index.ts";

/** What telling auditors needs. */
export type TellParts = Pick<Context, "store" | "clock" | "organisation" | "links">;

const untold: Statement = {
  name: "supervise-untold",
  text: `select a.id from alert a where a.rule like 'SUP-%'
    and not exists (select 1 from supervision_told t where t.alert = a.id) order by a.first_position desc limit 100`,
};

const auditors: Statement = {
  name: "supervise-auditors",
  text: `select distinct g.holder as person from access_grant g join person p on p.id = g.holder and p.revoked_at is null
    where g.holder_kind = 'person' and g.role = 'auditor' and g.revoked_at is null and g.from_at <= $1::timestamptz
      and (g.until_at is null or g.until_at > $1::timestamptz)`,
};

const markTold: Statement = {
  name: "supervise-told",
  text: `insert into supervision_told (alert, told_at) values ($1, $2::timestamptz) on conflict do nothing
    returning alert`,
};

/**
 * Tells the auditors of alerts about those who supervise, each once: not whoever it is about, nor anybody close to them (CA-3).
 * What nobody may be told of waits until there is an auditor who may.
 */
export async function tellAuditors(parts: TellParts): Promise<void> {
  const { store, clock } = parts;
  const waiting = await store.run<{ id: string }>(untold, []);
  if (waiting.length === 0) return;
  const now = clock();
  // Before the transaction, which may hold the only connection.
  const look = await conflictLook(parts, now);
  await store.transaction(async (transaction) => {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    for (const { id } of waiting) await tell(transaction, look, id, new Date(now));
  });
}

async function tell(transaction: Transaction, look: ConflictLook, alert: string, now: Date): Promise<void> {
  const about = await alertSubjects(transaction, alert);
  const all = await transaction.run<{ person: string }>(auditors, [now.toISOString()]);
  const to = all.flatMap(({ person }) => (closeAmong(look, person, about).length === 0 ? [person] : []));
  if (to.length === 0) return;
  const [fresh] = await transaction.run(markTold, [alert, now.toISOString()]);
  if (fresh === undefined) return;
  const link = `/alerts/${encodeURIComponent(alert)}`;
  await notify(
    transaction,
    [{ to, kind: "supervision.raised", data: { alert }, link, dedupe: `supervision:${alert}` }],
    now,
  );
}

/** Does so every `ms`. */
export const watchSupervision = (parts: TellParts, ms: number, onError: (error: unknown) => void): Repeated =>
  every(ms, () => tellAuditors(parts), onError);
