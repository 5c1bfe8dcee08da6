import type { ParsedAddCheckpoint } from "./add-checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Digest } from "./digest.ts";
import { emptyRoot } from "./hash.ts";
import type { NoteVerifier } from "./note-keys.ts";
import { openNote } from "./open-note.ts";
import { verifyConsistency } from "./verify-consistency.ts";

/** The head of a log that a witness cosigned last. */
export interface KnownHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** The answer of a witness: the HTTP status of c2sp.org/tlog-witness, and what goes with it. */
export type WitnessDecision =
  /** Store `checkpoint` as the new head, then cosign `text`. */
  | { readonly status: 200; readonly text: string; readonly checkpoint: Checkpoint }
  /** The request starts from another head; `size` is the one that the witness has (body: decimal, newline; text/x.tlog.size). */
  | { readonly status: 409; readonly size: number }
  /** Malformed (400), not signed by the log (403), unknown log (404), not a continuation: a fork or a wrong proof (422). */
  | { readonly status: 400 | 403 | 404 | 422; readonly reason: string };

function judgeGrowth(
  request: ParsedAddCheckpoint,
  known: KnownHead | undefined,
  digest: Digest,
): string | undefined {
  const { oldSize: from, proof, claimed } = request;
  const empty = emptyRoot(digest);
  if (claimed.size === 0 && !claimed.root.equals(empty)) return "a tree without leaves has another root";
  if (from === 0) return proof.length === 0 ? undefined : "a proof from size 0 is empty";
  const fromRoot = known?.root ?? empty;
  const isConsistent = verifyConsistency({
    digest,
    from,
    fromRoot,
    to: claimed.size,
    toRoot: claimed.root,
    proof,
  });
  return isConsistent ? undefined : "the checkpoint does not continue the one that was cosigned last";
}

/**
 * What a witness must answer to an add-checkpoint request (c2sp.org/tlog-witness): a decision, no I/O. `request` is what
 * `parseAddCheckpoint` gave; `known` is the head that was cosigned last for `request.claimed.origin`, undefined for none;
 * `logVerifiers` are the keys of the logs that this witness serves, each named as the origin of its log.
 *
 * Reading `known`, deciding and storing the new head must happen in one transaction, before the cosignature is given away:
 * two requests at a time could otherwise roll the witness back.
 */
export function judgeAddCheckpoint(
  request: ParsedAddCheckpoint | undefined,
  known: KnownHead | undefined,
  logVerifiers: readonly NoteVerifier[],
  digest: Digest,
): WitnessDecision {
  if (request === undefined) return { status: 400, reason: "the request is malformed" };
  const { claimed, note, oldSize } = request;
  const verifiers = logVerifiers.filter(({ name }) => name === claimed.origin);
  if (verifiers.length === 0) return { status: 404, reason: "the log is not known to this witness" };
  const opened = openNote(note, verifiers);
  if (opened === undefined)
    return { status: 403, reason: "no key of the log signed the checkpoint, or a signature is wrong" };
  if (oldSize > claimed.size) return { status: 400, reason: "the old size is larger than the checkpoint's" };
  const size = known?.size ?? 0;
  if (oldSize !== size) return { status: 409, size };
  const reason = judgeGrowth(request, known, digest);
  return reason === undefined
    ? { status: 200, text: opened.text, checkpoint: claimed }
    : { status: 422, reason };
}
