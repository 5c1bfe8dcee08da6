import { ProbityError } from "@probity/contracts";

/**
 * Steps of a flow that may have to wait: it yields what it got from foreign code, a promise or not, and receives the
 * settled value. One text serves the synchronous and the asynchronous calls.
 */
export type Flow<T> = Generator<unknown, T, unknown>;

/** Also the promises of libraries and of other realms, which are no `Promise` of ours. */
export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** Runs a flow to its end without waiting: a promise is answered with `PROBITY_E_HOOK_ASYNC`. */
export const runSync = <T>(flow: Flow<T>): T => {
  let step = flow.next();
  while (step.done !== true) {
    if (isPromise(step.value)) {
      // Nobody will look at it any more; its rejection must not take the process down.
      step.value.then(undefined, () => undefined);
      step = flow.throw(new ProbityError("PROBITY_E_HOOK_ASYNC", "a promise in a synchronous call"));
    } else {
      step = flow.next(step.value);
    }
  }
  return step.value;
};

/** Runs a flow and waits for its promises; without any it runs through in the caller's tick. */
export const runAsync = async <T>(flow: Flow<T>): Promise<T> => {
  let step = flow.next();
  while (step.done !== true) {
    if (!isPromise(step.value)) {
      step = flow.next(step.value);
      continue;
    }
    let settled: { readonly value: unknown } | undefined;
    let failure: unknown;
    try {
      settled = { value: await step.value };
    } catch (error) {
      failure = error;
    }
    step = settled === undefined ? flow.throw(failure) : flow.next(settled.value);
  }
  return step.value;
};
