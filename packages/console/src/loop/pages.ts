import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";

interface Page {
  readonly next?: string | undefined;
}

/** A list that the server cuts into pages, read page by page; `key` begins with its path, so that a change can void it. */
export function usePages<P extends Page>(
  key: readonly unknown[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<P>,
): UseInfiniteQueryResult<InfiniteData<P>> {
  return useInfiniteQuery({
    queryKey: [...key, "pages"],
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: ({ next }) => next,
  });
}
