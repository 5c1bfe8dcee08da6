import { appendLeaves, type Digest, type Edge, rootOf, tilePath, type TileWrite } from "@probity/tlog";
import { readTileOf, tileWidth } from "./log-parts.ts";
import type { LogSource } from "./log-source.ts";
import { type Problem, problem } from "./problem.ts";

/** A tree that is built from leaf hashes while its upper tiles are compared with the published ones. */
export interface TreeCheck {
  append(leaves: readonly Buffer[]): Promise<void>;
  /** The same tree so far, to go on with other leaves. */
  fork(): TreeCheck;
  /** Compares the last, partial tiles too. */
  finish(): Promise<TreeResult>;
}

/** What became of a tree. */
export interface TreeResult {
  readonly root: Buffer;
  /** Root at the size that was to be remembered. */
  readonly rootAtMark: Buffer | undefined;
  /** Upper tiles that do not fit those below them. */
  readonly problems: readonly Problem[];
}

interface State {
  readonly edge: Edge;
  /** Upper tiles that grow, by level. */
  readonly open: ReadonlyMap<number, { readonly index: number; readonly hashes: Buffer }>;
  readonly rootAtMark: Buffer | undefined;
  readonly problems: readonly Problem[];
}

const start: State = {
  edge: { size: 0, hashes: Buffer.alloc(0) },
  open: new Map(),
  rootAtMark: undefined,
  problems: [],
};

/** An empty tree; `mark` is a size whose root is wanted. Memory does not grow with the log. */
export function createTreeCheck(
  source: LogSource,
  digest: Digest,
  mark: number | undefined,
  from: State = start,
): TreeCheck {
  let { edge, rootAtMark } = from;
  const open = new Map(from.open);
  const problems = [...from.problems];

  const compare = async (level: number, index: number, hashes: Buffer): Promise<void> => {
    const width = hashes.length / 32;
    const published = await readTileOf(source, level, index, width);
    const path = tilePath(level, index, width);
    if (published === undefined) problems.push(problem("tile_missing", { path }));
    else if (!published.equals(hashes)) problems.push(problem("tile_changed", { path }));
  };
  const grow = async ({ level, index, offset, hashes }: TileWrite): Promise<void> => {
    const before = offset === 0 ? undefined : open.get(level);
    const whole = before === undefined ? hashes : Buffer.concat([before.hashes, hashes]);
    if (whole.length < tileWidth * 32) open.set(level, { index, hashes: whole });
    else {
      open.delete(level);
      await compare(level, index, whole);
    }
  };
  const add = async (leaves: readonly Buffer[]): Promise<void> => {
    const appended = appendLeaves(digest, edge, leaves);
    edge = appended.edge;
    if (edge.size === mark) rootAtMark = rootOf(digest, edge);
    for (const write of appended.tiles) {
      // Tiles of a level follow each other.
      // oxlint-disable-next-line no-await-in-loop
      if (write.level > 0) await grow(write);
    }
  };
  return {
    append: async (leaves) => {
      const cut = mark === undefined ? 0 : mark - edge.size;
      const isInside = cut > 0 && cut < leaves.length;
      if (isInside) await add(leaves.slice(0, cut));
      await add(isInside ? leaves.slice(cut) : leaves);
    },
    fork: () => createTreeCheck(source, digest, mark, { edge, open, rootAtMark, problems }),
    finish: async () => {
      for (const [level, { index, hashes }] of open) {
        // oxlint-disable-next-line no-await-in-loop -- a handful of tiles
        await compare(level, index, hashes);
      }
      return { root: rootOf(digest, edge), rootAtMark: mark === 0 ? undefined : rootAtMark, problems };
    },
  };
}
