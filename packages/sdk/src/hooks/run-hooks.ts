import { outcomes, ProbityError } from "@probity/contracts";
import { type Flow, isPromise } from "./drive.ts";
import type { Hook, HookContext, HookPatch, Judged, Raise } from "./hook.ts";

/** What the stages of one call need. */
export interface HookRun {
  /** In `before` order. */
  readonly hooks: readonly Hook[];
  /** Told of every failed hook. */
  readonly onFailure: (error: ProbityError) => void;
  /** Bounds the wait for one asynchronous hook. */
  readonly timeoutMs: number;
}

const within = (value: unknown, timeoutMs: number): unknown => {
  if (!isPromise(value)) return value;
  let timer: NodeJS.Timeout;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
};

const failureOf = (hook: Hook, stage: string, cause: unknown): ProbityError => {
  const message = `hook ${hook.name ?? "(unnamed)"}, stage ${stage}`;
  if (cause instanceof ProbityError && cause.code === "PROBITY_E_HOOK_ASYNC") {
    return new ProbityError(cause.code, message, { cause });
  }
  return new ProbityError("PROBITY_E_HOOK", message, { cause });
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Tells the `error` hooks, last registered first; what fails here is only counted. */
export const runError = function* (run: HookRun, context: HookContext, error: ProbityError): Flow<void> {
  for (const hook of run.hooks.toReversed()) {
    try {
      yield within(hook.error?.(context, error), run.timeoutMs);
    } catch (cause) {
      run.onFailure(failureOf(hook, "error", cause));
    }
  }
};

const tell = function* (run: HookRun, context: HookContext, error: ProbityError): Flow<void> {
  run.onFailure(error);
  yield* runError(run, context, error);
};

/** Runs the `before` hooks. `failed` holds the codes of those that were left out. */
export const runBefore = function* (
  run: HookRun,
  start: HookContext,
): Flow<{ readonly context: HookContext; readonly failed: readonly string[] }> {
  const failed: string[] = [];
  let context: HookContext = Object.freeze(start);
  for (const hook of run.hooks) {
    try {
      const patch = yield within(hook.before?.(context), run.timeoutMs);
      // What a hook returns is its typed contract; only the fields of a patch are taken over.
      if (isObject(patch)) context = Object.freeze({ ...context, ...pick(patch as HookPatch) });
    } catch (cause) {
      const error = failureOf(hook, "before", cause);
      failed.push(error.code);
      yield* tell(run, context, error);
    }
  }
  return { context, failed };
};

const patchable = ["data", "record", "unit", "district", "region"] as const;

const pick = (patch: HookPatch): HookPatch =>
  Object.fromEntries(
    patchable.filter((name) => patch[name] !== undefined).map((name) => [name, patch[name]]),
  );

const isRaise = (value: unknown): value is Raise =>
  isObject(value) &&
  "outcome" in value &&
  outcomes.some((outcome) => outcome === value.outcome) &&
  "message" in value;

/** The decision with a raise applied: a stronger outcome and one more finding. */
const raised = (judged: Judged, { outcome, name, message }: Raise): Judged => ({
  ...judged,
  outcome: outcomes.indexOf(outcome) > outcomes.indexOf(judged.outcome) ? outcome : judged.outcome,
  findings: [{ result: "hit", name, message }, ...judged.findings],
});

const degradedBy = (judged: Judged, code: string): Judged => ({
  ...judged,
  degraded: true,
  degradedReasons: [...new Set([...judged.degradedReasons, code])],
});

/** Runs the `after` hooks, last registered first, over a judgement that they may raise. */
export const runAfter = function* <T extends Judged | undefined>(
  run: HookRun,
  context: HookContext,
  judged: T,
): Flow<T | Judged> {
  let result: T | Judged = judged;
  for (const hook of run.hooks.toReversed()) {
    try {
      const raise = yield within(hook.after?.(context, result), run.timeoutMs);
      if (result !== undefined && isRaise(raise)) result = raised(result, raise);
    } catch (cause) {
      const error = failureOf(hook, "after", cause);
      if (result !== undefined) result = degradedBy(result, error.code);
      yield* tell(run, context, error);
    }
  }
  return result;
};

/** Runs the `finally` hooks, last registered first. */
export const runFinally = function* (
  run: HookRun,
  context: HookContext,
  judged: Judged | undefined,
): Flow<void> {
  for (const hook of run.hooks.toReversed()) {
    try {
      // oxlint-disable-next-line promise/valid-params -- a hook's stage, not a promise's method
      yield within(hook.finally?.(context, judged), run.timeoutMs);
    } catch (cause) {
      run.onFailure(failureOf(hook, "finally", cause));
    }
  }
};
