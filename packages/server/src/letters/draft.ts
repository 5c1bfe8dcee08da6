import { type Locale, ProbityError } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import type { CaseWork, Track } from "../cases/index.ts";
import { factFor, type LetterPlace } from "./case-facts.ts";
import { lockForLetter, lockLetter, type SeenLetter, tellLetter } from "./change-letter.ts";
import type { LetterKind } from "./kinds.ts";
import { writtenOf } from "./letter.ts";
import { letterTemplates } from "./templates.ts";
import { wordsHash } from "./words-hash.ts";

/** What a letter is drafted from; sections that are not written are filled in from the case. */
export interface NewLetter {
  readonly kind: LetterKind;
  readonly track: Track;
  readonly language: Locale;
  readonly to: string;
  readonly unit?: string | undefined;
  readonly replyOn?: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

/** How a letter stands after a change. */
export interface LetterAfter {
  readonly id: string;
  readonly state: string;
  readonly version: number;
}

const refuse = (errors: readonly { readonly path: string; readonly message: string }[]): ProbityError =>
  new ProbityError("PROBITY_E_ITEM_INPUT", "the letter needs other fields", { errors: [...errors] });

/** Drafts a letter. Throws `PROBITY_E_ITEM_INPUT` for what neither the writer nor the case says. */
export async function draftLetter(
  work: CaseWork,
  by: Granted,
  caseId: string,
  given: NewLetter,
): Promise<LetterAfter> {
  const place = await lockForLetter(work, by, { caseId, track: given.track }, "letter.draft");
  const fields = await fill(work, place, given);
  checkReply(given.kind, given.replyOn ?? null);
  const id = work.newId();
  const { kind, track, language, to, unit = null, replyOn = null } = given;
  await work.transaction.db
    .insertInto("letter")
    .values({
      id,
      kind,
      case_id: caseId,
      track,
      language,
      recipient: to,
      unit,
      reply_on: replyOn,
      state: "draft",
      fields: JSON.stringify(fields),
      drafted_at: work.now.toISOString(),
      drafted_by: by.id,
      version: 1,
    })
    .execute();
  const hash = wordsHash([to, replyOn, fields]);
  await tellLetter(
    work,
    { id, kind, case_id: caseId, track, version: 1 },
    { name: "drafted", by: by.id, hash },
  );
  return { id, state: "draft", version: 1 };
}

function checkReply(kind: LetterKind, replyOn: string | null): void {
  if (letterTemplates[kind].isAnswered && replyOn === null)
    throw refuse([{ path: "/replyOn", message: "is missing: this letter waits for an answer" }]);
}

async function fill(
  work: CaseWork,
  place: LetterPlace,
  { kind, language, fields }: Pick<NewLetter, "kind" | "language" | "fields">,
): Promise<Readonly<Record<string, string>>> {
  const { sections } = letterTemplates[kind];
  checkNames(kind, fields);
  const filled: Record<string, string> = {};
  for (const section of sections) {
    const text = fields[section.field] ?? (await factFor(work, place, section, language));
    if (text !== undefined) filled[section.field] = text;
  }
  const missing = sections.filter(({ field }) => filled[field] === undefined);
  if (missing.length > 0)
    throw refuse(missing.map(({ field }) => ({ path: `/fields/${field}`, message: "is missing" })));
  return filled;
}

function checkNames(kind: LetterKind, fields: Readonly<Record<string, string>>): void {
  const { sections } = letterTemplates[kind];
  const unknown = Object.keys(fields).filter((name) => !sections.some(({ field }) => field === name));
  if (unknown.length > 0)
    throw refuse(
      unknown.map((name) => ({ path: `/fields/${name}`, message: "is no section of this letter" })),
    );
}

/** What of a draft is changed; what is not named stays. */
export type LetterEdit = Partial<Pick<NewLetter, "to" | "unit" | "replyOn" | "fields">>;

/** Changes a draft. */
export async function editLetter(
  work: CaseWork,
  by: Granted,
  seen: SeenLetter,
  { to, unit, replyOn, fields = {} }: LetterEdit,
): Promise<LetterAfter> {
  const { letter } = await lockLetter(work, by, seen, "letter.draft", ["draft"]);
  checkNames(letter.kind, fields);
  const written = { ...writtenOf(letter), ...fields };
  const recipient = to ?? letter.recipient;
  const reply = replyOn ?? letter.reply_on;
  const version = letter.version + 1;
  await work.transaction.db
    .updateTable("letter")
    .set({ recipient, unit: unit ?? letter.unit, reply_on: reply, fields: JSON.stringify(written), version })
    .where("id", "=", letter.id)
    .execute();
  const hash = wordsHash([recipient, reply, written]);
  await tellLetter(work, { ...letter, version }, { name: "changed", by: by.id, hash });
  return { id: letter.id, state: "draft", version };
}

/** Discards a draft: it never gets a number. */
export async function discardLetter(
  work: CaseWork,
  by: Granted,
  seen: SeenLetter,
  text: string,
): Promise<LetterAfter> {
  const { letter } = await lockLetter(work, by, seen, "letter.draft", ["draft"]);
  const version = letter.version + 1;
  await work.transaction.db
    .updateTable("letter")
    .set({ state: "discarded", answer: text, version })
    .where("id", "=", letter.id)
    .execute();
  await tellLetter(work, { ...letter, version }, { name: "discarded", by: by.id, hash: wordsHash(text) });
  return { id: letter.id, state: "discarded", version };
}
