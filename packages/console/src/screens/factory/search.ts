/** Which rule is open, and under which id a copy is made. */
export interface Search {
  readonly rule?: string | undefined;
  readonly as?: string | undefined;
}

/** What an address says; what is not valid is left out. */
export function readSearch({ rule, as }: Record<string, unknown>): Search {
  return {
    ...(typeof rule === "string" && /^[A-Z]{2,5}-[A-Z]{2,5}-[0-9]{3}$/.test(rule) && { rule }),
    ...(isModelId(as) && { as }),
  };
}

/** Whether a text can be the id of a model. */
export const isModelId = (text: unknown): text is string =>
  typeof text === "string" && /^[A-Z]{2,5}-[A-Z]{2,5}$/.test(text);
