import type { BuiltinEvents, JsonObject } from "@probity/contracts";

/** A value, or a promise of it: what an adapter asks the host may be in its database. */
export type Awaitable<T> = T | Promise<T>;

/**
 * One act of power as a route sees it. The same description serves both moments, the pre-check and the submit, so
 * that both judge the same draft.
 */
export interface Act<Request, Data = JsonObject> {
  /** Event type of the act. */
  readonly type: string;
  /**
   * Builds the draft from the request. Must give equal data at both moments, or the submit is refused as changed: no
   * clock and no random id in here; what the server adds goes through a form field or the database. When it throws,
   * the request is refused with `PROBITY_E_PAYLOAD`.
   */
  readonly data: (request: Request) => Awaitable<Data>;
  /** Compiled record of the process before the act, for rules that read it. Default: the central server's own. */
  readonly record?: ((request: Request) => Awaitable<JsonObject | undefined>) | undefined;
  /**
   * Token of the earlier check that a new one takes the place of, so that a draft that is checked again counts once in what
   * rules add up. It must come from what the host itself remembers of who has which draft open, as a page that was opened
   * anew sends none, and a forged one would give up somebody else's check. Default: none.
   */
  readonly replaces?: ((request: Request) => Awaitable<string | undefined>) | undefined;
  /** Decision token of the submit. Default: field `probity_token` of the body, else header `probity-token`. */
  readonly token?: ((request: Request) => Awaitable<string | undefined>) | undefined;
  /** Written reason. Default: field `probity_justification` of the body. */
  readonly justification?: ((request: Request) => Awaitable<string | undefined>) | undefined;
  /** The approver confirmed having read the findings. Default: field `probity_acknowledged` of the body is set. */
  readonly acknowledged?: ((request: Request) => Awaitable<boolean>) | undefined;
  /**
   * Person key of the second approver. No default, on purpose: it must come from the host's own session, never from
   * what the browser sends.
   */
  readonly secondApproverId?: ((request: Request) => Awaitable<string | undefined>) | undefined;
  /** Which status codes mean that the act happened. Default: 200 to 299, and 303 (POST, redirect, GET). */
  readonly succeeded?: ((status: number) => boolean) | undefined;
  /**
   * How long after the client has gone away the handler may still answer before the act counts as abandoned.
   * @defaultValue 10000
   */
  readonly abandonAfterMs?: number | undefined;
}

/** Types the draft of a built-in event: `defineAct({ type: "contract.signed", data: (request: Req) => ... })`. */
export function defineAct<Request, Type extends keyof BuiltinEvents>(
  act: Act<Request, BuiltinEvents[Type]> & { readonly type: Type },
): Act<Request> {
  return act;
}
