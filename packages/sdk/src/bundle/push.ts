import { ProbityError } from "@probity/contracts";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import type { Transport } from "../sender/transport.ts";
import { isBundleHash } from "./bundle-hash.ts";
import { createEventParser, type StreamMessage } from "./event-stream.ts";

/** Whether releases are pushed to this client; it polls in any case. */
export type PushState =
  | { readonly state: "connected" }
  /** `reason` is why the connection before it ended. */
  | { readonly state: "connecting" | "waiting"; readonly reason?: ProbityError | undefined }
  /** The server has no such stream. */
  | { readonly state: "unsupported" };

/** Settings of {@link openPush}. */
export interface PushSettings {
  readonly stream: NonNullable<Transport["stream"]>;
  readonly key: string;
  /** Until the server's answer begins. */
  readonly connectMs: number;
  /** Longest silence of the server before the connection counts as dead; it says something every 15 s. */
  readonly silenceMs: number;
  /** First bound and cap of the jittered delay before the next connection. */
  readonly baseMs: number;
  readonly capMs: number;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** The bundle in force, by its hash: at every connection, and after every release. */
  readonly onBundle: (hash: string) => void;
  readonly onState: (state: PushState) => void;
}

const path = "/v1/bundle/events";
const absent = new Set([404, 405, 501]);
/** When a server without the stream is asked again: it may have been replaced by a newer one. */
const absentMs = 600_000;
/** A connection that lived this long was a good one: the next delay is short again. */
const goodMs = 10_000;

const hashOf = ({ event, data }: StreamMessage): string | undefined => {
  if (event !== "bundle") return undefined;
  try {
    const value: unknown = JSON.parse(data);
    const hash = typeof value === "object" && value !== null && "hash" in value ? value.hash : undefined;
    return isBundleHash(hash) ? hash : undefined;
  } catch {
    return undefined;
  }
};

const refusalOf = (status: number, type: string | undefined): ProbityError | undefined => {
  if (status === 401 || status === 403)
    return new ProbityError("PROBITY_E_KEY_REFUSED", `GET ${path} answered ${status}`);
  if (status >= 500 || status === 429)
    return new ProbityError("PROBITY_E_SERVER_UNREACHABLE", `GET ${path} answered ${status}`);
  if (status !== 200) return new ProbityError("PROBITY_E_SERVER_ANSWER", `GET ${path} answered ${status}`);
  return type?.startsWith("text/event-stream") === true
    ? undefined
    : new ProbityError("PROBITY_E_SERVER_ANSWER", `GET ${path} answered with ${type ?? "no media type"}`);
};

const asCoded = (cause: unknown): ProbityError =>
  cause instanceof ProbityError
    ? cause
    : new ProbityError("PROBITY_E_SERVER_UNREACHABLE", `GET ${path}`, { cause });

/** How a connection ended: by an error, or with nothing to say where the server closed it or has no stream. */
interface End {
  readonly absent: boolean;
  readonly reason?: ProbityError | undefined;
}

/** One connection, to its end. Never rejects. */
const follow = async (settings: PushSettings, abort: AbortController): Promise<End> => {
  const { silenceMs, connectMs } = settings;
  const silent = new ProbityError("PROBITY_E_SERVER_UNREACHABLE", `GET ${path}: silent for ${silenceMs} ms`);
  let late: ProbityError | undefined;
  const watchdog = setTimeout(() => {
    late = silent;
    abort.abort();
  }, silenceMs).unref();
  try {
    const headers = { authorization: `Bearer ${settings.key}`, accept: "text/event-stream" };
    const answer = await settings.stream({ path, headers, timeoutMs: connectMs, signal: abort.signal });
    if (absent.has(answer.status)) return { absent: true };
    const refusal = refusalOf(answer.status, answer.headers["content-type"]);
    if (refusal !== undefined) return { absent: false, reason: refusal };
    settings.onState({ state: "connected" });
    const parse = createEventParser((message) => {
      const hash = hashOf(message);
      if (hash !== undefined) settings.onBundle(hash);
    });
    for await (const chunk of answer.body) {
      watchdog.refresh();
      parse(chunk);
    }
    return { absent: false };
  } catch (cause) {
    return { absent: false, reason: late ?? asCoded(cause) };
  } finally {
    clearTimeout(watchdog);
    abort.abort();
  }
};

/** Full jitter, so that clients of a server that restarts do not come back in one moment; a refused key heals slowly. */
const delayOf = ({ baseMs, capMs, random }: PushSettings, end: End, failures: number): number => {
  if (end.absent) return absentMs / 2 + random() * absentMs;
  if (end.reason?.code === "PROBITY_E_KEY_REFUSED") return capMs / 2 + (random() * capMs) / 2;
  return random() * Math.min(capMs, baseMs * 2 ** Math.min(failures, 20));
};

/**
 * Keeps a connection on which the server tells at once which bundle is in force (RU-6). It comes back by itself, and
 * never keeps the process alive.
 * @returns what ends it.
 */
export const openPush = (settings: PushSettings): (() => void) => {
  const closing = new AbortController();
  let current = new AbortController();

  const connect = async (reason: ProbityError | undefined): Promise<End> => {
    settings.onState({ state: "connecting", reason });
    current = new AbortController();
    return follow(settings, current);
  };

  const run = async (): Promise<void> => {
    const { clock } = settings;
    let failures = 0;
    let reason: ProbityError | undefined;
    while (!closing.signal.aborted) {
      const begun = clock.monotonic();
      // One connection after the other.
      // oxlint-disable-next-line no-await-in-loop
      const end = await connect(reason);
      if (closing.signal.aborted) return;
      failures = clock.monotonic() - begun >= goodMs ? 0 : failures + 1;
      ({ reason } = end);
      settings.onState(end.absent ? { state: "unsupported" } : { state: "waiting", reason });
      const delay = delayOf(settings, end, failures);
      // The abort is the expected end of a wait at shutdown, not an error.
      // oxlint-disable-next-line no-await-in-loop
      await sleep(delay, undefined, { ref: false, signal: closing.signal }).catch(() => undefined);
    }
  };

  void run();
  return () => {
    closing.abort();
    current.abort();
  };
};
