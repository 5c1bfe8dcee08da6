export type { AppealReason, AppealRequest, AppealState } from "./appeal.ts";
export { appealReasons, appealStates } from "./appeal.ts";
export type {
  Approval,
  ApprovalCandidate,
  ApprovalExclusion,
  ApprovalFact,
  ApprovalFinding,
  ApprovalProposal,
  ApprovalRequest,
  ApprovalState,
} from "./approval.ts";
export { approvalStates } from "./approval.ts";
export type { IngestResponse, IngestResult, PrecheckRequest, Problem, RemoteDecision } from "./api.ts";
export type {
  AllowDecision,
  BlockDecision,
  Decision,
  DecisionOf,
  DisclosedFinding,
  JustifyDecision,
  SecondApproverDecision,
  WarnDecision,
} from "./decision.ts";
export type { ErrorCode, ErrorEntry, ErrorItem } from "./errors/index.ts";
export { errorTable, ProbityError } from "./errors/index.ts";
export type { BuiltinEventName, BuiltinEvents, Closed, CommonData, DataOf, ProbityEvent } from "./event.ts";
export { mediaTypes } from "./media-types.ts";
export type { EventType, Phase, RecordKind } from "./event-type.ts";
export type { Evidence, Finding, IndeterminateReason, RelatedEvent } from "./finding.ts";
export type { Json, JsonObject } from "./json.ts";
export type {
  Action,
  Disclosure,
  Outcome,
  Result,
  RiskLevel,
  RuleClass,
  UnavailablePolicy,
} from "./outcome.ts";
export { actions, disclosures, outcomes, results, unavailablePolicies } from "./outcome.ts";
export type { PrivacyClass } from "./privacy.ts";
export type { PrivacyShape } from "./privacy-shape.ts";
export { privacyShapeOf, pseudonymLength, tooNarrowIdentifiers } from "./privacy-shape.ts";
export type { Binding, BindingsFile, ParamSet } from "./rules/binding.ts";
export type {
  Budget,
  Bundle,
  CompiledRule,
  DataShape,
  ResolvedBinding,
  RuleException,
  ShapePath,
  SignedBundle,
} from "./rules/bundle.ts";
export { bundlePayloadType, defaultBlockBudget } from "./rules/bundle.ts";
export type { Case, Cases } from "./rules/cases.ts";
export type { Ir } from "./rules/ir.ts";
export type {
  CompiledFeature,
  CompiledHistory,
  CompiledOwners,
  CompiledPath,
  CompiledShared,
  CompiledWindow,
  Feature,
  FeatureValueKind,
  WindowFunction,
  WindowMembers,
  WindowSpan,
} from "./rules/feature.ts";
export { windowFunctions } from "./rules/feature.ts";
export type { CalendarData, CalendarDay, WorkingTime } from "./rules/calendar.ts";
export type { CompiledDeadline, Deadline, DeadlineSpan } from "./rules/deadline.ts";
export type { Model, Rule } from "./rules/model.ts";
export type { StreamHeader } from "./stream.ts";
export {
  maxHeaderBytes,
  readHeader,
  serverInstance,
  sourceOfStream,
  streamName,
  writeHeader,
} from "./stream.ts";
export type { LocalizedText, Locale } from "./text.ts";
