import { ProbityError, type Finding, type Outcome, type PrecheckRequest } from "@probity/contracts";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import type { Flow } from "../hooks/drive.ts";
import type { HookContext, Judged } from "../hooks/hook.ts";
import { runAfter, runBefore, runError, runFinally, type HookRun } from "../hooks/run-hooks.ts";
import { judgeLocally, unchecked, type DecisionFrame } from "./judge-locally.ts";
import { degrade, type Judgement } from "./judged.ts";
import type { RemotePrecheck } from "./remote.ts";

/** What the server has to know before it answers. */
export interface Ahead {
  readonly after: PrecheckRequest["after"];
  readonly replaces: PrecheckRequest["replaces"];
}

/** What one pre-check needs. */
export interface PrecheckParts {
  readonly run: HookRun;
  readonly active: ActiveBundle | undefined;
  /** Whether the host or the bundle describes the type. Nothing is known about any other, a mistyped name above all. */
  readonly knownType: boolean;
  /** Absent for a synchronous pre-check. */
  readonly remote?: RemotePrecheck | undefined;
  readonly deadlineMs: number;
  /** The business process of the draft. */
  readonly subject: string | undefined;
  /** Called when the server is asked. */
  readonly ahead: () => Ahead;
  readonly onUnavailable: Outcome;
  readonly now: () => number;
  /** Weakens what circuit breakers keep from blocking (PC-8). Each finding goes through it once. */
  readonly weaken: (active: ActiveBundle, findings: readonly Finding[]) => readonly Finding[];
  /** Takes raw identifiers out of what the hooks made of the context. */
  readonly protect: (context: HookContext) => HookContext;
  readonly onError: (error: ProbityError) => void;
}

/** False where the rule reads a record that was not given, or needs the server. */
const isTried = ({ reason }: Finding): boolean => reason?.code !== "record" && reason?.code !== "unavailable";

/** Binding rules that this process could not judge alone. */
const needsServer = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.action !== "observe" && !isTried(finding));

const asCoded = (error: unknown): ProbityError =>
  error instanceof ProbityError
    ? error
    : new ProbityError("PROBITY_E_PRECHECK", "unexpected failure", { cause: error });

/** Puts the chosen findings through the circuit breakers and leaves the others as they are. */
const weakened = (
  parts: PrecheckParts,
  active: ActiveBundle,
  findings: readonly Finding[],
  isChosen: (finding: Finding) => boolean,
): readonly Finding[] => {
  const done = parts.weaken(active, findings.filter(isChosen)).values();
  return findings.map((finding) => (isChosen(finding) ? (done.next().value ?? finding) : finding));
};

const requestOf = (parts: PrecheckParts, context: HookContext, decisionId: string): PrecheckRequest => {
  const { type, data, time } = context;
  const optional = {
    subject: parts.subject,
    record: context.record,
    unit: context.unit,
    district: context.district,
    region: context.region,
    ...parts.ahead(),
  };
  const given = Object.entries(optional).filter((entry) => entry[1] !== undefined);
  return { decisionId, type, data, time, deadlineMs: parts.deadlineMs, ...Object.fromEntries(given) };
};

/** `otherwise` judges without the server. */
const askServer = function* (
  parts: PrecheckParts,
  remote: RemotePrecheck,
  frame: DecisionFrame,
  context: HookContext,
  otherwise: () => Judgement,
): Flow<Judgement> {
  try {
    const answer = yield remote(requestOf(parts, context, frame.decisionId), parts.deadlineMs);
    // The flow's driver hands back what `remote` resolved to.
    const judgement = answer as Awaited<ReturnType<RemotePrecheck>>;
    return { judged: { ...frame, ...judgement, source: "remote" }, findings: [] };
  } catch (cause) {
    const error = asCoded(cause);
    parts.onError(error);
    const local = otherwise();
    return { ...local, judged: degrade(local.judged, [error.code]) };
  }
};

/**
 * The breakers count what was tried here at once, and what was not tried only where the server does not judge it: it has
 * breakers of its own. A block that the server cannot lift is not worth asking it.
 */
const judgeActive = function* (
  parts: PrecheckParts,
  frame: DecisionFrame,
  context: HookContext,
  active: ActiveBundle,
): Flow<Judgement> {
  const { remote } = parts;
  if (!parts.knownType) throw new ProbityError("PROBITY_E_EVENT_TYPE", `${frame.type} is not known`);
  const { findings } = active.evaluator.evaluate(context);
  const conclude = (all: readonly Finding[]): Judgement => judgeLocally(frame, all, active, parts.now());
  const tried = weakened(parts, active, findings, isTried);
  const alone = (): Judgement => conclude(weakened(parts, active, tried, (finding) => !isTried(finding)));
  if (remote === undefined || !needsServer(findings)) return alone();
  if (conclude(tried.filter(isTried)).judged.outcome === "block") return conclude(tried);
  return yield* askServer(parts, remote, frame, context, alone);
};

const judge = function* (parts: PrecheckParts, frame: DecisionFrame, context: HookContext): Flow<Judgement> {
  const { active, remote } = parts;
  const unjudged = (code: string): Judgement => ({
    judged: unchecked(frame, parts.onUnavailable, [code]),
    findings: [],
  });
  if (active === undefined) {
    const local = unjudged("PROBITY_E_BUNDLE_NONE");
    if (remote === undefined || local.judged.outcome === "block") return local;
    return yield* askServer(parts, remote, frame, context, () => local);
  }
  try {
    return yield* judgeActive(parts, frame, context, active);
  } catch (cause) {
    const error = asCoded(cause);
    parts.onError(error);
    yield* runError(parts.run, context, error);
    return unjudged(error.code);
  }
};

/**
 * One pre-check from hooks to judgement. `seal` makes the final decision of it (token, log entry); the `finally` hooks
 * run behind that.
 */
export const precheckFlow = function* <Sealed>(
  parts: PrecheckParts,
  frame: DecisionFrame,
  start: HookContext,
  seal: (context: HookContext, judgement: Judgement) => Sealed,
): Flow<Sealed> {
  const { context: prepared, failed } = yield* runBefore(parts.run, start);
  const context = prepared === start ? start : parts.protect(prepared);
  const judgement = yield* judge(parts, frame, context);
  const judged: Judged = yield* runAfter(parts.run, context, degrade(judgement.judged, failed));
  const sealed = seal(context, { ...judgement, judged });
  yield* runFinally(parts.run, context, judged);
  return sealed;
};
