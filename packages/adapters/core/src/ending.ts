/** What an ending does, and where failures of it are reported. */
export interface EndingActions {
  readonly commit: () => unknown;
  readonly abandon: (reason: string) => unknown;
  readonly onError: (error: unknown) => void;
}

/** The part of an act that decides how it ends. */
export interface EndingRules {
  readonly succeeded?: ((status: number) => boolean) | undefined;
  readonly abandonAfterMs?: number | undefined;
}

const defaultAbandonAfterMs = 10_000;

/**
 * How a guarded act ends: committed or abandoned, at most once each.
 *
 * The handler's own answer decides. A client that has gone away says nothing about the act: a handler that still
 * succeeds has done it, and an approver must not be able to hide an act by closing the browser. Only when no answer
 * comes for a while after that is the act abandoned; should it succeed even later, it is committed all the same.
 */
export class Ending {
  readonly #actions: EndingActions;
  readonly #rules: EndingRules;
  #state: "open" | "committed" | "abandoned" = "open";
  #withdrawn = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(actions: EndingActions, rules: EndingRules) {
    this.#actions = actions;
    this.#rules = rules;
  }

  /** The handler answered with this status. Call it before the first byte leaves, so that an answer implies the event. */
  answered(status: number): void {
    clearTimeout(this.#timer);
    if (this.#withdrawn || this.#state === "committed") return;
    if ((this.#rules.succeeded ?? isSuccess)(status)) {
      this.#state = "committed";
      this.#fence(this.#actions.commit);
    } else {
      this.abandon(`http_${status}`);
    }
  }

  /** The connection closed before the handler answered. */
  disconnected(): void {
    if (this.#state !== "open" || this.#timer !== undefined) return;
    const wait = this.#rules.abandonAfterMs ?? defaultAbandonAfterMs;
    this.#timer = setTimeout(() => this.#giveUp("client_disconnected"), wait).unref();
  }

  /** The host says that the act did not happen. No later answer commits it. */
  abandon(reason: string): void {
    this.#withdrawn = true;
    this.#giveUp(reason);
  }

  #giveUp(reason: string): void {
    if (this.#state !== "open") return;
    this.#state = "abandoned";
    this.#fence(() => this.#actions.abandon(reason));
  }

  #fence(action: () => unknown): void {
    try {
      action();
    } catch (error) {
      this.#actions.onError(error);
    }
  }
}

function isSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 303;
}
