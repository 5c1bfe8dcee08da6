import { type Digest, rootOf } from "@probity/tlog";
import type { ProbityError } from "@probity/contracts";
import type { Signer } from "../keys/index.ts";
import type { Statement, Store } from "../store/index.ts";
import type { Durability } from "./durability.ts";
import { noteSigner, type SignedCheckpoint, signCheckpoint } from "./signing.ts";

/** Signs what is committed, and keeps the newest checkpoint in the database. */
export interface Checkpoints {
  /** Signs a tree whose commit is durable. Throws what `mayLog` says. */
  sign(size: number, root: Buffer): SignedCheckpoint;
  /** The head of the tree in the database, signed now. */
  latest(): Promise<SignedCheckpoint>;
  /** The largest that this process has signed. */
  newest(): SignedCheckpoint | undefined;
  /** Stores the newest one for the last time. */
  close(): Promise<void>;
}

/** What {@link createCheckpoints} works with. */
export interface CheckpointOptions {
  readonly store: Store;
  readonly signer: Signer;
  readonly clock: () => number;
  readonly digest: Digest;
  readonly durability: Pick<Durability, "through">;
  /** An error while nothing may be signed (LO-5). */
  readonly mayLog: () => ProbityError | undefined;
  /** Told when the newest checkpoint could not be stored; it is tried again. */
  readonly onError: (error: unknown) => void;
}

const storeMs = 1_000;

const selectHead: Statement = {
  name: "log-head",
  text: "select next_position, edge from log_head where id = 1",
};

const insertCheckpoint: Statement = {
  name: "log-checkpoint-insert",
  text: `with gone as (delete from log_checkpoint where not witnessed and size < $1::bigint)
    insert into log_checkpoint (size, note, at, witnessed) values ($1::bigint, $2, $3::timestamptz, false)
    on conflict (size) do nothing`,
};

/** Makes the signer of checkpoints; it stores the newest about once a second. */
export function createCheckpoints(options: CheckpointOptions): Checkpoints {
  const { store, clock, digest } = options;
  const signer = noteSigner(options.signer);
  let newest: SignedCheckpoint | undefined;
  let stored = 0;
  let storing: Promise<void> = Promise.resolve();

  const assertOpen = (): void => {
    const refusal = options.mayLog();
    if (refusal !== undefined) throw refusal;
  };
  const sign = (size: number, root: Buffer): SignedCheckpoint => {
    assertOpen();
    const signed = signCheckpoint(signer, size, root);
    if (size >= (newest?.size ?? 0)) newest = signed;
    return signed;
  };
  const keep = async (): Promise<void> => {
    const signed = newest;
    if (signed === undefined || signed.size <= stored) return;
    await store.run(insertCheckpoint, [signed.size, signed.note, new Date(clock()).toISOString()]);
    stored = signed.size;
  };
  const keepOrTell = (): Promise<void> => (storing = storing.then(keep).catch(options.onError));
  const timer = setInterval(() => void keepOrTell(), storeMs).unref();
  return {
    sign,
    newest: () => newest,
    latest: async () => {
      // Also what was signed before a fork was found is shown no more.
      assertOpen();
      const [head] = await store.run<{ next_position: number; edge: Buffer }>(selectHead, []);
      const size = (head?.next_position ?? 1) - 1;
      const edge = { size, hashes: head?.edge ?? Buffer.alloc(0) };
      // What is signed must not be lost, whoever appended it.
      await options.durability.through(size);
      return newest?.size === size ? newest : sign(size, rootOf(digest, edge));
    },
    close: async () => {
      clearInterval(timer);
      await keepOrTell();
    },
  };
}
