import type { Decision, JsonObject, LocalizedText, Outcome } from "@probity/contracts";

/**
 * What a hook is run for: pre-checks, or the events on their way into the spool (also those that the SDK emits itself:
 * the record of a pre-check repeats the draft's actor and process).
 */
export type Operation = "precheck" | "emit";

/** What hooks see. Frozen; `data` must not be changed in place, `before` returns the changes instead. */
export interface HookContext {
  readonly operation: Operation;
  readonly type: string;
  readonly data: JsonObject;
  readonly record?: JsonObject | undefined;
  readonly unit?: string | undefined;
  readonly district?: string | undefined;
  readonly region?: string | undefined;
  /** RFC 3339; when the act happens. */
  readonly time: string;
}

/** What a `before` hook changes. The decision token stays bound to the data that the caller passed. */
export type HookPatch = Partial<Pick<HookContext, "data" | "record" | "unit" | "district" | "region">>;

/** A decision before its token is made; `after` hooks see it. */
export type Judged = Omit<Decision, "token" | "outcome"> & { readonly outcome: Outcome };

/** What an `after` hook adds to a pre-check. It can make the outcome stronger, never weaker. */
export interface Raise {
  readonly outcome: Outcome;
  readonly name: LocalizedText;
  readonly message: LocalizedText;
}

/** Nothing, now or later. */
// `void` so that hooks without a return statement fit.
type Nothing = void | undefined;

/**
 * A plug-in with four moments. Order: `before` runs global (`addHooks`), client (`hooks` option), call; the other
 * three run in the reverse order. A hook that throws is left out, its own and all other `error` hooks are told, and the
 * decision says `degraded`. `precheckLocal` and `emit` are synchronous and ignore a hook that returns a promise, visibly
 * (`PROBITY_E_HOOK_ASYNC`).
 */
export interface Hook {
  /** For error reports. */
  readonly name?: string | undefined;
  /** What it is run for; add "emit" to redact or enrich events. @defaultValue ["precheck"] */
  readonly operations?: readonly Operation[] | undefined;
  before?(context: HookContext): HookPatch | Nothing | Promise<HookPatch | Nothing>;
  /** For `emit`, `judged` is undefined and what is returned is ignored. */
  after?(context: HookContext, judged: Judged | undefined): Raise | Nothing | Promise<Raise | Nothing>;
  error?(context: HookContext, error: unknown): Nothing | Promise<Nothing>;
  finally?(context: HookContext, judged: Judged | undefined): Nothing | Promise<Nothing>;
}
