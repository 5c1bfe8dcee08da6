import type { LocalizedText } from "./text.ts";

/** One of those who are proposed as second approver. */
export interface ApprovalProposal {
  /** Person key, as in events. */
  readonly personId: string;
  /** For the person's own page. @defaultValue the person key */
  readonly name?: string | undefined;
  readonly postId?: string | undefined;
  readonly unitId?: string | undefined;
  /** Roles that the person has. */
  readonly roles?: readonly string[] | undefined;
  /** Persons or posts to whom this person reports, beside what the server knows. */
  readonly supervisors?: readonly string[] | undefined;
}

/** A finding as it was disclosed to the requester. */
export interface ApprovalFinding {
  readonly level?: number | undefined;
  readonly name: LocalizedText;
  readonly message: LocalizedText;
}

/** One line of what the act would do. */
export interface ApprovalFact {
  readonly label: LocalizedText;
  readonly value: string | LocalizedText;
}

/** Body of `POST /v1/approvals`. */
export interface ApprovalRequest {
  /** The pre-check. There is one request for each. */
  readonly decisionId: string;
  /** Event type of the draft. */
  readonly type: string;
  /** SHA-256 (hex) of the draft, as in the decision. */
  readonly payloadDigest: string;
  /** The business process. */
  readonly subject?: string | undefined;
  /** Who wants to act. */
  readonly requesterId: string;
  /** For the page. @defaultValue the person key */
  readonly requesterName?: string | undefined;
  readonly requesterPostId?: string | undefined;
  /** Who else worked on the draft. The server adds everybody who acted in the process. */
  readonly editors?: readonly string[] | undefined;
  readonly unitId?: string | undefined;
  /** Role that must agree. @defaultValue any */
  readonly role?: string | undefined;
  /** What is to be decided, for the page. */
  readonly title: LocalizedText;
  readonly facts?: readonly ApprovalFact[] | undefined;
  readonly findings?: readonly ApprovalFinding[] | undefined;
  /** From the requester to the second approver. */
  readonly note?: string | undefined;
  /** 1 to 50 different persons. */
  readonly candidates: readonly ApprovalProposal[];
  /** From 5 minutes to 30 days. @defaultValue 24 */
  readonly deadlineHours?: number | undefined;
}

/** How a request stands. `agreed` is the only one that lets the act go on, until `validUntil`. */
export type ApprovalState = "open" | "agreed" | "refused" | "withdrawn" | "expired";

/** Every {@link ApprovalState}. */
export const approvalStates = ["open", "agreed", "refused", "withdrawn", "expired"] as const;

/**
 * Why somebody may not be asked, as the source may know it. `not_independent`: reports to, or is related to, somebody who
 * worked on the draft; which of them is for reviewers alone.
 */
export type ApprovalExclusion = "requester" | "editor" | "not_independent" | "unknown_role";

/** One of those who were proposed. */
export interface ApprovalCandidate {
  readonly personId: string;
  readonly name?: string | undefined;
  readonly eligible: boolean;
  /** Present exactly when not eligible. */
  readonly reason?: ApprovalExclusion | undefined;
  /**
   * Path of this person's own page below the server's address; whoever has it decides as this person. Only in the answer to
   * the request, and a new one each time.
   */
  readonly path?: string | undefined;
  /** The same as an address; the SDK puts it together. */
  readonly url?: string | undefined;
}

/** A request for a second approver as its source sees it. */
export interface Approval {
  readonly id: string;
  readonly decisionId: string;
  readonly type: string;
  readonly payloadDigest: string;
  readonly state: ApprovalState;
  readonly title: LocalizedText;
  readonly requesterId: string;
  readonly role?: string | undefined;
  readonly candidates: readonly ApprovalCandidate[];
  /** RFC 3339. */
  readonly createdAt: string;
  readonly deadline: string;
  /** How often it was said in the log that it waits. */
  readonly reminders: number;
  readonly approverId?: string | undefined;
  readonly decidedAt?: string | undefined;
  /** In the words of the second approver, or of whoever withdrew it. */
  readonly reason?: string | undefined;
  /** Of an agreed one: until when the act may be done. */
  readonly validUntil?: string | undefined;
}
