import { type Digest, entriesPath, hashLeaf, tilePath } from "@probity/tlog";
import { readEntriesOf, readTileOf, splitTile, tileWidth, widthOf } from "./log-parts.ts";
import type { LogSource } from "./log-source.ts";
import { type Problem, problem } from "./problem.ts";

/** 256 entries of a log (fewer at its end), as published twice: as entries and as hashes. */
export interface Bundle {
  readonly index: number;
  /** Undefined when they are missing or malformed, which {@link problems} tells. */
  readonly entries: readonly Buffer[] | undefined;
  /** Hashes of the entries. */
  readonly entryHashes: readonly Buffer[] | undefined;
  /** Hashes of the tile. */
  readonly tileHashes: readonly Buffer[] | undefined;
  readonly problems: readonly Problem[];
}

/** Bundles that are fetched ahead. */
const ahead = 8;

/** Reads a log from its first entry to its last, a few bundles at a time. */
export async function* walkLog(source: LogSource, digest: Digest, size: number): AsyncGenerator<Bundle> {
  const bundles = Math.ceil(size / tileWidth);
  const reading: Promise<Bundle>[] = [];
  const readNext = (index: number): void => {
    const bundle = readBundle(source, digest, index, widthOf(0, index, size));
    // Looked at in its turn; until then it must not count as unhandled.
    bundle.catch(() => undefined);
    reading.push(bundle);
  };
  for (let index = 0; index < bundles; index++) {
    while (reading.length < ahead && index + reading.length < bundles) readNext(index + reading.length);
    const bundle = reading.shift();
    // oxlint-disable-next-line no-await-in-loop -- in order, with others under way
    if (bundle !== undefined) yield await bundle;
  }
}

async function readBundle(source: LogSource, digest: Digest, index: number, width: number): Promise<Bundle> {
  const [entries, tile] = await Promise.all([
    readEntriesOf(source, index, width),
    readTileOf(source, 0, index, width),
  ]);
  const path = entriesPath(index, width);
  const problems: Problem[] = [];
  if (entries === undefined) problems.push(problem("entries_missing", { path }));
  if (entries === "malformed") problems.push(problem("entries_count", { path, width }));
  if (tile === undefined) problems.push(problem("tile_missing", { path: tilePath(0, index, width) }));
  const whole = entries === "malformed" ? undefined : entries;
  return {
    index,
    entries: whole,
    entryHashes: whole?.map((entry) => hashLeaf(digest, entry)),
    tileHashes: tile && splitTile(tile),
    problems,
  };
}
