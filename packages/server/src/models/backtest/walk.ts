import type { LogEvent } from "../../score/index.ts";
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

/** In the order of the positions that were given; bounded by bytes, but at least one. */
const eventsAt: Statement = {
  name: "backtest-events",
  text: `select position, source, id, type, subject, time, body from (
      select l.position, e.source, e.id, e.type, e.subject, e.time, e.body, p.n,
        sum(length(e.body)) over (order by p.n) as total
      from unnest($1::bigint[]) with ordinality as p(position, n) join log l on l.position = p.position
      join event e on e.key = l.event
    ) chunk where n = 1 or total <= ${chunkBytes} order by n`,
};

/** A process whose rows were all seen, or a run of events without one. */
interface Group {
  readonly subject: string | null;
  readonly cursor: Cursor;
  /** Of events of the types that count. */
  readonly keys: number[];
  seen: number;
}

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
  let open: Group | undefined;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const rows = await store.run<IndexRow>(nextOfProcesses, [source, from.subject, from.key]);
    const whole: Group[] = [];
    for (const { key, subject, type } of rows) {
      if (open !== undefined && open.subject !== subject) {
        whole.push(open);
        open = undefined;
      }
      open ??= { subject, cursor: { subject }, keys: [], seen: 0 };
      open.seen += 1;
      if (types.has(type)) open.keys.push(key);
      from = { subject, key };
    }
    yield* piecesOf(options, whole);
    if (rows.length < pageRows) break;
  }
  if (open !== undefined) yield* piecesOf(options, [open]);
}

const maxKey = Number.MAX_SAFE_INTEGER;

async function* walkLoose(options: WalkOptions, after: number): AsyncGenerator<Piece> {
  const { store, source, types } = options;
  for (let from = after; ;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const rows = await store.run<Pick<IndexRow, "key" | "type">>(nextLoose, [source, from]);
    const last = rows.at(-1);
    if (last === undefined) return;
    from = last.key;
    const keys = rows.filter(({ type }) => types.has(type)).map(({ key }) => key);
    yield* piecesOf(options, [{ subject: null, cursor: { loose: from }, keys, seen: rows.length }]);
  }
}

/** The events of some groups, one group after the other, read together. */
async function* piecesOf(options: WalkOptions, groups: readonly Group[]): AsyncGenerator<Piece> {
  const places = await placesOf(options, groups);
  const full = new Set(places.map(({ group }) => group));
  let skipped = 0;
  for (const group of groups) {
    if (full.has(group)) {
      // What is passed over counts with what follows it.
      group.seen += skipped;
      skipped = 0;
    } else skipped += group.seen;
  }
  for (let rest = places; rest.length > 0;) {
    // oxlint-disable-next-line no-await-in-loop -- chunk after chunk
    const events = await readEvents(options, rest);
    if (events[0]?.position !== rest[0]?.position) throw new Error("the log lost an event that it had");
    const chunk = rest.slice(0, events.length);
    rest = rest.slice(events.length);
    yield* cut(chunk, events, rest[0]?.group);
  }
  const last = groups.at(-1);
  if (skipped > 0 && last !== undefined)
    yield { subject: last.subject, events: [], isLast: true, seen: skipped, cursor: last.cursor };
}

/** Cuts a chunk into pieces of one group each; `next` is the group of what follows the chunk. */
function* cut(
  chunk: readonly Place[],
  events: readonly LogEvent[],
  next: Group | undefined,
): Generator<Piece> {
  for (let start = 0; start < chunk.length;) {
    const group = chunk[start]?.group;
    if (group === undefined) return;
    let end = start;
    while (chunk[end]?.group === group) end += 1;
    const isLast = end < chunk.length || next !== group;
    const { subject, cursor, seen } = group;
    group.seen = 0;
    yield { subject, events: events.slice(start, end), isLast, seen, cursor: isLast ? cursor : undefined };
    start = end;
  }
}

interface Place {
  readonly position: number;
  readonly group: Group;
}

/** Keys are handed out by several writers; the order of the log is that of positions. */
async function placesOf(
  { store, through }: WalkOptions,
  groups: readonly Group[],
): Promise<readonly Place[]> {
  const groupOf = new Map(groups.flatMap((group) => group.keys.map((key) => [key, group] as const)));
  const keys = [...groupOf.keys()];
  const found = new Map<Group | undefined, number[]>(groups.map((group) => [group, []]));
  for (let from = 0; from < keys.length; from += pageRows) {
    const values = [keys.slice(from, from + pageRows), through];
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const rows = await store.run<{ position: number; key: number }>(positionsOf, values);
    for (const { position, key } of rows) found.get(groupOf.get(key))?.push(position);
  }
  return groups.flatMap((group) =>
    (found.get(group) ?? []).toSorted((a, b) => a - b).map((position) => ({ position, group })),
  );
}

async function readEvents({ store }: WalkOptions, rest: readonly Place[]): Promise<readonly LogEvent[]> {
  const positions = rest.slice(0, chunkEvents).map(({ position }) => position);
  return await store.run<LogEvent>(eventsAt, [positions]);
}
