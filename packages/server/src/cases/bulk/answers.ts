import { answerOf } from "../../ops/describe.ts";

const text = { type: "string" } as const;
const whole = { type: "integer" } as const;
const moment = { type: "string", format: "date-time" } as const;

/** How an act is, as its person sees it. */
export const actAnswer: object = answerOf({
  id: text,
  kind: text,
  state: { enum: ["checking", "waiting", "running", "done", "refused", "undone"] },
  total: whole,
  seen: text,
  done: whole,
  changed: whole,
  refused: whole,
  refusals: { type: "array", items: answerOf({ id: text, code: text, detail: text }) },
  input: { type: "object" },
  askedAt: moment,
  undoUntil: moment,
  endedAt: { anyOf: [moment, { type: "null" }] },
});

/** How many were found, and by what they are known again. */
export const countedAnswer: object = answerOf({ count: whole, seen: text });
