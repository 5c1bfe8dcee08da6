import { randomUUID } from "node:crypto";
import type { ApprovalRequest, JsonObject, ProbityEvent } from "@probity/contracts";

/** Digest of the draft that {@link approvalRequest} is about. */
export const draftHash: string = "ab".repeat(32);

/** A request of `p-asker` for the award of a process, with two candidates. */
export function approvalRequest(over: Partial<ApprovalRequest> = {}): ApprovalRequest {
  const decisionId = over.decisionId ?? randomUUID();
  return {
    decisionId,
    type: "procurement.award.decided",
    payloadDigest: draftHash,
    subject: `ocds-${decisionId}`,
    requesterId: "p-asker",
    title: { "zh-CN": "会议系统定标", en: "Award of the conference system" },
    candidates: [{ personId: "p-one", name: "赵静" }, { personId: "p-two" }],
    ...over,
  };
}

/** An event of a type. */
export const eventOf = (source: string, type: string, data: JsonObject, subject?: string): ProbityEvent => ({
  specversion: "1.0",
  id: randomUUID(),
  source,
  type,
  time: new Date().toISOString(),
  ...(subject === undefined ? {} : { subject }),
  data,
});

/** Somebody acts in a process. */
export const actBy = (
  source: string,
  subject: string,
  personId: string,
  more: JsonObject = {},
): ProbityEvent =>
  eventOf(source, "procurement.bid.evaluated", { ocid: subject, actor: { personId, ...more } }, subject);

/** A relation of two persons. */
export const kin = (
  source: string,
  from: string,
  to: string,
  kind: string,
  evidence = "declared",
): ProbityEvent =>
  eventOf(source, "person.relation.recorded", {
    relation: { fromPersonId: from, toPersonId: to, kind, evidence },
  });

/** `from` reports to `to`. */
export const reports = (source: string, from: string, to: string): ProbityEvent =>
  eventOf(source, "organisation.relation.recorded", {
    link: { fromId: from, toId: to, kind: "supervised_by", provider: "hr" },
  });
