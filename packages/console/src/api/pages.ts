import { infiniteQueryOptions } from "@tanstack/react-query";

/**
 * A list that the server gives page by page, for `useInfiniteQuery`. `path` and `given` are its key, so that a change
 * invalidates it by the path as it does other readings.
 */
export const readingPages = <A extends { readonly next?: string | undefined }>(
  path: string,
  given: object,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<A>,
) =>
  infiniteQueryOptions({
    queryKey: [path, "pages", given],
    initialPageParam: noCursor,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    getNextPageParam: (last: A) => last.next,
  });

// Of the type that later ones have.
const noCursor = undefined as string | undefined;
