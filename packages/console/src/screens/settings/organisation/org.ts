import type { Answer } from "../../../api/call.ts";

/** A unit in the list of all. */
export type Unit = Answer<"get", "/ops/org/units">["units"][number];
/** A unit with what is around it. */
export type UnitDetail = Answer<"get", "/ops/org/units/{id}">;
/** A post of a unit. */
export type Post = UnitDetail["posts"][number];

/** What a change of the organisation makes known anew. */
export const touched = ["/ops/org"] as const;

/** What the server takes as an id: letters of any script, digits and a few marks. */
export const idPattern = "[\\p{L}\\p{N}._@:\\/\\-]{1,100}";

/** Kinds of units. */
export const unitKinds = [
  "unit",
  "department",
  "office",
  "discipline_body",
  "district_discipline_body",
  "other",
] as const;
/** One of them. */
export type UnitKind = (typeof unitKinds)[number];

/** The links of the chain of supervision, and what may stand at each. */
export const chainKinds = {
  businessDepartment: ["unit", "department"],
  disciplineOfDepartment: ["discipline_body", "district_discipline_body"],
  districtDiscipline: ["district_discipline_body"],
} as const satisfies Readonly<Record<string, readonly UnitKind[]>>;
/** One of the links. */
export type ChainLink = keyof typeof chainKinds;
/** All of them, in their order. */
export const chainLinks: readonly ChainLink[] = [
  "businessDepartment",
  "disciplineOfDepartment",
  "districtDiscipline",
];
