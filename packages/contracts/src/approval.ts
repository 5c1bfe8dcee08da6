import type { LocalizedText } from "./text.ts";

// No control characters and no halves of surrogate pairs, which a database cannot store.
const line = "^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$";
const lines = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ud800-\\udfff]+$";
const text = (maxLength: number): object => ({ type: "string", minLength: 1, maxLength, pattern: line });

const localized = {
  type: "object",
  properties: { "zh-CN": text(500), en: text(500) },
  required: ["zh-CN", "en"],
  additionalProperties: false,
};

const message = {
  type: "object",
  properties: {
    "zh-CN": { type: "string", minLength: 1, maxLength: 5000, pattern: lines },
    en: { type: "string", minLength: 1, maxLength: 5000, pattern: lines },
  },
  required: ["zh-CN", "en"],
  additionalProperties: false,
};

/** Body of `POST /v1/approvals`: another person is asked to agree to the draft of a pre-check (PC-7). */
export const approvalRequestSchema: Readonly<Record<string, unknown>> & { readonly $id: string } = {
  $id: "urn:probity:schema:approval-request:1",
  type: "object",
  properties: {
    decisionId: { ...text(200), description: "The pre-check. One request for each" },
    type: { type: "string", minLength: 3, maxLength: 200, pattern: line, description: "Its event type" },
    payloadDigest: { type: "string", pattern: "^[0-9a-f]{64}$", description: "Of the draft" },
    subject: { ...text(500), description: "The business process" },
    requesterId: { ...text(500), description: "Person who wants to act" },
    requesterName: text(200),
    requesterPostId: text(500),
    editors: {
      type: "array",
      maxItems: 200,
      items: text(500),
      description: "Who else worked on the draft. The server adds everybody who acted in the process",
    },
    unitId: text(200),
    role: { ...text(200), description: "Role that must agree. Default: any" },
    title: { ...localized, description: "What is to be decided, for the page" },
    facts: {
      type: "array",
      maxItems: 30,
      items: {
        type: "object",
        properties: {
          label: localized,
          value: { oneOf: [{ type: "string", minLength: 1, maxLength: 2000, pattern: lines }, message] },
        },
        required: ["label", "value"],
        additionalProperties: false,
      },
      description: "What the act would do, for the page",
    },
    findings: {
      type: "array",
      maxItems: 20,
      items: {
        type: "object",
        properties: { level: { type: "integer", minimum: 1, maximum: 3 }, name: localized, message },
        required: ["name", "message"],
        additionalProperties: false,
      },
      description: "Those of the pre-check as they were disclosed",
    },
    note: {
      type: "string",
      minLength: 1,
      maxLength: 2000,
      pattern: lines,
      description: "From the requester",
    },
    candidates: {
      type: "array",
      minItems: 1,
      maxItems: 50,
      items: {
        type: "object",
        properties: {
          personId: text(500),
          name: text(200),
          postId: text(500),
          unitId: text(200),
          roles: { type: "array", maxItems: 50, items: text(200) },
          supervisors: {
            type: "array",
            maxItems: 50,
            items: text(500),
            description: "Persons or posts to whom this person reports",
          },
        },
        required: ["personId"],
        additionalProperties: false,
      },
    },
    deadlineHours: {
      type: "number",
      minimum: 0.08,
      maximum: 720,
      default: 24,
      description: "At least 5 minutes, at most 30 days",
    },
  },
  required: ["decisionId", "type", "payloadDigest", "requesterId", "title", "candidates"],
  additionalProperties: false,
};

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
