import { ProbityError } from "@probity/contracts";
import { type Granted, grantsOfPerson } from "../access/index.ts";
import type { CaseRow, TrackRow } from "./case.ts";
import { demandKnown, demandNoConflicts } from "./conditions.ts";
import { changedEvent } from "./events.ts";
import { seesTrack } from "./reader.ts";
import type { Track } from "./states.ts";
import { notify } from "../notify/index.ts";
import { addStep } from "./steps.ts";
import { lockForWork } from "./take-part.ts";
import type { CaseWork } from "./work.ts";

/** A comment before it is stored. */
export interface NewComment {
  readonly track: Track;
  readonly text: string;
}

/** `@id` at the beginning or behind what is no part of an address. */
const mention = /(?<![A-Za-z0-9._@-])@([A-Za-z0-9][A-Za-z0-9._-]{0,98}[A-Za-z0-9]|[A-Za-z0-9])/g;
const maxMentions = 20;

/** The persons that a text names with `@`. */
export const mentionsIn = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(mention), ([, person = ""]) => person)),
];

/** Throws `PROBITY_E_CASE_INPUT` for persons who do not see this side of a case: to them not even that it is there is told. */
async function demandReaders(
  { transaction, now }: CaseWork,
  file: CaseRow,
  track: TrackRow,
  persons: readonly string[],
): Promise<void> {
  const errors: { path: string; message: string }[] = [];
  for (const id of persons) {
    const granted = { id, ...(await grantsOfPerson(transaction, id, now)) };
    if (!(await seesTrack(transaction, granted, file, track)))
      errors.push({ path: `/${id}`, message: "does not see this side of the case" });
  }
  if (errors.length > 0) throw new ProbityError("PROBITY_E_CASE_INPUT", "mentioned persons", { errors });
}

/**
 * Writes a comment into the timeline. Persons named with `@` must be registered, see this side of the case
 * (`PROBITY_E_CASE_INPUT`) and not be close to the matter (`PROBITY_E_CASE_CONFLICT`). A comment stays as it was written.
 */
export async function addComment(
  work: CaseWork,
  by: Granted,
  id: string,
  { track: side, text }: NewComment,
): Promise<{ readonly n: number; readonly mentions: readonly string[] }> {
  const { locked, track } = await lockForWork(work, by, id, side);
  const mentions = mentionsIn(text).slice(0, maxMentions);
  await demandKnown(work, mentions);
  await demandNoConflicts(work, locked.file.root, mentions);
  await demandReaders(work, locked.file, track, mentions);
  const step = await addStep(work.transaction, {
    caseId: id,
    track: track.track,
    kind: "comment",
    name: "comment",
    at: work.now,
    by: by.id,
    text,
    details: { mentions: [...mentions] },
  });
  const { n, hash } = step;
  const notice = {
    kind: "case.mentioned",
    data: { case: id },
    link: `/cases/${encodeURIComponent(id)}`,
  } as const;
  await notify(
    work.transaction,
    [{ ...notice, to: mentions, dedupe: `case.mentioned:${id}:${n}` }],
    work.now,
  );
  work.tell(changedEvent({ caseId: id, change: "comment", track: track.track, by: by.id, step: n, hash }));
  return { n, mentions };
}
