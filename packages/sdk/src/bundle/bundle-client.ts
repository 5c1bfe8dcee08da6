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
  /** How often the server is asked; after a failure sooner, with a growing, jittered delay. */
  readonly refreshMs: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
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

/** Half of the longest first delay after a failure. */
const firstRetryMs = 250;

/**
 * Keeps the newest good bundle active (RU-6): starts from the stored one, at once where no matcher has to be loaded,
 * then follows the server.
 */
export class BundleClient {
  readonly #settings: BundleClientSettings;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #active: ActiveBundle | undefined;
  #etag: string | undefined;
  /** What the server named last and this client went to fetch. */
  #named: string | undefined;
  #closed = false;
  #queue: Promise<void> = Promise.resolve();

  constructor(settings: BundleClientSettings) {
    this.#settings = settings;
    this.#start();
  }

  /** The bundle in use; replaced by one assignment. */
  get active(): ActiveBundle | undefined {
    return this.#active;
  }

  /** Asks the server now, and from then on again and again. Never rejects. */
  refresh(): Promise<void> {
    this.#queue = this.#queue.then(async () => this.#schedule(await this.#fetch()));
    return this.#queue;
  }

  /**
   * The server named the bundle in force: it is fetched at once unless it is the active one. A bundle that does not become
   * active is not fetched again for being named again, only at the next refresh.
   */
  follow(hash: string): void {
    if (this.#closed || hash === this.#active?.hash || hash === this.#named) return;
    this.#named = hash;
    void this.refresh();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule(answered: boolean): void {
    if (this.#closed) return;
    const { refreshMs, random } = this.#settings;
    this.#failures = answered ? 0 : this.#failures + 1;
    const bound = answered
      ? refreshMs
      : Math.min(refreshMs, firstRetryMs * 2 ** Math.min(this.#failures, 20));
    const delay = answered ? bound : bound / 2 + (random() * bound) / 2;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), delay).unref();
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

  /** True when the server answered about the bundle, be the bundle good or not. */
  async #fetch(): Promise<boolean> {
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
      if (this.#closed) return true;
      if (answer.status === 304) settings.onFresh();
      else if (answer.status !== 200) this.#refusedBy(answer.status);
      else if (await this.#take(Buffer.from(answer.body).toString("utf8"), false))
        this.#etag = answer.headers["etag"];
      return answer.status === 304 || answer.status === 200;
    } catch (cause) {
      if (this.#closed) return true;
      settings.onError(new ProbityError("PROBITY_E_SERVER_UNREACHABLE", "GET /v1/bundle", { cause }));
      return false;
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
