import { closeHolds, type HoldName } from "../features/index.ts";
import { array, column } from "../log/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { Decision } from "./decision.ts";

/** Rows of pre-checks as the events of a batch left them. */
export interface FollowedRows {
  readonly touched: ReadonlySet<Decision>;
  /** Those whose act is scored in this batch. */
  readonly acted: ReadonlySet<Decision>;
}

/** Moves the end of holds, unless it is about the same: the clocks of server and source differ. */
const moveEnd: Statement = {
  name: "window-holds-end",
  text: `update window_hold h set expires_at = t.expires_at
    from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "timestamptz")}) as t(source, decision, expires_at)
    where h.source = t.source and h.decision = t.decision
      and abs(extract(epoch from h.expires_at - t.expires_at)) > 60`,
};

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
  const moved = rows.filter((row) => !isOver(row) && row.opened_at !== null);
  if (moved.length === 0) return;
  await transaction.run(moveEnd, [
    column(moved, ({ source }) => source),
    column(moved, ({ id }) => id),
    column(moved, (row) => (isHeld(row) ? row.expires_at : row.opened_at)),
  ]);
}

const isHeld = ({ outcome, break_glass: overridden }: Decision): boolean => outcome !== "block" || overridden;

const named = ({ source, id: decision }: Decision): HoldName => ({ source, decision });
