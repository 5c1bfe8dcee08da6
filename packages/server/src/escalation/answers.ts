import { anything, count, localized, many, orNone, pageOf, text, textOrNone } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { caseStates, tracks } from "../cases/index.ts";
import { lights } from "./list.ts";
import { timedStates } from "./terms.ts";

const clock = answerOf({
  case: text,
  title: orNone(localized),
  track: { enum: tracks },
  state: { enum: caseStates },
  unit: textOrNone,
  handler: textOrNone,
  level: count,
  light: { enum: lights },
  escalationLevel: count,
  situation: { enum: ["A", "B"] },
  dueAt: textOrNone,
  handUpAt: textOrNone,
  body: textOrNone,
  review: textOrNone,
});

/** A page of deadlines. */
export const clocksAnswer: object = pageOf("escalations", clock);

/** The deadlines of a case, and what was done about them. */
export const caseClocksAnswer: object = answerOf({
  clocks: many(clock),
  steps: many(
    answerOf({
      n: count,
      track: textOrNone,
      action: text,
      at: text,
      by: textOrNone,
      text: textOrNone,
      details: anything,
    }),
  ),
});

/** Lights of units. */
export const lightsAnswer: object = answerOf({
  units: many(
    answerOf({
      unit: textOrNone,
      light: { enum: lights },
      escalationLevel: count,
      green: count,
      yellow: count,
      red: count,
      stopped: count,
    }),
  ),
});

/** How a matter stands after an act. */
export const actedAnswer: object = answerOf({ id: text, escalationLevel: count });

const days = (names: readonly string[], isWhole: boolean): object =>
  answerOf(Object.fromEntries(names.map((name) => [name, count])), isWhole ? [] : names);

/** Working days of each state and level: as they are brought, and what is otherwise by scope. */
export const termsAnswer: object = answerOf({
  preset: answerOf({ stages: days(timedStates, true), levelDays: count, warnDays: count }),
  terms: many(answerOf({ scope: text, terms: storedTerms(), changedAt: text, changedBy: text })),
});

/** The terms of a scope, as they were set. */
export const changedTermsAnswer: object = answerOf({ scope: text, terms: storedTerms() });

function storedTerms(): object {
  const fields = { stages: days(timedStates, false), levelDays: count, warnDays: count, calendar: text };
  return answerOf(fields, Object.keys(fields));
}
