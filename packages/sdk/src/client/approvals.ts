import type { Approval, ApprovalRequest, Decision, ErrorCode } from "@probity/contracts";
import type { Transport, TransportAnswer } from "../sender/transport.ts";
import type { DecisionClaims } from "../token/claims.ts";
import type { readClaims, signClaims } from "../token/jwt.ts";
import type { Core } from "./core.ts";
import type { ApprovalAnswer, ApprovalAsk } from "./probity.ts";

// Loaded when it is needed; whatever it imported itself would become a part of every start.

/** How the server is asked. */
export interface ServerCalls {
  readonly transport: Transport;
  readonly key: string;
  readonly timeoutMs: number;
  readonly endpoint: URL;
  readonly readClaims: typeof readClaims;
  readonly signClaims: typeof signClaims;
}

type Refused = Extract<ApprovalAnswer, { readonly ok: false }>;

const refuse = (code: ErrorCode, message: string): Refused => ({ ok: false, code, message });

const parse = ({ body }: TransportAnswer): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    // Every field that is used is checked below.
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Not JSON: it has none of the fields that are looked for.
  }
  return {};
};

const isApproval = (value: object): value is Approval =>
  ["id", "decisionId", "payloadDigest", "state"].every(
    (name) => typeof Reflect.get(value, name) === "string",
  ) && Array.isArray(Reflect.get(value, "candidates"));

/** Asks the server once; every failure has a code. */
const ask = async (
  { transport, key, timeoutMs }: ServerCalls,
  path: string,
  body?: ApprovalRequest,
): Promise<{ readonly ok: true; readonly approval: Approval } | Refused> => {
  let answer: TransportAnswer;
  try {
    answer = await transport.request({
      method: body === undefined ? "GET" : "POST",
      path,
      headers: { authorization: `Bearer ${key}`, ...(body && { "content-type": "application/json" }) },
      body: body && [Buffer.from(JSON.stringify(body))],
      timeoutMs,
      keepAlive: true,
    });
  } catch (cause) {
    return refuse("PROBITY_E_SERVER_UNREACHABLE", `no answer: ${String(cause)}`);
  }
  const said = parse(answer);
  if (answer.status < 300 && isApproval(said)) return { ok: true, approval: said };
  const { code, title, detail } = said;
  const message = [title, detail].filter((text) => typeof text === "string").join(" ");
  // The server's codes are those of the table; a newer one is passed on.
  const known = typeof code === "string" ? (code as ErrorCode) : "PROBITY_E_SERVER_ANSWER";
  return refuse(known, message || `status ${answer.status}`);
};

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

const foreign = refuse("PROBITY_E_TOKEN_INVALID", "no token of this source");

/** Only what this source signed is signed again; expired or not, the question was asked in time. */
const ownClaims = (core: Core, calls: ServerCalls, token: string): DecisionClaims | undefined => {
  const claims = calls.readClaims(token, core.tokenKey);
  return claims?.iss === core.source ? claims : undefined;
};

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
    const answer = await ask(calls, "/v1/approvals", own);
    return answer.ok ? answerOf(core, calls, claims, withAddresses(calls, answer.approval)) : answer;
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
    const answer = await ask(calls, path);
    const left = end - core.clock.monotonic();
    // A server that is away may be back within the time.
    const open = answer.ok
      ? answer.approval.state === "open"
      : answer.code === "PROBITY_E_SERVER_UNREACHABLE";
    if (!open || left <= 0 || core.closed() || signal?.aborted === true)
      return answer.ok ? answerOf(core, calls, claims, answer.approval) : answer;
    // oxlint-disable-next-line no-await-in-loop
    await paused(Math.min(pause, left), signal);
  }
};

const paused = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
  });
