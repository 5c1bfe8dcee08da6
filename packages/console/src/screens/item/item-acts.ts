import type { Me } from "../../api/session.ts";
import type { Item } from "../lists/search.ts";

/** What can be done with an item. */
export type ItemAct = "ask" | "accept" | "refuse" | "finish" | "withdraw" | "lookBack";

const finished: ReadonlySet<Item["kind"]> = new Set<Item["kind"]>(["task", "responsibility", "report"]);

/** What a person can do with an item as it stands; whoever carried a measure out does not judge it (four eyes). */
export function actsOn(
  { kind, state, owner, askedBy }: Item,
  { id, permissions }: Pick<Me, "id" | "permissions">,
): readonly ItemAct[] {
  const may = new Set(permissions);
  const isOwn = owner === id || askedBy === id;
  const acts: ItemAct[] = [];
  if (kind === "rectification" && state === "open" && may.has("rectification.report")) acts.push("ask");
  if (kind === "rectification" && state === "asked" && may.has("rectification.review") && !isOwn)
    acts.push("accept", "refuse");
  if (kind === "look_back" && state === "open" && may.has("rectification.review")) acts.push("lookBack");
  if (finished.has(kind) && state === "open" && may.has("rectification.report")) acts.push("finish");
  const isOpen = state === "open" || state === "asked";
  if (isOpen && may.has("rectification.assign") && !(kind === "rectification" && isOwn))
    acts.push("withdraw");
  return acts;
}

/** Whether a person adds progress and proof to an item. */
export const isReporting = ({ state }: Item, { permissions }: Pick<Me, "permissions">): boolean =>
  state === "open" && permissions.includes("rectification.report");
