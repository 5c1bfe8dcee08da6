import { MutationCache, QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import { type Answer, type Arguments, getUntil, type PathOf } from "./call.ts";
import { ApiProblem, hasCode } from "./problem.ts";
import { expireSession } from "./session.ts";

/** Longest wait between the tries of a reading. */
const longestRetryMs = 5_000;

/** What is worth another try by itself: the server or the way to it is busy, not the request wrong. */
const isPassing = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.document.status === 0 || error.document.status === 503);

const onError = (error: unknown): void => {
  if (hasCode(error, "PROBITY_E_UNAUTHENTICATED")) expireSession(queryClient);
};

/** All answers that this window knows. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && isPassing(error),
      retryDelay: (count) => Math.min(500 * 2 ** count, longestRetryMs),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

/** A reading of the API for `useQuery`: its key is the path, and what it is given. */
export const reading = <P extends PathOf<"get">>(path: P, ...given: Arguments<"get", P>) =>
  queryOptions({
    queryKey: [path, given[0] ?? {}],
    queryFn: ({ signal }): Promise<Answer<"get", P>> => getUntil(signal, path, ...given),
  });
