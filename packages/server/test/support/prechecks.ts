import { randomUUID } from "node:crypto";
import type { JsonObject, ProbityEvent } from "@probity/contracts";

/** What the log entry of an answered pre-check may say other than a blocked tender of an SDK of today. */
export interface OpenedOver {
  readonly id?: string;
  readonly subject?: string;
  readonly time?: string;
  readonly precheck?: JsonObject;
}

/** The event that an SDK emits with the answer of a local pre-check. */
export function openedEvent(source: string, over: OpenedOver = {}): ProbityEvent {
  const { id = randomUUID(), time = new Date().toISOString(), subject = `ocds-${id}`, precheck = {} } = over;
  return {
    specversion: "1.0",
    id: randomUUID(),
    source,
    type: "precheck.decision.recorded",
    subject,
    time,
    data: {
      precheck: {
        id,
        stage: "opened",
        decisionPoint: "procurement.tender.published",
        outcome: "block",
        findings: [
          { indicatorId: "PROC-TND-001", result: "hit", bindingId: "short-period", action: "block" },
        ],
        openedAt: time,
        judgedAt: time,
        expiresAt: new Date(Date.parse(time) + 1_800_000).toISOString(),
        draftHash: "ab".repeat(32),
        mode: "enforced",
        answeredBy: "local",
        degraded: false,
        degradedReasons: [],
        bundleVersion: 2,
        bundleHash: "cd".repeat(32),
        ...precheck,
      },
    },
  };
}

/** The event that closes a pre-check. */
export function closedEvent(source: string, id: string, stage: string, more: JsonObject = {}): ProbityEvent {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source,
    type: "precheck.decision.recorded",
    subject: `ocds-${id}`,
    time: new Date().toISOString(),
    data: {
      precheck: { id, stage, decisionPoint: "procurement.tender.published", outcome: "warn", ...more },
    },
  };
}
