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
  /** Writes the segments that hold these positions anew, with these texts there; on disk when it resolves. */
  change(texts: ReadonlyMap<number, string>): Promise<void>;
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
  const closed = await scan(options);
  // A compact one is never appended to: a torn end would then look like a failed rewrite.
  const active = closed.at(-1)?.compact === false ? closed.pop() : undefined;
  const file = active === undefined ? undefined : await openAppendFile(active.path, active.size);
  return new SegmentFiles(options, closed, active, file);
}

class SegmentFiles implements Segments {
  readonly #options: SegmentsOptions;
  readonly #closed: Segment[];
  #active: Segment | undefined;
  #file: AppendFile | undefined;
  /** Appends and the closing of a segment take turns, and so do rewrites; an append never waits for a rewrite. */
  readonly #writing = createTurns();
  readonly #rewriting = createTurns();

  constructor(
    options: SegmentsOptions,
    closed: Segment[],
    active: Segment | undefined,
    file: AppendFile | undefined,
  ) {
    this.#options = options;
    this.#closed = closed;
    this.#active = active;
    this.#file = file;
  }

  get next(): number {
    return this.#active?.end ?? this.#closed.at(-1)?.end ?? 1;
  }

  append(run: EntryRun): Promise<void> {
    return this.#writing(async () => {
      const frames = await entryFrames(run);
      if ((this.#active?.size ?? 0) >= this.#options.segmentBytes) await this.#closeActive();
      const file = this.#file ?? (await this.#begin(run.first));
      await file.append(layOut(frames));
      const { path, size } = file;
      const first = this.#active?.first ?? run.first;
      this.#active = { path, first, end: run.first + run.texts.length, size, compact: false };
    });
  }

  async *read(from: number): AsyncGenerator<EntryRun> {
    for (const segment of [...this.#closed, ...(this.#active === undefined ? [] : [this.#active])])
      if (segment.end > from) yield* readRuns(segment, from);
  }

  change(texts: ReadonlyMap<number, string>): Promise<void> {
    const positions = [...texts.keys()];
    const holds = ({ first, end }: Segment): boolean =>
      positions.some((position) => position >= first && position < end);
    return this.#rewriting(async () => {
      await this.#writing(async () => {
        if (this.#active !== undefined && holds(this.#active)) await this.#closeActive();
      });
      for (const segment of this.#closed.filter(holds))
        await this.#rewrite(segment, (position, text) => texts.get(position) ?? text);
    });
  }

  compact(): Promise<void> {
    return this.#rewriting(async () => {
      for (const segment of this.#closed.filter(({ compact }) => !compact))
        await this.#rewrite(segment, (_, text) => text);
    });
  }

  async close(): Promise<void> {
    await this.#rewriting(() => Promise.resolve());
    await this.#writing(async () => this.#file?.close());
  }

  async #begin(first: number): Promise<AppendFile> {
    const { directory, journal } = this.#options;
    const file = await openAppendFile(segmentPath(directory, first), 0);
    try {
      await file.append(layOut([headFrame(first, { journal, compact: false })]));
    } catch (error) {
      await file.close();
      throw error;
    }
    this.#file = file;
    return file;
  }

  async #closeActive(): Promise<void> {
    await this.#file?.close();
    if (this.#active !== undefined) this.#closed.push(this.#active);
    this.#file = undefined;
    this.#active = undefined;
  }

  async #rewrite(segment: Segment, change: (position: number, text: string) => string): Promise<void> {
    const made = await rewriteSegment(segment, this.#options.journal, change);
    this.#closed[this.#closed.indexOf(segment)] = made;
  }
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
