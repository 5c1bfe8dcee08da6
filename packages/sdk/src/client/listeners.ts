import { ProbityError } from "@probity/contracts";
import type { OpenBreaker } from "@probity/engine";

/** What a client tells its listeners. */
export interface ClientEvents {
  /** The server took events; quarantined ones are safe there but break their schema. */
  readonly deliver: { readonly count: number; readonly duplicates: number; readonly quarantined: number };
  /** An event was lost, and why. */
  readonly drop: { readonly id: string; readonly type: string; readonly error: ProbityError };
  /** The server refuses an event for ever; it lies in `file`. */
  readonly deadletter: { readonly status: number; readonly detail: string; readonly file: string };
  /** The server's receipt does not prove that its log has the events (DE-2): they wait, and are sent again. */
  readonly "receipt-refused": ProbityError;
  /** A bundle became active. */
  readonly bundle: { readonly version: number; readonly hash: string };
  /** A bundle was refused; the active one stays. */
  readonly "bundle-refused": ProbityError;
  /** A blocking rule used up its budget here: it asks for reasons instead until the day ends (PC-8). */
  readonly breaker: OpenBreaker;
  /** Anything else that went wrong, also what is retried. */
  readonly error: ProbityError;
}

/** Gets one kind of event. What it throws or rejects with is reported as `PROBITY_E_LISTENER` and goes no further. */
export type Listener<Event extends keyof ClientEvents> = (event: ClientEvents[Event]) => unknown;

/** Fenced listeners of one client. */
export interface Listeners {
  /** @returns a function that removes the listener. */
  on<Event extends keyof ClientEvents>(event: Event, listener: Listener<Event>): () => void;
  tell<Event extends keyof ClientEvents>(event: Event, value: ClientEvents[Event]): void;
}

/** No listeners yet. */
export const createListeners = (): Listeners => {
  // Each set is only ever filled and read under its own key, which the map's type cannot say.
  const byEvent = new Map<keyof ClientEvents, Set<Listener<never>>>();

  const failed = (event: keyof ClientEvents, cause: unknown): void => {
    if (event !== "error")
      tell("error", new ProbityError("PROBITY_E_LISTENER", `listener of ${event}`, { cause }));
  };

  const tell: Listeners["tell"] = (event, value) => {
    for (const listener of byEvent.get(event) ?? []) {
      try {
        // See the map above.
        const result = listener(value as never);
        if (result instanceof Promise) result.catch((cause: unknown) => failed(event, cause));
      } catch (cause) {
        failed(event, cause);
      }
    }
  };

  return {
    tell,
    on: (event, listener) => {
      const set = byEvent.get(event) ?? new Set();
      byEvent.set(event, set);
      set.add(listener);
      return () => set.delete(listener);
    },
  };
};
