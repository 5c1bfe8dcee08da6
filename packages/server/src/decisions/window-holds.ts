import { closeHolds, type HoldName, type MovedHold, moveHolds } from "../features/index.ts";
import type { Transaction } from "../store/index.ts";
import type { Decision } from "./decision.ts";

/** Rows of pre-checks as the events of a batch left them. */
export interface FollowedRows {
  readonly touched: ReadonlySet<Decision>;
  /** Those whose act is scored in this batch. */
  readonly acted: ReadonlySet<Decision>;
}

/**
 * Lets what drafts hold in windows follow their pre-checks (PC-4), in the scorer's transaction: an act that is scored
 * counts itself from now on, and what was given up or has expired counts no more. What was committed is held until its
 * act is scored. A draft that was blocked holds nothing, until somebody overrides that (PC-8).
 */
export async function followWindowHolds(
  transaction: Transaction,
  { touched, acted }: FollowedRows,
): Promise<void> {
  const rows = [...touched];
  const isOver = (row: Decision): boolean =>
    acted.has(row) || row.stage === "aborted" || row.stage === "expired";
  await closeHolds(transaction, rows.filter(isOver).map(named));
  await moveHolds(transaction, rows.filter((row) => !isOver(row) && row.opened_at !== null).flatMap(endOf));
}

const isHeld = ({ outcome, break_glass: overridden }: Decision): boolean => outcome !== "block" || overridden;

const named = ({ source, id: decision }: Decision): HoldName => ({ source, decision });

function endOf(row: Decision): readonly MovedHold[] {
  const end = isHeld(row) ? row.expires_at : row.opened_at;
  return end === null ? [] : [{ ...named(row), expiresAt: Date.parse(end) }];
}
