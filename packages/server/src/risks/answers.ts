import { tracks } from "../cases/index.ts";
import { count, many, moment, pageOf, text, textOrNone } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { namers, phases, riskLevels } from "./point.ts";

const degree = { enum: [1, 2, 3] } as const;
const control = {
  oneOf: [
    answerOf({ kind: { const: "rule" }, rule: text, phase: { enum: phases } }),
    answerOf({ kind: { const: "manual" }, text, phase: { enum: phases } }),
  ],
};
const fields = {
  id: text,
  version: count,
  level: { enum: riskLevels },
  unit: text,
  post: text,
  powerItem: text,
  place: text,
  description: text,
  forms: text,
  namedBy: { enum: namers },
  probability: degree,
  harm: degree,
  controls: many(control),
  owner: text,
  reviewAt: moment,
  grade: degree,
  state: { enum: ["proposed", "open", "retired"] },
  caseId: textOrNone,
  track: { enum: [...tracks, null] },
  changedAt: moment,
  changedBy: text,
};
const optional = ["post", "powerItem", "place", "forms", "owner"];

/** A risk point in an answer. */
export const pointAnswer: object = answerOf(fields, optional);
/** A page of the register. */
export const risksAnswer: object = pageOf("risks", pointAnswer);
const version = answerOf({ version: count, act: text, at: moment, by: text, point: pointAnswer });
/** One point with its versions. */
export const riskAnswer: object = answerOf(
  { ...fields, versions: { type: "array", items: version, description: "The newest 100" } },
  optional,
);
const row = answerOf({ 1: degree, 2: degree, 3: degree });
/** Grades by harm, then by probability, and how many open points there are of each. */
export const matrixAnswer: object = answerOf({
  gradeByHarmAndProbability: answerOf({ 1: row, 2: row, 3: row }),
  counts: {
    type: "array",
    description: "Open points; what is not named has none",
    items: answerOf({ probability: count, harm: count, open: count }),
  },
});
const gap = answerOf(
  { risk: text, unit: text, grade: count, gap: { enum: ["no_control", "no_events"] }, rule: text },
  ["rule"],
);
/** What is missing. */
export const gapsAnswer: object = answerOf({ gaps: many(gap) });
/** What a file changed. */
export const importAnswer: object = answerOf({ rows: count, changed: count });
