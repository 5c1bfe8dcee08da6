import { ProbityError } from "@probity/contracts";
import { type Granted, type Permission, reaches, scopeOf } from "../access/index.ts";
import { addStep, type CaseWork, lockCase, type Track, unitsOf, visibleTracks } from "../cases/index.ts";
import type { Statement } from "../store/index.ts";
import type { LetterPlace } from "./case-facts.ts";
import type { LetterRow } from "./letter.ts";

/** Every column but the files. */
export const letterColumns =
  "id, kind, case_id, track, language, recipient, unit, reply_on, state, number, fields, html_sha256, docx_sha256, drafted_at, drafted_by, sent_at, sent_by, received_at, received_by, answered_at, answered_on, answered_by, answer, version";

const findCase: Statement = {
  name: "letter-place",
  text: "select case_id, track from letter where id = $1",
};
const lockRow: Statement = {
  name: "letter-lock",
  text: `select ${letterColumns} from letter where id = $1 for update`,
};

/**
 * Locks a case for somebody who writes about one side of it. Throws `PROBITY_E_NOT_FOUND` for whoever may not see that side, and
 * `PROBITY_E_FORBIDDEN` where the permission does not reach its units.
 */
export async function lockForLetter(
  { transaction, look }: CaseWork,
  by: Granted,
  { caseId, track: side }: { readonly caseId: string; readonly track: Track },
  permission: Permission,
): Promise<LetterPlace> {
  const locked = await lockCase(transaction, caseId);
  const seen = locked === undefined ? [] : await visibleTracks(transaction, by, locked, look);
  const track = seen.find((one) => one.track === side);
  if (locked === undefined || track === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no case ${caseId}`);
  const scope = scopeOf(by, permission);
  for (const unit of unitsOf(locked.file, track))
    if (await reaches(transaction.db, scope, unit)) return { locked, track };
  throw new ProbityError("PROBITY_E_FORBIDDEN", `${by.id} does not have ${permission} for this unit`);
}

/** A letter as its reader saw it. */
export interface SeenLetter {
  readonly id: string;
  readonly version: number;
}

/** Locks a letter, its case before it, in one of these states and the version that was seen. */
export async function lockLetter(
  work: CaseWork,
  by: Granted,
  { id, version }: SeenLetter,
  permission: Permission,
  states: readonly string[],
): Promise<{ readonly letter: LetterRow; readonly place: LetterPlace }> {
  const { transaction } = work;
  const [found] = await transaction.run<{ case_id: string; track: Track }>(findCase, [id]);
  if (found === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no letter ${id}`);
  const place = await lockForLetter(work, by, { caseId: found.case_id, track: found.track }, permission);
  const [letter] = await transaction.run<LetterRow>(lockRow, [id]);
  if (letter === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no letter ${id}`);
  if (letter.version !== version || !states.includes(letter.state))
    throw new ProbityError("PROBITY_E_ITEM_STATE", "it is not open to this, or has changed meanwhile", {
      errors: [
        { path: "/state", message: letter.state },
        { path: "/version", message: String(letter.version) },
      ],
    });
  return { letter, place };
}

/** What happened to a letter. */
export interface LetterChange {
  readonly name: string;
  readonly by: string;
  readonly number?: string | undefined;
  /** SHA-256 of its words or of what was sent. */
  readonly hash: string;
  readonly docx?: string | undefined;
}

/** Tells of a change, in the case's timeline and the log: ids, number and hashes. */
export async function tellLetter(
  work: CaseWork,
  {
    id,
    kind,
    case_id: caseId,
    track,
    version,
  }: Pick<LetterRow, "id" | "kind" | "case_id" | "track" | "version">,
  { name, by, number, hash, docx }: LetterChange,
): Promise<void> {
  const numbered = number === undefined ? {} : { number };
  const details = { letter: id, kind, hash, ...numbered };
  await addStep(work.transaction, {
    caseId,
    track,
    kind: "letter",
    name: `letter_${name}`,
    at: work.now,
    by,
    details,
  });
  const sent = docx === undefined ? {} : { docx };
  work.tell({
    type: "letter.state.changed",
    data: { letter: { id, kind, change: name, case: caseId, version, by, hash, ...numbered, ...sent } },
  });
}
