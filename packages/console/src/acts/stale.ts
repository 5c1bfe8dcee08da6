import type { QueryClient } from "@tanstack/react-query";

/** What an act on alerts or cases changes, by the paths of the API. */
const stale: ReadonlySet<unknown> = new Set([
  "/console/alerts/count",
  "/console/alerts/counts",
  "/console/alerts/{id}",
  "/console/alerts/{id}/place",
  "/console/cases",
  "/console/cases/counts",
  "/console/cases/{id}",
  "/console/cases/{id}/timeline",
]);

/**
 * Reads again what is on the screen and may have been changed. A list of alerts stays as of its moment: what came since would
 * move lines under the eyes of whoever reads it.
 */
export const staleAfterActs = async (client: QueryClient): Promise<void> => {
  await client.invalidateQueries({
    predicate: ({ queryKey: [path, given] }) => stale.has(path) || (path === listPath && hasMoment(given)),
  });
};

const listPath = "/console/alerts";

/** Whether a request is for lines as of a moment. */
export const hasMoment = (given: unknown): boolean =>
  typeof given === "object" &&
  given !== null &&
  "query" in given &&
  typeof given.query === "object" &&
  given.query !== null &&
  "asOf" in given.query;
