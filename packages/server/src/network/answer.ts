import { entityKinds, relationKinds } from "../links/index.ts";
import { answerOf } from "../ops/describe.ts";
import { count, many, momentOrNone, numberOrNone, text, textOrNone } from "../ops/answer-parts.ts";

/** What is around somebody, as the console draws it. */
export const networkAnswer: object = answerOf({
  nodes: many(
    answerOf({
      id: count,
      kind: { enum: entityKinds },
      key: text,
      name: {
        ...textOrNone,
        description: "Of persons and units of this installation, and of organisations as registers have it",
      },
      distance: { ...count, description: "Relations away from the middle" },
      file: {
        anyOf: [answerOf({ kind: { enum: ["person", "unit"] }, id: text }), { type: "null" }],
        description: "The integrity file that the reader may open",
      },
    }),
  ),
  edges: many(
    answerOf({
      id: count,
      from: count,
      to: count,
      kind: { enum: relationKinds },
      share: { ...numberOrNone, description: "0 to 1" },
      confidence: { ...numberOrNone, description: "In percent; below 100 it is inferred" },
      validFrom: momentOrNone,
      validTo: momentOrNone,
    }),
  ),
  paths: many(
    answerOf({
      edges: { ...many(count), description: "Relations in the order of the way" },
      share: { ...numberOrNone, description: "Of ownership: the product of the shares along the way" },
      further: { ...count, description: "So many more ways lead there" },
    }),
  ),
  more: { type: "boolean", description: "There is more than what was looked at" },
});
