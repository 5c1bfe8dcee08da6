import type { JsonObject } from "@probity/contracts";
import type { Links } from "../links/index.ts";
import { loggingTransaction, ownSource, type ProvableLog, type ServerEvent } from "../log/index.ts";
import { conflictLook, type ConflictLook, type Organisation } from "../org/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";
import type { CaseHooks } from "./hooks.ts";
import type { Track } from "./states.ts";

/** What cases work with. */
export interface CaseParts {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly links: Pick<Links, "graph">;
  readonly organisation: Organisation;
  readonly types: Pick<TypeRegistry, "find">;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly caseHooks: CaseHooks;
}

/** What of a case may be told to parts that are built on it: after a step, in its transaction. */
export interface CaseMoved {
  readonly caseId: string;
  readonly track: Track;
  readonly transition: string;
  readonly from: string;
  readonly to: string;
  /** Risk level. */
  readonly level: number;
  readonly by: string | null;
  readonly input: JsonObject;
}

/** One transaction that works on cases. */
export interface CaseWork {
  readonly transaction: Transaction;
  readonly now: Date;
  readonly newId: () => string;
  /** Who is close to whom. */
  readonly look: ConflictLook;
  readonly types: Pick<TypeRegistry, "find">;
  readonly hooks: CaseHooks;
  /** What is to be logged; it is, last of all, when the work is done. */
  readonly tell: (event: ServerEvent) => void;
}

/**
 * Runs work on cases in one transaction and logs at its end what it told: an act and its entry in the log commit together
 * (LO-7). The work may run again when another server opened the log's stream at the same moment.
 */
export async function workOnCases<T>(parts: CaseParts, work: (work: CaseWork) => Promise<T>): Promise<T> {
  const { store, log, types, clock, newId, caseHooks: hooks } = parts;
  // Before the transaction, which may hold the only connection.
  const look = await conflictLook(parts, clock());
  return await loggingTransaction(store, async (transaction) => {
    const events: ServerEvent[] = [];
    const result = await work({
      transaction,
      now: new Date(clock()),
      newId,
      look,
      types,
      hooks,
      tell: (event) => void events.push(event),
    });
    if (events.length > 0) await log.logServerEvents(transaction, ownSource, events);
    return result;
  });
}
