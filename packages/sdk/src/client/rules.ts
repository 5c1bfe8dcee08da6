import { BundleClient } from "../bundle/bundle-client.ts";
import type { LoadRegex } from "../bundle/compile-bundle.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Transport } from "../sender/transport.ts";
import { report } from "./core.ts";
import { healthError, type HealthCounters } from "./health.ts";
import type { Listeners } from "./listeners.ts";

/** What the bundle client reports to. */
export interface RulesParts {
  readonly config: Config;
  readonly folder: string;
  readonly clock: Clock;
  readonly counters: HealthCounters;
  readonly listeners: Listeners;
  readonly transport: Transport;
  readonly random: () => number;
  readonly loadRegex: LoadRegex;
}

/** Starts the bundle client; undefined when the host pinned no key. The first fetch begins at once. */
export const openRules = (parts: RulesParts): BundleClient | undefined => {
  const { config, counters, listeners, clock } = parts;
  if (config.publicKeys.length === 0) return undefined;
  const client = new BundleClient({
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
    onActive: ({ version, hash }) => {
      counters.bundleError = undefined;
      listeners.tell("bundle", { version, hash });
    },
    onRefused: (error) => {
      counters.bundleError = healthError(error, clock.now());
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
  // After the caller's tick, so that listeners registered right after createProbity hear of it.
  setImmediate(() => void client.refresh()).unref();
  return client;
};
