/** What the address of the screen says: by what entries are narrowed, and which one is shown. */
export interface AuditSearch {
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  readonly subject?: string | undefined;
  readonly about?: "acts" | undefined;
  readonly entry?: number | undefined;
}

const text = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && value !== "" && String(value).length <= 500
    ? String(value)
    : undefined;

/** Reads it; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): AuditSearch {
  const [source, type, subject] = [text(search.source), text(search.type), text(search.subject)];
  const { entry } = search;
  return {
    ...(source !== undefined && { source }),
    ...(type !== undefined && { type }),
    ...(subject !== undefined && { subject }),
    ...(search.about === "acts" && { about: "acts" as const }),
    ...(typeof entry === "number" && Number.isSafeInteger(entry) && entry > 0 && { entry }),
  };
}
