import { ProbityError } from "@probity/contracts";

/** Kinds of entities. `party`: a person or an organisation, where nothing said yet which. */
export const entityKinds = [
  "party",
  "person",
  "organisation",
  "account",
  "phone",
  "email",
  "address",
  "project",
  "holding",
  "name",
] as const;

/** One of {@link entityKinds}. */
export type EntityKind = (typeof entityKinds)[number];

/**
 * Kinds of relations, by the words of the catalogue. Ownership, office and control point from the holder to the
 * organisation; attributes (`has_...`) from their bearer to the value; kinship has no direction. Only ever added to at
 * the end: their places are codes in memory.
 */
export const relationKinds = [
  "shareholder",
  "beneficial_owner",
  "legal_representative",
  "director",
  "supervisor",
  "manager",
  "branch",
  "controls",
  "group_member",
  "joint_venture",
  "spouse",
  "parent_child",
  "sibling",
  "other_kin_3gen",
  "in_law",
  "partner",
  "other",
  "has_phone",
  "has_email",
  "has_address",
  "has_account",
  "has_premises",
  "has_project",
  "has_name",
  "landlord",
  "supervised_by",
  "holds",
] as const;

/** One of {@link relationKinds}. */
export type RelationKind = (typeof relationKinds)[number];

/** Near relatives (公务员法 art 74). */
export const nearRelativeKinds: readonly RelationKind[] = [
  "spouse",
  "parent_child",
  "sibling",
  "other_kin_3gen",
  "in_law",
];

/** Values that two parties can share. A shared name is a guess (`inferred`), so it counts only when guesses do. */
export const attributeKinds: readonly RelationKind[] = [
  "has_phone",
  "has_email",
  "has_address",
  "has_account",
  "has_premises",
  "has_project",
  "has_name",
];

const kindCodes: ReadonlyMap<string, number> = new Map(relationKinds.map((kind, code) => [kind, code]));

/** The place of a kind in {@link relationKinds}; -1 for a word that is none. */
export const kindCode = (kind: string): number => kindCodes.get(kind) ?? -1;

/** True for a word of {@link relationKinds}. */
export const isRelationKind = (word: string): word is RelationKind => kindCodes.has(word);

/** True for a word of {@link entityKinds}. */
export const isEntityKind = (word: string): word is EntityKind =>
  (entityKinds as readonly string[]).includes(word);

/** How an entity is named from outside. */
export interface EntityRef {
  readonly kind: EntityKind;
  /** Normalised, see `entityRef`. */
  readonly key: string;
}

/** The space in which a key is unique: persons and organisations share one. */
export const spaceOf = (kind: EntityKind): string =>
  kind === "person" || kind === "organisation" ? "party" : kind;

/** `kind:key` as texts of the API and the command line have it. */
export const refText = ({ kind, key }: EntityRef): string => `${kind}:${key}`;

/** Splits `kind:key` at its first colon. Throws `PROBITY_E_REQUEST`. */
export function splitRef(text: string): { readonly kind: EntityKind; readonly text: string } {
  const colon = text.indexOf(":");
  const kind = text.slice(0, Math.max(0, colon));
  if (isEntityKind(kind)) return { kind, text: text.slice(colon + 1) };
  throw new ProbityError(
    "PROBITY_E_REQUEST",
    `${text} must be KIND:KEY with a kind of ${entityKinds.join(", ")}`,
  );
}
