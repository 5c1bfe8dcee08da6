/** The six lists (六张清单). */
export const listKinds = [
  "task",
  "responsibility",
  "problem",
  "rectification",
  "look_back",
  "report",
] as const;

/** One of {@link listKinds}. */
export type ListKind = (typeof listKinds)[number];

/** Lists whose items people write themselves; measures and look-backs come from problems and sign-offs. */
export const writtenKinds = ["task", "responsibility", "problem", "rectification", "report"] as const;

/** One of {@link writtenKinds}. */
export type WrittenKind = (typeof writtenKinds)[number];

/** How an item stands. A measure is asked to be signed off, and done once it is. */
export const itemStates = ["open", "asked", "done", "withdrawn"] as const;

/** One of {@link itemStates}. */
export type ItemState = (typeof itemStates)[number];
