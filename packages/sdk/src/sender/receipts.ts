import { ProbityError } from "@probity/contracts";
import type { Checkpoint, Digest } from "@probity/tlog";
import type { PinnedKey } from "../bundle/vkey.ts";
import type { Clock } from "../clock.ts";
import { verifyReceipt } from "../receipt/verify-receipt.ts";
import type { CheckpointFile } from "./checkpoint-file.ts";

/** What is known about the log from its receipts. */
export interface ReceiptFacts {
  readonly verified: number;
  readonly refused: number;
  /** Entries of the largest verified tree, 0 for none. */
  readonly lastSize: number;
}

/** Verifies the receipts of one source, one after the other. */
export interface ReceiptBook {
  /** Why the receipt does not prove that the log has the header; undefined when it does, or when no key is pinned. */
  check(receipt: unknown, lastHeader: string): ProbityError | undefined;
  facts(): ReceiptFacts;
  /** Keeps the largest checkpoint for the next process. */
  close(): void;
}

/** Settings of {@link createReceiptBook}. */
export interface ReceiptBookSettings {
  readonly keys: readonly PinnedKey[];
  readonly digest: Digest;
  readonly file: CheckpointFile;
  readonly clock: Pick<Clock, "monotonic">;
  readonly onError: (error: ProbityError) => void;
}

const keepEveryMs = 1000;

export const createReceiptBook = ({
  keys,
  digest,
  file,
  clock,
  onError,
}: ReceiptBookSettings): ReceiptBook => {
  let known: Checkpoint | undefined = file.read();
  let kept: Checkpoint | undefined = known;
  let keptAt = Number.NEGATIVE_INFINITY;
  let verified = 0;
  let refused = 0;

  const keep = (): void => {
    if (known === undefined || known === kept) return;
    keptAt = clock.monotonic();
    kept = known;
    try {
      file.write(known);
    } catch (cause) {
      onError(new ProbityError("PROBITY_E_SPOOL_WRITE", "cannot keep the log's checkpoint", { cause }));
    }
  };

  return {
    check: (receipt, lastHeader) => {
      if (keys.length === 0) return undefined;
      const verdict = verifyReceipt({ receipt, lastHeader, keys, known, digest });
      if (!verdict.ok) {
        refused += 1;
        return verdict.error;
      }
      verified += 1;
      known = verdict.checkpoint;
      if (clock.monotonic() - keptAt >= keepEveryMs) keep();
      return undefined;
    },
    facts: () => ({ verified, refused, lastSize: known?.size ?? 0 }),
    close: keep,
  };
};
