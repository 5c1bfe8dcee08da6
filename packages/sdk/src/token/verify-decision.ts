import { ProbityError, type ErrorCode, type JsonObject } from "@probity/contracts";
import { subjectOf } from "@probity/engine";
import type { DecisionClaims } from "./claims.ts";
import { digestOf } from "./digest.ts";
import { filled } from "./filled.ts";
import { readClaims } from "./jwt.ts";

/** The act as submitted, with what the approver added. */
export interface SubmittedAct<Data = JsonObject> {
  readonly type: string;
  /** Must equal the draft that was pre-checked. */
  readonly data: Data;
  /** The approver confirmed having read the findings; needed after `warn`. */
  readonly acknowledged?: boolean | undefined;
  /** Needed after `justify`. */
  readonly justification?: string | undefined;
  /**
   * Needed after `second_approver`, from the host's own session, and never the actor's; not looked at where the token says
   * who agreed at the server.
   */
  readonly secondApproverId?: string | undefined;
  /** Who acts. Default: `data.actor.personId`. */
  readonly actorId?: string | undefined;
}

/** Whether the act may go on. */
export type Verification =
  | { readonly ok: true; readonly decision: DecisionClaims }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

const refuse = (code: ErrorCode, message: string): Verification => ({ ok: false, code, message });

const actorOf = (act: SubmittedAct): string | undefined => {
  if (act.actorId !== undefined) return act.actorId;
  return subjectOf(act.data, ["actor.personId"]);
};

const secondApprover = (
  act: SubmittedAct,
  { sap }: DecisionClaims,
  asksServer: boolean | undefined,
): Verification | undefined => {
  const code = "PROBITY_E_DECISION_SECOND_APPROVER";
  if (asksServer && sap === undefined) return refuse(code, "nobody has agreed at the server");
  const second = sap ?? act.secondApproverId;
  if (!filled(second)) return refuse(code, "no second approver");
  const actor = actorOf(act);
  if (!filled(actor)) return refuse(code, "the actor is not known, so nobody can be another person");
  if (actor.trim() === second.trim()) return refuse(code, "the second approver is the actor");
  return undefined;
};

/** What the outcome still asks of the approver. */
const unmet = (
  claims: DecisionClaims,
  act: SubmittedAct,
  { asksServer }: TokenContext,
): Verification | undefined => {
  const { out, bg } = claims;
  // Who broke the glass, and why, is in the log already.
  if (out === "block" && bg === true) return undefined;
  if (out === "block") return refuse("PROBITY_E_DECISION_BLOCKED", "the decision was block");
  if (out === "warn" && act.acknowledged !== true) {
    return refuse("PROBITY_E_DECISION_ACKNOWLEDGEMENT", "the decision was warn");
  }
  if (out === "justify" && !filled(act.justification)) {
    return refuse("PROBITY_E_DECISION_JUSTIFICATION", "the decision was justify");
  }
  return out === "second_approver" ? secondApprover(act, claims, asksServer) : undefined;
};

const sameData = (act: SubmittedAct, digest: string): boolean => {
  try {
    return digestOf(act.data) === digest;
  } catch {
    return false;
  }
};

/** Where and when a token is looked at. */
export interface TokenContext {
  readonly key: Buffer;
  readonly source: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Second approvers are asked at the server: a name that the host gives does not count. */
  readonly asksServer?: boolean | undefined;
}

/** The claims of a token that this source signed and that has not expired. */
export const readValid = (token: unknown, { key, source, now }: TokenContext): Verification => {
  const claims = readClaims(token, key);
  if (claims === undefined || claims.iss !== source)
    return refuse("PROBITY_E_TOKEN_INVALID", "no token of this source");
  const expiry = claims.exp * 1000;
  if (now >= expiry) return refuse("PROBITY_E_TOKEN_EXPIRED", `expired at ${new Date(expiry).toISOString()}`);
  return { ok: true, decision: claims };
};

/** Checks a submitted act, read by `submitted`, against its decision token. Never throws; a refusal is never `ok` by default. */
export const verifyDecision = (
  token: unknown,
  submitted: () => SubmittedAct,
  context: TokenContext,
): Verification => {
  try {
    const act = submitted();
    const valid = readValid(token, context);
    if (!valid.ok) return valid;
    const claims = valid.decision;
    if (claims.typ !== act.type)
      return refuse("PROBITY_E_TOKEN_TYPE", `decided for ${claims.typ}, not ${act.type}`);
    if (!sameData(act, claims.dig)) return refuse("PROBITY_E_TOKEN_PAYLOAD", "the data is not the draft's");
    return unmet(claims, act, context) ?? { ok: true, decision: claims };
  } catch (cause) {
    const error = new ProbityError("PROBITY_E_TOKEN_INVALID", "the token or act cannot be read", { cause });
    return refuse(error.code, error.message);
  }
};
