import type { Transaction } from "../../store/index.ts";
import type { HoldName } from "../holds.ts";
import type { MadeMember } from "../members.ts";

/** A member that was written, with the position of what corrects it. */
export interface WrittenMember extends MadeMember {
  readonly position: number;
  readonly gone: number | undefined;
}

/** A hold whose end was moved. */
export interface MovedHold extends HoldName {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What a transaction of the scorer changed in windows, so that what is in memory can follow once it is committed. */
export interface WindowChanges {
  readonly members: WrittenMember[];
  /** Members of earlier batches that are corrected from now on, or no more. */
  readonly gone: WrittenMember[];
  readonly closed: HoldName[];
  readonly moved: MovedHold[];
}

const noted = new WeakMap<Pick<Transaction, "run">, WindowChanges>();

/** Notes what the transaction changes from now on. */
export function noteChanges(transaction: Pick<Transaction, "run">): WindowChanges {
  const changes: WindowChanges = { members: [], gone: [], closed: [], moved: [] };
  noted.set(transaction, changes);
  return changes;
}

/** Where to note changes; undefined when nobody follows the transaction. */
export const changesOf = (transaction: Pick<Transaction, "run">): WindowChanges | undefined =>
  noted.get(transaction);
