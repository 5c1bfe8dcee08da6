import { ProbityError, type JsonObject, type PrecheckRequest } from "@probity/contracts";
import { subjectOf, type Breaker } from "@probity/engine";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import type { Clock } from "../clock.ts";
import { builtinSubjectPaths } from "../events/builtin-subjects.ts";
import { isoTime } from "../events/iso-time.ts";
import type { EventDefinition } from "../events/define-event.ts";
import type { Hook, Operation } from "../hooks/hook.ts";
import type { HookRun } from "../hooks/run-hooks.ts";
import type { RemotePrecheck } from "../precheck/remote.ts";
import type { Privacy } from "../privacy/privacy.ts";
import type { StoredIn } from "../spool/spool.ts";
import type { StreamEvent, StreamHead } from "../stream/record.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { healthError, type HealthCounters } from "./health.ts";
import type { Listeners } from "./listeners.ts";
import type { Losses } from "./losses.ts";
import type { UncheckedOutcome } from "./probity.ts";

/** Where emitted events go. */
export interface EventStore {
  /**
   * Keeps an event; with `mayWait` false it never blocks the caller, also where the host asked for that.
   * @throws ProbityError only where the host asked for it.
   */
  append(
    event: StreamEvent,
    mayWait?: boolean,
  ): { readonly stored: StoredIn; readonly error?: ProbityError | undefined };
  durable(): Promise<void>;
  /** The stream that is written now, and how far it is; undefined where there is none. */
  head(): Pick<StreamHead, "src" | "seq"> | undefined;
  /** Sends what waits now. */
  hurry(): void;
}

/** Everything that emit and pre-check work with; the real client and the recording one differ only in these. */
export interface Core {
  readonly source: string;
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly store: EventStore;
  readonly active: () => ActiveBundle | undefined;
  readonly breaker: Breaker;
  readonly remote: RemotePrecheck | undefined;
  readonly definitions: ReadonlyMap<string, EventDefinition>;
  readonly privacy: Privacy;
  readonly tokenKey: Buffer;
  readonly decisionTtlMs: number;
  readonly deadlineMs: number;
  readonly hookTimeoutMs: number;
  readonly onUnavailable: UncheckedOutcome;
  readonly asksServer: boolean;
  readonly globalHooks: Hook[];
  readonly clientHooks: readonly Hook[];
  readonly listeners: Listeners;
  readonly counters: HealthCounters;
  readonly losses: Losses;
  readonly telemetry: () => Telemetry;
  readonly closed: () => boolean;
  /** The last event that the host emitted and the disk has: the server answers no pre-check before it saw it (FE-1). */
  after: PrecheckRequest["after"];
  /** The one that was last sent for. */
  hurried?: PrecheckRequest["after"];
}

/** Reports an error to health and listeners. */
export const report = (core: Pick<Core, "clock" | "counters" | "listeners">, error: ProbityError): void => {
  core.counters.lastError = healthError(error, core.clock.now());
  core.listeners.tell("error", error);
};

/** Whether there is nothing to sort out for a call. */
export const hasNoHooks = (core: Core, call: readonly Hook[] | undefined): boolean =>
  core.globalHooks.length === 0 && core.clientHooks.length === 0 && call === undefined;

/** The hooks of one call, in `before` order: global, client, call. */
export const hookRun = (core: Core, operation: Operation, call: readonly Hook[] | undefined): HookRun => ({
  hooks: [...core.globalHooks, ...core.clientHooks, ...(call ?? [])].filter(({ operations }) =>
    operations === undefined ? operation === "precheck" : operations.includes(operation),
  ),
  timeoutMs: core.hookTimeoutMs,
  onFailure: (error) => {
    core.counters.hooksFailed += 1;
    report(core, error);
  },
});

/** RFC 3339 of a host's time; an unreadable one is passed on, for the server to quarantine. */
export const timeOf = (core: Core, time: Date | string | undefined): string => {
  if (typeof time === "string") return time;
  const ms = time === undefined ? core.clock.now() : time.getTime();
  return Number.isNaN(ms) ? String(time) : isoTime(ms);
};

/** The business process that the data belongs to: by the host's definition, else the bundle's, else the built-in one. */
export const findSubject = (core: Core, type: string, data: JsonObject): string | undefined => {
  const types = core.active()?.evaluator.bundle.types;
  const described = types !== undefined && Object.hasOwn(types, type) ? types[type]?.subject : undefined;
  return subjectOf(data, core.definitions.get(type)?.subject ?? described ?? builtinSubjectPaths(type));
};

/** Whether the host or the active bundle describes the type. */
export const isKnownType = (core: Core, type: string): boolean => {
  const types = core.active()?.evaluator.bundle.types;
  return core.definitions.has(type) || (types !== undefined && Object.hasOwn(types, type));
};

/** What a caller's data is before anything is known about it. */
export const asJsonObject = (data: unknown): JsonObject => {
  if (typeof data === "object" && data !== null && !Array.isArray(data)) {
    // The public methods type the data by its event; inside it is JSON.
    return data as JsonObject;
  }
  throw new ProbityError("PROBITY_E_EVENT_JSON", "data is not an object");
};
