import { open, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ProbityError } from "@probity/contracts";
import { syncDirectory } from "./append-file.ts";
import { layOut, pack, type PackedFrame, unpack } from "./frame.ts";
import { eachFrame, type PlacedFrame, readFrames } from "./read-frames.ts";

/** One file of the journal: the entries of the log from `first` up to, not including, `end`. */
export interface Segment {
  readonly path: string;
  readonly first: number;
  readonly end: number;
  readonly size: number;
  /** Rewritten in large compressed frames after it was closed. */
  readonly compact: boolean;
}

/** What the first frame of a segment says. */
export interface SegmentHead {
  /** Id of the journal that it belongs to. */
  readonly journal: string;
  readonly compact: boolean;
}

/** Serialised entries that are next to each other in the log. */
export interface EntryRun {
  readonly first: number;
  /** One JSON text an entry. */
  readonly texts: readonly string[];
}

/** Entries of this many characters go into one frame; one entry alone may be longer. */
const frameChars = 1024 * 1024;
const suffix = ".segment";

/** Where the segment that begins with position `first` is. */
export const segmentPath = (directory: string, first: number): string =>
  join(directory, `${String(first).padStart(16, "0")}${suffix}`);

/** The first position of a segment by its file name; undefined for other files. */
export function firstOf(name: string): number | undefined {
  return /^\d{16}\.segment$/.test(name) ? Number(name.slice(0, 16)) : undefined;
}

/** The first frame of a segment. */
export const headFrame = (first: number, head: SegmentHead): PackedFrame => ({
  kind: "head",
  encoding: "plain",
  first,
  count: 0,
  data: Buffer.from(JSON.stringify({ v: 1, ...head })),
});

/** Packs entries into frames of bounded size. */
export async function entryFrames(
  run: EntryRun,
  level: "fast" | "small" = "fast",
): Promise<readonly PackedFrame[]> {
  const frames: PackedFrame[] = [];
  let chars = 0;
  let from = 0;
  for (const [index, text] of run.texts.entries()) {
    chars += text.length;
    if (chars < frameChars && index + 1 < run.texts.length) continue;
    const texts = run.texts.slice(from, index + 1);
    const data = Buffer.from(texts.join("\n"));
    frames.push(await pack({ kind: "entries", first: run.first + from, count: texts.length, data }, level));
    chars = 0;
    from = index + 1;
  }
  return frames;
}

/**
 * Checks every frame of a segment. Throws `PROBITY_E_JOURNAL_DAMAGED` for anything but a torn end, and for that as well
 * unless the segment is the last one, whose end the caller cuts to `size`.
 */
export async function scanSegment(
  path: string,
  last: boolean,
): Promise<{ segment: Segment; head: SegmentHead } | undefined> {
  let head: SegmentHead | undefined;
  let first = 0;
  let end = 0;
  const { state, offset } = await eachFrame(path, (placed) => {
    const { frame, start } = placed;
    if (head === undefined) {
      head = readHead(path, placed);
      first = end = frame.first;
    } else if (frame.kind === "entries" && frame.first === end) end += frame.count;
    else throw damaged(path, start);
  });
  const mayBeTorn = last && head?.compact !== true;
  if (state === "damaged" || (state === "torn" && !mayBeTorn)) throw damaged(path, offset);
  if (head === undefined) {
    if (last) return undefined;
    throw damaged(path, offset);
  }
  return { segment: { path, first, end, size: offset, compact: head.compact }, head };
}

/** Reads the entries of a segment from position `from` on. */
export async function* readRuns({ path, size }: Segment, from: number): AsyncGenerator<EntryRun> {
  for await (const { frame, end } of readFrames(path)) {
    if (end > size) return;
    if (frame.kind !== "entries" || frame.first + frame.count <= from) continue;
    const texts = (await unpack(frame)).toString().split("\n");
    const skip = Math.max(0, from - frame.first);
    yield { first: frame.first + skip, texts: texts.slice(skip) };
  }
}

/**
 * Writes a closed segment anew, with `change` applied to every entry, and puts it in the place of the old one.
 * Whoever reads the old one meanwhile still sees it whole.
 */
export async function rewriteSegment(
  segment: Segment,
  journal: string,
  change: (position: number, text: string) => string,
): Promise<Segment> {
  const temporary = `${segment.path}.tmp`;
  const file = await open(temporary, "w", 0o600);
  let size = 0;
  try {
    const append = async (frames: readonly PackedFrame[]): Promise<void> => {
      const bytes = layOut(frames);
      await file.appendFile(bytes);
      size += bytes.length;
    };
    await append([headFrame(segment.first, { journal, compact: true })]);
    for await (const run of wideRuns(segment)) {
      const texts = run.texts.map((text, index) => change(run.first + index, text));
      await append(await entryFrames({ first: run.first, texts }, "small"));
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, segment.path);
  await syncDirectory(dirname(segment.path));
  return { ...segment, size, compact: true };
}

/** Joins short runs, because large frames compress better. */
async function* wideRuns(segment: Segment): AsyncGenerator<EntryRun> {
  let texts: string[] = [];
  let { first } = segment;
  let chars = 0;
  for await (const run of readRuns(segment, segment.first)) {
    texts.push(...run.texts);
    chars += run.texts.reduce((sum, text) => sum + text.length, 0);
    if (chars < frameChars) continue;
    yield { first, texts };
    first += texts.length;
    texts = [];
    chars = 0;
  }
  if (texts.length > 0) yield { first, texts };
}

function readHead(path: string, { frame, start }: PlacedFrame): SegmentHead {
  const first = firstOf(basename(path));
  // The checksum fits, so this is what we wrote; another version may have written something else.
  const head =
    frame.kind === "head" ? (JSON.parse(frame.data.toString()) as SegmentHead & { v: number }) : undefined;
  if (head === undefined || head.v !== 1 || frame.first !== first) throw damaged(path, start);
  return head;
}

/** The refusal to go on with a broken file. */
export const damaged = (path: string, offset: number): ProbityError =>
  new ProbityError("PROBITY_E_JOURNAL_DAMAGED", `${path} at byte ${offset}`);
