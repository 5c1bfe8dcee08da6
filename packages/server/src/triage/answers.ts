import { outcomes } from "@probity/contracts";
import { caseLabels, caseStates, dismissalReasons, tracks } from "../cases/index.ts";
import { stages } from "../decisions/index.ts";
import { count, countsByName, localized, many, moment, number, text, yesNo } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { looseStates } from "./filter.ts";

const anything = {} as const;
const orNull = (schema: object): object => ({ anyOf: [schema, { type: "null" }] });
const named = answerOf({ id: text, name: orNull(text) });
const unit = answerOf({ id: text, name: orNull(localized) });

const lineProperties = {
  id: text,
  position: { ...count, description: "First place in the log: the order of time" },
  level: { ...count, description: "Risk level, 1 highest" },
  light: orNull({ enum: ["green", "yellow", "red", "stopped"] }),
  escalationLevel: orNull(count),
  risk: { ...number, description: "The highest score of its events, 0 to 100" },
  track: { enum: tracks },
  state: { enum: [...looseStates, ...caseStates] },
  rule: text,
  name: localized,
  message: { ...localized, description: "The reason in one sentence" },
  model: orNull(text),
  source: text,
  subject: orNull(text),
  official: orNull(named),
  counterparty: orNull(named),
  unit: orNull(unit),
  amount: orNull(answerOf({ amount: number, currency: text })),
  case: orNull(text),
  inCharge: orNull(unit),
  handler: orNull(named),
  dueAt: orNull(moment),
  hoursLeft: { ...orNull(number), description: "Negative: late; null where nothing is awaited" },
  count: { ...count, description: "Events that it holds" },
  firstTime: moment,
  lastTime: moment,
  openedAt: moment,
} as const;
const line = answerOf(lineProperties);
const asOf = { ...count, description: "The place in the log up to which it was read" };

/** Answers of `/console/alerts`, for the API description and the types of the console. */
export const inboxAnswers: Readonly<Record<"page" | "count" | "counts" | "place", object>> = {
  page: answerOf({ alerts: many(line), asOf, next: { ...text, description: "Cursor" } }, ["next"]),
  count: answerOf({ count: count, asOf }),
  counts: answerOf({
    open: count,
    mine: count,
    unassigned: count,
    overdue: count,
    byLevel: countsByName,
    byTrack: countsByName,
    byState: countsByName,
  }),
  place: answerOf({
    asOf,
    count: count,
    index: { ...orNull(count), description: "From 0; null where the filter does not find it" },
    previous: orNull(text),
    next: orNull(text),
  }),
};

const finding = answerOf(
  {
    rule: text,
    version: text,
    binding: text,
    result: { enum: ["hit", "clear", "not_applicable", "indeterminate"] },
    reason: answerOf({ code: text, paths: many(text), detail: text }, ["detail"]),
    level: count,
    class: { enum: tracks },
    action: text,
    disclosure: text,
    name: localized,
    message: localized,
    evidence: many(answerOf({ name: text, label: localized, value: anything })),
    related: many(
      answerOf(
        {
          feature: text,
          source: text,
          subject: text,
          time: text,
          event: text,
          position: count,
          value: anything,
        },
        ["subject", "value"],
      ),
    ),
    params: { type: "object", additionalProperties: anything },
    weakenedFrom: text,
    exception: text,
  },
  ["reason", "message", "evidence", "related", "weakenedFrom", "exception"],
);
const share = { ...orNull(number), description: "Of the score of its event, in points" };
const label = answerOf({
  label: { enum: caseLabels },
  reason: orNull({ enum: dismissalReasons }),
  note: orNull(text),
  by: text,
  at: moment,
});
const noted = answerOf({ rule: text, result: text, binding: text, action: text }, ["binding", "action"]);
const precheck = answerOf({
  source: text,
  id: text,
  stage: { enum: stages },
  outcome: orNull({ enum: outcomes }),
  person: orNull(text),
  openedAt: orNull(moment),
  closedAt: orNull(moment),
  ageSeconds: orNull(count),
  justified: yesNo,
  breakGlass: yesNo,
  findings: many(noted),
});
const event = answerOf({
  id: text,
  source: text,
  type: text,
  name: orNull(localized),
  time: moment,
  position: count,
  erasedAt: orNull(moment),
  fields: many(
    answerOf({
      path: many({ type: ["string", "integer"] }),
      value: anything,
      description: orNull(localized),
      privacy: orNull(text),
      unit: orNull(text),
    }),
  ),
  more: yesNo,
});

/** Answer of `/console/alerts/:id`. */
export const alertAnswer: object = answerOf(
  {
    ...lineProperties,
    ruleVersion: text,
    about: answerOf(
      {
        model: orNull(text),
        point: localized,
        explanation: localized,
        basis: many(text),
        params: many(answerOf({ name: text, description: localized, unit: orNull(text) })),
      },
      ["point"],
    ),
    findings: many(
      answerOf({
        position: count,
        source: text,
        eventId: text,
        type: text,
        time: moment,
        finding,
        share,
        erasedAt: orNull(moment),
      }),
    ),
    others: many(answerOf({ finding, share })),
    event: orNull(event),
    precheck: orNull(precheck),
    labels: many(label),
    repeated: many(line),
    similar: many(line),
    proof: answerOf({ first: count, last: count }),
  },
  ["about"],
);
