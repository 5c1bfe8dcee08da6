import { createBreaker } from "@probity/engine";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { loadRe2 } from "./bundle/compile-bundle.ts";
import { buildHealth } from "./client/build-health.ts";
import type { Core } from "./client/core.ts";
import { openDelivery, type Delivery } from "./client/delivery.ts";
import type { DeliveryFacts } from "./client/delivery-facts.ts";
import { emitOwn } from "./client/emit.ts";
import { createFacade } from "./client/facade.ts";
import { createCounters, type Health } from "./client/health.ts";
import { createLifecycle } from "./client/lifecycle.ts";
import { createListeners } from "./client/listeners.ts";
import { createLosses } from "./client/losses.ts";
import { createOwnEvents } from "./client/own-events.ts";
import type { Probity } from "./client/probity.ts";
import { openRules, type Rules } from "./client/rules.ts";
import { systemClock } from "./clock.ts";
import { resolveConfig, type Config } from "./config.ts";
import type { EventDefinition, EventsOf } from "./events/define-event.ts";
import { createIdMaker, fraction, systemRandom } from "./ids.ts";
import type { ProbityOptions } from "./options.ts";
import { createPrivacy } from "./privacy/privacy.ts";
import { derivePseudonymKey } from "./privacy/pseudonym-key.ts";
import { createPseudonyms } from "./privacy/pseudonym.ts";
import type { ServerCalls } from "./client/ask-server.ts";
import { createRemotePrecheck } from "./precheck/remote.ts";
import { createHttpTransport } from "./sender/http-transport.ts";
import type { Transport } from "./sender/transport.ts";
import { loadOtelTelemetry } from "./telemetry/otel.ts";
import { noTelemetry, type Telemetry } from "./telemetry/telemetry.ts";
import { readClaims, signClaims } from "./token/jwt.ts";
import { deriveTokenKey } from "./token/token-key.ts";

/** Folder of one source: a spool directory may be shared by several, and each event needs its own source's key. */
const sourceFolder = ({ spoolDir, source }: Config): string =>
  join(spoolDir, `s-${createHash("sha256").update(source).digest("hex").slice(0, 16)}`);

interface Transports {
  /** Batches and bundles. */
  readonly background: Transport;
  /** Pre-checks, on connections of their own: they must not wait behind a batch. */
  readonly inline: Transport;
  readonly close: () => void;
}

const openTransports = (config: Config, given: Transport | undefined): Transports => {
  if (given !== undefined) return { background: given, inline: given, close: () => given.close() };
  const background = createHttpTransport(config.endpoint, 2);
  const inline = createHttpTransport(config.endpoint, 16);
  return {
    background,
    inline,
    close: () => {
      background.close();
      inline.close();
    },
  };
};

/** Observes nothing until the optional peer is loaded, which takes a few milliseconds after the start. */
const openTelemetry = (enabled: boolean): (() => Telemetry) => {
  let telemetry = noTelemetry;
  if (enabled) {
    void (async () => {
      telemetry = (await loadOtelTelemetry()) ?? noTelemetry;
    })();
  }
  return () => telemetry;
};

type CoreBase = Pick<Core, "clock" | "counters" | "losses" | "listeners" | "definitions" | "breaker">;

const openBase = (options: ProbityOptions): CoreBase => ({
  clock: options.clock ?? systemClock,
  counters: createCounters(),
  losses: createLosses(),
  listeners: createListeners(),
  breaker: createBreaker(),
  definitions: new Map((options.events ?? []).map((definition) => [definition.type, definition])),
});

const openCore = (
  options: ProbityOptions,
  config: Config,
  parts: CoreBase & Pick<Core, "active" | "remote" | "closed"> & { readonly delivery: Delivery },
): Core => {
  const { delivery, ...rest } = parts;
  return {
    ...rest,
    source: config.source,
    nextId: createIdMaker(parts.clock, options.random ?? systemRandom),
    store: delivery,
    privacy: createPrivacy({
      pseudonyms: createPseudonyms(config.pseudonymKey ?? derivePseudonymKey(config.key)),
      definitions: parts.definitions,
      active: parts.active,
    }),
    tokenKey: deriveTokenKey(config.key),
    decisionTtlMs: config.decisionTtlMs,
    deadlineMs: config.deadlineMs,
    hookTimeoutMs: config.hookTimeoutMs,
    onUnavailable: config.onUnavailable,
    asksServer: options.secondApprover === "server",
    globalHooks: [],
    clientHooks: options.hooks ?? [],
    telemetry: openTelemetry(options.telemetry ?? true),
    after: undefined,
  };
};

const healthOf =
  (
    { clock, counters, losses, privacy, breaker }: Core,
    config: Config,
    facts: () => DeliveryFacts,
    rules: Rules | undefined,
  ): (() => Health) =>
  () =>
    buildHealth({
      counters,
      losses,
      facts: facts(),
      pseudonyms: {
        keyId: privacy.keyId,
        equalWithin: config.pseudonymKey === undefined ? "source" : "deployment",
      },
      bundle: rules?.active,
      rules: rules !== undefined,
      breaker,
      now: clock.now(),
    });

/** No start pays for these. */
const seldomUsed = (
  core: Core,
  calls: ServerCalls,
  definitions: CoreBase["definitions"],
): Pick<Probity, "registerEvents" | "requestApproval" | "appeal" | "approval"> => ({
  registerEvents: async () => {
    const { registerEvents } = await import("./events/register-events.ts");
    return registerEvents(definitions.values(), calls);
  },
  requestApproval: async (decision, request) => {
    const { requestApproval } = await import("./client/approvals.ts");
    return requestApproval(core, calls, decision, request);
  },
  appeal: async (token, said) => {
    const { appeal } = await import("./client/appeal.ts");
    return appeal(core, calls, token, said);
  },
  approval: async (token, waiting) => {
    const { approval } = await import("./client/approvals.ts");
    return approval(core, calls, token, waiting);
  },
});

/**
 * Makes a client. It installs no signal handlers and its timers never keep the process alive; several clients may live
 * in one process, and several processes may share one spool directory. Events that a dead process left there are taken
 * over and sent.
 *
 * @throws ProbityError `PROBITY_E_CONFIG` when an option or environment variable is missing or wrong, and nothing else.
 */
export const createProbity = <const Definitions extends readonly EventDefinition[] = readonly []>(
  options: ProbityOptions<Definitions> = {},
): Probity<EventsOf<Definitions>> => {
  const config = resolveConfig(options, process.env);
  const base = openBase(options);
  const folder = sourceFolder(config);
  const transports = openTransports(config, options.transport);
  const random = options.random ?? systemRandom;
  const shared = { ...base, config, folder, transport: transports.background };
  const { transport, clock, random: given } = options;
  const threaded = transport === undefined && clock === undefined && given === undefined;
  let closed = false;
  const onBundle = (hash: string): void => rules?.follow(hash);
  const delivery = openDelivery({ ...shared, random, threaded, onBundle });
  const rules: Rules | undefined = openRules({
    ...shared,
    random: fraction(random),
    loadRegex: options.loadRegex ?? loadRe2,
    tellLog: (type, data) => !closed && emitOwn(core, type, data),
  });
  const core: Core = openCore(options, config, {
    ...base,
    delivery,
    active: () => rules?.active,
    remote: createRemotePrecheck(transports.inline, config.key),
    closed: () => closed,
  });
  const facts = (): DeliveryFacts => delivery.facts();
  const { key, requestTimeoutMs: timeoutMs, endpoint } = config;
  const calls = { transport: transports.inline, key, timeoutMs, endpoint, readClaims, signClaims };
  const lifecycle = createLifecycle({
    delivery,
    own: createOwnEvents(core, { heartbeatMs: config.heartbeatMs, facts }),
    rules,
    listeners: base.listeners,
    onClosed: () => {
      closed = true;
    },
    closeTransports: transports.close,
  });
  return {
    ...createFacade<EventsOf<Definitions>>(core),
    ...lifecycle,
    health: healthOf(core, config, facts, rules),
    ...seldomUsed(core, calls, base.definitions),
  };
};
