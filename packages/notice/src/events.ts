import type { NoticeState } from "./state.ts";

interface Base {
  /** The decision that is shown; empty when there is none. */
  readonly decisionId: string;
}

/** Detail of every event by its name. All bubble and cross shadow roots. */
export interface NoticeEventDetails {
  /** The form is submitted with this reason. */
  readonly "probity-justify": Base & {
    readonly code: string;
    /** What was typed. */
    readonly text: string;
    /** Both, as it is submitted under `probity_justification`. */
    readonly justification: string;
  };
  /** This person is to be asked. Ask, then set `approval` to the answer. */
  readonly "probity-request-second": Base & { readonly personId: string };
  /** Whoever was asked is to be reminded. Only with `remind` in `offers`. */
  readonly "probity-remind": Base;
  /**
   * The warning was confirmed, or the form is submitted without. `secondsShown`: how long it was on the page. Unless
   * prevented, a confirmation goes on to submit the form.
   */
  readonly "probity-acknowledge": Base & { readonly acknowledged: boolean; readonly secondsShown: number };
  /**
   * The person objects: to a block (`appeal`) or to a warning (`false_alarm`). It changes nothing here. Pass it on, then
   * set `appeal` to `"sent"` or `"failed"`. Only with `appeal` in `offers`.
   */
  readonly "probity-appeal": Base & { readonly kind: "appeal" | "false_alarm"; readonly text: string };
  /** The person goes back to correct what was found. Unless prevented, the control of that name is focused. */
  readonly "probity-fix": Base & { readonly rule: string; readonly field: string };
  /** The draft is to be checked again. Only with `retry` in `offers`. */
  readonly "probity-retry": Base;
  /** A submit was stopped, and the person is shown why. */
  readonly "probity-blocked-submit": Base & { readonly state: NoticeState };
  /**
   * What the host set cannot be read. A decision then counts as unreachable, never as allowed. `code` is always
   * `PROBITY_E_NOTICE_INPUT`; `detail` names the part, for developers.
   */
  readonly "probity-error": Base & { readonly code: "PROBITY_E_NOTICE_INPUT"; readonly detail: string };
}

/** Name of an event. */
export type NoticeEventName = keyof NoticeEventDetails;

/** One of the events. */
export type NoticeEvent<Name extends NoticeEventName> = CustomEvent<NoticeEventDetails[Name]>;

declare global {
  interface GlobalEventHandlersEventMap {
    "probity-justify": NoticeEvent<"probity-justify">;
    "probity-request-second": NoticeEvent<"probity-request-second">;
    "probity-remind": NoticeEvent<"probity-remind">;
    "probity-acknowledge": NoticeEvent<"probity-acknowledge">;
    "probity-appeal": NoticeEvent<"probity-appeal">;
    "probity-fix": NoticeEvent<"probity-fix">;
    "probity-retry": NoticeEvent<"probity-retry">;
    "probity-blocked-submit": NoticeEvent<"probity-blocked-submit">;
    "probity-error": NoticeEvent<"probity-error">;
  }
}
