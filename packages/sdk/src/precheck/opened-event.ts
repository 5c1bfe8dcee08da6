import type { Finding, JsonObject } from "@probity/contracts";
import { parseInstant } from "@probity/engine";
import type { HookContext, Judged } from "../hooks/hook.ts";
import type { Judgement } from "./judged.ts";

/** Type under which pre-checks are logged. */
export const precheckEvent = "precheck.decision.recorded";

/** The blocks of the draft that say who acts in which process, so that the log entry can be read alone. */
const commonBlocks = ["actor", "power", "process", "object"] as const;

const commonOf = (data: JsonObject): JsonObject =>
  Object.fromEntries(
    commonBlocks.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]),
  );

const maxFindings = 1000;

/** What every bound rule said, so that the server can judge the draft again and compare (RU-6). */
const judgedBy = (findings: readonly Finding[]): JsonObject[] =>
  findings.slice(0, maxFindings).map(({ rule, binding, result, action, weakenedFrom, exception }) => ({
    indicatorId: rule,
    result,
    bindingId: binding,
    action,
    ...(weakenedFrom !== undefined && { weakenedFrom }),
    ...(exception !== undefined && { exception }),
  }));

/** Whether any rule could have changed the outcome; otherwise they only observed. */
const modeOf = (findings: readonly Finding[]): string =>
  findings.length > 0 && findings.every(({ action }) => action === "observe") ? "shadow" : "enforced";

const disclosed = (judged: Judged): JsonObject[] =>
  judged.findings
    .filter(({ rule }) => rule !== undefined)
    .map(({ rule, result }) => ({ indicatorId: rule, result }));

const maxPlace = 200;

/**
 * When and where the act happens, as the rules saw it; what no rule could read is left out, and so is the moment where
 * the rules saw more than is told here (a hook changed the draft): without it the server does not judge the act again.
 */
const placeOf = ({ time, unit, district, region }: HookContext, isDraft: boolean): JsonObject => {
  const place = Object.entries({ unitId: unit, district, region }).filter(([, name]) => name !== undefined);
  const given = place.filter(([, name]) => (name?.length ?? 0) <= maxPlace);
  const isWhole = isDraft && given.length === place.length && parseInstant(time) !== undefined;
  return { ...(isWhole && { judgedAt: time }), ...Object.fromEntries(given) };
};

/** Data of the event that logs an answered pre-check, a degraded one included (PC-2). `isDraft`: hooks changed no data. */
export const openedData = (
  context: HookContext,
  { judged, findings }: Judgement,
  openedAt: string,
  isDraft: boolean,
): JsonObject => ({
  ...commonOf(context.data),
  precheck: {
    id: judged.decisionId,
    stage: "opened",
    decisionPoint: judged.type,
    outcome: judged.outcome,
    findings: judged.source === "local" ? judgedBy(findings) : disclosed(judged),
    openedAt,
    expiresAt: judged.expiresAt,
    draftHash: judged.payloadDigest,
    ...placeOf(context, isDraft),
    mode: modeOf(findings),
    answeredBy: judged.source,
    degraded: judged.degraded,
    degradedReasons: judged.degradedReasons,
    bundleVersion: judged.bundleVersion,
    bundleHash: judged.bundleHash,
  },
});
