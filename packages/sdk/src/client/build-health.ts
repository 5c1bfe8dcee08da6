import type { Breaker } from "@probity/engine";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import type { DeliveryFacts } from "./delivery-facts.ts";
import type { Health, HealthCounters, HealthState } from "./health.ts";
import type { Losses } from "./losses.ts";

/** What a health snapshot is made from. */
export interface HealthParts {
  readonly counters: HealthCounters;
  readonly losses: Losses;
  readonly facts: DeliveryFacts;
  readonly pseudonyms: Health["pseudonyms"];
  readonly bundle: ActiveBundle | undefined;
  /** False when the client has no pinned key. */
  readonly rules: boolean;
  readonly breaker: Breaker;
  readonly now: number;
}

const bundleState = ({ bundle, rules, now }: HealthParts): Health["bundle"]["state"] => {
  if (bundle === undefined) return rules ? "none" : "off";
  return now < bundle.expiresAtMs ? "active" : "expired";
};

const stateOf = (parts: HealthParts, isWeakened: boolean): HealthState => {
  const { counters, facts } = parts;
  const keyRefused = counters.waitingFor?.code === "PROBITY_E_KEY_REFUSED";
  const unproven = facts.receipts.state === "refused";
  if (facts.mode === "memory" || counters.dropped > 0 || keyRefused || unproven) return "failing";
  const doubts = counters.waitingFor !== undefined || counters.bundleError !== undefined;
  const losses = counters.damaged + counters.deadLettered + counters.hooksFailed;
  const unchecked = ["none", "expired"].includes(bundleState(parts));
  return doubts || losses > 0 || unchecked || isWeakened ? "degraded" : "ok";
};

/** Builds the snapshot. */
export const buildHealth = (parts: HealthParts): Health => {
  const { counters, bundle } = parts;
  const breakers = parts.breaker.open(parts.now);
  const { mode, thread, pending, bytes, head, adopted, receipts } = parts.facts;
  return {
    state: stateOf(parts, breakers.length > 0),
    spool: {
      mode,
      pending,
      bytes,
      dropped: counters.dropped,
      droppedBecause: { ...parts.losses.counts() },
      damaged: counters.damaged,
    },
    streams: { current: head?.src, lastSequence: head?.seq ?? 0, adopted },
    receipts,
    pseudonyms: parts.pseudonyms,
    sender: {
      thread,
      delivered: counters.delivered,
      quarantined: counters.quarantined,
      deadLettered: counters.deadLettered,
      waitingFor: counters.waitingFor,
    },
    bundle: {
      state: bundleState(parts),
      version: bundle?.version ?? 0,
      hash: bundle?.hash ?? "",
      expiresAt: bundle === undefined ? undefined : new Date(bundle.expiresAtMs).toISOString(),
      lastError: counters.bundleError,
      push: counters.push,
    },
    breakers,
    prechecks: { answered: counters.answered, degraded: counters.degraded },
    hooks: { failed: counters.hooksFailed },
    lastError: counters.lastError,
  };
};
