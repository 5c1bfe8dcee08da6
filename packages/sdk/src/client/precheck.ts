import { ProbityError, type Decision, type Finding, type JsonObject } from "@probity/contracts";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import type { Hook, HookContext, Judged } from "../hooks/hook.ts";
import { runAsync, runSync, type Flow } from "../hooks/drive.ts";
import type { Judgement } from "../precheck/judged.ts";
import { unchecked, type DecisionFrame } from "../precheck/judge-locally.ts";
import { openedData, precheckEvent } from "../precheck/opened-event.ts";
import { precheckFlow, type Ahead } from "../precheck/precheck-flow.ts";
import { digestOf } from "../token/digest.ts";
import { signClaims } from "../token/jwt.ts";
import { applyBreaker } from "./breaker.ts";
import { abandon, closingOf } from "./close-decision.ts";
import { asJsonObject, findSubject, hookRun, isKnownType, report, timeOf, type Core } from "./core.ts";
import { emit } from "./emit.ts";
import type { PrecheckOptions } from "./probity.ts";

const sign = (core: Core, judged: Judged, subject: string | undefined): Decision => {
  const now = core.clock.now();
  const token = signClaims(
    {
      jti: judged.decisionId,
      iss: core.source,
      sub: subject,
      typ: judged.type,
      dig: judged.payloadDigest,
      out: judged.outcome,
      bnd: judged.bundleHash,
      bv: judged.bundleVersion,
      deg: judged.degraded,
      iat: Math.floor(now / 1000),
      exp: Math.floor(Date.parse(judged.expiresAt) / 1000),
    },
    core.tokenKey,
  );
  return { ...judged, token };
};

/** What a decision is sealed with beside its judgement. */
interface Sealing {
  readonly hooks: readonly Hook[] | undefined;
  /** The draft itself was judged, not what hooks made of it: only then can anybody judge it again (RU-6). */
  readonly isDraft: boolean;
  /** The decision that this one takes the place of. */
  readonly replaces?: PrecheckOptions["replaces"];
}

const isDraft = (judged: JsonObject, draft: JsonObject, digest: string): boolean => {
  if (judged === draft) return true;
  try {
    return digestOf(judged) === digest;
  } catch {
    // A hook brought in what is not JSON.
    return false;
  }
};

/** Makes the decision final: token, counters, log entry. */
const seal = (core: Core, context: HookContext, judgement: Judgement, sealing: Sealing): Decision => {
  const { judged } = judgement;
  const subject = findSubject(core, context.type, context.data);
  const decision = sign(core, judged, subject);
  core.counters.answered += 1;
  if (decision.degraded) core.counters.degraded += 1;
  try {
    // Of the same process as the act, so that a reviewer sees the attempt beside what happened.
    const data = openedData(context, judgement, timeOf(core, undefined), sealing.isDraft);
    emit(core, precheckEvent, data, { hooks: sealing.hooks, subject });
    const { replaces } = sealing;
    if (replaces !== undefined) abandon(core, replaces, `replaced by ${judged.decisionId}`);
  } catch {
    // A full spool under `throw` was counted and told by emit; the answer still goes out.
  }
  return decision;
};

const frameOf = (core: Core, type: string, data: JsonObject): DecisionFrame => ({
  decisionId: core.nextId(),
  type,
  payloadDigest: digestOf(data),
  expiresAt: new Date(core.clock.now() + core.decisionTtlMs).toISOString(),
});

/** The same context without the raw identifiers that a hook brought in. */
const protect = (core: Core, context: HookContext): HookContext => {
  const { type, record } = context;
  return Object.freeze({
    ...context,
    data: core.privacy.data(type, context.data),
    record: record && core.privacy.record(record),
  });
};

/** The answer when even the frame of a decision could not be made: no token of it verifies for any data. */
const failed = (core: Core, type: string, cause: unknown): Decision => {
  const error =
    cause instanceof ProbityError
      ? cause
      : new ProbityError("PROBITY_E_PRECHECK", `pre-check of ${type}`, { cause });
  report(core, error);
  const frame: DecisionFrame = {
    decisionId: core.nextId(),
    type,
    payloadDigest: "",
    expiresAt: new Date(core.clock.now() + core.decisionTtlMs).toISOString(),
  };
  const judged = unchecked(frame, core.onUnavailable, [error.code]);
  const context: HookContext = { operation: "precheck", type, data: {}, time: timeOf(core, undefined) };
  return seal(core, context, { judged, findings: [] }, { hooks: undefined, isDraft: false });
};

const aheadOf = (core: Core, { replaces }: PrecheckOptions): Ahead => {
  const { after } = core;
  // Once for each place: where sending it fails, the sender tries again by itself.
  if (after !== core.hurried) core.store.hurry();
  core.hurried = after;
  return { after, replaces: replaces && closingOf(core, replaces)?.decisionId };
};

const flowOf = (
  core: Core,
  type: string,
  data: unknown,
  options: PrecheckOptions,
  remote: Core["remote"],
): Flow<Decision> => {
  const safe = core.privacy.data(type, asJsonObject(data));
  const frame = frameOf(core, type, safe);
  const { unit, district, region } = options;
  const context: HookContext = {
    operation: "precheck",
    type,
    data: safe,
    record: options.record && core.privacy.record(options.record),
    unit,
    district,
    region,
    time: timeOf(core, options.time),
  };
  const subject = findSubject(core, type, safe);
  const parts = {
    run: hookRun(core, "precheck", options.hooks),
    active: core.active(),
    knownType: isKnownType(core, type),
    remote,
    deadlineMs: Math.max(1, Math.round(options.deadlineMs ?? core.deadlineMs)),
    subject,
    ahead: () => aheadOf(core, options),
    onUnavailable: core.onUnavailable,
    now: () => core.clock.now(),
    weaken: (active: ActiveBundle, findings: readonly Finding[]) =>
      applyBreaker(core, active, { type, process: subject ?? frame.payloadDigest }, findings),
    protect: (changed: HookContext) => protect(core, changed),
    onError: (error: ProbityError) => report(core, error),
  };
  return precheckFlow(parts, frame, context, (judgedContext, judgement) =>
    seal(core, judgedContext, judgement, {
      hooks: options.hooks,
      replaces: options.replaces,
      isDraft: isDraft(judgedContext.data, safe, frame.payloadDigest),
    }),
  );
};

/** Judges with the server where needed; see `Probity.precheck`. Never rejects. */
export const precheck = async (
  core: Core,
  type: string,
  data: unknown,
  options: PrecheckOptions = {},
): Promise<Decision> => {
  const span = core.telemetry().precheck(type);
  let decision: Decision;
  try {
    decision = await runAsync(flowOf(core, type, data, options, core.remote));
  } catch (cause) {
    decision = failed(core, type, cause);
  }
  span.end(decision);
  return decision;
};

/** Judges in this process alone; see `Probity.precheckLocal`. Never throws. */
export const precheckLocal = (
  core: Core,
  type: string,
  data: unknown,
  options: PrecheckOptions = {},
): Decision => {
  const span = core.telemetry().precheck(type);
  let decision: Decision;
  try {
    decision = runSync(flowOf(core, type, data, options, undefined));
  } catch (cause) {
    decision = failed(core, type, cause);
  }
  span.end(decision);
  return decision;
};
