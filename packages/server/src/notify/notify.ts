import type { LocalizedText } from "@probity/contracts";
import type { Statement, Transaction } from "../store/index.ts";
import { kindOfNotice, type NoticeKind } from "./kinds.ts";

/** What a placeholder of a text is filled with; a `time` (RFC 3339) is shown in the server's time zone. */
export type NoticeValue = string | number | LocalizedText | { readonly time: string };

/** Something that persons are to be told. */
export interface NewNotice {
  /** Ids of persons. Whoever is not registered, or revoked, is left out. */
  readonly to: readonly string[];
  readonly kind: NoticeKind;
  /** By placeholder of the kind's texts. No names of persons: ids and numbers of matters. Long texts are cut. */
  readonly data: Readonly<Record<string, NoticeValue>>;
  /** Path within the console, e.g. `/approvals/0193...`. */
  readonly link?: string | undefined;
  /** A person is told once for each, whoever repeats it: kind, matter and turn, e.g. `approval.reminded:0193...:2`. */
  readonly dedupe: string;
  /** `urgent`: neither a digest nor quiet hours hold it back. Default: `urgent` for escalations, else `normal`. */
  readonly urgency?: "normal" | "urgent" | undefined;
}

/** Long enough for every id and title. */
const maxText = 300;

/** A mandatory kind is shown whatever the person prefers. */
const insert: Statement = {
  name: "notice-insert",
  text: `insert into notice (person, kind, dedupe, urgency, data, link, shown, created_at)
    select t.person, t.kind, t.dedupe, t.urgency, t.data, t.link,
      t.mandatory or w.body is null or (w.body::json #>> array['kinds', t.kind, 'console']) is distinct from 'false',
      $2::timestamptz
    from json_to_recordset($1::json)
      as t(person text, kind text, dedupe text, urgency text, data text, link text, mandatory boolean)
    join person p on p.id = t.person and p.revoked_at is null
    left join notice_preference w on w.person = t.person
    order by t.person, t.dedupe
    on conflict (person, dedupe) do nothing returning id`,
};

/**
 * Tells persons something with the caller's transaction: it is in their lists when that commits, and leaves for other
 * channels only then (CA-6). `at`: now. Returns how many notices are new. Takes no lock of the log: call it before
 * logging.
 */
export async function notify(
  transaction: Pick<Transaction, "run">,
  notices: readonly NewNotice[],
  at: Date,
): Promise<number> {
  const rows = notices.flatMap(rowsOf);
  if (rows.length === 0) return 0;
  return (await transaction.run<{ id: number }>(insert, [JSON.stringify(rows), at.toISOString()])).length;
}

function rowsOf({ to, kind, data, link, dedupe, urgency }: NewNotice): readonly object[] {
  const { escalation = false, mandatory = false } = kindOfNotice(kind) ?? {};
  const text = JSON.stringify(
    Object.fromEntries(Object.entries(data).map(([name, value]) => [name, bounded(value)])),
  );
  const rest = {
    kind,
    dedupe,
    urgency: urgency ?? (escalation ? "urgent" : "normal"),
    data: text,
    mandatory,
  };
  return [...new Set(to)].map((person) => ({ person, ...rest, link: link ?? null }));
}

function bounded(value: NoticeValue): NoticeValue {
  if (typeof value === "number") return value;
  if (typeof value === "string") return plain(value);
  if ("time" in value) return value;
  return { "zh-CN": plain(value["zh-CN"]), en: plain(value.en) };
}

/** A text of somebody else as one line of a message. */
const plain = (text: string): string =>
  Array.from(text.toWellFormed().replaceAll(/\p{Cc}+/gu, " "))
    .slice(0, maxText)
    .join("");
