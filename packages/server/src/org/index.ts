export type { Book } from "./book.ts";
export { namesOf } from "./book.ts";
export { chainOf } from "./chain.ts";
export { gapsOf } from "./check.ts";
export type { ConflictLook, Subject } from "./conflicts.ts";
export { closeAmong, conflictsOf } from "./conflicts.ts";
export { conflictLook } from "./look.ts";
export { namedPerson } from "./named-person.ts";
export type { Organisation } from "./organisation.ts";
export { openOrganisation } from "./organisation.ts";
export { textsOf } from "./read-book.ts";
export { registerOrg } from "./routes.ts";
export {
  delegatesOf,
  delegatorsOf,
  headsOf,
  holdersOfPerson,
  holdersOf,
  superiorsOf,
  unitsOf,
} from "./staff.ts";
export { entryEvent } from "./rows/apply-rows.ts";
export { startOrganisation } from "./start.ts";
export { lineOf, unitsUnder } from "./tree.ts";
export { orgHandlers } from "./unit-tree.ts";
