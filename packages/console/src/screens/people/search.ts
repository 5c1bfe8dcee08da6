/** What the address of the screen says. */
export interface PeopleSearch {
  /** Words that are looked for. */
  readonly q?: string | undefined;
}

/** Reads it; what is not valid is left out. */
export function readSearch({ q }: Record<string, unknown>): PeopleSearch {
  const words = typeof q === "string" || typeof q === "number" ? String(q).trim() : "";
  return words !== "" && words.length <= 200 ? { q: words } : {};
}
