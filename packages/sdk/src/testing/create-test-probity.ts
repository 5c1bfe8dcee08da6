import type { Bundle, Decision, JsonObject, ProbityEvent } from "@probity/contracts";
import { canonicalJson, compile, createBreaker, type RegexEngine } from "@probity/engine";
import { createHash, randomBytes } from "node:crypto";
import { activeBundle, type ActiveBundle } from "../bundle/bundle-holder.ts";
import { buildHealth } from "../client/build-health.ts";
import type { Core } from "../client/core.ts";
import type { DeliveryFacts } from "../client/delivery-facts.ts";
import { createFacade } from "../client/facade.ts";
import { createCounters } from "../client/health.ts";
import { createListeners } from "../client/listeners.ts";
import { createLosses } from "../client/losses.ts";
import type { Probity, UncheckedOutcome } from "../client/probity.ts";
import type { Clock } from "../clock.ts";
import type { EventDefinition, EventsOf } from "../events/define-event.ts";
import type { NoEvents } from "../events/event-map.ts";
import type { Hook } from "../hooks/hook.ts";
import { createIdMaker, systemRandom } from "../ids.ts";
import { createPrivacy } from "../privacy/privacy.ts";
import { derivePseudonymKey } from "../privacy/pseudonym-key.ts";
import { createPseudonyms } from "../privacy/pseudonym.ts";
import { noTelemetry } from "../telemetry/telemetry.ts";
import { deriveTokenKey } from "../token/token-key.ts";
import { createFakeClock } from "./fake-clock.ts";

/** Options of {@link createTestProbity}. */
export interface TestProbityOptions<
  Definitions extends readonly EventDefinition[] = readonly EventDefinition[],
> {
  /** @defaultValue "test" */
  readonly source?: string | undefined;
  /** Rules to judge by, unsigned. Without it every pre-check is degraded, as without a server. */
  readonly bundle?: Bundle | undefined;
  /** Matcher for rules with patterns, from `@probity/engine/re2`. */
  readonly regex?: RegexEngine | undefined;
  readonly events?: Definitions | undefined;
  readonly hooks?: readonly Hook[] | undefined;
  /** @defaultValue 1000 */
  readonly hookTimeoutMs?: number | undefined;
  /** As in `createProbity`; there is no server, so nobody can agree. @defaultValue "host" */
  readonly secondApprover?: "host" | "server" | undefined;
  /** @defaultValue "allow" */
  readonly onUnavailable?: UncheckedOutcome | undefined;
  /** @defaultValue a fake clock at 2026-01-01T00:00:00Z */
  readonly clock?: Clock | undefined;
}

/** A client without disk and network that keeps what it was told. */
export interface TestProbity<Own = NoEvents> extends Probity<Own> {
  /** Everything emitted, pre-check records included, as it would be on the wire. */
  readonly events: readonly ProbityEvent<JsonObject>[];
  /** Everything emitted of one type. */
  eventsOf(type: string): readonly ProbityEvent<JsonObject>[];
  /** Every answer of `precheck` and `precheckLocal`. */
  readonly decisions: readonly Decision[];
  /** Forgets events and decisions. */
  clear(): void;
}

const activate = (bundle: Bundle, regex: RegexEngine | undefined): ActiveBundle =>
  activeBundle(
    compile(bundle, { regex }),
    // A bundle is plain JSON; its type only lacks the index signature.
    createHash("sha256")
      .update(canonicalJson(bundle as unknown as JsonObject))
      .digest("hex"),
  );

/** Keeps what hooks cannot see: the final decision with its token. */
const remember = <Own>(
  facade: ReturnType<typeof createFacade<Own>>,
  decisions: Decision[],
): typeof facade => ({
  ...facade,
  precheck: async (type, data, options) => {
    const decision = await facade.precheck(type, data, options);
    decisions.push(decision);
    return decision;
  },
  precheckLocal: (type, data, options) => {
    const decision = facade.precheckLocal(type, data, options);
    decisions.push(decision);
    return decision;
  },
});

/** What is answered to questions that only a server can answer. */
const noServer = {
  ok: false,
  code: "PROBITY_E_SERVER_UNREACHABLE",
  message: "the recording client has no server",
} as const;

/** A client that has no delivery. */
const noFacts: DeliveryFacts = {
  mode: "disk",
  thread: "main",
  pending: 0,
  bytes: 0,
  head: undefined,
  adopted: 0,
  receipts: { state: "unpinned", verified: 0, refused: 0, lastSize: 0 },
};

/** Always the same key, so that a test can compare pseudonyms. */
const testPseudonyms = createPseudonyms(derivePseudonymKey("test"));

const openCore = (
  options: TestProbityOptions,
  events: ProbityEvent<JsonObject>[],
  closed: () => boolean,
): Core => {
  const clock = options.clock ?? createFakeClock();
  const active = options.bundle === undefined ? undefined : activate(options.bundle, options.regex);
  const breaker = createBreaker();
  if (active !== undefined) breaker.adopt(active.evaluator.bundle);
  const definitions = new Map((options.events ?? []).map((definition) => [definition.type, definition]));
  return {
    source: options.source ?? options.bundle?.source ?? "test",
    clock,
    nextId: createIdMaker(clock, systemRandom),
    store: {
      append: ({ text }) => {
        // The text was just written by the SDK from an envelope.
        events.push(JSON.parse(text) as ProbityEvent<JsonObject>);
        return { stored: "disk" };
      },
      durable: () => Promise.resolve(),
      head: () => undefined,
      hurry: () => undefined,
    },
    active: () => active,
    breaker,
    remote: undefined,
    definitions,
    privacy: createPrivacy({ pseudonyms: testPseudonyms, definitions, active: () => active }),
    tokenKey: deriveTokenKey(randomBytes(32).toString("hex")),
    decisionTtlMs: 30 * 60_000,
    deadlineMs: 50,
    hookTimeoutMs: options.hookTimeoutMs ?? 1000,
    onUnavailable: options.onUnavailable ?? "allow",
    asksServer: options.secondApprover === "server",
    globalHooks: [],
    clientHooks: options.hooks ?? [],
    listeners: createListeners(),
    counters: createCounters(),
    losses: createLosses(),
    telemetry: () => noTelemetry,
    closed,
    after: undefined,
  };
};

/**
 * Makes a client for tests of host applications: the same code as `createProbity`, with memory in place of spool and
 * server. Nothing has to be closed.
 * @throws ProbityError when the bundle is malformed.
 */
export const createTestProbity = <const Definitions extends readonly EventDefinition[] = readonly []>(
  options: TestProbityOptions<Definitions> = {},
): TestProbity<EventsOf<Definitions>> => {
  const events: ProbityEvent<JsonObject>[] = [];
  const decisions: Decision[] = [];
  let closed = false;
  const core = openCore(options, events, () => closed);
  const shutdown = (): Promise<{ pending: number }> => {
    closed = true;
    return Promise.resolve({ pending: 0 });
  };
  return {
    ...remember(createFacade<EventsOf<Definitions>>(core), decisions),
    events,
    decisions,
    eventsOf: (type) => events.filter((event) => event.type === type),
    clear: () => {
      events.length = 0;
      decisions.length = 0;
    },
    registerEvents: () => Promise.resolve((options.events ?? []).map(({ type }) => ({ type, ok: true }))),
    requestApproval: () => Promise.resolve(noServer),
    appeal: () => Promise.resolve(noServer),
    approval: () => Promise.resolve(noServer),
    health: () =>
      buildHealth({
        counters: core.counters,
        losses: core.losses,
        facts: noFacts,
        pseudonyms: { keyId: core.privacy.keyId, equalWithin: "source" },
        bundle: core.active(),
        rules: options.bundle !== undefined,
        breaker: core.breaker,
        now: core.clock.now(),
      }),
    ready: () => Promise.resolve(options.bundle !== undefined),
    flush: () => Promise.resolve({ pending: 0 }),
    shutdown,
    [Symbol.asyncDispose]: async () => {
      await shutdown();
    },
  };
};
