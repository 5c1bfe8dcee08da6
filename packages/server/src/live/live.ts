import { ProbityError } from "@probity/contracts";
import type { EventSink } from "../http/index.ts";
import type { Store } from "../store/index.ts";
import type { LineViewer } from "../triage/index.ts";
import { every } from "../watch/index.ts";
import { changedCases, changesFor, jobsOf, scoredUpTo, unreadOf } from "./changes.ts";

/** One open stream. */
export interface LiveStream {
  readonly person: string;
  readonly sink: EventSink;
  /** Who it is and may see what, asked anew every time; undefined once the sign-in is over. */
  readonly viewer: () => Promise<LineViewer | undefined>;
  /** Place in the log up to which it was told. */
  after: number;
  /** What was told last beside it. */
  unread?: number;
  jobs?: string;
}

/** Tells browsers what changes (console decision 6). Nothing is kept for them: a message says up to which place in the log it goes. */
export interface Live {
  /** Follows for one browser; returns what ends it. Throws `PROBITY_E_OVERLOADED` for too many. */
  open(stream: LiveStream): () => void;
  /** Ends every stream; none is opened after. */
  close(): Promise<void>;
}

/** What {@link createLive} works with. */
export interface LiveOptions {
  readonly store: Pick<Store, "db">;
  readonly clock: () => number;
  readonly onError: (error: unknown) => void;
  /** Most streams of one person, and in all. */
  readonly limits?: { readonly person: number; readonly all: number } | undefined;
}

/** Changes are looked for this often while somebody listens, whichever server made them. */
const lookMs = 1_000;
const pingMs = 15_000;

const message = (event: string, data: object, id?: number): string =>
  `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

/** Makes it for one process. It does nothing while nobody listens. */
export function createLive({
  store,
  clock,
  onError,
  limits = { person: 10, all: 1_000 },
}: LiveOptions): Live {
  const streams = new Set<LiveStream>();
  let closed = false;
  const drop = (stream: LiveStream): void => {
    if (streams.delete(stream)) stream.sink.end();
  };
  const write = (stream: LiveStream, text: string): void => {
    // Whoever does not read comes back and is told what it missed, by its last place.
    if (!stream.sink.write(text)) drop(stream);
  };
  const look = async (): Promise<void> => {
    if (streams.size === 0) return;
    await tellChanges(store, [...streams], { write, drop });
    await tellOwn(store, [...streams], new Date(clock()), write);
  };
  const looking = every(lookMs, look, onError);
  const ping = setInterval(() => {
    for (const stream of streams) write(stream, ": ping\n\n");
  }, pingMs).unref();
  return {
    open: (stream) => {
      const own = [...streams].filter(({ person }) => person === stream.person).length;
      if (closed || streams.size >= limits.all || own >= limits.person)
        throw new ProbityError("PROBITY_E_OVERLOADED", "too many streams are open");
      streams.add(stream);
      looking.wake();
      return () => drop(stream);
    },
    close: async () => {
      closed = true;
      clearInterval(ping);
      for (const stream of streams) drop(stream);
      await looking.stop();
    },
  };
}

interface Ways {
  readonly write: (stream: LiveStream, text: string) => void;
  readonly drop: (stream: LiveStream) => void;
}

/** What came into the log since each was told. */
async function tellChanges(
  store: LiveOptions["store"],
  streams: readonly LiveStream[],
  { write, drop }: Ways,
): Promise<void> {
  const upTo = await scoredUpTo(store);
  const behind = streams.filter(({ after }) => after < upTo);
  // Most were told up to the same place.
  const changed = new Map<number, readonly string[]>();
  for (const stream of behind) {
    const { after } = stream;
    const viewer = await stream.viewer();
    if (viewer === undefined) {
      drop(stream);
      continue;
    }
    const span = { after, upTo };
    const cases = changed.get(after) ?? (await changedCases(store, span));
    changed.set(after, cases);
    write(stream, message("inbox", await changesFor(store, span, cases, viewer), upTo));
    stream.after = upTo;
  }
}

/** What is nobody else's: how many notices are unread, and how far the own jobs are. */
async function tellOwn(
  store: LiveOptions["store"],
  streams: readonly LiveStream[],
  now: Date,
  write: Ways["write"],
): Promise<void> {
  const persons = [...new Set(streams.map(({ person }) => person))];
  const unread = await unreadOf(store, persons);
  const jobs = await jobsOf(store, persons, now);
  for (const stream of streams) {
    const count = unread.get(stream.person) ?? 0;
    if (stream.unread !== count) write(stream, message("notices", { unread: count }));
    stream.unread = count;
    const own = jobs.get(stream.person) ?? [];
    const said = JSON.stringify(own);
    if ((stream.jobs ?? "[]") !== said) write(stream, message("jobs", { jobs: own }));
    stream.jobs = said;
  }
}
