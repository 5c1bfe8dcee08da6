import { ProbityError, type ErrorCode, type JsonObject } from "@probity/contracts";
import { precheckEvent } from "../precheck/opened-event.ts";
import type { DecisionClaims } from "../token/claims.ts";
import { filled } from "../token/filled.ts";
import { signClaims } from "../token/jwt.ts";
import { readValid } from "../token/verify-decision.ts";
import type { Core } from "./core.ts";
import { emit } from "./emit.ts";
import type { BreakGlass, Override } from "./probity.ts";

const maxName = 200;
const maxReason = 100_000;

type Refused = Extract<Override, { readonly ok: false }>;

const refuse = (code: ErrorCode, message: string): Refused => ({ ok: false, code, message });
const deny = (message: string): Refused => refuse("PROBITY_E_BREAK_GLASS", message);

/** What the person still lacks. */
const lacking = (core: Core, claims: DecisionClaims, by: BreakGlass): Refused | undefined => {
  if (claims.out !== "block") return deny(`the decision was ${claims.out}, only a block can be overridden`);
  if (claims.bg === true) return deny("the block was overridden already");
  if (!filled(by.personId) || by.personId.length > maxName) return deny("no person is named");
  if (!filled(by.reason) || by.reason.length > maxReason) return deny("no reason is given");
  const roles = core.active()?.evaluator.bundle.breakGlass?.roles ?? [];
  return roles.includes(by.role) ? undefined : deny(`${JSON.stringify(by.role)} is not among the roles`);
};

const dataOf = (claims: DecisionClaims, { personId, role, reason }: BreakGlass): JsonObject => ({
  precheck: {
    id: claims.jti,
    stage: "overridden",
    decisionPoint: claims.typ,
    outcome: claims.out,
    draftHash: claims.dig,
    bundleVersion: claims.bv,
    bundleHash: claims.bnd,
    breakGlass: true,
    breakGlassRole: role,
    breakGlassBy: personId,
    justification: reason,
  },
});

const override = (core: Core, token: string, by: BreakGlass): Override => {
  if (core.closed()) return refuse("PROBITY_E_CLOSED", "the client is shut down");
  const now = core.clock.now();
  const valid = readValid(token, { key: core.tokenKey, source: core.source, now });
  if (!valid.ok) return valid;
  const claims = valid.decision;
  const refused = lacking(core, claims, by);
  if (refused !== undefined) return refused;
  const { id, stored } = emit(core, precheckEvent, dataOf(claims, by), { subject: claims.sub });
  // Nobody overrides unseen: in memory it could still be lost.
  if (stored !== "disk") return deny("it could not be recorded on the disk");
  const decision = { ...claims, bg: true, iat: Math.floor(now / 1000) };
  return { ok: true, token: signClaims(decision, core.tokenKey), decision, eventId: id };
};

/** Lets a blocked act go on, recorded; see `Probity.breakGlass`. Never throws. */
export const breakGlass = (core: Core, token: string, by: BreakGlass): Override => {
  try {
    return override(core, token, by);
  } catch (cause) {
    const why = cause instanceof ProbityError ? cause.code : "an unexpected failure";
    return deny(`it could not be recorded: ${why}`);
  }
};
