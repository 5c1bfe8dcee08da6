import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ProbityError } from "@probity/contracts";
import { type Checkpoint, entriesPath, tilePath } from "@probity/tlog";
import { openCheckpoint } from "./keys.ts";
import { tileWidth, widthOf } from "./log-parts.ts";
import type { LogSource } from "./log-source.ts";

/** What {@link exportLog} does. */
export interface LogExport {
  readonly source: LogSource;
  readonly directory: string;
  /** Parts that lie whole within a tree of this size are left out: the reader has them. @defaultValue 0 */
  readonly sinceSize?: number | undefined;
  readonly onProgress?: ((entries: number, size: number) => void) | undefined;
}

/** Figures of an export. */
export interface ExportReport {
  readonly checkpoint: Checkpoint;
  /** Files that were written, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Full tiles and bundles that lay there already. */
  readonly kept: number;
}

/**
 * Writes the log as static files (C2SP tlog-tiles), for auditors and any web server. Holds headers and hashes, no payload.
 * The checkpoint comes last, so that a directory at any moment is a whole log. Started again, it writes what is missing.
 * Throws `PROBITY_E_LOG_EXPORT` when the directory holds a newer log or another one.
 */
export async function exportLog(request: LogExport): Promise<ExportReport> {
  const { source, directory, sinceSize = 0 } = request;
  const note = await source.read("checkpoint");
  const checkpoint = note && openCheckpoint(note.toString(), undefined).checkpoint;
  if (note === undefined || checkpoint === undefined)
    throw new ProbityError("PROBITY_E_LOG_EXPORT", `${source.place} has no checkpoint`);
  await refuseOther(directory, checkpoint);
  const writer = createWriter(source, directory);
  for (const part of partsOf(checkpoint.size, sinceSize)) {
    // oxlint-disable-next-line no-await-in-loop -- in order, so that progress means something
    await writer.copy(part);
    if (part.level === 0) request.onProgress?.(part.index * tileWidth + part.width, checkpoint.size);
  }
  await writer.write("checkpoint", note);
  return { checkpoint, ...writer.figures() };
}

interface Part {
  readonly path: string;
  readonly index: number;
  readonly level: number;
  readonly width: number;
}

/** Every tile and bundle of a tree, those below `since` left out; entries before their tile, lower levels first. */
function* partsOf(size: number, since: number): Generator<Part> {
  for (let level = 0, unit = 1; Math.floor(size / unit) > 0; level++, unit *= tileWidth) {
    for (let index = Math.floor(since / (unit * tileWidth)); widthOf(level, index, size) > 0; index++) {
      const width = widthOf(level, index, size);
      if (level === 0) yield { path: entriesPath(index, width), index, level: -1, width };
      yield { path: tilePath(level, index, width), index, level, width };
    }
  }
}

interface Writer {
  copy(part: Part): Promise<void>;
  write(path: string, bytes: Buffer): Promise<void>;
  figures(): { readonly files: number; readonly bytes: number; readonly kept: number };
}

function createWriter(source: LogSource, directory: string): Writer {
  let files = 0;
  let written = 0;
  let kept = 0;
  const write = async (path: string, bytes: Buffer): Promise<void> => {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeDurably(file, bytes);
    files += 1;
    written += bytes.length;
  };
  return {
    write,
    copy: async ({ path, width, level }) => {
      const isFull = width === tileWidth;
      if (isFull && (await hasFile(join(directory, path), level >= 0 ? tileWidth * 32 : undefined))) {
        kept += 1;
        return;
      }
      const bytes = await source.read(path);
      if (bytes === undefined)
        throw new ProbityError("PROBITY_E_LOG_EXPORT", `${source.place} has no ${path}`);
      await write(path, bytes);
      // Narrower copies of a tile that is full now.
      if (isFull) await rm(join(directory, `${path}.p`), { recursive: true, force: true });
    },
    figures: () => ({ files, bytes: written, kept }),
  };
}

async function writeDurably(file: string, bytes: Buffer): Promise<void> {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, "w", 0o644);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Full parts never change, and a name appears only when its file is whole. */
async function hasFile(file: string, size: number | undefined): Promise<boolean> {
  try {
    const found = await stat(file);
    return found.isFile() && (size === undefined ? found.size > 0 : found.size === size);
  } catch {
    return false;
  }
}

async function refuseOther(directory: string, { origin, size, root }: Checkpoint): Promise<void> {
  let note: string;
  try {
    note = await readFile(join(directory, "checkpoint"), "utf8");
  } catch {
    return;
  }
  const there = openCheckpoint(note, undefined).checkpoint;
  const isOther =
    there === undefined ||
    there.origin !== origin ||
    there.size > size ||
    (there.size === size && !there.root.equals(root));
  if (!isOther) return;
  const what = there === undefined ? "something else" : `${there.origin} with ${there.size} entries`;
  throw new ProbityError(
    "PROBITY_E_LOG_EXPORT",
    `${directory} holds ${what}, this is ${origin} with ${size} entries`,
  );
}
