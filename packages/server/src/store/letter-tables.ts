import type { Instant, OptionalInstant } from "./instants.ts";

/** Tables of letters. */
export interface LetterTables {
  readonly letter: {
    readonly id: string;
    readonly kind: string;
    readonly case_id: string;
    readonly track: "business" | "integrity";
    readonly language: string;
    readonly recipient: string;
    readonly unit: string | null;
    readonly reply_on: string | null;
    readonly state: string;
    readonly year: number | null;
    readonly sequence: number | null;
    readonly number: string | null;
    readonly fields: string;
    readonly html: string | null;
    readonly docx: Buffer | null;
    readonly html_sha256: string | null;
    readonly docx_sha256: string | null;
    readonly drafted_at: Instant;
    readonly drafted_by: string;
    readonly sent_at: OptionalInstant;
    readonly sent_by: string | null;
    readonly received_at: OptionalInstant;
    readonly received_by: string | null;
    readonly answered_at: OptionalInstant;
    readonly answered_on: string | null;
    readonly answered_by: string | null;
    readonly answer: string | null;
    readonly version: number;
  };
}
