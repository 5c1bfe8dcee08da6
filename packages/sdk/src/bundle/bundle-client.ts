import { ProbityError } from "@probity/contracts";
import { compile } from "@probity/engine";
import type { Clock } from "../clock.ts";
import type { Transport } from "../sender/transport.ts";
import { loadBundle, storeBundle } from "./bundle-file.ts";
import { activeBundle, mayReplace, type ActiveBundle } from "./bundle-holder.ts";
import { compileBundle, type LoadRegex } from "./compile-bundle.ts";
import { openBundle } from "./open-bundle.ts";
import type { PinnedKey } from "./vkey.ts";

/** Settings of {@link BundleClient}. */
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

const asCoded = (error: unknown): ProbityError =>
  error instanceof ProbityError
    ? error
    : new ProbityError("PROBITY_E_BUNDLE_FORMAT", "the bundle cannot be compiled", { cause: error });

/**
 * Keeps the newest good bundle active (RU-6): starts from the stored one, at once where no matcher has to be loaded,
 * then follows the server.
 */
export class BundleClient {
  readonly #settings: BundleClientSettings;
  readonly #timer: NodeJS.Timeout;
  #active: ActiveBundle | undefined;
  #etag: string | undefined;
  #closed = false;
  #queue: Promise<void> = Promise.resolve();

  constructor(settings: BundleClientSettings) {
    this.#settings = settings;
    this.#start();
    this.#timer = setInterval(() => void this.refresh(), settings.refreshMs).unref();
  }

  /** The bundle in use; replaced by one assignment. */
  get active(): ActiveBundle | undefined {
    return this.#active;
  }

  /** Asks the server once, now. Never rejects. */
  refresh(): Promise<void> {
    this.#queue = this.#queue.then(() => this.#fetch());
    return this.#queue;
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  /** Synchronous, so that the first pre-check of a process already has rules. */
  #start(): void {
    const { folder, keys, source, clock } = this.#settings;
    const envelope = loadBundle(folder);
    if (envelope === undefined) return;
    try {
      const opened = openBundle(envelope, keys, source);
      mayReplace(opened, undefined, clock.now(), true);
      this.#activate(activeBundle(compile(opened.bundle), opened.hash));
    } catch {
      // Needs the matcher, or is not good: decided and reported on the asynchronous path.
      this.#queue = this.#queue.then(async () => void (await this.#take(envelope, true)));
    }
  }

  async #fetch(): Promise<void> {
    const { settings, etag } = { settings: this.#settings, etag: this.#etag };
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
      if (this.#closed) return;
      if (answer.status === 304) return settings.onFresh();
      if (answer.status !== 200) return this.#refusedBy(answer.status);
      const good = await this.#take(Buffer.from(answer.body).toString("utf8"), false);
      if (good) this.#etag = answer.headers["etag"];
    } catch (cause) {
      if (this.#closed) return;
      settings.onError(new ProbityError("PROBITY_E_SERVER_UNREACHABLE", "GET /v1/bundle", { cause }));
    }
  }

  #refusedBy(status: number): void {
    const code = status === 401 || status === 403 ? "PROBITY_E_KEY_REFUSED" : "PROBITY_E_SERVER_ANSWER";
    this.#settings.onError(new ProbityError(code, `GET /v1/bundle answered ${status}`));
  }

  /** Verifies, compiles, stores and activates; true when the envelope is good. A bad one changes nothing. */
  async #take(envelope: string, stored: boolean): Promise<boolean> {
    const { keys, source, clock, loadRegex } = this.#settings;
    try {
      const opened = openBundle(envelope, keys, source);
      if (!mayReplace(opened, this.#active, clock.now(), stored)) {
        this.#settings.onFresh();
        return true;
      }
      const evaluator = await compileBundle(opened.bundle, loadRegex);
      if (!stored) this.#store(envelope);
      this.#activate(activeBundle(evaluator, opened.hash));
      return true;
    } catch (error) {
      this.#settings.onRefused(asCoded(error));
      return false;
    }
  }

  #store(envelope: string): void {
    try {
      storeBundle(this.#settings.folder, envelope);
    } catch (cause) {
      const error = new ProbityError("PROBITY_E_SPOOL_WRITE", "the bundle cannot be stored", { cause });
      this.#settings.onError(error);
    }
  }

  #activate(next: ActiveBundle): void {
    if (this.#closed) return;
    this.#active = next;
    this.#settings.onActive(next);
  }
}
