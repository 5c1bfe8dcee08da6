import { entityKinds, relationKinds } from "../links/index.ts";
import { answerOf } from "../ops/describe.ts";

const text = { type: "string" } as const;
const textOrNull = { type: ["string", "null"] } as const;
const whole = { type: "integer" } as const;
const numberOrNull = { type: ["number", "null"] } as const;
const momentOrNull = { type: ["string", "null"], format: "date-time" } as const;
const list = (items: object): object => ({ type: "array", items });

/** What is around somebody, as the console draws it. */
export const networkAnswer: object = answerOf({
  nodes: list(
    answerOf({
      id: whole,
      kind: { enum: entityKinds },
      key: text,
      name: { ...textOrNull, description: "Of persons and units of this installation" },
      distance: { ...whole, description: "Relations away from the middle" },
      file: {
        anyOf: [answerOf({ kind: { enum: ["person", "unit"] }, id: text }), { type: "null" }],
        description: "The integrity file that the reader may open",
      },
    }),
  ),
  edges: list(
    answerOf({
      id: whole,
      from: whole,
      to: whole,
      kind: { enum: relationKinds },
      share: { ...numberOrNull, description: "0 to 1" },
      confidence: { ...numberOrNull, description: "In percent; below 100 it is inferred" },
      validFrom: momentOrNull,
      validTo: momentOrNull,
    }),
  ),
  paths: list(
    answerOf({
      edges: { ...list(whole), description: "Relations in the order of the way" },
      share: { ...numberOrNull, description: "Of ownership: the product of the shares along the way" },
      further: { ...whole, description: "So many more ways lead there" },
    }),
  ),
  more: { type: "boolean", description: "There is more than what was looked at" },
});
