import type { ApprovalEvent, ApprovalFollower } from "../decisions/index.ts";
import { notify } from "../notify/index.ts";
import type { Statement } from "../store/index.ts";
import { armTimers, type NewTimer, type TimerHandler, type TimerHandlers } from "../timers/index.ts";
import { leavePending } from "../watch/index.ts";
import type { StoredApproval } from "./approval.ts";
import { expiredEvent, overtakenEvent, remindedEvent } from "./events.ts";
import { approvalNotice } from "./notices.ts";

interface Requested {
  readonly id: string;
  readonly createdAt: Date;
  readonly deadline: Date;
}

const remindKind = "approval.remind";
const expireKind = "approval.expire";
/** When it is said that it still waits, as shares of the time. */
const reminders = [0.5, 0.8] as const;

/**
 * Arms the reminders and the expiry of requests that the scorer came to: they follow from the log, so that a database that
 * is made again from it has them too; on a request that is closed they do nothing. Withdraws what is still open although
 * its pre-check is closed: nobody has to answer it any more.
 */
export const approvalFollower: ApprovalFollower = {
  asked: (transaction, events) => armTimers(transaction, events.flatMap(readRequested).flatMap(timersOf)),
  closed: async (transaction, decisions, now) => {
    if (decisions.length === 0) return;
    const rows = await transaction.run<StoredApproval>(overtake, [
      JSON.stringify(decisions.map(({ source, id, stage }) => ({ source, id, stage }))),
      now.toISOString(),
    ]);
    await leavePending(
      transaction,
      rows.map((row) => overtakenEvent(row, row.via ?? "")),
    );
  },
};

function readRequested({ event, approval: { id, deadline } }: ApprovalEvent): readonly Requested[] {
  const ends = typeof deadline === "string" ? new Date(deadline) : undefined;
  const isWhole = typeof id === "string" && ends !== undefined && !Number.isNaN(ends.getTime());
  return isWhole ? [{ id, createdAt: event.time, deadline: ends }] : [];
}

function timersOf({ id, createdAt, deadline }: Requested): readonly NewTimer[] {
  const [from, to] = [createdAt.getTime(), deadline.getTime()];
  const reminding = reminders.map((share, index) => ({
    kind: remindKind,
    key: reminderKey(id, index + 1),
    dueAt: new Date(from + (to - from) * share),
    payload: {},
  }));
  return [...reminding, { kind: expireKind, key: id, dueAt: deadline, payload: {} }];
}

const reminderKey = (id: string, number: number): string => `${id}\n${number}`;

const overtake: Statement = {
  name: "approval-overtake",
  text: `with open as materialized (
      select a.id, t.stage from approval a
      join json_to_recordset($1::json) as t(source text, id text, stage text) on a.source = t.source and a.decision = t.id
      where a.state = 'open' order by a.id for update of a
    )
    update approval a set state = 'withdrawn', via = o.stage, decided_at = $2::timestamptz
    from open o where a.id = o.id and a.state = 'open' returning a.*`,
};

const remind: Statement = {
  name: "approval-remind",
  text: `update approval set reminders = reminders + 1 where id = $1 and state = 'open' and deadline > $2::timestamptz
    and reminders < $3
    and not exists (select 1 from timer where kind = $4 and key = $5 and due_at <= $2::timestamptz) returning *`,
};

const expire: Statement = {
  name: "approval-expire",
  text: `with due as materialized (
      select id from approval where id = any($1::text[]) and state = 'open' and deadline <= $2::timestamptz
      order by id for update
    )
    update approval a set state = 'expired', decided_at = $2::timestamptz
    from due d where a.id = d.id and a.state = 'open' returning a.*`,
};

/** What the timers of requests do; what is to be logged they leave to be logged (LO-7). */
export const approvalHandlers = (): TimerHandlers =>
  new Map([
    [remindKind, reminding],
    [expireKind, expiring],
  ]);

/** After a stop of the server both may be due: one is enough then, the later one, whichever server or batch has it. */
const reminding: TimerHandler = async (transaction, timers, now) => {
  const latest = new Map<string, number>();
  for (const { key } of timers) {
    const [id = "", number = "1"] = key.split("\n");
    latest.set(id, Math.max(latest.get(id) ?? 0, Number(number)));
  }
  for (const [id, number] of [...latest].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const [row] = await transaction.run<StoredApproval>(remind, [
      id,
      now.toISOString(),
      number,
      remindKind,
      reminderKey(id, number + 1),
    ]);
    if (row === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop
    await notify(transaction, [approvalNotice(row, row.reminders)], now);
    // oxlint-disable-next-line no-await-in-loop
    await leavePending(transaction, [remindedEvent(row, row.reminders)]);
  }
};

const expiring: TimerHandler = async (transaction, timers, now) => {
  const ids = timers.map(({ key }) => key).toSorted();
  const rows = await transaction.run<StoredApproval>(expire, [ids, now.toISOString()]);
  await leavePending(transaction, rows.map(expiredEvent));
};
