const taken = new Set<unknown>(["accepted", "duplicate", "quarantined"]);

const parse = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
};

const resultsOf = (value: unknown): readonly unknown[] | undefined =>
  typeof value === "object" && value !== null && "results" in value && Array.isArray(value.results)
    ? value.results
    : undefined;

const statusOf = (result: unknown): unknown =>
  typeof result === "object" && result !== null && "status" in result ? result.status : undefined;

/**
 * Reads the answer of `POST /v1/events`. Undefined unless it says of every one of `count` events that the server has
 * it: a proxy's friendly page with status 200 must not delete anything.
 */
export const readIngestAnswer = (
  body: Uint8Array,
  count: number,
): { readonly duplicates: number; readonly quarantined: number } | undefined => {
  const statuses = resultsOf(parse(body))?.map(statusOf);
  if (statuses?.length !== count || !statuses.every((status) => taken.has(status))) return undefined;
  return {
    duplicates: statuses.filter((status) => status === "duplicate").length,
    quarantined: statuses.filter((status) => status === "quarantined").length,
  };
};
