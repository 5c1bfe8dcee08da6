import type { Budget } from "@probity/contracts";

/** Shares are decimal fractions: 29 % of 100 is 29, whatever binary arithmetic makes of it. */
const rounding = 1e-9;

/**
 * Whether a binding blocked more than it may (PC-8): `blocked > max(atLeast, share * checked)`. Both are numbers of
 * different processes at one decision point and day, the present one included.
 */
export function exceedsBudget(blocked: number, checked: number, { share, atLeast }: Budget): boolean {
  return blocked > Math.max(atLeast, share * checked + rounding);
}
