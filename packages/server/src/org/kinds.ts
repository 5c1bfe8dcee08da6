/** Kinds of units. `other` groups units and needs no chain of supervision. */
export const unitKinds = [
  "unit",
  "department",
  "office",
  "discipline_body",
  "district_discipline_body",
  "other",
] as const;

/** One of {@link unitKinds}. */
export type UnitKind = (typeof unitKinds)[number];

/** The links of the chain of supervision behind the responsible unit, in their order (catalogue 10). */
export const chainLinks = ["businessDepartment", "disciplineOfDepartment", "districtDiscipline"] as const;

/** One of {@link chainLinks}. */
export type ChainLink = (typeof chainLinks)[number];

/** What may stand at a link of the chain. */
export const chainKinds: Readonly<Record<ChainLink, readonly UnitKind[]>> = {
  businessDepartment: ["unit", "department"],
  disciplineOfDepartment: ["discipline_body", "district_discipline_body"],
  districtDiscipline: ["district_discipline_body"],
};

/** True for a word of {@link unitKinds}. */
export const isUnitKind = (word: string): word is UnitKind => (unitKinds as readonly string[]).includes(word);
