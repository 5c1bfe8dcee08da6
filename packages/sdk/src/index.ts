export type { ClientEvents, Listener } from "./client/listeners.ts";
export type { Health, HealthError, HealthState, PushHealth } from "./client/health.ts";
export type {
  Appeal,
  AppealAnswer,
  ApprovalAnswer,
  ApprovalAsk,
  BreakGlass,
  CommitOptions,
  DecisionFor,
  EmitOptions,
  Override,
  PrecheckOptions,
  Probity,
  Registration,
  Remaining,
  UncheckedOutcome,
} from "./client/probity.ts";
export type { Receipt } from "./client/receipt.ts";
export type { Tally } from "./client/tally.ts";
export type { Clock } from "./clock.ts";
export { createProbity } from "./create-probity.ts";
export type { EventDeclaration, EventDefinition, EventsOf } from "./events/define-event.ts";
export { defineEvent } from "./events/define-event.ts";
export type { EventData, EventMap, EventName, NoEvents } from "./events/event-map.ts";
export type { Hook, HookContext, HookPatch, Judged, Operation, Raise } from "./hooks/hook.ts";
export type { RandomFill } from "./ids.ts";
export type { ProbityOptions, RetryOptions, SpoolOptions } from "./options.ts";
export type {
  StreamAnswer,
  StreamRequest,
  Transport,
  TransportAnswer,
  TransportRequest,
} from "./sender/transport.ts";
export type { FullPolicy, StoredIn } from "./spool/spool.ts";
export type { DecisionClaims } from "./token/claims.ts";
export type { SubmittedAct, Verification } from "./token/verify-decision.ts";
export type { ErrorCode } from "@probity/contracts";
export type { OpenBreaker } from "@probity/engine";
export { ProbityError } from "@probity/contracts";
