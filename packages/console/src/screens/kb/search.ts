/** Views of the screen. */
export const tabs = ["library", "pushes"] as const;
/** Kinds of articles. */
export const kinds = ["rule", "case", "teaching"] as const;

/** What the address of the screen says. */
export interface KbSearch {
  readonly tab?: (typeof tabs)[number] | undefined;
  readonly q?: string | undefined;
  readonly kind?: (typeof kinds)[number] | undefined;
  readonly tag?: string | undefined;
  readonly rule?: string | undefined;
  readonly state?: "retired" | undefined;
  /** Of whom repeated alerts are listed. */
  readonly by?: "person" | "unit" | undefined;
  /** The article that is shown. */
  readonly article?: string | undefined;
}

const text = (value: unknown, most: number): string | undefined =>
  (typeof value === "string" || typeof value === "number") && value !== "" && String(value).length <= most
    ? String(value)
    : undefined;

/** Reads it; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): KbSearch {
  const tab = tabs.find((one) => one === search.tab);
  const kind = kinds.find((one) => one === search.kind);
  const [q, tag] = [text(search.q, 100), text(search.tag, 40)];
  const [rule, article] = [text(search.rule, 60), text(search.article, 100)];
  return {
    ...(tab !== undefined && { tab }),
    ...(q !== undefined && { q }),
    ...(kind !== undefined && { kind }),
    ...(tag !== undefined && { tag }),
    ...(rule !== undefined && /^[A-Z]{2,5}-[A-Z]{2,5}-\d{3}$/.test(rule) && { rule }),
    ...(search.state === "retired" && { state: "retired" }),
    ...((search.by === "person" || search.by === "unit") && { by: search.by }),
    ...(article !== undefined && { article }),
  };
}
