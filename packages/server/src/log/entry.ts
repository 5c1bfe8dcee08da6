/** What became of the payload of an entry: stored as an event, kept in quarantine, or the same as one stored before. */
export type EntryOutcome = "accepted" | "quarantined" | "repeated";

/**
 * One entry of the log with everything that its rows are made of, as plain JSON: what a copy outside the database needs
 * to restore them (LO-9).
 */
export interface LoggedEntry {
  /** Its stream, `<source>/<instance>`. */
  readonly src: string;
  readonly source: string;
  readonly seq: number;
  /** The exact text of the leaf. */
  readonly header: string;
  readonly outcome: EntryOutcome;
  readonly id: string;
  readonly type: string | null;
  readonly subject: string | null;
  /** When the power was exercised, ISO 8601; null unless accepted. */
  readonly time: string | null;
  readonly incomplete: number;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** Null when erased, and when repeated: the payload is then that of the first. */
  readonly salt: string | null;
  readonly body: string | null;
  /** ISO 8601; absent unless the payload was erased. */
  readonly erasedAt?: string | undefined;
  /** Of a quarantined one: its error code, and the list of errors as JSON. */
  readonly code?: string | undefined;
  readonly errors?: string | undefined;
}

/** Entries of one transaction at consecutive positions. */
export interface CommittedBatch {
  readonly firstPosition: number;
  readonly entries: readonly LoggedEntry[];
}

/** A text, or its UTF-8 bytes where it is long and came as bytes. */
export type Text = string | Buffer;

/** The text itself. */
export const textOf = (text: Text): string => (typeof text === "string" ? text : text.toString("utf8"));

/** An entry on its way into the log. */
export interface NewEntry extends Omit<LoggedEntry, "header" | "body"> {
  readonly header: Text;
  readonly body: Text | null;
  /** Hash of the header as a leaf of the tree. */
  readonly leaf: Buffer;
  /** Key of its row in `event`; null unless accepted. */
  readonly key: number | null;
}

/** What a copy outside the database keeps of an entry. */
export const loggedEntry = ({ leaf: _leaf, key: _key, header, body, ...entry }: NewEntry): LoggedEntry => ({
  ...entry,
  header: textOf(header),
  body: body === null ? null : textOf(body),
});
