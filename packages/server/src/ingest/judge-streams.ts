import { type IngestResult, ProbityError } from "@probity/contracts";
import { type StreamCursor, type StreamCursors, textOf } from "../log/index.ts";
import type { Transaction } from "../store/index.ts";
import { findReplays, type Replayed } from "./replays.ts";
import type { Item, Submission, WrittenHeader } from "./submission.ts";

/** Which part of a request is new, and what the part that is logged already was. */
export interface Judged {
  readonly submission: Submission;
  /** Where it stands in its group. */
  readonly index: number;
  readonly replayed: readonly IngestResult[];
  /** Position of the last replayed record; 0 when none is. */
  readonly replayedTo: number;
  readonly fresh: readonly Item[];
}

/** A source that tells two histories of one stream; to be logged before it is answered. */
export interface Equivocation {
  /** The header in the log. */
  readonly stored: string;
  /** The header that came under its number. */
  readonly other: WrittenHeader;
}

/** What is behind a `PROBITY_E_STREAM_EQUIVOCATION` of {@link judgeStreams}; undefined for any other error. */
export const equivocationOf = (error: unknown): Equivocation | undefined =>
  error instanceof Error && "equivocation" in error
    ? // Put there by `equivocation` below and by nobody else.
      (error.equivocation as Equivocation)
    : undefined;

function equivocation(stored: string, other: WrittenHeader): ProbityError {
  const detail = `${other.src}, sequence number ${other.seq}`;
  const error = new ProbityError("PROBITY_E_STREAM_EQUIVOCATION", detail);
  return Object.assign(error, { equivocation: { stored, other } });
}

/** The refusal of records that do not continue their stream; the answer names what would. */
export function gap(src: string, expected: number, detail: string): ProbityError {
  const error = new ProbityError("PROBITY_E_STREAM_GAP", `${src}: ${detail}`);
  return Object.assign(error, { expected });
}

/**
 * Decides what of each request continues its stream, under the locks of the streams and before anything is written. Moves
 * no cursor. Requests of one stream must follow each other without overlap.
 */
export async function judgeStreams(
  transaction: Transaction,
  group: readonly Submission[],
  cursors: StreamCursors,
): Promise<{ readonly judged: readonly Judged[]; readonly refused: ReadonlyMap<number, ProbityError> }> {
  const replays = await findReplays(transaction, group, cursors);
  const ends = new Map<string, Pick<StreamCursor, "seq" | "hash">>(cursors);
  const judged: Judged[] = [];
  const refused = new Map<number, ProbityError>();
  for (const [index, submission] of group.entries()) {
    const end = ends.get(submission.src) ?? { seq: 0, hash: "" };
    const verdict = judge(submission, index, end, replays.get(submission.src));
    if (verdict instanceof ProbityError) {
      refused.set(index, verdict);
      continue;
    }
    judged.push(verdict);
    const last = verdict.fresh.at(-1)?.header;
    if (last !== undefined) ends.set(submission.src, last);
  }
  return { judged, refused };
}

function judge(
  submission: Submission,
  index: number,
  end: Pick<StreamCursor, "seq" | "hash">,
  replays: ReadonlyMap<number, Replayed> | undefined,
): Judged | ProbityError {
  const { src, items, firstSeq } = submission;
  if (firstSeq === 0) return { submission, index, replayed: [], replayedTo: 0, fresh: items };
  if (firstSeq > end.seq + 1) return gap(src, end.seq + 1, `${firstSeq} came, ${end.seq + 1} is next`);
  const replayed: IngestResult[] = [];
  let replayedTo = 0;
  for (const { header } of items.slice(0, end.seq + 1 - firstSeq)) {
    if (header === undefined) continue;
    const old = replays?.get(header.seq);
    if (old === undefined) return gap(src, end.seq + 1, `${header.seq} was taken a moment ago`);
    if (old.header !== textOf(header.text)) return equivocation(old.header, header);
    replayed.push(old.result);
    replayedTo = old.position;
  }
  const fresh = items.slice(replayed.length);
  if (replayed.length === 0 && fresh[0]?.header?.prev !== end.hash) {
    return gap(src, end.seq + 1, `${firstSeq} does not name the header before it`);
  }
  return { submission, index, replayed, replayedTo, fresh };
}
