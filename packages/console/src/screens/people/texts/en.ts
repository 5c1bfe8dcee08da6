import type { SameKeys } from "../../../i18n/resources.ts";
import type { texts as chinese } from "./zh-CN.ts";

/** Texts of the screen of people and units. */
export const texts: SameKeys<typeof chinese> = {
  title: "People and units",
  search: "Name, account or unit",
  find: "Find",
  all: "Back to all",
  found: "Found",
  nobody: "Nobody and no unit",
  nobodyHint: "Whom business systems name by a key alone is found among alerts by that key.",
  units: "Units",
  noUnits: "No units.",
  moreUnits: "The first 500 are listed; search for others.",
  people: "People",
  peopleOf: "People of {{unit}}",
  unitFile: "Integrity file of {{unit}}",
  name: "Name",
  account: "Account or id",
  kind: "Kind",
  kinds: { person: "person", unit: "unit" },
  unit: "Unit",
  state: "Account",
  active: "in use",
  revoked: "revoked",
};
