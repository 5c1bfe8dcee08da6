export type { Book, Delegation, Holder, Member, PostState, UnitState } from "./book.ts";
export { type Chain, chainOf } from "./chain.ts";
export { type Gap, gapsOf } from "./check.ts";
export {
  type Conflict,
  type ConflictLook,
  type ConflictPath,
  type ConflictReason,
  type Conflicts,
  conflictsOf,
  type Subject,
} from "./conflicts.ts";
export type { ChainLink, UnitKind } from "./kinds.ts";
export { openOrganisation, type Organisation } from "./organisation.ts";
export { registerOrg } from "./routes.ts";
export {
  delegatesOf,
  delegatorsOf,
  type Held,
  headsOf,
  holdersOf,
  type Superior,
  superiorsOf,
  unitsOf,
} from "./staff.ts";
export { startOrganisation } from "./start.ts";
export { lineOf, unitsUnder } from "./tree.ts";
export { orgHandlers } from "./unit-tree.ts";
