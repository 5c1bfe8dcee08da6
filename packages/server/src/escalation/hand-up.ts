import { notify } from "../notify/index.ts";
import type { Book } from "../org/index.ts";
import { receiversOf } from "./bodies.ts";
import { topLevel } from "./clock.ts";
import type { Matter } from "./matter.ts";
import { note, type Working } from "./note.ts";

const link = ({ case_id: id }: Matter): string => `/cases/${encodeURIComponent(id)}`;
const nameOf = ({ case_id: id, track, turn }: Matter): string => `${id}:${track}:${turn}`;
const deadline = ({ due_at: due }: Matter, now: Date): { readonly time: string } => ({
  time: (due ?? now).toISOString(),
});

/**
 * Hands a matter up by one escalation level, with the caller's transaction: the body of the level is added and told, the
 * responsible unit stays responsible. What is missing in the chain is recorded. The clock is to be counted anew and stored.
 */
export async function handUp(
  working: Working,
  book: Book,
  matter: Matter,
  action = "raised",
): Promise<Matter> {
  const { transaction, now } = working;
  const level = Math.min(topLevel, matter.escalation_level + 1);
  const { body, persons, missing } = await receiversOf(transaction, book, matter, level, now);
  const raised = { ...matter, escalation_level: level, raises: matter.raises + 1, raised_at: now, body };
  const noted = await note(working, raised, { action, by: null, body, persons, missing });
  const notice = {
    kind: "escalation.raised",
    data: { subject: matter.case_id, escalationLevel: level, deadline: deadline(matter, now) },
    link: link(matter),
    dedupe: `escalation.raised:${nameOf(noted)}`,
  } as const;
  await notify(transaction, [{ ...notice, to: persons }], now);
  return noted;
}

/** Reminds whoever has to act of a deadline that comes. */
export async function remind(working: Working, book: Book, matter: Matter): Promise<Matter> {
  const { transaction, now } = working;
  const { persons } = await receiversOf(transaction, book, matter, 1, now);
  const to = matter.handler === null ? persons : [matter.handler];
  const noted = await note(
    working,
    { ...matter, reminded: true },
    { action: "reminded", by: null, persons: to },
  );
  const notice = {
    kind: "escalation.reminded",
    data: { subject: matter.case_id, deadline: deadline(matter, now) },
    link: link(matter),
    dedupe: `escalation.reminded:${nameOf(noted)}`,
  } as const;
  await notify(transaction, [{ ...notice, to }], now);
  return noted;
}

/** Situation A: the business department is told that it has to review what the responsible unit does (catalogue 10). */
export async function tellReviewer(working: Working, book: Book, matter: Matter): Promise<Matter> {
  const { transaction, now } = working;
  const { body, persons, missing } = await receiversOf(transaction, book, matter, 0, now);
  const noted = await note(
    working,
    { ...matter, told: true },
    { action: "review_wanted", by: null, body, persons, missing },
  );
  const notice = {
    kind: "escalation.review",
    data: { subject: matter.case_id },
    link: link(matter),
    // A department that was asked already is not asked again.
    dedupe: `escalation.review:${matter.case_id}:${matter.track}:${body ?? ""}`,
  } as const;
  await notify(transaction, [{ ...notice, to: persons }], now);
  return noted;
}
