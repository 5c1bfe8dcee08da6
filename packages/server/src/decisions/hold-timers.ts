import type { JsonObject } from "@probity/contracts";
import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import {
  type HeardOptions,
  heardTimers,
  type NewTimer,
  type TimerHandler,
  type TimerHandlers,
  type TimerKey,
} from "../timers/index.ts";
import { leavePending, type PendingEvent } from "../watch/index.ts";
import { flagsOf } from "./act-flags.ts";
import { type Decision, isOpen } from "./decision.ts";
import { dataOf, decidedAct, defaultValidMs, precheckType } from "./read-events.ts";
import { findDecisions, findDecisionsOfActs } from "./store-decisions.ts";

const expireKind = "precheck.expire";
const actKind = "precheck.act";

/** Names the timer of a hold's expiry. */
export const expiryKey = ({ source, id }: Pick<Decision, "source" | "id">): TimerKey => ({
  kind: expireKind,
  key: `${source}\n${id}`,
});

/**
 * A hold expires so long after its end, and never sooner after the server heard of it: its closing may be under way. The
 * end of one that was overridden and whose answer is not known is supposed.
 */
export const expiryTimer = (row: Decision, now: Date, graceMs: number): NewTimer => {
  const end = row.expires_at === null ? now.getTime() + defaultValidMs : Date.parse(row.expires_at);
  return { ...expiryKey(row), dueAt: new Date(Math.max(end, now.getTime()) + graceMs), payload: {} };
};

/** An act without a pre-check that is known is judged when the pre-check had time to arrive (GEN-WRN-001). */
export const actTimer = ({ position }: Pick<LogEvent, "position">, now: Date, graceMs: number): NewTimer => ({
  kind: actKind,
  key: String(position),
  dueAt: new Date(now.getTime() + graceMs),
  payload: { position },
});

/** What the timers of pre-checks do; what is to be logged they leave to be logged (LO-7). */
export const holdHandlers = (options: HeardOptions): TimerHandlers =>
  new Map([
    [expireKind, heardTimers(expireKind, options, expire)],
    [actKind, heardTimers(actKind, options, judge(options))],
  ]);

const expire: TimerHandler = async (transaction, timers) => {
  const keys = timers.map(({ key }) => {
    const at = key.indexOf("\n");
    return { source: key.slice(0, at), id: key.slice(at + 1) };
  });
  const rows = await findDecisions(transaction, keys);
  // The row follows from the event, as that of every other stage.
  await leavePending(transaction, rows.filter(isOpen).map(expiredEvent));
};

function expiredEvent(row: Decision): PendingEvent {
  const known = {
    decisionPoint: row.point,
    outcome: row.outcome,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    draftHash: row.draft_hash,
    mode: row.mode,
    bundleVersion: row.bundle_version,
    bundleHash: row.bundle_hash,
    actEventId: row.act_event,
  };
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
  return {
    source: row.source,
    type: precheckType,
    eventId: `precheck-expired-${row.id}`,
    subject: row.subject ?? row.id,
    data: { precheck: { id: row.id, stage: "expired", ...given } },
  };
}

const actsAt: Statement = {
  name: "holds-acts",
  text: `select l.position, e.source, e.id, e.type, e.subject, e.time, e.body
    from log l join event e on e.key = l.event where l.position = any($1::bigint[])`,
};

const judge =
  ({ graceMs }: HeardOptions): TimerHandler =>
  async (transaction, timers) => {
    const acts = await transaction.run<LogEvent>(actsAt, [timers.map(({ key }) => Number(key))]);
    const rows = await answersOf(transaction, acts);
    const flags = acts.flatMap((act) => {
      // What was erased meanwhile is judged no more.
      const data: JsonObject | undefined = dataOf(act);
      return data === undefined ? [] : flagsOf(act, data, rows.get(act.position), graceMs);
    });
    await leavePending(transaction, flags);
  };

/** The pre-check of each act, by its position: the one that it names, else one that names it. */
async function answersOf(
  transaction: Transaction,
  acts: readonly LogEvent[],
): Promise<ReadonlyMap<number, Decision>> {
  const named = acts.flatMap((act) => decidedAct(act) ?? []);
  const byId = new Map(
    (await findDecisions(transaction, named)).map((row) => [`${row.source}\n${row.id}`, row]),
  );
  const rows = await findDecisionsOfActs(transaction, acts);
  const byAct = new Map(rows.map((row) => [`${row.source}\n${row.act_event}`, row]));
  const found = new Map<number, Decision>();
  for (const act of acts) {
    const id = decidedAct(act)?.id;
    const row = id === undefined ? byAct.get(`${act.source}\n${act.id}`) : byId.get(`${act.source}\n${id}`);
    if (row !== undefined) found.set(act.position, row);
  }
  return found;
}
