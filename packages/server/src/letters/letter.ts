import type { JsonObject, Locale } from "@probity/contracts";
import type { Track } from "../cases/index.ts";
import type { LetterKind, LetterState } from "./kinds.ts";

/** A letter as it is stored, without its files. */
export interface LetterRow {
  readonly id: string;
  readonly kind: LetterKind;
  readonly case_id: string;
  readonly track: Track;
  readonly language: Locale;
  readonly recipient: string;
  readonly unit: string | null;
  readonly reply_on: string | null;
  readonly state: LetterState;
  readonly number: string | null;
  readonly fields: string;
  readonly html_sha256: string | null;
  readonly docx_sha256: string | null;
  readonly drafted_at: Date;
  readonly drafted_by: string;
  readonly sent_at: Date | null;
  readonly sent_by: string | null;
  readonly received_at: Date | null;
  readonly received_by: string | null;
  readonly answered_at: Date | null;
  readonly answered_on: string | null;
  readonly answered_by: string | null;
  readonly answer: string | null;
  readonly version: number;
}

/** What was written into the sections of a letter. */
export const writtenOf = ({ fields }: Pick<LetterRow, "fields">): Readonly<Record<string, string>> =>
  // Written by this folder.
  JSON.parse(fields) as Readonly<Record<string, string>>;

/** Whether an answer is late: it is not there, or came after its date. */
export const isLate = (
  { reply_on: due, state, answered_on: answered }: Pick<LetterRow, "reply_on" | "state" | "answered_on">,
  today: string,
): boolean => due !== null && state !== "draft" && state !== "discarded" && due < (answered ?? today);

/** A letter as the console shows it. */
export const viewLetter = (letter: LetterRow, today: string): JsonObject => ({
  id: letter.id,
  kind: letter.kind,
  case: letter.case_id,
  track: letter.track,
  language: letter.language,
  number: letter.number,
  to: letter.recipient,
  unit: letter.unit,
  replyOn: letter.reply_on,
  state: letter.state,
  isOverdue: letter.state !== "answered" && isLate(letter, today),
  isLate: isLate(letter, today),
  fields: writtenOf(letter),
  htmlSha256: letter.html_sha256,
  docxSha256: letter.docx_sha256,
  draftedAt: letter.drafted_at.toISOString(),
  draftedBy: letter.drafted_by,
  sentAt: letter.sent_at?.toISOString() ?? null,
  sentBy: letter.sent_by,
  receivedAt: letter.received_at?.toISOString() ?? null,
  receivedBy: letter.received_by,
  answeredAt: letter.answered_at?.toISOString() ?? null,
  answeredBy: letter.answered_by,
  answer: letter.answer,
  version: letter.version,
});
