import type { LogEvent } from "../../score/score-event.ts";
import type { Statement, Store } from "../../store/index.ts";

/** Where a walk through the events of a source is: at the end of a process, or of a run of events without one. */
export type Cursor = { readonly subject: string } | { readonly loose: number };

/** A piece of one process, in log order; or events that belong to none. */
export interface Piece {
  /** Null: events without a process. */
  readonly subject: string | null;
  readonly events: readonly LogEvent[];
  /** True when nothing of this process follows. */
  readonly isLast: boolean;
  /** Rows of the source that were looked at since the piece before. */
  readonly seen: number;
  /** Where to go on after this piece; undefined within a process. */
  readonly cursor: Cursor | undefined;
}

/** What to walk through. */
export interface WalkOptions {
  readonly store: Pick<Store, "run">;
  readonly source: string;
  /** Events of other types are passed over. */
  readonly types: ReadonlySet<string>;
  /** The last position that counts. */
  readonly through: number;
  readonly after: Cursor | undefined;
}

const pageRows = 500;
const chunkEvents = 100;
const chunkBytes = 1024 * 1024;

interface IndexRow {
  readonly key: number;
  readonly subject: string;
  readonly type: string;
}

/** Along the index of sources and subjects: no sort, no aggregate, whatever the statistics say. */
const nextOfProcesses: Statement = {
  name: "backtest-processes",
  text: `select key, subject, type from event where source = $1 and (subject, key) > ($2, $3::bigint)
    order by subject, key limit ${pageRows}`,
};

const nextLoose: Statement = {
  name: "backtest-loose",
  text: `select key, type from event where source = $1 and subject is null and key > $2 order by key limit ${pageRows}`,
};

const positionsOf: Statement = {
  name: "backtest-positions",
  text: "select position, event as key from log where event = any($1::bigint[]) and position <= $2",
};

/** Bounded by number and bytes, but at least one. */
const eventsAt: Statement = {
  name: "backtest-events",
  text: `select position, source, id, type, subject, time, body from (
      select l.position, e.source, e.id, e.type, e.subject, e.time, e.body,
        sum(length(e.body)) over (order by l.position) as total, row_number() over (order by l.position) as n
      from log l join event e on e.key = l.event where l.position = any($1::bigint[])
    ) chunk where n = 1 or total <= ${chunkBytes} order by position`,
};

/**
 * Walks through the stored events of a source, process by process, each in log order: what a rule sees of an event is the
 * event and the record of its own process, so nothing else must be held. Memory is one page and the keys of one process;
 * every query is small.
 */
export async function* walkSource(options: WalkOptions): AsyncGenerator<Piece> {
  const { after } = options;
  if (after === undefined || "subject" in after) yield* walkProcesses(options, after?.subject);
  yield* walkLoose(options, after !== undefined && "loose" in after ? after.loose : 0);
}

async function* walkProcesses(options: WalkOptions, after: string | undefined): AsyncGenerator<Piece> {
  const { store, source, types } = options;
  let from: { subject: string; key: number } = {
    subject: after ?? "",
    key: after === undefined ? 0 : maxKey,
  };
  let open: { readonly subject: string; readonly keys: number[] } | undefined;
  let seen = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const rows = await store.run<IndexRow>(nextOfProcesses, [source, from.subject, from.key]);
    for (const { key, subject, type } of rows) {
      if (open !== undefined && open.subject !== subject) {
        yield* piecesOf(options, open, seen);
        seen = 0;
        open = undefined;
      }
      seen += 1;
      open ??= { subject, keys: [] };
      if (types.has(type)) open.keys.push(key);
      from = { subject, key };
    }
    if (rows.length < pageRows) break;
  }
  if (open !== undefined) yield* piecesOf(options, open, seen);
}

const maxKey = Number.MAX_SAFE_INTEGER;

async function* piecesOf(
  options: WalkOptions,
  { subject, keys }: { readonly subject: string; readonly keys: readonly number[] },
  seen: number,
): AsyncGenerator<Piece> {
  let rest = await positions(options, keys);
  let counted = seen;
  do {
    // oxlint-disable-next-line no-await-in-loop -- chunk after chunk
    const events = await readEvents(options, rest);
    rest = rest.slice(events.length);
    const isLast = rest.length === 0;
    yield { subject, events, isLast, seen: counted, cursor: isLast ? { subject } : undefined };
    counted = 0;
  } while (rest.length > 0);
}

async function* walkLoose(options: WalkOptions, after: number): AsyncGenerator<Piece> {
  const { store, source, types } = options;
  for (let from = after; ;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const rows = await store.run<Pick<IndexRow, "key" | "type">>(nextLoose, [source, from]);
    const last = rows.at(-1);
    if (last === undefined) return;
    from = last.key;
    const keys = rows.filter(({ type }) => types.has(type)).map(({ key }) => key);
    // oxlint-disable-next-line no-await-in-loop -- page after page
    let rest = await positions(options, keys);
    let seen = rows.length;
    do {
      // oxlint-disable-next-line no-await-in-loop -- chunk after chunk
      const events = await readEvents(options, rest);
      rest = rest.slice(events.length);
      const isLast = rest.length === 0;
      yield { subject: null, events, isLast, seen, cursor: isLast ? { loose: from } : undefined };
      seen = 0;
    } while (rest.length > 0);
  }
}

/** Keys are handed out by several writers; the order of the log is that of positions. */
async function positions(
  { store, through }: WalkOptions,
  keys: readonly number[],
): Promise<readonly number[]> {
  const found: number[] = [];
  for (let from = 0; from < keys.length; from += pageRows) {
    const values = [keys.slice(from, from + pageRows), through];
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const rows = await store.run<{ position: number }>(positionsOf, values);
    for (const { position } of rows) found.push(position);
  }
  return found.toSorted((a, b) => a - b);
}

async function readEvents({ store }: WalkOptions, rest: readonly number[]): Promise<readonly LogEvent[]> {
  if (rest.length === 0) return [];
  return await store.run<LogEvent>(eventsAt, [rest.slice(0, chunkEvents)]);
}
