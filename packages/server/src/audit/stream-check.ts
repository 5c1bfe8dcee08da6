import { hash } from "node:crypto";
import { readHeader, serverInstance, sourceOfStream, type StreamHeader } from "@probity/contracts";
import { problem, type ProblemCollector } from "./problem.ts";

/** One writer's stream as the log shows it. */
export interface StreamView {
  readonly src: string;
  readonly source: string;
  readonly entries: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly lastPosition: number;
  /** True when its last entry is `stream.close`. The server's own streams never close. */
  readonly closed: boolean;
}

/** An entry that tells of something lost, doubled, silent or unwitnessed. */
export interface NoticeView {
  readonly type: string;
  readonly source: string;
  readonly src: string;
  readonly position: number;
  readonly at: string;
}

/** What the entries of a log say about completeness. */
export interface StreamSummary {
  readonly streams: readonly StreamView[];
  /** The first of them; {@link counts} has all. */
  readonly notices: readonly NoticeView[];
  /** Notices by source and type. */
  readonly counts: readonly { readonly source: string; readonly type: string; readonly count: number }[];
}

/** Checks that every stream is gap-free and chained, entry by entry. Memory grows with streams, not with entries. */
export interface StreamCheck {
  /** Takes the next entry; `position` is its place in the log, from 1. */
  take(entry: Buffer, position: number): void;
  /** Goes on after entries that could not be read: chains may not be followed across them. */
  lose(): void;
  summary(): StreamSummary;
}

const noticeTypes: ReadonlySet<string> = new Set([
  "stream.gap",
  "stream.equivocation",
  "source.silent",
  "source.resumed",
  "log.unwitnessed",
  "log.reopened",
]);
const keptNotices = 1000;

interface Open {
  seq: number;
  hash: string;
  entries: number;
  firstAt: string;
  lastAt: string;
  lastPosition: number;
  lastType: string;
  /** Some entry since could not be read. */
  unsure: boolean;
}

interface Notices {
  take(header: StreamHeader, position: number): void;
  summary(): Pick<StreamSummary, "notices" | "counts">;
}

function collectNotices(): Notices {
  const notices: NoticeView[] = [];
  const counts = new Map<string, { source: string; type: string; count: number }>();
  return {
    take({ src, type, at }, position) {
      if (!noticeTypes.has(type)) return;
      const source = sourceOfStream(src);
      if (notices.length < keptNotices) notices.push({ type, source, src, position, at });
      const key = `${type} ${source}`;
      const found = counts.get(key) ?? { source, type, count: 0 };
      found.count += 1;
      counts.set(key, found);
    },
    summary: () => ({ notices, counts: Array.from(counts.values()) }),
  };
}

const viewOf = ([src, open]: readonly [string, Open]): StreamView => ({
  src,
  source: sourceOfStream(src),
  entries: open.entries,
  firstAt: open.firstAt,
  lastAt: open.lastAt,
  lastPosition: open.lastPosition,
  closed: open.lastType === "stream.close" || src.endsWith(`/${serverInstance}`),
});

/** Starts at the first entry of a log. */
export function createStreamCheck(problems: ProblemCollector): StreamCheck {
  const streams = new Map<string, Open>();
  const notices = collectNotices();
  let lost = false;

  const follow = (open: Open | undefined, { src, seq, prev }: StreamHeader, position: number): void => {
    if (open === undefined ? lost : open.unsure) return;
    const expected = (open?.seq ?? 0) + 1;
    if (seq !== expected) problems.add(problem("stream_gap", { src, position, seq, expected }));
    else if (prev !== (open?.hash ?? "")) problems.add(problem("stream_chain", { src, position, seq }));
  };
  return {
    take(entry, position) {
      const header = readHeader(entry.toString());
      if (header === undefined) {
        problems.add(problem("header_malformed", { position }));
        return;
      }
      const { src, seq, at, type } = header;
      const open = streams.get(src);
      follow(open, header, position);
      streams.set(src, {
        seq,
        hash: hash("sha256", entry, "base64"),
        entries: (open?.entries ?? 0) + 1,
        firstAt: open?.firstAt ?? at,
        lastAt: at,
        lastPosition: position,
        lastType: type,
        unsure: false,
      });
      notices.take(header, position);
    },
    lose() {
      lost = true;
      for (const open of streams.values()) open.unsure = true;
    },
    summary: () => ({ streams: Array.from(streams, viewOf), ...notices.summary() }),
  };
}
