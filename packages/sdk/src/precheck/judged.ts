import type { Finding } from "@probity/contracts";
import type { Judged } from "../hooks/hook.ts";

/** A judgement with what only the log may see. */
export interface Judgement {
  readonly judged: Judged;
  /** Results of all bound rules, silent ones included. Empty when the server or nobody judged. */
  readonly findings: readonly Finding[];
}

/** The same judgement, visibly incomplete (PC-2). */
export const degrade = (judged: Judged, codes: readonly string[]): Judged =>
  codes.length === 0
    ? judged
    : { ...judged, degraded: true, degradedReasons: [...new Set([...judged.degradedReasons, ...codes])] };
