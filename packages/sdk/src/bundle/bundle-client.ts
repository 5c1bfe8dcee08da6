import { ProbityError } from "@probity/contracts";
import { compile } from "@probity/engine";
import type { Clock } from "../clock.ts";
import type { Transport } from "../sender/transport.ts";
import { loadBundle, storeBundle } from "./bundle-file.ts";
import { activeBundle, mayReplace, type ActiveBundle } from "./bundle-holder.ts";
import { compileBundle, type LoadRegex } from "./compile-bundle.ts";
import { openBundle } from "./open-bundle.ts";
import type { PinnedKey } from "./vkey.ts";

/** Settings of {@link createBundleClient}. */
export interface BundleClientSettings {
  readonly transport: Transport;
  readonly key: string;
  readonly keys: readonly PinnedKey[];
  readonly source: string;
  /** Where the last good bundle is kept. */
  readonly folder: string;
  readonly refreshMs: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly loadRegex: LoadRegex;
  readonly onActive: (active: ActiveBundle) => void;
  readonly onRefused: (error: ProbityError) => void;
  /** The server confirmed that the active bundle is the newest. */
  readonly onFresh: () => void;
  readonly onError: (error: ProbityError) => void;
}

/** Keeps the newest good bundle active (RU-6). */
export interface BundleClient {
  /** The bundle in use; replaced by one assignment. */
  active(): ActiveBundle | undefined;
  /** Asks the server once, now. Never rejects. */
  refresh(): Promise<void>;
  close(): void;
}

const asCoded = (error: unknown): ProbityError =>
  error instanceof ProbityError
    ? error
    : new ProbityError("PROBITY_E_BUNDLE_FORMAT", "the bundle cannot be compiled", { cause: error });

/** Starts from the stored bundle, at once where no matcher has to be loaded, then follows the server. */
export const createBundleClient = (settings: BundleClientSettings): BundleClient => {
  const { keys, source, folder, clock } = settings;
  let active: ActiveBundle | undefined;
  let etag: string | undefined;
  let closed = false;
  let queue: Promise<void> = Promise.resolve();

  const activate = (next: ActiveBundle): void => {
    if (closed) return;
    active = next;
    settings.onActive(next);
  };

  const store = (envelope: string): void => {
    try {
      storeBundle(folder, envelope);
    } catch (cause) {
      settings.onError(new ProbityError("PROBITY_E_SPOOL_WRITE", "the bundle cannot be stored", { cause }));
    }
  };

  const take = async (envelope: string, stored: boolean): Promise<boolean> => {
    try {
      const opened = openBundle(envelope, keys, source);
      if (!mayReplace(opened, active, clock.now(), stored)) {
        settings.onFresh();
        return true;
      }
      const evaluator = await compileBundle(opened.bundle, settings.loadRegex);
      if (!stored) store(envelope);
      activate(activeBundle(evaluator, opened.hash));
      return true;
    } catch (error) {
      settings.onRefused(asCoded(error));
      return false;
    }
  };

  /** Synchronous, so that the first pre-check of a process already has rules. */
  const start = (): void => {
    const envelope = loadBundle(folder);
    if (envelope === undefined) return;
    try {
      const opened = openBundle(envelope, keys, source);
      mayReplace(opened, undefined, clock.now(), true);
      activate(activeBundle(compile(opened.bundle), opened.hash));
    } catch {
      // Needs the matcher, or is not good: decided and reported on the asynchronous path.
      queue = take(envelope, true).then(() => undefined);
    }
  };

  const fetchOnce = async (): Promise<void> => {
    try {
      const answer = await settings.transport.request({
        method: "GET",
        path: "/v1/bundle",
        headers: {
          authorization: `Bearer ${settings.key}`,
          ...(etag === undefined ? {} : { "if-none-match": etag }),
        },
        timeoutMs: settings.timeoutMs,
        keepAlive: false,
      });
      if (closed) return;
      if (answer.status === 304) return settings.onFresh();
      if (answer.status === 200) {
        const good = await take(Buffer.from(answer.body).toString("utf8"), false);
        if (good) etag = answer.headers["etag"];
        return;
      }
      const code =
        answer.status === 401 || answer.status === 403 ? "PROBITY_E_KEY_REFUSED" : "PROBITY_E_SERVER_ANSWER";
      settings.onError(new ProbityError(code, `GET /v1/bundle answered ${answer.status}`));
    } catch (cause) {
      if (closed) return;
      settings.onError(new ProbityError("PROBITY_E_SERVER_UNREACHABLE", "GET /v1/bundle", { cause }));
    }
  };

  const refresh = (): Promise<void> => {
    queue = queue.then(fetchOnce);
    return queue;
  };

  start();
  const timer = setInterval(() => void refresh(), settings.refreshMs).unref();
  return {
    active: () => active,
    refresh,
    close: () => {
      closed = true;
      clearInterval(timer);
    },
  };
};
