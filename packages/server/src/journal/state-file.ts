import { access } from "node:fs/promises";
import { type AppendFile, openAppendFile } from "./append-file.ts";
import { type FrameKind, layOut, pack, type PackedFrame, unpack } from "./frame.ts";
import { eachFrame, readFrames } from "./read-frames.ts";
import { damaged } from "./segment.ts";

/** A row of a small table. */
export interface KeptRow {
  readonly table: string;
  /** Its primary key as JSON text. */
  readonly key: string;
  /** Changes when the row does. */
  readonly mark: string;
  /** The whole row as JSON text. */
  readonly row: string;
}

/** What the journal keeps beside the log: rows of small tables, and which entries were erased. */
export interface StateFile {
  /** Id of the journal. */
  readonly journal: string;
  /** Grows by one with every {@link StateFile.keep}. The database remembers it, too: who has the lower one is older. */
  readonly sequence: number;
  /** The mark of each row that is kept, by `<table>\n<key>`. */
  readonly marks: ReadonlyMap<string, string>;
  readonly erased: ReadonlySet<number>;
  /** Resolves when the changed rows are on disk. One call at a time, as with {@link StateFile.erase}. */
  keep(rows: readonly KeptRow[]): Promise<void>;
  /** Remembers that the payloads at these positions are gone. */
  erase(positions: readonly number[]): Promise<void>;
  /** The newest version of every row that is kept. */
  rows(): Promise<readonly KeptRow[]>;
  close(): Promise<void>;
}

interface Loaded {
  journal: string;
  sequence: number;
  marks: Map<string, string>;
  erased: Set<number>;
  size: number;
}

/** Rows of this many characters go into one frame. */
const frameChars = 1024 * 1024;

/**
 * Opens the file, or makes it with `newJournal` as the journal's id. A torn end is cut; damage is
 * `PROBITY_E_JOURNAL_DAMAGED`.
 */
export async function openStateFile(path: string, newJournal: string): Promise<StateFile> {
  const state = await load(path, newJournal);
  const file = await openAppendFile(path, state.size);
  if (state.size === 0)
    await file.append(layOut([await frameOf("head", 0, { v: 1, journal: state.journal })]));
  const { marks, erased } = state;
  return {
    journal: state.journal,
    get sequence() {
      return state.sequence;
    },
    marks,
    erased,
    keep: async (rows) => {
      const frames = await Promise.all(
        chunks(rows).map((chunk) =>
          frameOf("rows", chunk.length, { sequence: state.sequence + 1, rows: chunk }),
        ),
      );
      await file.append(layOut(frames));
      state.sequence += 1;
      for (const row of rows) marks.set(slot(row), row.mark);
    },
    erase: async (positions) => {
      const fresh = positions.filter((position) => !erased.has(position));
      if (fresh.length === 0) return;
      await file.append(layOut([await frameOf("erased", fresh.length, fresh)]));
      for (const position of fresh) erased.add(position);
    },
    rows: () => readRows(file),
    close: () => file.close(),
  };
}

async function load(path: string, newJournal: string): Promise<Loaded> {
  const state: Loaded = { journal: newJournal, sequence: 0, marks: new Map(), erased: new Set(), size: 0 };
  if (!(await exists(path))) return state;
  const { state: ending, offset } = await eachFrame(path, async ({ frame, start }) => {
    // The checksum fits, so the content is what this module wrote.
    const content = JSON.parse((await unpack(frame)).toString()) as unknown;
    if (frame.kind === "head" && start === 0) state.journal = (content as { journal: string }).journal;
    else if (frame.kind === "rows") {
      const { sequence, rows } = content as { sequence: number; rows: readonly KeptRow[] };
      state.sequence = sequence;
      for (const row of rows) state.marks.set(slot(row), row.mark);
    } else if (frame.kind === "erased")
      for (const position of content as readonly number[]) state.erased.add(position);
    else throw damaged(path, start);
  });
  if (ending === "damaged") throw damaged(path, offset);
  state.size = offset;
  return state;
}

async function readRows({ path, size }: AppendFile): Promise<readonly KeptRow[]> {
  const rows = new Map<string, KeptRow>();
  for await (const { frame, end } of readFrames(path)) {
    if (end > size) break;
    if (frame.kind !== "rows") continue;
    const content = JSON.parse((await unpack(frame)).toString()) as { readonly rows: readonly KeptRow[] };
    for (const row of content.rows) rows.set(slot(row), row);
  }
  return [...rows.values()];
}

const slot = ({ table, key }: KeptRow): string => `${table}\n${key}`;

function chunks(rows: readonly KeptRow[]): readonly (readonly KeptRow[])[] {
  const made: KeptRow[][] = [[]];
  let chars = 0;
  for (const row of rows) {
    if (chars >= frameChars) {
      made.push([]);
      chars = 0;
    }
    made.at(-1)?.push(row);
    chars += row.row.length;
  }
  return made;
}

const frameOf = (kind: FrameKind, count: number, content: unknown): Promise<PackedFrame> =>
  pack({ kind, first: 0, count, data: Buffer.from(JSON.stringify(content)) }, "small");

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
