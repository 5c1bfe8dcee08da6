import type { Finding, JsonObject } from "@probity/contracts";
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

/** Hits and rules that could not be judged; the rest follows from the act's own event. */
const notable = (findings: readonly Finding[]): JsonObject[] =>
  findings
    .filter(({ result }) => result === "hit" || result === "indeterminate")
    .slice(0, 1000)
    .map(({ rule, result }) => ({ indicatorId: rule, result }));

/** Whether any rule could have changed the outcome; otherwise they only observed. */
const modeOf = (findings: readonly Finding[]): string =>
  findings.length > 0 && findings.every(({ action }) => action === "observe") ? "shadow" : "enforced";

const disclosed = (judged: Judged): JsonObject[] =>
  judged.findings
    .filter(({ rule }) => rule !== undefined)
    .map(({ rule, result }) => ({ indicatorId: rule, result }));

/** Data of the event that logs an answered pre-check, a degraded one included (PC-2). */
export const openedData = (
  context: HookContext,
  { judged, findings }: Judgement,
  openedAt: string,
): JsonObject => ({
  ...commonOf(context.data),
  precheck: {
    id: judged.decisionId,
    stage: "opened",
    decisionPoint: judged.type,
    outcome: judged.outcome,
    findings: judged.source === "local" ? notable(findings) : disclosed(judged),
    openedAt,
    expiresAt: judged.expiresAt,
    draftHash: judged.payloadDigest,
    mode: modeOf(findings),
    answeredBy: judged.source,
    degraded: judged.degraded,
    degradedReasons: judged.degradedReasons,
    bundleVersion: judged.bundleVersion,
    bundleHash: judged.bundleHash,
  },
});
