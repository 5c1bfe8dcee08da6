/** Views of the screen. */
export const tabs = ["modules", "sources", "quarantine"] as const;
/** States of a writer. */
export const streamStates = ["open", "silent", "closed"] as const;
/** States of what was refused. */
export const refusedStates = ["open", "resolved"] as const;

/** What the address of the screen says. */
export interface ModulesSearch {
  readonly tab?: (typeof tabs)[number] | undefined;
  readonly source?: string | undefined;
  /** Of a writer, or of what was refused. */
  readonly state?: (typeof streamStates)[number] | (typeof refusedStates)[number] | undefined;
  /** The writer that is shown. */
  readonly stream?: string | undefined;
  /** What was refused and is shown. */
  readonly item?: number | undefined;
}

const text = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && value !== "" && String(value).length <= 500
    ? String(value)
    : undefined;

/** Reads it; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): ModulesSearch {
  const tab = tabs.find((one) => one === search.tab);
  const state = [...streamStates, ...refusedStates].find((one) => one === search.state);
  const [source, stream] = [text(search.source), text(search.stream)];
  const { item } = search;
  return {
    ...(tab !== undefined && { tab }),
    ...(source !== undefined && { source }),
    ...(state !== undefined && { state }),
    ...(stream !== undefined && { stream }),
    ...(typeof item === "number" && Number.isSafeInteger(item) && item > 0 && { item }),
  };
}
