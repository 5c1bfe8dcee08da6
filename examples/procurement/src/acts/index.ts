import type { ActForm } from "./act-form.ts";
import { award } from "./award.ts";
import { contract } from "./contract.ts";
import { evaluate } from "./evaluate.ts";
import { budgets, categories, method } from "./method.ts";
import { openBids } from "./open-bids.ts";
import { payment } from "./payment.ts";
import { publish } from "./publish.ts";
import type { Stage } from "../store/index.ts";

export { FieldError } from "./act-form.ts";
export type { ActDraft, ActForm, Choice, Field, Values } from "./act-form.ts";
export { bidsOf, numberAt, textAt } from "./record-view.ts";
export type { BidView } from "./record-view.ts";
export { tenderId } from "./common.ts";

export { longestText } from "./values.ts";

export { budgets, categories, evaluate, openBids, publish };

/** The acts in the order of a purchase; below the limit there is a shorter way than a tender. */
export const acts: readonly ActForm[] = [method, publish, openBids, evaluate, award, contract, payment];

/** The act with that id, or undefined. */
export function actOf(id: string): ActForm | undefined {
  return acts.find((act) => act.id === id);
}

/** What can be done next with a purchase in that stage, the main step first. */
export function nextActs(stage: Stage): readonly ActForm[] {
  return acts.filter((act) => act.from.includes(stage)).toReversed();
}
