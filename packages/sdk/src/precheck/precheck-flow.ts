import { ProbityError, type Finding, type Outcome, type PrecheckRequest } from "@probity/contracts";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import type { Flow } from "../hooks/drive.ts";
import type { HookContext, Judged } from "../hooks/hook.ts";
import { runAfter, runBefore, runError, runFinally, type HookRun } from "../hooks/run-hooks.ts";
import { judgeLocally, unchecked, type DecisionFrame } from "./judge-locally.ts";
import { degrade, type Judgement } from "./judged.ts";
import type { RemotePrecheck } from "./remote.ts";

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
  readonly onUnavailable: Outcome;
  readonly now: () => number;
  /** Takes raw identifiers out of what the hooks made of the context. */
  readonly protect: (context: HookContext) => HookContext;
  readonly onError: (error: ProbityError) => void;
}

/** Binding rules that this process could not judge alone. */
const needsServer = (findings: readonly Finding[]): boolean =>
  findings.some(
    ({ reason, action }) =>
      action !== "observe" && (reason?.code === "record" || reason?.code === "unavailable"),
  );

const asCoded = (error: unknown): ProbityError =>
  error instanceof ProbityError
    ? error
    : new ProbityError("PROBITY_E_PRECHECK", "unexpected failure", { cause: error });

const judgeHere = (parts: PrecheckParts, frame: DecisionFrame, context: HookContext): Judgement => {
  if (parts.active === undefined)
    return { judged: unchecked(frame, parts.onUnavailable, ["PROBITY_E_BUNDLE_NONE"]), findings: [] };
  if (!parts.knownType) throw new ProbityError("PROBITY_E_EVENT_TYPE", `${frame.type} is not known`);
  return judgeLocally(frame, context, parts.active, parts.now());
};

const requestOf = (parts: PrecheckParts, context: HookContext, decisionId: string): PrecheckRequest => {
  const { type, data, time } = context;
  const optional = {
    subject: parts.subject,
    record: context.record,
    unit: context.unit,
    district: context.district,
    region: context.region,
  };
  const given = Object.entries(optional).filter((entry) => entry[1] !== undefined);
  return { decisionId, type, data, time, deadlineMs: parts.deadlineMs, ...Object.fromEntries(given) };
};

const askServer = function* (
  parts: PrecheckParts,
  remote: RemotePrecheck,
  context: HookContext,
  local: Judgement,
): Flow<Judgement> {
  try {
    const answer = yield remote(requestOf(parts, context, local.judged.decisionId), parts.deadlineMs);
    // The flow's driver hands back what `remote` resolved to.
    const judgement = answer as Awaited<ReturnType<RemotePrecheck>>;
    return { judged: { ...local.judged, ...judgement, source: "remote" }, findings: [] };
  } catch (cause) {
    const error = asCoded(cause);
    parts.onError(error);
    return { ...local, judged: degrade(local.judged, [error.code]) };
  }
};

const judge = function* (parts: PrecheckParts, frame: DecisionFrame, context: HookContext): Flow<Judgement> {
  let local: Judgement;
  try {
    local = judgeHere(parts, frame, context);
  } catch (cause) {
    const error = asCoded(cause);
    parts.onError(error);
    yield* runError(parts.run, context, error);
    return { judged: unchecked(frame, parts.onUnavailable, [error.code]), findings: [] };
  }
  const { remote, active } = parts;
  if (remote === undefined || local.judged.outcome === "block") return local;
  if (active !== undefined && !needsServer(local.findings)) return local;
  return yield* askServer(parts, remote, context, local);
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
