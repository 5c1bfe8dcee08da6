import { outcomes, ProbityError, type DisclosedFinding, type PrecheckRequest } from "@probity/contracts";
import type { Judged } from "../hooks/hook.ts";
import type { Transport, TransportAnswer } from "../sender/transport.ts";

/** What of a decision comes from the server; the SDK adds id, digest, expiry and token itself. */
export type RemoteJudgement = Pick<
  Judged,
  "outcome" | "findings" | "degraded" | "degradedReasons" | "bundleVersion" | "bundleHash"
>;

/** Asks the server once. Rejects with a coded error when no answer comes within the deadline. */
export type RemotePrecheck = (request: PrecheckRequest, deadlineMs: number) => Promise<RemoteJudgement>;

const maxFindings = 100;

const isFinding = (value: unknown): value is DisclosedFinding =>
  typeof value === "object" && value !== null && "result" in value && "name" in value && "message" in value;

const parse = (body: Uint8Array): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    // Every field that is used is checked below.
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through to the empty object, which has no outcome.
  }
  return {};
};

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string").slice(0, maxFindings) : [];

/** Why an answer other than 200 is none. */
const failureOf = (status: number, body: Uint8Array): ProbityError => {
  const message = `pre-check answered ${status}`;
  if (status === 401 || status === 403) return new ProbityError("PROBITY_E_KEY_REFUSED", message);
  if (parse(body)["code"] === "PROBITY_E_DEADLINE")
    return new ProbityError("PROBITY_E_SERVER_DEADLINE", message);
  const busy = status === 429 || status >= 500;
  return new ProbityError(busy ? "PROBITY_E_SERVER_UNREACHABLE" : "PROBITY_E_SERVER_ANSWER", message);
};

/** Reads the answer of `POST /v1/precheck`. @throws ProbityError `PROBITY_E_SERVER_*`, `PROBITY_E_KEY_REFUSED` */
export const readRemoteAnswer = ({ status, body }: TransportAnswer): RemoteJudgement => {
  if (status !== 200) throw failureOf(status, body);
  const answer = parse(body);
  const outcome = outcomes.find((known) => known === answer["outcome"]);
  const { bundleVersion, bundleHash, findings } = answer;
  if (outcome === undefined || typeof bundleHash !== "string" || typeof bundleVersion !== "number") {
    throw new ProbityError("PROBITY_E_SERVER_ANSWER", "the pre-check's answer is not a decision");
  }
  return {
    outcome,
    findings: Array.isArray(findings) ? findings.filter(isFinding).slice(0, maxFindings) : [],
    degraded: answer["degraded"] !== false,
    degradedReasons: texts(answer["degradedReasons"]),
    bundleVersion,
    bundleHash,
  };
};

/** Pre-checks over HTTP. */
export const createRemotePrecheck =
  (transport: Transport, key: string): RemotePrecheck =>
  async (request, deadlineMs) => {
    let answer: TransportAnswer;
    try {
      answer = await transport.request({
        method: "POST",
        path: "/v1/precheck",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: [Buffer.from(JSON.stringify(request))],
        timeoutMs: deadlineMs,
        keepAlive: true,
      });
    } catch (cause) {
      const late = cause instanceof Error && cause.name === "TimeoutError";
      const code = late ? "PROBITY_E_SERVER_DEADLINE" : "PROBITY_E_SERVER_UNREACHABLE";
      throw new ProbityError(code, `pre-check of ${request.type}`, { cause });
    }
    return readRemoteAnswer(answer);
  };
