import { ProbityError } from "@probity/contracts";
import { openNote, parseProof, verifyProof, type Checkpoint, type Digest } from "@probity/tlog";
import type { PinnedKey } from "../bundle/vkey.ts";

/** What a receipt is held against. */
export interface ReceiptCheck {
  /** The server's `receipt`; anything, for it comes from outside. */
  readonly receipt: unknown;
  /** The exact text of the last header that was sent. */
  readonly lastHeader: string;
  /** Pinned keys; at least one. */
  readonly keys: readonly PinnedKey[];
  /** The largest checkpoint that was ever verified. */
  readonly known: Checkpoint | undefined;
  /** @defaultValue "sha256" */
  readonly digest?: Digest | undefined;
}

/** Whether the log has what was sent. */
export type ReceiptVerdict =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly error: ProbityError };

const refuse = (message: string): ReceiptVerdict => ({
  ok: false,
  error: new ProbityError("PROBITY_E_RECEIPT_REFUSED", message),
});

/** Why tlog refused it; decides nothing. */
const diagnose = (receipt: string, keys: readonly PinnedKey[]): string => {
  const parsed = parseProof(receipt);
  if (parsed === undefined) return "the receipt is malformed";
  const verifiers = keys.map(({ verifier }) => verifier);
  if (openNote(parsed.checkpoint, verifiers) === undefined) return "no pinned key signed its checkpoint";
  return "its proof does not lead from the last header that was sent to the signed checkpoint";
};

/** Why a checkpoint cannot follow the one that is known; undefined when it can. */
const rollback = (next: Checkpoint, known: Checkpoint): string | undefined => {
  if (next.origin !== known.origin) return `the log is ${next.origin}, it was ${known.origin}`;
  if (next.size < known.size)
    return `the log has ${next.size} entries, it had ${known.size}: it lost or hides some`;
  if (next.size === known.size && !next.root.equals(known.root))
    return `the log shows another tree of the same ${known.size} entries`;
  return undefined;
};

/** What is known binds as long as its key is pinned: who pins another log's key begins anew. */
const binding = ({ known, keys }: ReceiptCheck): Checkpoint | undefined =>
  keys.some(({ verifier }) => verifier.name === known?.origin) ? known : undefined;

/**
 * Verifies that the log contains the last header of a batch, and with it, by the chain of headers, every one before (DE-2,
 * LO-4): the proof, the signature of the checkpoint by a pinned key, and that the log never shrank nor showed two trees of one
 * size. Pure; never throws.
 */
export const verifyReceipt = (check: ReceiptCheck): ReceiptVerdict => {
  const { receipt, lastHeader, keys, digest = "sha256" } = check;
  if (typeof receipt !== "string") return refuse("the answer carries no receipt");
  const verifiers = keys.map(({ verifier }) => verifier);
  const proven = verifyProof({ receipt, digest, leaf: lastHeader, verifiers });
  if (proven === undefined) return refuse(diagnose(receipt, keys));
  const { checkpoint } = proven;
  const known = binding(check);
  const problem = known === undefined ? undefined : rollback(checkpoint, known);
  return problem === undefined ? { ok: true, checkpoint } : refuse(problem);
};
