import type {
  Approval,
  ApprovalCandidate,
  ApprovalExclusion,
  ApprovalRequest,
  ApprovalState,
} from "@probity/contracts";
import type { Exclusion, Judged } from "./judge.ts";

/** A request for a second approver: a row of the table `approval`. */
export interface StoredApproval {
  readonly id: string;
  readonly source: string;
  /** The pre-check. */
  readonly decision: string;
  readonly point: string;
  readonly subject: string | null;
  readonly draft_hash: string;
  readonly requester: string;
  readonly request_hash: string;
  readonly request: string;
  readonly judged: string;
  readonly created_at: Date;
  readonly deadline: Date;
  readonly reminders: number;
  readonly state: ApprovalState;
  readonly decided_by: string | null;
  readonly via: string | null;
  readonly reason: string | null;
  readonly decided_at: Date | null;
  readonly valid_until: Date | null;
}

/** The request as it came. */
export const requestOf = ({ request }: Pick<StoredApproval, "request">): ApprovalRequest =>
  // Validated by its schema before it was stored.
  JSON.parse(request) as ApprovalRequest;

/** How the candidates were judged when the request came. */
export const judgedOf = ({ judged }: Pick<StoredApproval, "judged">): readonly Judged[] =>
  // Written by openApproval.
  JSON.parse(judged) as readonly Judged[];

/** How it stands: past its deadline it is expired, also while its timer has not fired yet. */
export const stateAt = (
  { state, deadline }: Pick<StoredApproval, "state" | "deadline">,
  now: Date,
): ApprovalState => (state === "open" && deadline <= now ? "expired" : state);

/** What may be told to the requester; who is related to whom is for reviewers alone. */
const told: Readonly<Record<Exclusion, ApprovalExclusion>> = {
  requester: "requester",
  editor: "editor",
  subordinate: "not_independent",
  relation: "not_independent",
  unknown_role: "unknown_role",
};

/** A reason as the source may know it. */
export const toldReason = (reason: Exclusion): ApprovalExclusion => told[reason];

/** The request as its source sees it; `paths`: new links, by person. */
export function approvalView(
  row: StoredApproval,
  now: Date,
  paths: ReadonlyMap<string, string> = new Map(),
): Approval {
  const request = requestOf(row);
  const judged = new Map(judgedOf(row).map((one) => [one.personId, one]));
  const candidates = request.candidates.map(({ personId, name }): ApprovalCandidate => {
    const [reason] = judged.get(personId)?.reasons ?? [];
    const path = paths.get(personId);
    return {
      personId,
      ...(name === undefined ? {} : { name }),
      eligible: reason === undefined,
      ...(reason === undefined ? {} : { reason: toldReason(reason) }),
      ...(path === undefined ? {} : { path }),
    };
  });
  return {
    id: row.id,
    decisionId: row.decision,
    type: row.point,
    payloadDigest: row.draft_hash,
    state: stateAt(row, now),
    title: request.title,
    requesterId: row.requester,
    ...(request.role === undefined ? {} : { role: request.role }),
    candidates,
    createdAt: row.created_at.toISOString(),
    deadline: row.deadline.toISOString(),
    reminders: row.reminders,
    ...endOf(row),
  };
}

function endOf(row: StoredApproval): Pick<Approval, "approverId" | "decidedAt" | "reason" | "validUntil"> {
  const decided = row.state === "agreed" || row.state === "refused";
  return {
    ...(decided && row.decided_by !== null ? { approverId: row.decided_by } : {}),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at.toISOString() }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.valid_until === null ? {} : { validUntil: row.valid_until.toISOString() }),
  };
}
