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
  const known = createKnownPlaces();
  const waiters = new Set<Waiter>();
  const rounds = createRounds({
    round: async () => {
      for (const waiter of await scoredOf(store, [...waiters])) {
        known.add(waiter);
        waiter.done(true);
      }
    },
    isNeeded: () => waiters.size > 0,
    onError,
  });
  return {
    knows: known.has,
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
        rounds.wake();
      }),
    wake: () => rounds.wake(),
    close: () => {
      rounds.stop();
      for (const { done } of waiters) done(false);
    },
  };
}

/** How far the streams are scored that were asked about; those that nobody asked about for long are forgotten. */
function createKnownPlaces(): { readonly has: Seen["knows"]; readonly add: (place: StreamPlace) => void } {
  const known = new Map<string, number>();
  return {
    has: ({ stream, seq }) => (known.get(stream) ?? 0) >= seq,
    add: ({ stream, seq }) => {
      const before = known.get(stream) ?? 0;
      known.delete(stream);
      known.set(stream, Math.max(before, seq));
      const [oldest] = known.keys();
      if (known.size > mostStreams && oldest !== undefined) known.delete(oldest);
    },
  };
}

/** Those whose place is scored by now. */
async function scoredOf(store: Pick<Store, "run">, waiters: readonly Waiter[]): Promise<readonly Waiter[]> {
  const rows = await store.run<{ i: number; seen: boolean }>(look, [
    waiters.map((_, i) => i),
    waiters.map(({ source }) => source),
    waiters.map(({ stream }) => stream),
    waiters.map(({ seq }) => seq),
  ]);
  return rows.flatMap(({ i, seen }) => (seen ? (waiters[i] ?? []) : []));
}

interface RoundsOptions {
  readonly round: () => Promise<void>;
  readonly isNeeded: () => boolean;
  readonly onError: (error: unknown) => void;
}

/** One round at a time while it is needed: at once when woken, else every {@link pollMs}. */
function createRounds({ round, isNeeded, onError }: RoundsOptions): {
  readonly wake: () => void;
  readonly stop: () => void;
} {
  const state = { running: false, again: false, stopped: false };
  let timer: NodeJS.Timeout | undefined;
  const run = async (): Promise<void> => {
    state.running = true;
    clearTimeout(timer);
    try {
      do {
        state.again = false;
        // oxlint-disable-next-line no-await-in-loop -- one look at a time
        await round();
      } while (state.again && isNeeded());
    } catch (error) {
      onError(error);
    }
    state.running = false;
    if (isNeeded() && !state.stopped) timer = setTimeout(wake, pollMs).unref();
  };
  const wake = (): void => {
    if (state.running) state.again = true;
    else if (isNeeded() && !state.stopped) void run();
  };
  return {
    wake,
    stop: () => {
      state.stopped = true;
      clearTimeout(timer);
    },
  };
}
