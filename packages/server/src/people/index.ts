export type { Actor } from "./actor.ts";
export { libraryId, personOf, systemId } from "./actor.ts";
export { identifyActors } from "./identify.ts";
export {
  addPersonIn,
  hasTwoPeople,
  isReserved,
  registerPeopleIn,
  restorePerson,
  revokePerson,
} from "./people.ts";
export { tellPerson } from "./tell-person.ts";
export type { PersonTokens } from "./person-tokens.ts";
export { createPersonTokens } from "./person-tokens.ts";
export { personFields, registerPeople } from "./routes.ts";
