import type { ErrorCode } from "@probity/contracts";
import type { Transport, TransportAnswer } from "../sender/transport.ts";
import type { DecisionClaims } from "../token/claims.ts";
import type { readClaims, signClaims } from "../token/jwt.ts";
import type { Core } from "./core.ts";

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

/** Why something was not done. */
export interface Refused {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly message: string;
}

/** The same, made. */
export const refuse = (code: ErrorCode, message: string): Refused => ({ ok: false, code, message });

/** Refuses a token of somebody else. */
export const foreign: Refused = refuse("PROBITY_E_TOKEN_INVALID", "no token of this source");

/** Only what this source signed is its own; expired or not, the question was asked in time. */
export const ownClaims = (core: Core, calls: ServerCalls, token: string): DecisionClaims | undefined => {
  const claims = calls.readClaims(token, core.tokenKey);
  return claims?.iss === core.source ? claims : undefined;
};

const parse = ({ body }: TransportAnswer): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    // Every field that is used is checked by the caller.
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Not JSON: it has none of the fields that are looked for.
  }
  return {};
};

/** Asks the server once, with a body by POST; every failure has a code. */
export const askServer = async <Said extends object>(
  { transport, key, timeoutMs }: ServerCalls,
  path: string,
  isAnswer: (said: object) => said is Said,
  body?: object,
): Promise<{ readonly ok: true; readonly said: Said } | Refused> => {
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
  if (answer.status < 300 && isAnswer(said)) return { ok: true, said };
  const { code, title, detail } = said;
  const message = [title, detail].filter((text) => typeof text === "string").join(" ");
  // The server's codes are those of the table; a newer one is passed on.
  const known = typeof code === "string" ? (code as ErrorCode) : "PROBITY_E_SERVER_ANSWER";
  return refuse(known, message || `status ${answer.status}`);
};

/** Waits, until the signal at most. */
export const paused = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
  });
