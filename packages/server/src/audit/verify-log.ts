import type { Checkpoint, Digest } from "@probity/tlog";
import { type Disagreement, disagreementOf } from "./disagreement.ts";
import { type AuditKeys, openCheckpoint } from "./keys.ts";
import { tileWidth } from "./log-parts.ts";
import type { LogSource } from "./log-source.ts";
import {
  collectProblems,
  problem,
  type Problem,
  type ProblemCollector,
  type ProblemList,
} from "./problem.ts";
import { createStreamCheck, type StreamSummary } from "./stream-check.ts";
import { createTreeCheck, type TreeCheck, type TreeResult } from "./tree-check.ts";
import { walkLog } from "./walk-log.ts";

/** What {@link verifyLog} looks at. */
export interface LogCheck {
  readonly source: LogSource;
  readonly digest: Digest;
  /** Without keys the log is only checked against itself. */
  readonly keys: AuditKeys | undefined;
  /** An older checkpoint of this log, kept by the auditor: this log must contain it. */
  readonly since?: string | undefined;
  readonly onProgress?: ((done: number, size: number) => void) | undefined;
}

/** What was found. The log is right when {@link problems} are none. */
export interface LogReport {
  readonly checkpoint: Checkpoint | undefined;
  readonly cosigned: readonly string[];
  /** Entries that were read. */
  readonly entries: number;
  readonly problems: ProblemList;
  readonly streams: StreamSummary;
}

/**
 * Verifies a whole published log and trusts nothing of it (LO-6): who signed the checkpoint, every entry against its leaf
 * hash, every tile and the root from the leaves, every stream without gap, and that an older checkpoint is contained.
 * Throws only when the source cannot be read.
 */
export async function verifyLog(check: LogCheck): Promise<LogReport> {
  const problems = collectProblems();
  const streams = createStreamCheck(problems);
  const note = await check.source.read("checkpoint");
  const opened = note && openCheckpoint(note.toString(), check.keys);
  if (opened === undefined) problems.add(problem("checkpoint_missing", { place: check.source.place }));
  else problems.add(...opened.problems);
  const checkpoint = opened?.checkpoint;
  const older = olderCheckpoint(check, checkpoint, problems);
  const walk = createWalk(check, checkpoint, older, problems);
  let entries = 0;
  for await (const bundle of walkLog(check.source, check.digest, checkpoint?.size ?? 0)) {
    problems.add(...bundle.problems);
    for (const [at, entry] of (bundle.entries ?? []).entries())
      streams.take(entry, bundle.index * tileWidth + at + 1);
    if (bundle.entries === undefined) streams.lose();
    entries += bundle.entries?.length ?? 0;
    const { entryHashes, tileHashes } = bundle;
    const leaves = { byEntries: entryHashes ?? tileHashes, byTiles: tileHashes ?? entryHashes };
    if (leaves.byEntries === undefined || leaves.byTiles === undefined) break;
    await walk.append(leaves.byEntries, leaves.byTiles, disagreementOf(bundle));
    check.onProgress?.(entries, checkpoint?.size ?? 0);
  }
  await walk.finish();
  return { checkpoint, cosigned: opened?.cosigned ?? [], entries, problems, streams: streams.summary() };
}

/** The size and root that the log must contain; wrong ones are told. */
function olderCheckpoint(
  { since, keys }: LogCheck,
  now: Checkpoint | undefined,
  problems: ProblemCollector,
): Checkpoint | undefined {
  if (since === undefined || now === undefined) return undefined;
  const { checkpoint: older, problems: found } = openCheckpoint(since, keys && { log: keys.log });
  if (found.length > 0 || older === undefined) {
    problems.add(problem("since_key", { key: keys?.log.name ?? "-" }));
    return undefined;
  }
  if (older.size <= now.size) return older;
  problems.add(problem("checkpoint_older", { size: now.size, since: older.size }));
  return undefined;
}

interface Walk {
  append(
    byEntries: readonly Buffer[],
    byTiles: readonly Buffer[],
    disagreement: Disagreement | undefined,
  ): Promise<void>;
  finish(): Promise<void>;
}

/** Builds the tree from the tiles, and from the first entry that disagrees with them a second one from the entries. */
function createWalk(
  { source, digest }: LogCheck,
  checkpoint: Checkpoint | undefined,
  older: Checkpoint | undefined,
  problems: ProblemCollector,
): Walk {
  const byTiles = createTreeCheck(source, digest, older?.size);
  const disagreements: Disagreement[] = [];
  let byEntries: TreeCheck | undefined;
  let appended = 0;
  return {
    append: async (entryHashes, tileHashes, disagreement) => {
      if (disagreement !== undefined) {
        byEntries ??= byTiles.fork();
        disagreements.push(disagreement);
      }
      appended += tileHashes.length;
      await byTiles.append(tileHashes);
      await byEntries?.append(entryHashes);
    },
    finish: async () => {
      // A log that ends early has been told so; its tiles of upper levels would only be missed once more.
      if (checkpoint === undefined || appended < checkpoint.size) {
        problems.add(...disagreements.map(({ ifEntriesAreWrong }) => ifEntriesAreWrong));
        return;
      }
      const tiles = await byTiles.finish();
      const entries = await byEntries?.finish();
      problems.add(...judge(checkpoint, older, disagreements, tiles, entries));
    },
  };
}

/** The checkpoint decides who is right where entries and tiles disagree. */
function judge(
  { root }: Checkpoint,
  older: Checkpoint | undefined,
  disagreements: readonly Disagreement[],
  tiles: TreeResult,
  entries: TreeResult | undefined,
): readonly Problem[] {
  const isTileWrong = entries?.root.equals(root) === true;
  const right = isTileWrong ? entries : tiles;
  const history =
    older === undefined || older.size === 0 || right.rootAtMark?.equals(older.root) === true
      ? []
      : [problem("history_forked", { since: older.size })];
  return [
    ...disagreements.map((found) => (isTileWrong ? found.ifTileIsWrong : found.ifEntriesAreWrong)),
    ...(right.root.equals(root) ? [] : [problem("root_differs")]),
    ...right.problems,
    ...history,
  ];
}
