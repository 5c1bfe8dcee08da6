import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type AppendFile, openAppendFile, syncDirectory } from "./append-file.ts";
import { layOut } from "./frame.ts";
import {
  damaged,
  entryFrames,
  type EntryRun,
  firstOf,
  headFrame,
  readRuns,
  rewriteSegment,
  scanSegment,
  type Segment,
  segmentPath,
} from "./segment.ts";
import { createTurns } from "./turns.ts";

/** The entries of the log in files, one after the other, without gaps. */
export interface Segments {
  /** The position that comes next; everything below is on disk. */
  readonly next: number;
  /** Resolves when the run, which must begin at {@link Segments.next}, is on disk. One call at a time. */
  append(run: EntryRun): Promise<void>;
  /** Reads entries in order, from position `from` to {@link Segments.next}. */
  read(from: number): AsyncGenerator<EntryRun>;
  /** Writes the segments that hold these positions anew with `change` applied to them; on disk when it resolves. */
  change(positions: ReadonlySet<number>, change: (text: string) => string): Promise<void>;
  /** Rewrites closed segments in large frames, one after the other. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

/** How {@link openSegments} opens. */
export interface SegmentsOptions {
  readonly directory: string;
  /** Id of the journal; files of another one are refused as damage. */
  readonly journal: string;
  /** A segment that is larger is closed and another one begun. */
  readonly segmentBytes: number;
}

/** Opens the segments of a directory; checks every frame, cuts a torn end. Throws `PROBITY_E_JOURNAL_DAMAGED`. */
export async function openSegments(options: SegmentsOptions): Promise<Segments> {
  const { directory, journal, segmentBytes } = options;
  const closed = await scan(options);
  let active = closed.at(-1)?.compact === false ? closed.pop() : undefined;
  let file: AppendFile | undefined =
    active === undefined ? undefined : await openAppendFile(active.path, active.size);
  /** Appends and the closing of a segment take turns, and so do rewrites; a rewrite never waits for appends. */
  const [writing, rewriting] = [createTurns(), createTurns()];

  const begin = async (first: number): Promise<AppendFile> => {
    const made = await openAppendFile(segmentPath(directory, first), 0);
    try {
      await made.append(layOut([headFrame(first, { journal, compact: false })]));
    } catch (error) {
      await made.close();
      throw error;
    }
    file = made;
    active = { path: made.path, first, end: first, size: made.size, compact: false };
    return made;
  };
  const rotate = async (): Promise<void> => {
    if (file === undefined || active === undefined) return;
    await file.close();
    closed.push(active);
    file = undefined;
    active = undefined;
  };
  const next = (): number => active?.end ?? closed.at(-1)?.end ?? 1;
  const rewrite = async (
    segment: Segment,
    change: (position: number, text: string) => string,
  ): Promise<void> => {
    const made = await rewriteSegment(segment, journal, change);
    closed[closed.indexOf(segment)] = made;
  };

  return {
    get next() {
      return next();
    },
    append: (run) =>
      writing(async () => {
        const frames = await entryFrames(run);
        if (active !== undefined && active.size >= segmentBytes) await rotate();
        const target = file ?? (await begin(run.first));
        await target.append(layOut(frames));
        if (active !== undefined)
          active = { ...active, end: run.first + run.texts.length, size: target.size };
      }),
    read: async function* read(from) {
      for (const segment of [...closed, ...(active === undefined ? [] : [active])])
        if (segment.end > from) yield* readRuns(segment, from);
    },
    change: (positions, change) =>
      rewriting(async () => {
        const holds = ({ first, end }: Segment): boolean =>
          [...positions].some((position) => position >= first && position < end);
        await writing(async () => (active !== undefined && holds(active) ? rotate() : undefined));
        for (const segment of closed.filter(holds))
          await rewrite(segment, (position, text) => (positions.has(position) ? change(text) : text));
      }),
    compact: () =>
      rewriting(async () => {
        for (const segment of closed.filter(({ compact }) => !compact))
          await rewrite(segment, (_, text) => text);
      }),
    close: async () => {
      await rewriting(() => Promise.resolve());
      await writing(async () => file?.close());
    },
  };
}

async function scan({ directory, journal }: SegmentsOptions): Promise<Segment[]> {
  const names = (await readdir(directory)).toSorted();
  for (const name of names) if (name.endsWith(".tmp")) await rm(join(directory, name));
  const files = names.filter((name) => firstOf(name) !== undefined);
  const segments: Segment[] = [];
  for (const name of files) {
    const path = join(directory, name);
    const scanned = await scanSegment(path, name === files.at(-1));
    if (scanned === undefined) {
      // It was being begun when the machine stopped: not even its head was written.
      await rm(path);
      await syncDirectory(directory);
      continue;
    }
    const { segment, head } = scanned;
    if (segment.first !== (segments.at(-1)?.end ?? 1) || head.journal !== journal) throw damaged(path, 0);
    segments.push(segment);
  }
  return segments;
}
