import type { WorkCalendar } from "@probity/engine/calendar";
import type { CaseMoved, CaseWork, MeasuresCheck, MoveListener } from "../cases/index.ts";
import { planned } from "./clock.ts";
import { handUp } from "./hand-up.ts";
import { findMatter, type Matter } from "./matter.ts";
import { note, type Working } from "./note.ts";
import { openClocks } from "./open-clocks.ts";
import type { EscalationParts } from "./parts.ts";
import { findClock, pausesOf, saveClocks } from "./store-clocks.ts";
import { daysOf, isTimed, readTerms, type TimedState } from "./terms.ts";

/** Returned so often, a matter goes one level up (catalogue 9). */
const mostReturns = 2;
const ends: readonly string[] = ["closed", "not_a_problem", "merged"];

/** The steps of cases as what happens to clocks. */
export const workingOf = ({ transaction, now, tell }: CaseWork): Working => ({
  transaction,
  now,
  tell: (event) => tell(event),
});

/**
 * With the transaction of a step: a track that comes to another state has the deadline of that one, one that is suspended
 * stands still, one that ended has none. Whoever is given the matter meanwhile, the clock goes on.
 */
export const followMoves =
  (parts: EscalationParts): MoveListener =>
  async (work, moved) => {
    const { transaction } = work;
    const known = await findMatter(transaction, moved.caseId, moved.track);
    if (known === undefined) {
      await openClocks(parts, transaction, [moved]);
      return;
    }
    const changed = await changedBy(parts, work, moved, { ...known, told: isTold(moved, known) });
    const calendar = await parts.calendars.hold(transaction, changed.calendar);
    const pauses = await pausesOf(transaction, [known]);
    const counted = planned(withGiven(changed, moved, calendar), calendar, pauses(known));
    await saveClocks(transaction, [counted]);
  };

/** Situation A: who reviews depends on the responsible unit. Given to another than the one where it happened, somebody else may. */
const isTold = ({ transition }: CaseMoved, { situation, unit, place, told }: Matter): boolean =>
  told && (situation === "B" || unit === place || (transition !== "assign" && transition !== "reassign"));

async function changedBy(
  parts: EscalationParts,
  work: CaseWork,
  moved: CaseMoved,
  matter: Matter,
): Promise<Matter> {
  const { transition, from, to } = moved;
  if (to === "suspended" || from === "suspended") return matter;
  if (transition === "return" && matter.returns >= mostReturns) {
    const book = await parts.organisation.book(work.transaction);
    return await handUp(workingOf(work), book, matter, "returned_twice");
  }
  if (from === to) return matter;
  if (isTimed(to)) return await nextStage(parts, work, moved, { ...matter, state: to });
  const ended = { ...matter, open: false };
  if (!ends.includes(to) || matter.escalation_level === 0) return ended;
  const noted = await note(workingOf(work), ended, { action: "ended_with_case", by: moved.by });
  return { ...noted, escalation_level: 0, body: null };
}

async function nextStage(
  parts: EscalationParts,
  { transaction, now }: CaseWork,
  { level, track }: CaseMoved,
  matter: Matter & { readonly state: TimedState },
): Promise<Matter> {
  const { rule, unit, state } = matter;
  const terms = (await readTerms(transaction, [unit]))({ track, rule, unit });
  return {
    ...matter,
    calendar: terms.calendar ?? parts.calendar,
    open: true,
    days: daysOf(terms, state, level),
    level_days: terms.levelDays,
    warn_days: terms.warnDays,
    started_at: now,
    given_at: null,
    reminded: false,
    review: state === "appraising" ? matter.review : null,
    raises: 0,
    raised_at: null,
  };
}

/** A deadline that the dispatcher names counts for the step that follows. Later ones can only bring it forward. */
function withGiven(matter: Matter, { transition, input }: CaseMoved, calendar: WorkCalendar): Matter {
  const { dueAt } = input;
  if (typeof dueAt !== "string" || (transition !== "assign" && transition !== "reassign")) return matter;
  const given = new Date(dueAt);
  if (transition === "assign") return { ...matter, given_at: given };
  const due = planned(matter, calendar, []).due_at;
  return due === null || given < due ? { ...matter, given_at: given } : matter;
}

/** Situation A: measures are not signed off before the business department has accepted the handling. */
export const reviewCheck: MeasuresCheck = async (transaction, caseId, track) => {
  const clock = await findClock(transaction, caseId, track);
  return clock?.situation === "A" && clock.review !== "accepted"
    ? ["the business department has not accepted the handling"]
    : [];
};
