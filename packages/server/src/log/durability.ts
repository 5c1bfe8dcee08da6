import type { ProbityError } from "@probity/contracts";
import type { CommittedBatch } from "./entry.ts";

/**
 * Makes what the database has committed safe against the loss of its machine, before anybody is told. PostgreSQL does
 * that itself; the embedded database never syncs its files and needs a journal beside it (LO-9).
 */
export interface Durability {
  /**
   * Called right after the commit, in the order of positions; resolves when the batch is safe. Rejects with a coded
   * error when it cannot be made safe now: nothing of it is then acknowledged, although it is in the log.
   */
  committed(batch: CommittedBatch): Promise<void>;
  /** Resolves when everything up to this position is safe; for answers that repeat an old one. */
  through(position: number): Promise<void>;
  /** Forgets the payloads of these positions wherever copies are kept. */
  erase?(positions: readonly number[]): Promise<void>;
  /** Resolves when what the log does not hold (sources, keys, types, bindings, bundles) is safe as it is now. */
  rowsChanged?(): Promise<void>;
  /** Why nothing can be made safe now; undefined while it can. */
  readonly problem?: ProbityError | undefined;
  /** Before the database is closed. */
  close?(): Promise<void>;
}

/** For a database that is durable when it commits. */
export const databaseIsDurable: Durability = {
  committed: () => Promise.resolve(),
  through: () => Promise.resolve(),
};
