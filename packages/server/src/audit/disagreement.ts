import { entriesPath, tilePath } from "@probity/tlog";
import { tileWidth } from "./log-parts.ts";
import { type Problem, problem } from "./problem.ts";
import type { Bundle } from "./walk-log.ts";

/** Entries whose hashes are not those of their tile. Which of the two is wrong shows at the end, by the root. */
export interface Disagreement {
  readonly ifEntriesAreWrong: Problem;
  readonly ifTileIsWrong: Problem;
}

/** Compares a bundle with its tile. */
export function disagreementOf({ index, entryHashes, tileHashes }: Bundle): Disagreement | undefined {
  if (entryHashes === undefined || tileHashes === undefined) return undefined;
  const width = tileHashes.length;
  const wrong = tileHashes.flatMap((hash, at) => (entryHashes[at]?.equals(hash) === true ? [] : [at]));
  const [first] = wrong;
  if (first === undefined) return undefined;
  return {
    ifEntriesAreWrong: entryProblem(index, wrong, entryHashes, tileHashes),
    ifTileIsWrong: problem("tile_changed", { path: tilePath(0, index, width) }),
  };
}

function entryProblem(
  index: number,
  wrong: readonly number[],
  entryHashes: readonly Buffer[],
  tileHashes: readonly Buffer[],
): Problem {
  const path = entriesPath(index, tileHashes.length);
  const position = index * tileWidth + (wrong[0] ?? 0) + 1;
  if (sorted(entryHashes) === sorted(tileHashes)) return problem("entries_reordered", { path, position });
  if (wrong.length > 1 && wrong.length === tileHashes.length) return problem("entries_misplaced", { path });
  return problem("entry_changed", { path, position, count: wrong.length });
}

const sorted = (hashes: readonly Buffer[]): string =>
  hashes
    .map((hash) => hash.toString("base64"))
    .toSorted()
    .join();
