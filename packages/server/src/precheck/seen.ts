import type { Statement, Store } from "../store/index.ts";

/** A place in a stream of a source. */
export interface StreamPlace {
  readonly source: string;
  readonly stream: string;
  readonly seq: number;
}

/** Knows how far the streams of sources are scored (FE-1). */
export interface Seen {
  /** Whether the event at this place is known to be scored. */
  knows(place: Omit<StreamPlace, "source">): boolean;
  /** Resolves true when the event at this place is scored, false when it is not by `end` (of `performance.now()`). */
  wait(place: StreamPlace, end: number): Promise<boolean>;
  /** Something was scored. */
  wake(): void;
  close(): void;
}

/** For each place: its position in the log, if it is there, and whether that is scored. */
const look: Statement = {
  name: "precheck-seen",
  text: `select t.i, coalesce(l.position <= p.position, false) as seen
    from unnest($1::int[], $2::text[], $3::text[], $4::bigint[]) as t(i, source, stream, seq)
    cross join (select position from score_position where name = 'score') p
    left join log_stream s on s.src = t.stream and s.source = t.source
    left join log l on l.stream = s.id and l.seq = t.seq`,
};

/** What other servers score is seen by looking. */
const pollMs = 10;
/** Streams of which is known how far they are scored. */
const mostStreams = 20_000;

interface Waiter extends StreamPlace {
  readonly done: (seen: boolean) => void;
}

/** Makes it; all that wait share one look at the database. What was seen once costs nothing again. */
export function createSeen(store: Pick<Store, "run">, onError: (error: unknown) => void): Seen {
  const known = new Map<string, number>();
  const waiters = new Set<Waiter>();
  let looking = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  const learn = ({ stream, seq }: StreamPlace): void => {
    const before = known.get(stream) ?? 0;
    known.delete(stream);
    known.set(stream, Math.max(before, seq));
    const [oldest] = known.keys();
    if (known.size > mostStreams && oldest !== undefined) known.delete(oldest);
  };
  const lookOnce = async (): Promise<void> => {
    const asked = [...waiters];
    const rows = await store.run<{ i: number; seen: boolean }>(look, [
      asked.map((_, i) => i),
      asked.map(({ source }) => source),
      asked.map(({ stream }) => stream),
      asked.map(({ seq }) => seq),
    ]);
    for (const { i, seen } of rows) {
      const waiter = asked[i];
      if (!seen || waiter === undefined) continue;
      learn(waiter);
      waiter.done(true);
    }
  };
  const run = async (): Promise<void> => {
    clearTimeout(timer);
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      do {
        again = false;
        // oxlint-disable-next-line no-await-in-loop -- one look at a time
        if (waiters.size > 0) await lookOnce();
      } while (again);
    } catch (error) {
      onError(error);
    }
    looking = false;
    clearTimeout(timer);
    if (waiters.size > 0) timer = setTimeout(() => void run(), pollMs).unref();
  };
  return {
    knows: ({ stream, seq }) => (known.get(stream) ?? 0) >= seq,
    wait: (place, end) =>
      new Promise((resolve) => {
        const done = (seen: boolean): void => {
          clearTimeout(late);
          waiters.delete(waiter);
          resolve(seen);
        };
        const waiter: Waiter = { ...place, done };
        const late = setTimeout(() => done(false), Math.max(0, end - performance.now()));
        waiters.add(waiter);
        void run();
      }),
    wake: () => {
      if (waiters.size > 0) void run();
    },
    close: () => {
      clearTimeout(timer);
      for (const { done } of waiters) done(false);
    },
  };
}
