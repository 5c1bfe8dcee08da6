import { ProbityError } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import type { CaseWork } from "../cases/index.ts";
import { nextNumber } from "../numbers/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement } from "../store/index.ts";
import { titleOf } from "./case-facts.ts";
import { lockLetter, type SeenLetter, tellLetter } from "./change-letter.ts";
import { composeLetter, numberOf } from "./compose.ts";
import { docxOf } from "./docx-file.ts";
import type { LetterAfter } from "./draft.ts";
import { tellAnswered, tellSent } from "./letter-notices.ts";
import { printPage } from "./print-page.ts";
import { wordsHash } from "./words-hash.ts";

const findName: Statement = { name: "letter-signer", text: "select name from person where id = $1" };

const keepSent: Statement = {
  name: "letter-keep-sent",
  text: `update letter set state = 'sent', year = $2, sequence = $3, number = $4, html = $5, docx = $6, html_sha256 = $7,
    docx_sha256 = $8, sent_at = $9::timestamptz, sent_by = $10, version = version + 1 where id = $1`,
};

/**
 * Signs a letter and sends it: it gets its number, and page and document are kept as they were sent. Their hashes are in the
 * log. Nothing of it changes any more.
 */
export async function sendLetter(
  work: CaseWork,
  by: Granted,
  seen: SeenLetter,
  today: string,
): Promise<
  LetterAfter & { readonly number: string; readonly htmlSha256: string; readonly docxSha256: string }
> {
  const { letter, place } = await lockLetter(work, by, seen, "letter.sign", ["draft"]);
  if (letter.reply_on !== null && letter.reply_on <= today)
    throw new ProbityError("PROBITY_E_ITEM_CONDITION", "the reply date has passed");
  const { transaction, now } = work;
  const year = Number(today.slice(0, 4));
  const sequence = await nextNumber(transaction, letter.kind, year);
  const [person] = await transaction.run<{ name: string }>(findName, [by.id]);
  const number = numberOf(letter, year, sequence);
  const title = await titleOf(transaction, letter.case_id, letter.track, letter.language);
  const signed = { number, name: person?.name ?? by.id, day: today };
  const composed = composeLetter(letter, { title, level: place.locked.level }, signed);
  const page = printPage(composed);
  const docx = await docxOf(composed);
  const [htmlSha256, docxSha256] = [sha256Hex(page), sha256Hex(docx)];
  const sent = [year, sequence, number, page, docx, htmlSha256, docxSha256, now.toISOString(), by.id];
  await transaction.run(keepSent, [letter.id, ...sent]);
  const version = letter.version + 1;
  await tellSent(work, { ...letter, number, sent_by: by.id }, place, by.id);
  const change = { name: "sent", by: by.id, number, hash: htmlSha256, docx: docxSha256 };
  await tellLetter(work, { ...letter, version }, change);
  return { id: letter.id, state: "sent", version, number, htmlSha256, docxSha256 };
}

/** The other side has it. */
export async function receiveLetter(work: CaseWork, by: Granted, seen: SeenLetter): Promise<LetterAfter> {
  const { letter } = await lockLetter(work, by, seen, "letter.draft", ["sent"]);
  const version = letter.version + 1;
  await work.transaction.db
    .updateTable("letter")
    .set({ state: "received", received_at: work.now.toISOString(), received_by: by.id, version })
    .where("id", "=", letter.id)
    .execute();
  await tellLetter(
    work,
    { ...letter, version },
    { name: "received", by: by.id, hash: letter.html_sha256 ?? "" },
  );
  return { id: letter.id, state: "received", version };
}

/** Its answer, in words. */
export async function answerLetter(
  work: CaseWork,
  by: Granted,
  seen: SeenLetter,
  { answer, today }: { readonly answer: string; readonly today: string },
): Promise<LetterAfter> {
  const { letter, place } = await lockLetter(work, by, seen, "letter.draft", ["sent", "received"]);
  const version = letter.version + 1;
  const at = { answered_at: work.now.toISOString(), answered_on: today, answered_by: by.id };
  await work.transaction.db
    .updateTable("letter")
    .set({ ...at, state: "answered", answer, version })
    .where("id", "=", letter.id)
    .execute();
  await tellAnswered(work, letter, place, { by: by.id, today });
  await tellLetter(work, { ...letter, version }, { name: "answered", by: by.id, hash: wordsHash(answer) });
  return { id: letter.id, state: "answered", version };
}
