import type { Transaction } from "../store/index.ts";
import type { Track } from "./states.ts";
import type { CaseMoved, CaseWork } from "./work.ts";

/** Says what of a case's measures is not signed off; empty: everything is. */
export type MeasuresCheck = (
  transaction: Pick<Transaction, "run" | "db">,
  caseId: string,
  track: Track,
) => Promise<readonly string[]>;

/** Hears of every step in the transaction that makes it; what it changes is committed with the step. */
export type MoveListener = (work: CaseWork, moved: CaseMoved) => Promise<void>;

/** A track of a case. */
export interface TrackPlace {
  readonly caseId: string;
  readonly track: Track;
}

/** Hears of tracks that were opened, in the transaction that opens them. */
export type OpenListener = (
  transaction: Transaction,
  tracks: readonly TrackPlace[],
  now: Date,
) => Promise<void>;

/** The last moment at which a unit may return what was assigned to it. */
export type ReturnTime = (transaction: Transaction, assignedAt: Date, unit: string | null) => Promise<Date>;

/** What parts that are built on cases bring to them. */
export interface CaseHooks {
  /** Without measures a case passes. */
  readonly measures: readonly MeasuresCheck[];
  readonly opened: readonly OpenListener[];
  readonly moved: readonly MoveListener[];
  readonly returnUntil: ReturnTime;
}
