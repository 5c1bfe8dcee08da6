import type { NewNotice } from "../notify/index.ts";
import { judgedOf, type StoredApproval } from "./approval.ts";

/** Tells those who may decide, as far as they are registered persons: when they are asked, or that it still waits. */
export function approvalNotice(row: StoredApproval, reminder?: number): NewNotice {
  return {
    to: judgedOf(row)
      .filter(({ reasons }) => reasons.length === 0)
      .map(({ personId }) => personId),
    kind: reminder === undefined ? "approval.requested" : "approval.reminded",
    data: {
      source: row.source,
      subject: row.subject ?? row.decision,
      deadline: { time: row.deadline.toISOString() },
    },
    link: `/approvals/${row.id}`,
    dedupe:
      reminder === undefined ? `approval.requested:${row.id}` : `approval.reminded:${row.id}:${reminder}`,
  };
}
