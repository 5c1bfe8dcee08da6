import type { Finding, JsonObject, PrecheckRequest, RemoteDecision } from "@probity/contracts";
import { textIn } from "../decisions/index.ts";
import type { PendingEvent } from "../watch/index.ts";
import { isPlain } from "../plain-text.ts";

const mostFindings = 1_000;
const mostReasons = 100;

/**
 * The log entry of an answered pre-check, as an SDK writes it, for callers that have none: with it, a pre-check that is
 * never closed and an act that claims another answer are found (PC-4).
 */
export function openedEvent(
  source: string,
  request: PrecheckRequest,
  decision: RemoteDecision,
  {
    findings,
    subject,
    now,
  }: { readonly findings: readonly Finding[]; readonly subject: string | undefined; readonly now: Date },
): PendingEvent {
  const { decisionId: id, type: decisionPoint, outcome, payloadDigest, expiresAt } = decision;
  const { unit, district, region } = request;
  const place = Object.entries({ unitId: unit, district, region }).filter(([, name]) => name !== undefined);
  const observed = findings.length > 0 && findings.every(({ action }) => action === "observe");
  const precheck: JsonObject = {
    id,
    stage: "opened",
    decisionPoint,
    outcome,
    findings: findings.slice(0, mostFindings).map(noted),
    openedAt: now.toISOString(),
    expiresAt,
    draftHash: payloadDigest,
    judgedAt: request.time ?? now.toISOString(),
    ...Object.fromEntries(place),
    mode: observed ? "shadow" : "enforced",
    answeredBy: "remote",
    degraded: decision.degraded,
    degradedReasons: decision.degradedReasons.slice(0, mostReasons),
    bundleVersion: decision.bundleVersion,
    bundleHash: decision.bundleHash,
  };
  return {
    source,
    type: "precheck.decision.recorded",
    eventId: `precheck-opened-${id}`,
    subject: subject !== undefined && isPlain(subject) ? subject : id,
    data: { ...actorOf(request), precheck },
  };
}

const noted = ({ rule, binding, result, action, weakenedFrom, exception }: Finding): JsonObject => ({
  indicatorId: rule,
  result,
  bindingId: binding,
  action,
  ...(weakenedFrom !== undefined && { weakenedFrom }),
  ...(exception !== undefined && { exception }),
});

/** Who asks, for whoever reviews it. Nobody checked the draft against its schema. */
function actorOf({ data }: PrecheckRequest): JsonObject {
  const actor: unknown = data["actor"];
  if (typeof actor !== "object" || actor === null) return {};
  // From a JSON body.
  const block = actor as JsonObject;
  const known = { personId: textIn(block, "personId"), unitId: textIn(block, "unitId") };
  return { actor: Object.fromEntries(Object.entries(known).filter(([, name]) => name !== undefined)) };
}
