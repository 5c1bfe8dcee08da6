import { tracks } from "../../cases/index.ts";
import {
  anything,
  count,
  countsByName,
  many,
  pageOf,
  text,
  textOrNone,
  yesNo,
} from "../../ops/answer-parts.ts";
import { answerOf } from "../../ops/describe.ts";
import { itemStates, listKinds } from "../kinds.ts";

const itemParts = {
  id: text,
  kind: { enum: listKinds },
  case: textOrNone,
  track: { enum: [...tracks, null] },
  parent: textOrNone,
  title: text,
  owner: textOrNone,
  unit: textOrNone,
  dueOn: textOrNone,
  state: { enum: itemStates },
  source: text,
  fields: anything,
  progress: count,
  sendBacks: count,
  repeatOf: textOrNone,
  relapses: count,
  isRepeat: yesNo,
  lateDays: count,
  askedAt: textOrNone,
  askedBy: textOrNone,
  doneAt: textOrNone,
  doneBy: textOrNone,
  version: count,
  createdAt: text,
  createdBy: text,
};

/** A page of a list. */
export const itemsAnswer: object = pageOf("items", answerOf(itemParts));

/** How many items there are. */
export const countsAnswer: object = answerOf({
  total: count,
  overdue: count,
  late: count,
  repeats: count,
  sendBacks: count,
  byState: countsByName,
});

/** One item whole. */
export const itemAnswer: object = answerOf({
  ...itemParts,
  proofs: many(
    answerOf({
      id: text,
      name: text,
      media: text,
      bytes: count,
      sha256: text,
      addedAt: text,
      addedBy: text,
      counts: { ...yesNo, description: "It was added since the item was opened, or opened again" },
    }),
  ),
  steps: many(
    answerOf({
      n: count,
      name: text,
      at: text,
      by: textOrNone,
      text: textOrNone,
      details: anything,
      hash: text,
    }),
  ),
});

/** An item that was written. */
export const madeAnswer: object = answerOf({ id: text, version: count });

/** How an item stands after a change. */
export const afterAnswer: object = answerOf({ id: text, state: { enum: itemStates }, version: count });

/** Proof that was added, and its hash. */
export const proofAnswer: object = answerOf({ id: text, sha256: text, version: count });
