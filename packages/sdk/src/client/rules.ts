import { ProbityError, type JsonObject } from "@probity/contracts";
import type { Breaker } from "@probity/engine";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import { BundleClient } from "../bundle/bundle-client.ts";
import type { LoadRegex } from "../bundle/compile-bundle.ts";
import type { PushState } from "../bundle/push.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Transport } from "../sender/transport.ts";
import { report } from "./core.ts";
import { healthError, type HealthCounters, type PushHealth } from "./health.ts";
import type { Listeners } from "./listeners.ts";
import type { TellRefused } from "./refusals.ts";

/** What the bundle client reports to. */
export interface RulesParts {
  readonly config: Config;
  readonly folder: string;
  readonly clock: Clock;
  readonly counters: HealthCounters;
  readonly listeners: Listeners;
  readonly breaker: Breaker;
  readonly transport: Transport;
  readonly random: () => number;
  readonly loadRegex: LoadRegex;
  /** Says something in the log; false when there was no room. Not called in the caller's tick. */
  readonly tellLog: (type: string, data: JsonObject) => boolean;
}

/** The rules of a client: what is active, and how it hears of newer ones. */
export type Rules = Pick<BundleClient, "active" | "refresh" | "follow" | "close">;

/** The server is silent for 15 s at most. */
const silenceMs = 45_000;

const pushHealth = (state: PushState, now: number): PushHealth => ({
  state: state.state,
  since: new Date(now).toISOString(),
  reason: "reason" in state && state.reason !== undefined ? healthError(state.reason, now) : undefined,
});

/**
 * Loads the push client, which no process needs in its first milliseconds, and starts it. Resolves with what ends it;
 * undefined where it is off.
 */
const openPush = async (parts: RulesParts, client: BundleClient): Promise<(() => void) | undefined> => {
  const { config, transport, counters, clock } = parts;
  if (!config.bundlePush || transport.stream === undefined) return undefined;
  const push = await import("../bundle/push.ts");
  return push.openPush({
    stream: (request) => transport.stream?.(request) ?? Promise.reject(new Error("no stream")),
    key: config.key,
    connectMs: config.requestTimeoutMs,
    silenceMs,
    baseMs: config.retryBaseMs,
    capMs: config.retryCapMs,
    clock,
    random: parts.random,
    onBundle: (hash) => client.follow(hash),
    onState: (state) => {
      counters.push = pushHealth(state, clock.now());
    },
  });
};

/** Tells the log of refusals. What it takes is loaded with the first one: most processes see none. */
const lazyRefusals = (parts: RulesParts, active: () => ActiveBundle | undefined): TellRefused => {
  const { clock, tellLog } = parts;
  let loaded: Promise<TellRefused> | undefined;
  const load = async (): Promise<TellRefused> => {
    const { createRefusals } = await import("./refusals.ts");
    return createRefusals({ clock, active, tellLog });
  };
  const tell = async (error: ProbityError, envelope: string): Promise<void> => {
    try {
      loaded ??= load();
      (await loaded)(error, envelope);
    } catch (cause) {
      report(parts, new ProbityError("PROBITY_E_BUNDLE_CHUNK", "the refusal cannot be told", { cause }));
    }
  };
  return (error, envelope) => void tell(error, envelope);
};

const openClient = (parts: RulesParts): BundleClient => {
  const { config, counters, listeners, clock } = parts;
  const tellRefused = lazyRefusals(parts, () => client.active);
  const client: BundleClient = new BundleClient({
    transport: parts.transport,
    key: config.key,
    keys: config.publicKeys,
    source: config.source,
    folder: parts.folder,
    refreshMs: config.bundleRefreshMs,
    timeoutMs: config.requestTimeoutMs,
    clock,
    random: parts.random,
    loadRegex: parts.loadRegex,
    onActive: ({ evaluator, version, hash }) => {
      parts.breaker.adopt(evaluator.bundle);
      counters.bundleError = undefined;
      listeners.tell("bundle", { version, hash });
    },
    onRefused: (error, envelope) => {
      counters.bundleError = healthError(error, clock.now());
      tellRefused(error, envelope);
      listeners.tell("bundle-refused", error);
      report(parts, error);
    },
    onFresh: () => {
      counters.bundleError = undefined;
    },
    onError: (error) => {
      counters.bundleError = healthError(error, clock.now());
      report(parts, error);
    },
  });
  return client;
};

/**
 * Starts the bundle client; undefined when the host pinned no key. The first fetch, and the wait for pushed releases,
 * begin after the caller's tick, so that listeners registered right after createProbity hear of it.
 */
export const openRules = (parts: RulesParts): Rules | undefined => {
  if (parts.config.publicKeys.length === 0) return undefined;
  const client = openClient(parts);
  let closed = false;
  let endPush: (() => void) | undefined;
  const start = async (): Promise<void> => {
    if (closed) return;
    void client.refresh();
    try {
      const end = await openPush(parts, client);
      if (closed) end?.();
      else endPush = end;
    } catch (cause) {
      // A bundler that lost the module: polling goes on.
      report(parts, new ProbityError("PROBITY_E_BUNDLE_CHUNK", "releases are not pushed", { cause }));
    }
  };
  setImmediate(() => void start()).unref();
  return {
    get active() {
      return client.active;
    },
    refresh: () => client.refresh(),
    follow: (hash) => client.follow(hash),
    close: () => {
      closed = true;
      endPush?.();
      client.close();
    },
  };
};
