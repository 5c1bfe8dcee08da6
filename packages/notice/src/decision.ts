import type { LocalizedText } from "./plain-text.ts";

/** One of the values that a rule compared. Money is an integer of minor units with its currency beside it. */
export interface NoticeEvidence {
  readonly label: LocalizedText;
  readonly value: unknown;
}

/** A legal basis: its name, or its name and where to read it (`http`, `https` or a relative address). */
export type NoticeBasis =
  | string
  | { readonly text: string | LocalizedText; readonly href?: string | undefined };

/** A finding as the decision discloses it, with what the host may add for its own page. */
export interface NoticeFinding {
  readonly rule?: string | undefined;
  readonly version?: string | undefined;
  readonly result: string;
  readonly name: LocalizedText;
  readonly message: LocalizedText;
  readonly evidence?: readonly NoticeEvidence[] | undefined;
  /** Added by the host: what it rests on. */
  readonly basis?: readonly NoticeBasis[] | undefined;
  /** Added by the host: `name` of the form control that it is about. */
  readonly field?: string | undefined;
}

/** What the SDK's pre-check gives to the host, as it is. Fields that are not read here may be there. */
export interface NoticeDecision {
  readonly decisionId: string;
  readonly outcome: "allow" | "warn" | "justify" | "second_approver" | "block";
  readonly findings: readonly NoticeFinding[];
  readonly degraded: boolean;
  readonly degradedReasons: readonly string[];
  /** Not needed where it is only shown (`readonly`). */
  readonly token: string;
}

/**
 * What {@link ProbityNotice.decision} takes: a decision, `"checking"` while one is awaited, `"unreachable"` when none came,
 * or `null` when nothing was checked.
 */
export type NoticeInput = NoticeDecision | "checking" | "unreachable" | null | undefined;

/** Somebody who may be asked to agree. Those that are not eligible are not offered. */
export interface NoticeCandidate {
  readonly personId: string;
  readonly name?: string | LocalizedText | undefined;
  /** Post or duty, shown behind the name. */
  readonly note?: string | LocalizedText | undefined;
  readonly eligible?: boolean | undefined;
}

/** How a request for a second approver stands. */
export interface NoticeApproval {
  readonly state: "open" | "agreed" | "refused" | "withdrawn" | "expired";
  readonly candidates: readonly NoticeCandidate[];
  readonly approverId?: string | undefined;
  /** RFC 3339. */
  readonly deadline?: string | undefined;
  /** Of an agreed one: until when the act may be done. */
  readonly validUntil?: string | undefined;
  readonly reason?: string | undefined;
}

/** What the SDK's `requestApproval` and `approval` answer. The token of an agreed one takes the decision's place. */
export type NoticeApprovalAnswer =
  | { readonly ok: true; readonly approval: NoticeApproval; readonly token?: string | undefined }
  | { readonly ok: false; readonly code: string };

/** One of the kinds of reason that are offered where a justification is asked for. */
export interface NoticeReason {
  readonly code: string;
  readonly label: LocalizedText;
}

/** What becomes of an appeal that was raised. `null`: none was. */
export type NoticeAppeal = "sending" | "sent" | "failed" | null;
