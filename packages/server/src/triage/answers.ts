import { outcomes } from "@probity/contracts";
import { caseLabels, caseStates, dismissalReasons, tracks } from "../cases/index.ts";
import { stages } from "../decisions/index.ts";
import { answerOf } from "../ops/describe.ts";
import { looseStates } from "./filter.ts";

const text = { type: "string" } as const;
const whole = { type: "integer" } as const;
const number = { type: "number" } as const;
const flag = { type: "boolean" } as const;
const moment = { type: "string", format: "date-time" } as const;
const anything = {} as const;
const list = (items: object): object => ({ type: "array", items });
const orNull = (schema: object): object => ({ anyOf: [schema, { type: "null" }] });
const counts = { type: "object", additionalProperties: whole } as const;
const localized = answerOf({ "zh-CN": text, en: text });
const named = answerOf({ id: text, name: orNull(text) });
const unit = answerOf({ id: text, name: orNull(localized) });

const lineProperties = {
  id: text,
  position: { ...whole, description: "First place in the log: the order of time" },
  level: { ...whole, description: "Risk level, 1 highest" },
  light: orNull({ enum: ["green", "yellow", "red", "stopped"] }),
  escalationLevel: orNull(whole),
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
  counterparty: orNull(answerOf({ id: text })),
  unit: orNull(unit),
  amount: orNull(answerOf({ amount: number, currency: text })),
  case: orNull(text),
  inCharge: orNull(unit),
  handler: orNull(named),
  dueAt: orNull(moment),
  hoursLeft: { ...orNull(number), description: "Negative: late; null where nothing is awaited" },
  count: { ...whole, description: "Events that it holds" },
  firstTime: moment,
  lastTime: moment,
  openedAt: moment,
} as const;
const line = answerOf(lineProperties);
const asOf = { ...whole, description: "The place in the log up to which it was read" };

/** Answers of `/console/alerts`, for the API description and the types of the console. */
export const inboxAnswers: Readonly<Record<"page" | "count" | "counts" | "place", object>> = {
  page: answerOf({ alerts: list(line), asOf, next: { ...text, description: "Cursor" } }, ["next"]),
  count: answerOf({ count: whole, asOf }),
  counts: answerOf({
    open: whole,
    mine: whole,
    unassigned: whole,
    overdue: whole,
    byLevel: counts,
    byTrack: counts,
    byState: counts,
  }),
  place: answerOf({
    asOf,
    count: whole,
    index: { ...orNull(whole), description: "From 0; null where the filter does not find it" },
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
    reason: answerOf({ code: text, paths: list(text), detail: text }, ["detail"]),
    level: whole,
    class: { enum: tracks },
    action: text,
    disclosure: text,
    name: localized,
    message: localized,
    evidence: list(answerOf({ name: text, label: localized, value: anything })),
    related: list(
      answerOf(
        {
          feature: text,
          source: text,
          subject: text,
          time: text,
          event: text,
          position: whole,
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
  ageSeconds: orNull(whole),
  justified: flag,
  breakGlass: flag,
  findings: list(noted),
});
const event = answerOf({
  id: text,
  source: text,
  type: text,
  name: orNull(localized),
  time: moment,
  position: whole,
  erasedAt: orNull(moment),
  fields: list(
    answerOf({
      path: list({ type: ["string", "integer"] }),
      value: anything,
      description: orNull(text),
      privacy: orNull(text),
      unit: orNull(text),
    }),
  ),
  more: flag,
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
        basis: list(text),
        params: list(answerOf({ name: text, description: localized, unit: orNull(text) })),
      },
      ["point"],
    ),
    findings: list(
      answerOf({
        position: whole,
        source: text,
        eventId: text,
        type: text,
        time: moment,
        finding,
        share,
        erasedAt: orNull(moment),
      }),
    ),
    others: list(answerOf({ finding, share })),
    event: orNull(event),
    precheck: orNull(precheck),
    labels: list(label),
    repeated: list(line),
    similar: list(line),
    proof: answerOf({ first: whole, last: whole }),
  },
  ["about"],
);
