import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { hasMoment } from "../../acts/stale.ts";
import type { Answer, Given } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";

const path = "/console/alerts";
const countPath = "/console/alerts/count";
/** Lines of a page: what is asked for at once. */
const pageSize = 100;

/** A line of the inbox. */
export type Line = Answer<"get", typeof path>["alerts"][number];
/** What is listed. */
export type Filter = Omit<
  NonNullable<Given<"get", typeof path>["query"]>,
  "asOf" | "offset" | "limit" | "cursor"
>;

/** The lines in sight, first and last. */
export interface Sight {
  readonly from: number;
  readonly to: number;
}

/** What is in sight now, as the same object as before where it takes no other pages: the screen is only drawn again for those. */
export const inSight = (before: Sight, now: Sight): Sight =>
  pageOf(before.from) === pageOf(now.from) && pageOf(before.to) === pageOf(now.to) ? before : now;

const pageOf = (index: number): number => Math.floor(index / pageSize);

/** A long list of which the lines in sight are loaded. */
export interface Lines {
  /** Undefined until it is known. */
  readonly total: number | undefined;
  /** What was opened after this place in the log is not in the list. */
  readonly asOf: number | undefined;
  /** How many more there are by now. */
  readonly newer: number;
  readonly error: Error | null;
  /** Undefined for a line that is still on its way. */
  readonly at: (index: number) => Line | undefined;
  /** Reads the list as it is now, new lines included. */
  readonly renew: () => void;
  /** Reads the lines again after something was done with them; new ones stay out. */
  readonly refresh: () => Promise<void>;
}

/**
 * The lines of a filter as of one moment, so that none moves under the eyes of whoever reads it.
 */
export function useLines(filter: Filter, { from, to }: Sight): Lines {
  const client = useQueryClient();
  const still = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;
  const head = useQuery({ ...reading(path, { query: { ...filter, limit: pageSize } }), ...still });
  const asOf = head.data?.asOf;
  const isKnown = asOf !== undefined;
  const first = pageOf(from);
  const last = pageOf(Math.max(from, to));
  const pages = useQueries({
    queries: Array.from({ length: last - first + 1 }, (_, place) => {
      const page = first + place;
      return {
        ...reading(path, { query: { ...filter, asOf, offset: page * pageSize, limit: pageSize } }),
        enabled: isKnown,
        // The first request had the first page.
        ...(page === 0 &&
          head.data !== undefined && { initialData: head.data, initialDataUpdatedAt: head.dataUpdatedAt }),
      };
    }),
  });
  const count = useQuery({ ...reading(countPath, { query: { ...filter, asOf } }), enabled: isKnown });
  const now = useQuery({
    ...reading(countPath, { query: filter }),
    enabled: isKnown,
    refetchInterval: 60_000,
  });
  const total = count.data?.count ?? (head.data?.next === undefined ? head.data?.alerts.length : undefined);
  const error = head.error ?? count.error ?? pages.find((page) => page.error !== null)?.error ?? null;
  const at = (index: number): Line | undefined => {
    const page = pages[pageOf(index) - first];
    return page?.data?.alerts[index % pageSize];
  };
  const { refetch } = head;
  const renew = useCallback(() => void refetch(), [refetch]);
  const refresh = useCallback(
    () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [of, given] }) => (of === path && hasMoment(given)) || of === countPath,
      }),
    [client],
  );
  const newer = Math.max(0, (now.data?.count ?? 0) - (count.data?.count ?? 0));
  return { total, asOf, newer: isKnown && count.isSuccess ? newer : 0, error, at, renew, refresh };
}
