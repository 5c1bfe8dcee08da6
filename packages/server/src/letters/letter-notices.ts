import type { CaseWork } from "../cases/index.ts";
import { type NewNotice, notify } from "../notify/index.ts";
import type { Statement, Store } from "../store/index.ts";
import type { LetterPlace } from "./case-facts.ts";
import { isLate, type LetterRow } from "./letter.ts";

type LetterNotice = "letter.sent" | "letter.overdue" | "letter.answered_late";

/** Whose letter it is: whoever drafted and signed it, and the handler of the case. */
type Concerned = Pick<LetterRow, "id" | "number" | "drafted_by" | "sent_by"> & {
  readonly handler: string | null;
};

const noticeOf = (kind: LetterNotice, letter: Concerned, but: string | null, turn: string): NewNotice => ({
  to: [letter.drafted_by, letter.sent_by, letter.handler]
    .filter((person) => person !== null)
    .filter((person) => person !== but),
  kind,
  data: { letter: letter.number ?? letter.id },
  link: `/letters/${encodeURIComponent(letter.id)}`,
  dedupe: `${kind}:${letter.id}:${turn}`,
});

/** Tells whoever drafted a letter, and the handler, that it was signed and sent. */
export async function tellSent(
  { transaction, now }: CaseWork,
  letter: LetterRow,
  { track: { handler } }: LetterPlace,
  by: string,
): Promise<void> {
  await notify(transaction, [noticeOf("letter.sent", { ...letter, handler }, by, "sent")], now);
}

/** Tells those whose letter it is that its answer came after the reply date; nothing of an answer in time. */
export async function tellAnswered(
  { transaction, now }: CaseWork,
  letter: LetterRow,
  { track: { handler } }: LetterPlace,
  { by, today }: { readonly by: string; readonly today: string },
): Promise<void> {
  if (!isLate({ ...letter, state: "answered", answered_on: today }, today)) return;
  await notify(transaction, [noticeOf("letter.answered_late", { ...letter, handler }, by, "answered")], now);
}

const overdue: Statement = {
  name: "letter-overdue",
  text: `select l.id, l.number, l.drafted_by, l.sent_by, l.reply_on, t.handler from letter l
    join case_track t on t.case_id = l.case_id and t.track = l.track
    where l.state in ('sent', 'received') and l.reply_on < $1 and l.id > $2 order by l.id limit 500`,
};

/** Tells those whose letters have no answer by their reply date, once for each date. A repetition changes nothing. */
export async function tellOverdue(store: Store, day: string, now: Date): Promise<void> {
  let after = "";
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- page by page
    const rows = await store.run<Concerned & { readonly reply_on: string }>(overdue, [day, after]);
    const notices = rows.map((row) => noticeOf("letter.overdue", row, null, row.reply_on));
    // oxlint-disable-next-line no-await-in-loop
    await store.transaction((transaction) => notify(transaction, notices, now));
    const next = rows.at(-1)?.id;
    if (rows.length < 500 || next === undefined) return;
    after = next;
  }
}
