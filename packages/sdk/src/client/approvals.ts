import type { Approval, Decision } from "@probity/contracts";
import type { DecisionClaims } from "../token/claims.ts";
import { askServer, foreign, ownClaims, paused, refuse, type ServerCalls } from "./ask-server.ts";
import type { Core } from "./core.ts";
import type { ApprovalAnswer, ApprovalAsk } from "./probity.ts";

const isApproval = (value: object): value is Approval =>
  ["id", "decisionId", "payloadDigest", "state"].every(
    (name) => typeof Reflect.get(value, name) === "string",
  ) && Array.isArray(Reflect.get(value, "candidates"));

/** The draft's token with who agreed to it, as long as the agreement holds. */
const approvedToken = (
  core: Core,
  calls: ServerCalls,
  claims: DecisionClaims,
  approval: Approval,
): string | undefined => {
  const { id, state, approverId, validUntil = "" } = approval;
  const exp = Math.floor(Date.parse(validUntil) / 1000);
  if (state !== "agreed" || approverId === undefined || !Number.isSafeInteger(exp)) return undefined;
  // What was agreed to is this very draft, or it is nothing.
  if (approval.decisionId !== claims.jti || approval.payloadDigest !== claims.dig) return undefined;
  const iat = Math.floor(core.clock.now() / 1000);
  return calls.signClaims({ ...claims, apr: id, sap: approverId, iat, exp }, core.tokenKey);
};

const answerOf = (
  core: Core,
  calls: ServerCalls,
  claims: DecisionClaims,
  approval: Approval,
): ApprovalAnswer => ({
  ok: true,
  approval,
  token: approvedToken(core, calls, claims, approval),
});

/** No raw identifier leaves the host: persons are named as in events. */
const protect = (core: Core, asked: ApprovalAsk): ApprovalAsk => {
  const { person } = core.privacy;
  return {
    ...asked,
    requesterId: person(asked.requesterId),
    editors: asked.editors?.map(person),
    candidates: asked.candidates.map((one) => ({
      ...one,
      personId: person(one.personId),
      supervisors: one.supervisors?.map(person),
    })),
  };
};

const withAddresses = ({ endpoint }: ServerCalls, approval: Approval): Approval => ({
  ...approval,
  candidates: approval.candidates.map((one) =>
    one.path === undefined
      ? one
      : { ...one, url: `${endpoint.origin}${endpoint.pathname.replace(/\/$/, "")}${one.path}` },
  ),
});

/** Asks for a second approver; see `Probity.requestApproval`. Never rejects. */
export const requestApproval = async (
  core: Core,
  calls: ServerCalls,
  decision: Decision,
  asked: ApprovalAsk,
): Promise<ApprovalAnswer> => {
  try {
    const claims = ownClaims(core, calls, decision.token);
    if (claims === undefined) return foreign;
    const { decisionId, type, payloadDigest } = decision;
    const findings = decision.findings.map(({ level, name, message }) => ({ level, name, message }));
    const subject = asked.subject ?? claims.sub;
    const own = { ...protect(core, asked), decisionId, type, payloadDigest, findings, subject };
    const answer = await askServer(calls, "/v1/approvals", isApproval, own);
    return answer.ok ? answerOf(core, calls, claims, withAddresses(calls, answer.said)) : answer;
  } catch (cause) {
    return refuse("PROBITY_E_REQUEST", `the request cannot be read: ${String(cause)}`);
  }
};

const firstPauseMs = 500;
const longestPauseMs = 5_000;

/** How a request stands; see `Probity.approval`. Never rejects. */
export const approval = async (
  core: Core,
  calls: ServerCalls,
  token: string,
  {
    waitMs = 0,
    signal,
  }: { readonly waitMs?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<ApprovalAnswer> => {
  const claims = ownClaims(core, calls, token);
  if (claims === undefined) return foreign;
  const path = `/v1/approvals?decisionId=${encodeURIComponent(claims.jti)}`;
  const end = core.clock.monotonic() + waitMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    const answer = await askServer(calls, path, isApproval);
    const left = end - core.clock.monotonic();
    // A server that is away may be back within the time.
    const open = answer.ok ? answer.said.state === "open" : answer.code === "PROBITY_E_SERVER_UNREACHABLE";
    if (!open || left <= 0 || core.closed() || signal?.aborted === true)
      return answer.ok ? answerOf(core, calls, claims, answer.said) : answer;
    // oxlint-disable-next-line no-await-in-loop
    await paused(Math.min(pause, left), signal);
  }
};
