import type { Granted } from "../access/index.ts";
import { demandKnown, demandNoConflicts } from "./conditions.ts";
import { changedEvent } from "./events.ts";
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

/**
 * Writes a comment into the timeline. Persons named with `@` must be registered and may not be close to the matter
 * (`PROBITY_E_CASE_CONFLICT`). A comment stays as it was written.
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
