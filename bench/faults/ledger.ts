import { openStore, type Store } from "@probity/server";

/** What the server's database holds of one source at the end of a row. */
export interface Ledger {
  /** Ids of events, accepted or quarantined. */
  readonly ids: ReadonlySet<string>;
  /** Events beyond the first under one id, or results beyond the first of one event. */
  readonly duplicated: number;
  /** Accepted events without a result. */
  readonly withoutResult: number;
  /** Missing positions of the log and missing numbers of streams. */
  readonly holes: number;
  /** Events of type stream.gap, and the losses that they declare. */
  readonly gaps: number;
  readonly declaredLost: number;
}

interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly results: number;
  readonly body: string;
}

const events = `select e.id, e.type, case when e.type = 'stream.gap' then e.body else '' end as body,
    count(r.position)::int as results
  from event e join log l on l.event = e.key left join event_result r on r.position = l.position
  where e.source = $1 group by e.key, e.id, e.type, e.body`;

const positions = `select coalesce(max(position), 0) - count(*) as holes from log`;

/** Streams as the log has them: each from 1 without a gap. */
const streams = `select coalesce(sum(last - n), 0) as holes from
  (select stream, max(seq) as last, count(*) as n from log where stream is not null group by stream) s`;

const rowsOf = async <Row>(store: Store, text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  // What each query selects is written beside it.
  (await store.pool.query(text, [...values])).rows as Row[];

const holesIn = async (store: Store, query: string): Promise<number> =>
  Number((await rowsOf<{ holes: number | string }>(store, query))[0]?.holes ?? 0);

const lossOf = ({ body }: EventRow): number => {
  // The server validated it as a stream.gap.
  const { data } = JSON.parse(body) as { data: { gap: { count: number } } };
  return data.gap.count;
};

const read = async (store: Store, source: string): Promise<Ledger> => {
  const rows = await rowsOf<EventRow>(store, events, [source]);
  const quarantined = await rowsOf<{ event_id: string }>(
    store,
    "select event_id from quarantine where source = $1",
    [source],
  );
  const ids = new Set(rows.map(({ id }) => id));
  const gaps = rows.filter(({ type }) => type === "stream.gap");
  const again = rows.reduce((sum, { results }) => sum + Math.max(0, results - 1), 0);
  return {
    ids: new Set([...ids, ...quarantined.map(({ event_id }) => event_id)]),
    duplicated: rows.length - ids.size + again,
    withoutResult: rows.filter(({ results }) => results === 0).length,
    holes: (await holesIn(store, positions)) + (await holesIn(store, streams)),
    gaps: gaps.length,
    declaredLost: gaps.reduce((sum, row) => sum + lossOf(row), 0),
  };
};

/** Opens the database of a server, reads and closes it. The embedded one must not be in use. */
export const readLedger = async (
  database: { readonly dataDir: string; readonly databaseUrl: string | undefined },
  source: string,
): Promise<Ledger> => {
  const store = await openStore({ ...database, databasePoolSize: 2 });
  try {
    return await read(store, source);
  } finally {
    await store.close();
  }
};
