import type { Answer } from "../../api/call.ts";

/** The six lists, in the order of the work. */
export const listKinds = [
  "rectification",
  "problem",
  "task",
  "responsibility",
  "look_back",
  "report",
] as const;
/** One of them. */
export type ListKind = (typeof listKinds)[number];
/** An item of a list. */
export type Item = Answer<"get", "/console/lists/{kind}">["items"][number];

/** How an item stands. */
export const itemStates = ["open", "asked", "done", "withdrawn"] as const;

/** By which items are looked for, as the address has it; kind and unit stand beside it. */
export interface ListSearch {
  readonly state?: Item["state"] | undefined;
  readonly owner?: string | undefined;
  readonly mine?: true | undefined;
  readonly overdue?: true | undefined;
  readonly late?: true | undefined;
  readonly repeat?: true | undefined;
}

/** Reads an address; what is not valid is left out. */
export function readSearch({
  state,
  owner,
  mine,
  overdue,
  late,
  repeat,
}: Record<string, unknown>): ListSearch {
  const found = itemStates.find((one) => one === state);
  return {
    ...(found !== undefined && { state: found }),
    ...(typeof owner === "string" && /^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$/.test(owner) && { owner }),
    ...(mine === true && { mine }),
    ...(overdue === true && { overdue }),
    ...(late === true && { late }),
    ...(repeat === true && { repeat }),
  };
}

/** The list of an address. */
export const kindOf = (kind: string | undefined): ListKind =>
  listKinds.find((one) => one === kind) ?? "rectification";
