import { type QueryClient, useQueryClient } from "@tanstack/react-query";

/** Everything that a change in the loop may change. */
const touched = [
  "/console/cases",
  "/console/lists",
  "/console/escalations",
  "/console/lights",
  "/console/letters",
  "/console/clues",
];

/** Voids what is known of cases, lists, letters, clues and deadlines. */
export const voidCases = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === "string" && touched.some((part) => path.startsWith(part)),
  });

/** The same as a callback of a change. */
export function useVoidCases(): () => Promise<void> {
  const client = useQueryClient();
  return () => voidCases(client);
}
