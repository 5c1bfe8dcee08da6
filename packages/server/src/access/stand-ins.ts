import type { Granted } from "./grant.ts";

/**
 * Whether what one of the two did counts as done by the other where two persons are needed (CA-3): they are the same, or one
 * stands in for the other, or did until lately. False for nobody.
 */
export const isOneWith = (
  { id, oneWith = [] }: Pick<Granted, "id" | "oneWith">,
  person: string | null | undefined,
): boolean => person !== null && person !== undefined && (person === id || oneWith.includes(person));

/** Somebody and those in whose place they act with all that these may do. */
export const actsAs = ({ id, grants }: Pick<Granted, "id" | "grants">): readonly string[] => [
  ...new Set([id, ...grants.flatMap((grant) => (grant.only === undefined ? (grant.for ?? []) : []))]),
];

/** Somebody and everybody in whose place they act: where one of these is party to a matter, none of them touches it (CA-3). */
export const actsFor = ({ id, grants }: Pick<Granted, "id" | "grants">): readonly string[] => [
  ...new Set([id, ...grants.flatMap((grant) => grant.for ?? [])]),
];
