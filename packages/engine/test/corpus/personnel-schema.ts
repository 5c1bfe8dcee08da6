import { flag, list, record, text, whole, type Schema } from "./schema-parts.ts";

const chosen = record({
  id: text,
  age: whole,
  grade: whole,
  monthsInGrade: whole,
  education: text,
  declared: whole,
  verified: whole,
  sanctions: list(record({ kind: text, monthsAgo: whole }), 20),
  relatives: list(record({ id: text, relation: text, unit: text, leads: flag }), 20),
});

/** A personnel decision: post, candidates, panel, meeting, publicity. */
export const personnelSchema: Schema = record({
  post: record({ id: text, unit: text, grade: whole, quota: whole, filled: whole }),
  chosen,
  candidates: list(
    record({ id: text, phone: text, school: text, written: whole, interview: whole, votes: whole }),
    100,
  ),
  panel: list(record({ id: text, unit: text, abstained: flag }), 50),
  meeting: record(
    { heldAt: text, expected: whole, present: whole, inFavour: whole, against: whole, minutes: text },
    ["minutes"],
  ),
  publicity: record({ startAt: text, endAt: text, objections: whole }),
  pay: record({ base: whole, allowance: whole, bonus: whole }),
});
