import { ProbityError, type Decision, type JsonObject } from "@probity/contracts";
import { precheckEvent } from "../precheck/opened-event.ts";
import { peekClaims, readClaims } from "../token/jwt.ts";
import { report, type Core } from "./core.ts";
import { emit } from "./emit.ts";
import type { CommitOptions } from "./probity.ts";
import { createReceipt, type Receipt } from "./receipt.ts";

/** The part of a decision that its closing repeats. */
interface Closing {
  readonly decisionId: string;
  readonly type: string;
  readonly outcome: string;
  readonly bundleHash: string;
  readonly payloadDigest: string;
  readonly subject: string | undefined;
  /** The block was overridden. */
  readonly breakGlass: boolean;
  /** Of a second approver who agreed at the server. */
  readonly secondApproverId?: string | undefined;
  readonly approvalId?: string | undefined;
}

/** A decision of this process; only a token says that it was overridden. */
const closingOfDecision = (decision: Decision): Closing => ({
  ...decision,
  subject: peekClaims(decision.token)?.sub,
  breakGlass: false,
});

/** Reads a decision or a token that this source signed; expiry does not matter, the act happened. */
export const closingOf = (core: Core, decision: Decision | string): Closing | undefined => {
  if (typeof decision !== "string") return closingOfDecision(decision);
  const claims = readClaims(decision, core.tokenKey);
  if (claims === undefined) return undefined;
  return {
    decisionId: claims.jti,
    type: claims.typ,
    outcome: claims.out,
    bundleHash: claims.bnd,
    payloadDigest: claims.dig,
    subject: claims.sub,
    breakGlass: claims.bg === true,
    secondApproverId: claims.sap,
    approvalId: claims.apr,
  };
};

const record = (core: Core, closing: Closing, stage: string, more: JsonObject): Receipt => {
  const precheck = {
    id: closing.decisionId,
    stage,
    decisionPoint: closing.type,
    outcome: closing.outcome,
    draftHash: closing.payloadDigest,
    bundleHash: closing.bundleHash,
    ...(closing.breakGlass && { breakGlass: true }),
    ...more,
  };
  return emit(core, precheckEvent, { precheck }, { subject: closing.subject });
};

const unreadable = (core: Core): ProbityError => {
  const error = new ProbityError("PROBITY_E_TOKEN_INVALID", "the decision token is not of this source");
  report(core, error);
  return error;
};

/** Emits the act and closes its decision; see `Probity.commit`. */
export const commit = (
  core: Core,
  decision: Decision | string,
  data: unknown,
  options: CommitOptions = {},
): Receipt => {
  const { acknowledged, justification, time, traceparent } = options;
  const closing = closingOf(core, decision);
  const secondApproverId = closing?.secondApproverId ?? options.secondApproverId;
  if (closing === undefined) {
    unreadable(core);
    const type = options.type ?? peekClaims(decision)?.typ ?? "unknown.act.committed";
    return emit(core, type, data, { time, traceparent });
  }
  const followed = {
    precheckId: closing.decisionId,
    outcome: closing.outcome,
    bundleHash: closing.bundleHash,
    acknowledged,
    justification,
    secondApproverId,
  };
  // The public method types the data; a value that is no object is refused by emit.
  const act = typeof data === "object" ? { ...(data as JsonObject), decision: followed } : data;
  const receipt = emit(core, closing.type, act, { time, traceparent });
  try {
    record(core, closing, "committed", {
      justification,
      secondApproverId,
      approvalId: closing.approvalId,
      actEventId: receipt.id,
    });
  } catch {
    // A full spool under `throw` was counted and told by emit; the act itself is safe.
  }
  return receipt;
};

/** Closes a decision whose act did not happen; see `Probity.abandon`. */
export const abandon = (core: Core, decision: Decision | string, reason: string | undefined): Receipt => {
  const closing = closingOf(core, decision);
  if (closing !== undefined) return record(core, closing, "aborted", { abandonReason: reason });
  // Nothing of a token that is not ours may reach the log: it could close somebody else's decision.
  const error = unreadable(core);
  return createReceipt("", "nowhere", () => Promise.reject(error));
};
