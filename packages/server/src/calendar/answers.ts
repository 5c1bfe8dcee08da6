import { count, localized, many, orNone, text, textOrNone, yesNo } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";

const storedKind = { enum: ["holiday", "workday", "regular", "inherited"] };

const calendar = {
  id: text,
  names: localized,
  parent: textOrNone,
  timeZone: text,
  week: many(count),
  workingTime: many(answerOf({ from: text, to: text })),
  years: many(answerOf({ year: count, source: text })),
  version: count,
  changedAt: text,
  changedBy: text,
};

/** Every calendar. */
export const calendarsAnswer: object = answerOf({ calendars: many(answerOf(calendar)) });

/** One calendar with its days. */
export const calendarAnswer: object = answerOf({
  ...calendar,
  announced: { type: ["boolean", "null"], description: "Of the year that was asked for" },
  days: many(
    answerOf({
      date: text,
      kind: { enum: ["holiday", "workday", "regular"] },
      names: orNone(localized),
      source: textOrNone,
      calendar: text,
      changedAt: text,
      changedBy: text,
    }),
  ),
});

const changes = {
  days: many(answerOf({ date: text, kind: storedKind, before: storedKind })),
  years: many(count),
};

/** What an edit changed. */
export const editAnswer: object = answerOf({ id: text, version: count, changed: yesNo, ...changes });

/** What a file changed, or would. */
export const importAnswer: object = answerOf({
  id: text,
  dryRun: yesNo,
  version: count,
  read: count,
  ...changes,
  problems: many(text),
});

/** A day that was counted. */
export const dueAnswer: object = answerOf({
  calendar: text,
  version: count,
  from: text,
  workingDays: count,
  day: text,
  at: text,
  provisional: yesNo,
  unannounced: many(count),
});
