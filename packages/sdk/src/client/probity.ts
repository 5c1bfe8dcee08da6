import type {
  AppealRequest,
  Approval,
  ApprovalRequest,
  Decision,
  ErrorCode,
  JsonObject,
  Outcome,
} from "@probity/contracts";
import type { EventData, EventName, NoEvents } from "../events/event-map.ts";
import type { Hook } from "../hooks/hook.ts";
import type { DecisionClaims } from "../token/claims.ts";
import type { SubmittedAct, Verification } from "../token/verify-decision.ts";
import type { Health } from "./health.ts";
import type { ClientEvents, Listener } from "./listeners.ts";
import type { Receipt } from "./receipt.ts";
import type { Tally } from "./tally.ts";

/** Options of one `emit`. */
export interface EmitOptions {
  /** When the power was exercised. @defaultValue now */
  readonly time?: Date | string | undefined;
  /** The business process. @defaultValue found in the data by the type's subject paths */
  readonly subject?: string | undefined;
  /** Id of the event that this one corrects. */
  readonly corrects?: string | undefined;
  readonly correctionReason?: string | undefined;
  /** W3C trace context. @defaultValue that of the OpenTelemetry span around the call */
  readonly traceparent?: string | undefined;
  /** Hooks of this call only. */
  readonly hooks?: readonly Hook[] | undefined;
}

/** Options of one pre-check. */
export interface PrecheckOptions {
  /** Compiled record of the process before the act, if the host has it: rules that read it then need no server. */
  readonly record?: JsonObject | undefined;
  /** Organisation unit, for bindings and parameters. @defaultValue `data.actor.unitId` */
  readonly unit?: string | undefined;
  readonly district?: string | undefined;
  readonly region?: string | undefined;
  /** When the act happens. @defaultValue now */
  readonly time?: Date | string | undefined;
  /** How long `precheck` may wait for the server. @defaultValue the client's `deadlineMs` */
  readonly deadlineMs?: number | undefined;
  /**
   * The earlier decision, or its token, of the draft that this one is instead: it counts no more, and is closed as
   * abandoned. Of a decision that was committed nothing is taken back.
   */
  readonly replaces?: Decision | string | undefined;
  /** Hooks of this call only. */
  readonly hooks?: readonly Hook[] | undefined;
}

/** What the approver added to a decision. */
export interface CommitOptions extends Pick<EmitOptions, "time" | "traceparent"> {
  readonly acknowledged?: boolean | undefined;
  readonly justification?: string | undefined;
  readonly secondApproverId?: string | undefined;
  /** Type of the act, for the case that a token cannot be read: the act is then recorded without a decision. */
  readonly type?: string | undefined;
}

/** Who lets a blocked act go on, and why. */
export interface BreakGlass {
  /** From the host's own session, never from what the browser sends: the SDK takes the host's word for it. */
  readonly personId: string;
  /** The role in which the person does so; one of those that the bindings name under `breakGlass`. */
  readonly role: string;
  readonly reason: string;
}

/** Whether a blocked act may go on by break-glass. */
export type Override =
  | {
      readonly ok: true;
      /** Takes the place of the decision's token; it expires with it. */
      readonly token: string;
      readonly decision: DecisionClaims;
      /** Id of the event that records it. */
      readonly eventId: string;
    }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** Whom to ask, and what for; what the decision says by itself is left out. */
export interface ApprovalAsk extends Omit<
  ApprovalRequest,
  "decisionId" | "type" | "payloadDigest" | "findings"
> {}

/** A request for a second approver as it stands, or why nothing is known. */
export type ApprovalAnswer =
  | {
      readonly ok: true;
      /** `candidates` have the `url` of their own page only in the answer to `requestApproval`. */
      readonly approval: Approval;
      /**
       * Once it is agreed to: takes the place of the decision's token in `verifyDecision` and `commit`. It says who agreed,
       * holds for that very draft, and expires when the agreement does.
       */
      readonly token?: string | undefined;
    }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** What an approver holds to be a false alarm, and why. */
export interface Appeal extends AppealRequest {
  /** How long to wait until the server has the record of the pre-check. @defaultValue 5000 */
  readonly waitMs?: number | undefined;
}

/** Whether the server has an appeal. */
export type AppealAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** A decision on an act of one event type. */
export type DecisionFor<Name extends string> = Decision & { readonly type: Name };

/** What the server said to one of the host's event types. */
export interface Registration {
  readonly type: string;
  readonly ok: boolean;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** What breaks, where a changed schema is not compatible. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[] | undefined;
}

/** What is left when a wait ends. */
export interface Remaining {
  /**
   * Events that the server does not have yet; they are safe in the spool. 0 is certain. Where the time ran out before all
   * spools of dead processes were read, it is a lower bound.
   */
  readonly pending: number;
}

/**
 * The embedded client. Nothing here throws into the business flow (PC-3), with one exception that the host must ask
 * for: `emit` under `spool.whenFull: "throw"`.
 */
export interface Probity<Own = NoEvents> extends AsyncDisposable {
  /** Records that a power was exercised. Synchronous; safe against `kill -9` when it returns (DE-1). */
  emit<Name extends EventName<Own>>(type: Name, data: EventData<Own, Name>, options?: EmitOptions): Receipt;
  /** Judges the draft of an act: local rules at once, then the server where a bound rule needs it (PC-1). */
  precheck<Name extends EventName<Own>>(
    type: Name,
    data: EventData<Own, Name>,
    options?: PrecheckOptions,
  ): Promise<DecisionFor<Name>>;
  /** Judges the draft with local rules alone, synchronously. What needs the server makes the decision degraded. */
  precheckLocal<Name extends EventName<Own>>(
    type: Name,
    data: EventData<Own, Name>,
    options?: Omit<PrecheckOptions, "deadlineMs">,
  ): DecisionFor<Name>;
  /**
   * Records the act that followed a decision, and closes the decision. Call it after the act happened; it records the
   * act whatever the decision was, for an act after a block must be seen. `decision` is the decision or its token.
   */
  commit<Name extends EventName<Own>>(
    decision: DecisionFor<Name> | string,
    data: EventData<Own, Name>,
    options?: CommitOptions,
  ): Receipt;
  /**
   * Lets an act that was blocked go on in an emergency (PC-8): a named person, in a role that the bindings allow, with a
   * reason. It is on the disk when this returns; what cannot be recorded is refused. Pass the new token, not the
   * decision, to `verifyDecision` and `commit`: it holds for that very draft and asks for nothing else. Never throws.
   */
  breakGlass(token: string, by: BreakGlass): Override;
  /**
   * Asks the server for a second approver of a draft that was answered `second_approver` (PC-7). It judges the candidates and
   * gives each one who may decide a page of its own; send its address to that person alone. Asking again with the same
   * words is safe. Never rejects.
   *
   * @example
   * const asked = await probity.requestApproval(decision, { requesterId, title, candidates });
   * if (asked.ok) for (const { personId, url } of asked.approval.candidates) if (url) await mail(personId, url);
   */
  requestApproval(decision: Decision, ask: ApprovalAsk): Promise<ApprovalAnswer>;
  /**
   * How the request for a decision stands; with `waitMs` it looks again until somebody has answered or that time is over.
   * `token` is the decision's own, also when it has expired. Never rejects.
   */
  approval(
    token: string,
    options?: { readonly waitMs?: number | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<ApprovalAnswer>;
  /**
   * Tells the reviewers that an approver holds what a decision showed to be a false alarm (UI-2). `token` is the decision's own,
   * also when it has expired. It changes nothing about the decision, and lifts no block. Once for each finding; a second time
   * is `PROBITY_E_APPEAL`. Never rejects.
   *
   * @example
   * const sent = await probity.appeal(token, { personId: session.personId, text: "The notice was approved as urgent." });
   * notice.appeal = sent.ok ? "sent" : "failed";
   */
  appeal(token: string, appeal: Appeal): Promise<AppealAnswer>;
  /** Closes a decision whose act did not happen. */
  abandon(decision: Decision | string, reason?: string): Receipt;
  /**
   * Tells the log once a day how many acts of each type the business system's own tables have for that day. The server
   * compares: an act that was never emitted, or was lost, raises an alert (LO-6).
   *
   * @example
   * // every night at 02:00, for the day before
   * probity.tally({ countDate: "2026-05-01", counts: { "contract.signed": await countContracts("2026-05-01") } });
   */
  tally(tally: Tally<EventName<Own>>): Receipt;
  /** Checks on submit that the act is the one that was pre-checked and that the outcome's demands are met (PC-5). */
  verifyDecision<Name extends EventName<Own>>(
    token: string,
    act: SubmittedAct<EventData<Own, Name>> & { readonly type: Name },
  ): Verification;
  /** Registers the host's own event types with the server (EV-3). Resolves with one answer per type. */
  registerEvents(): Promise<readonly Registration[]>;
  /** Adds global hooks: they run outside the client's and the call's. */
  addHooks(...hooks: readonly Hook[]): void;
  /** @returns a function that removes the listener. */
  on<Event extends keyof ClientEvents>(event: Event, listener: Listener<Event>): () => void;
  health(): Health;
  /** Resolves true as soon as a bundle is active, false after the time. @defaultValue 5000 ms */
  ready(options?: { readonly timeoutMs?: number | undefined }): Promise<boolean>;
  /** Waits until the server has everything emitted so far. @defaultValue 5000 ms */
  flush(options?: { readonly timeoutMs?: number | undefined }): Promise<Remaining>;
  /** Sends what it can in the time, then closes. What is left is sent by the next process. @defaultValue 2000 ms */
  shutdown(options?: { readonly timeoutMs?: number | undefined }): Promise<Remaining>;
}

/** Outcome when no rule at all could be checked; see `ClientOptions.onUnavailable`. */
export type UncheckedOutcome = Exclude<Outcome, "second_approver">;
