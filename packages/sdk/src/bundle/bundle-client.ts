import { ProbityError } from "@probity/contracts";
import { compile } from "@probity/engine";
import type { Clock } from "../clock.ts";
import type { Transport } from "../sender/transport.ts";
import { loadBundle, storeBundle } from "./bundle-file.ts";
import { activeBundle, mayReplace, type ActiveBundle } from "./bundle-holder.ts";
import { compileBundle, type LoadRegex } from "./compile-bundle.ts";
import { openBundle, type OpenedBundle } from "./open-bundle.ts";
import { createTrustStore, type TrustStore } from "./trust-store.ts";
import { trustAfter, type Trust } from "./trust.ts";
import type { PinnedKey } from "./vkey.ts";

/** Settings of {@link BundleClient}. */
export interface BundleClientSettings {
  readonly transport: Transport;
  readonly key: string;
  /** Pinned by the host; further ones are learnt from bundles. */
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
  /** An envelope was refused; the active bundle stays. */
  readonly onRefused: (error: ProbityError, envelope: string) => void;
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
 * then follows the server. Bundles that were activated say which keys may sign later ones, beside the pinned keys, and
 * which may not any more.
 */
export class BundleClient {
  readonly #settings: BundleClientSettings;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #active: ActiveBundle | undefined;
  #etag: string | undefined;
  /** What the server named last and this client went to fetch. */
  #named: string | undefined;
  /** A fetch waits for its turn: it will bring whatever is named until then. */
  #following = false;
  #closed = false;
  #trust: Trust;
  readonly #trusts: TrustStore;
  /** The trust in use is on the disk. A bundle that needs it is only stored when it is. */
  #trustStored = true;
  #queue: Promise<void> = Promise.resolve();

  constructor(settings: BundleClientSettings) {
    this.#settings = settings;
    this.#trusts = createTrustStore(settings.folder, settings.keys, settings.source);
    const { trust, broken } = this.#trusts.load();
    this.#trust = trust;
    if (broken.length > 0) this.#repair(broken);
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
    if (this.#following) return;
    this.#following = true;
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
    const envelope = loadBundle(this.#settings.folder);
    if (envelope === undefined) return;
    try {
      const { opened, trust } = this.#open(envelope);
      mayReplace(opened, undefined, this.#settings.clock.now(), true);
      const active = activeBundle(compile(opened.bundle), opened.hash);
      this.#accept(trust);
      this.#activate(active);
    } catch {
      // Needs the matcher, or is not good: decided and reported on the asynchronous path.
      this.#queue = this.#queue.then(async () => void (await this.#take(envelope, true)));
    }
  }

  /** True when the server answered about the bundle, be the bundle good or not. */
  async #fetch(): Promise<boolean> {
    const { settings, etag } = { settings: this.#settings, etag: this.#etag };
    this.#following = false;
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

  /** Somebody changed the stored keys, or the host pins others now: told once, then only what holds is kept. */
  #repair(broken: readonly { readonly envelope: string; readonly error: ProbityError }[]): void {
    const tell = async (before: Promise<void>): Promise<void> => {
      await before;
      for (const { envelope, error } of broken) this.#refuse(error, envelope);
      this.#save();
    };
    this.#queue = tell(this.#queue);
  }

  /** @throws ProbityError when the envelope does not verify, its keys cannot be taken, or a newer one set the keys. */
  #open(envelope: string): { readonly opened: OpenedBundle; readonly trust: Trust } {
    const opened = openBundle(envelope, this.#trust.keys, this.#settings.source);
    const { version } = opened.bundle;
    if (version < this.#trust.version) {
      const message = `offered ${version}, keys were last changed by ${this.#trust.version}`;
      throw new ProbityError("PROBITY_E_BUNDLE_VERSION", message);
    }
    return { opened, trust: trustAfter(this.#trust, opened, envelope) };
  }

  #accept(trust: Trust): void {
    if (trust === this.#trust) return;
    this.#trust = trust;
    this.#save();
  }

  #save(): void {
    const error = this.#trusts.save(this.#trust);
    this.#trustStored = error === undefined;
    if (error !== undefined) this.#settings.onError(error);
  }

  #refuse(error: ProbityError, envelope: string): void {
    if (!this.#closed) this.#settings.onRefused(error, envelope);
  }

  /** Verifies, compiles, stores and activates; true when the envelope is good. A bad one changes nothing. */
  async #take(envelope: string, stored: boolean): Promise<boolean> {
    const { clock, loadRegex } = this.#settings;
    try {
      const { opened, trust } = this.#open(envelope);
      if (!mayReplace(opened, this.#active, clock.now(), stored)) {
        this.#settings.onFresh();
        return true;
      }
      const evaluator = await compileBundle(opened.bundle, loadRegex);
      // In this order: a bundle proves the keys that it brings itself, so a crash in between loses nothing.
      if (!stored) this.#store(envelope);
      this.#accept(trust);
      this.#activate(activeBundle(evaluator, opened.hash));
      return true;
    } catch (error) {
      this.#refuse(asCoded(error), envelope);
      return false;
    }
  }

  #store(envelope: string): void {
    if (!this.#trustStored) this.#save();
    if (!this.#trustStored) return;
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
