import { ProbityError } from "@probity/contracts";
import { type Digest, formatProof, proveInclusion, type ReadTile } from "@probity/tlog";
import type { Signer } from "../keys/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import { createCheckpoints, type Checkpoints } from "./checkpoints.ts";
import type { Durability } from "./durability.ts";
import { type CommittedBatch, loggedEntry, type LoggedEntry, type NewEntry } from "./entry.ts";
import { createEventKeys, type EventKeys } from "./event-keys.ts";
import { appendServerEvents, type ServerEvent } from "./server-events.ts";
import type { SignedCheckpoint } from "./signing.ts";
import { readHeaders, tileReader } from "./tiles.ts";

/** The provable log (LO-1 to LO-4): one tree over every header, in the database. */
export interface ProvableLog {
  /** Name of its key, and of the log. */
  readonly origin: string;
  readonly digest: Digest;
  readonly keys: EventKeys;
  readonly checkpoints: Checkpoints;
  /**
   * Logs events of the server in the stream `<source>/~server`, in the caller's transaction and as its last act: it takes
   * the lock on the head of the log. They are rows of `event` and `log` like all others. Returns their positions; none
   * for an id that is known. Throws when nothing may be logged now.
   */
  logServerEvents(
    transaction: Transaction,
    source: string,
    events: readonly ServerEvent[],
  ): Promise<readonly number[]>;
  /** Hands entries of this transaction to the journal once it is committed; the transaction resolves after that. */
  announce(transaction: Transaction, firstPosition: number, entries: readonly NewEntry[]): void;
  /** Throws while nothing may be logged or signed (LO-5). */
  assertOpen(): void;
  /** The signed head of the committed tree. */
  latestCheckpoint(): Promise<SignedCheckpoint>;
  /** C2SP tlog-proof of a committed entry. Throws `PROBITY_E_NOT_FOUND` beyond the end. */
  receipt(position: number): Promise<string>;
  readonly readTile: ReadTile;
  /** The exact headers from position `from` up to, not including, `to`. */
  entries(from: number, to: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What {@link createLog} works with. */
export interface LogOptions {
  readonly store: Store;
  readonly signer: Signer;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly durability: Durability;
  readonly mayLog: () => ProbityError | undefined;
  /** Digest of a new log, and what an old one must have. Default: sha256, or what the old one has. */
  readonly digest?: Digest | undefined;
  readonly onError: (error: unknown) => void;
}

/**
 * Opens the log of a database, naming it when it is new. Throws `PROBITY_E_CONFIG` for another digest and
 * `PROBITY_E_SIGNING_KEY` for another name.
 */
export async function createLog(options: LogOptions): Promise<ProvableLog> {
  const { store, clock, newId, durability, mayLog } = options;
  const origin = options.signer.keyid.slice(0, options.signer.keyid.lastIndexOf("+"));
  const digest = await nameLog(store, origin, options.digest);
  const keys = createEventKeys();
  const readTile = tileReader(store);
  const checkpoints = createCheckpoints({ ...options, digest });

  const assertOpen = (): void => {
    const refusal = mayLog();
    if (refusal !== undefined) throw refusal;
  };
  const announce: ProvableLog["announce"] = (transaction, firstPosition, entries) => {
    transaction.afterCommit(() => durability.committed(batchOf(firstPosition, entries)));
  };
  return {
    origin,
    digest,
    keys,
    checkpoints,
    assertOpen,
    announce,
    readTile,
    latestCheckpoint: () => checkpoints.latest(),
    entries: (from, to) => readHeaders(store, from, to),
    close: () => checkpoints.close(),
    logServerEvents: async (transaction, source, events) => {
      assertOpen();
      const logged = await appendServerEvents(transaction, { digest, keys, clock, newId }, source, events);
      if (logged.entries.length > 0) announce(transaction, logged.firstPosition, logged.entries);
      return logged.entries.map((_, index) => logged.firstPosition + index);
    },
    receipt: async (position) => {
      // Not the newest of this process: another server may have shown the same source a larger tree.
      const checkpoint = await checkpoints.latest();
      if (position > checkpoint.size)
        throw new ProbityError("PROBITY_E_NOT_FOUND", `the log ends at position ${checkpoint.size}`);
      await durability.through(position);
      const proof = await proveInclusion(digest, position - 1, checkpoint.size, readTile);
      return formatProof({ index: position - 1, proof, checkpoint: checkpoint.note });
    },
  };
}

/** The journal's form of entries, made when it is asked for: a durable database never does. */
function batchOf(firstPosition: number, entries: readonly NewEntry[]): CommittedBatch {
  let made: readonly LoggedEntry[] | undefined;
  return {
    firstPosition,
    get entries() {
      return (made ??= entries.map(loggedEntry));
    },
  };
}

async function nameLog(store: Store, origin: string, wanted: Digest | undefined): Promise<Digest> {
  await store.db
    .updateTable("log_head")
    .set({ origin, digest: wanted ?? "sha256" })
    .where("id", "=", 1)
    .where("origin", "is", null)
    .execute();
  const { digest, origin: name } = await store.db
    .selectFrom("log_head")
    .select(["digest", "origin"])
    .where("id", "=", 1)
    .executeTakeFirstOrThrow();
  // A log that was given a new name signs no more under the old one (LO-5).
  if (name !== origin)
    throw new ProbityError(
      "PROBITY_E_SIGNING_KEY",
      `this log is named ${String(name)}, not ${origin}; set PROBITY_SIGNING_KEY_NAME`,
    );
  if (wanted === undefined || wanted === digest) return digest;
  throw new ProbityError(
    "PROBITY_E_CONFIG",
    `PROBITY_LOG_DIGEST is ${wanted}, but this log was made with ${digest} and stays so`,
  );
}
