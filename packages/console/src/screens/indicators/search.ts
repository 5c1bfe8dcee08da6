/** How an indicator stands. */
export const states = ["observe", "enforce", "off", "planned"] as const;

/** What the address of the screen says. */
export interface IndicatorsSearch {
  readonly source?: string | undefined;
  readonly domain?: string | undefined;
  readonly state?: (typeof states)[number] | undefined;
  readonly q?: string | undefined;
  /** Source and binding of the one that is shown. */
  readonly at?: string | undefined;
  readonly binding?: string | undefined;
}

const text = (value: unknown, most: number): string | undefined =>
  (typeof value === "string" || typeof value === "number") && value !== "" && String(value).length <= most
    ? String(value)
    : undefined;

/** Reads it; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): IndicatorsSearch {
  const state = states.find((one) => one === search.state);
  const domain = text(search.domain, 5);
  const [source, at] = [text(search.source, 200), text(search.at, 200)];
  const [q, binding] = [text(search.q, 100), text(search.binding, 100)];
  return {
    ...(source !== undefined && { source }),
    ...(domain !== undefined && /^[A-Z]{2,5}$/.test(domain) && { domain }),
    ...(state !== undefined && { state }),
    ...(q !== undefined && { q }),
    ...(at !== undefined && { at }),
    ...(binding !== undefined && { binding }),
  };
}
