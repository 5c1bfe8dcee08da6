import type { ActiveBundle } from "../rules/index.ts";
import type { LogEvent } from "../score/index.ts";
import type { Transaction } from "../store/index.ts";
import { armTimers, cancelTimers, type NewTimer } from "../timers/index.ts";
import { leavePending, type PendingEvent } from "../watch/index.ts";
import { claimFlag, flagsOf } from "./act-flags.ts";
import { type Decision, isOpen, textIn } from "./decision.ts";
import type { Enforcement } from "./enforcement.ts";
import { actTimer, expiryKey, expiryTimer } from "./hold-timers.ts";
import { dataOf, type DecisionEvent, precheckType } from "./read-events.ts";

/** A batch after its events were merged into the rows of their pre-checks. */
export interface MergedBatch {
  readonly events: readonly LogEvent[];
  readonly bundles: ReadonlyMap<string, ActiveBundle | undefined>;
  /** Acts by position, with the row of the pre-check that they name. */
  readonly named: ReadonlyMap<number, Decision>;
  readonly touched: ReadonlySet<Decision>;
  /** Claims that differ from the answer, found while merging. */
  readonly claims: readonly PendingEvent[];
}

/** What {@link followHolds} works with. */
export interface FollowOptions {
  readonly enforcement: Enforcement;
  readonly graceMs: number;
  readonly now: Date;
}

/**
 * Arms and cancels the expiry of holds, and looks whether acts followed their pre-checks (PC-4): at once where the
 * pre-check is known, else when it had its time to arrive. In the scorer's transaction.
 */
export async function followHolds(
  transaction: Transaction,
  batch: MergedBatch,
  { enforcement, graceMs, now }: FollowOptions,
): Promise<void> {
  const flags: PendingEvent[] = [...batch.claims];
  const timers: NewTimer[] = [];
  for (const act of batch.events) {
    if (act.type === precheckType) continue;
    // oxlint-disable-next-line no-await-in-loop -- one connection, and nearly always a look into memory
    if (!(await enforcement.demands(transaction, act, batch.bundles.get(act.source)))) continue;
    const row = batch.named.get(act.position);
    const data = dataOf(act);
    if (data === undefined) continue;
    if (row === undefined || row.opened_at === null) timers.push(actTimer(act, now, graceMs));
    else flags.push(...flagsOf(act, data, row, graceMs));
  }
  const touched = [...batch.touched];
  const opened = touched.filter(isOpen);
  await armTimers(transaction, [...timers, ...opened.map((row) => expiryTimer(row, now, graceMs))]);
  await cancelTimers(
    transaction,
    touched.filter((row) => !isOpen(row) && row.stage !== "acted").map(expiryKey),
  );
  await leavePending(transaction, flags);
}

/** What was known of an answer before an event of it was merged. */
export type Before = Pick<Decision, "outcome" | "opened_at">;

/** The flag of a closing that claims another answer than was given, whichever of the two came first. */
export function claimOf(row: Decision, before: Before, { precheck }: DecisionEvent): readonly PendingEvent[] {
  if (row.stage !== "committed" || row.opened_at === null || row.mode === "shadow") return [];
  const isAnswer = before.opened_at === null;
  const claimed = isAnswer ? before.outcome : closingOutcome(precheck);
  return claimed === null || row.outcome === null || claimed === row.outcome
    ? []
    : [claimFlag(row, claimed, undefined)];
}

function closingOutcome(precheck: DecisionEvent["precheck"]): string | null {
  return precheck["stage"] === "committed" ? (textIn(precheck, "outcome", 40) ?? null) : null;
}
