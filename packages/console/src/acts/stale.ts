import type { QueryClient } from "@tanstack/react-query";

/** What an act on alerts or cases changes, by the paths of the API. */
const stale: ReadonlySet<unknown> = new Set([
  "/console/alerts",
  "/console/alerts/count",
  "/console/alerts/counts",
  "/console/alerts/{id}",
  "/console/alerts/{id}/place",
  "/console/cases",
  "/console/cases/counts",
  "/console/cases/{id}",
  "/console/cases/{id}/timeline",
]);

/** Reads again what is on the screen and may have been changed. */
export const staleAfterActs = async (client: QueryClient): Promise<void> => {
  await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => stale.has(path) });
};
