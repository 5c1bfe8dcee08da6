/** What can be wrong with a log, a checkpoint or a receipt. Each has its own text in both languages. */
export const problemKinds = [
  "checkpoint_missing",
  "checkpoint_malformed",
  "checkpoint_key",
  "checkpoint_origin",
  "checkpoint_older",
  "since_key",
  "history_forked",
  "cosignature_foreign",
  "quorum_missing",
  "entries_missing",
  "entries_count",
  "entry_changed",
  "entries_reordered",
  "entries_misplaced",
  "tile_missing",
  "tile_changed",
  "root_differs",
  "header_malformed",
  "stream_gap",
  "stream_chain",
  "receipt_malformed",
  "receipt_index",
  "receipt_proof",
  "record_malformed",
  "commitment",
  "record_mismatch",
] as const;

/** One of {@link problemKinds}. */
export type ProblemKind = (typeof problemKinds)[number];

/** One thing that is wrong, with what its text names. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A problem. */
export const problem = (kind: ProblemKind, values: Problem["values"] = {}): Problem => ({ kind, values });

/** Most problems that are kept by name; a spoilt log of millions of entries has millions. */
const kept = 100;

/** Problems as they are found: the first ones by name, all by number. */
export interface ProblemList {
  readonly first: readonly Problem[];
  readonly count: number;
}

/** A list that is filled while a log is read. */
export interface ProblemCollector extends ProblemList {
  add(...found: readonly Problem[]): void;
}

/** An empty list. */
export function collectProblems(): ProblemCollector {
  const first: Problem[] = [];
  let count = 0;
  return {
    first,
    get count() {
      return count;
    },
    add(...found) {
      count += found.length;
      first.push(...found.slice(0, Math.max(0, kept - first.length)));
    },
  };
}
