import { queryOptions } from "@tanstack/react-query";
import { type Answer, type Given, post } from "../api/call.ts";

const path = "/console/alerts/bulk/count";

/** Which alerts an act is about. */
export type AlertChoice = Given<"post", typeof path>["body"];
/** How many they are, and by what they are known. */
export type Counted = Answer<"post", typeof path>;

/** Counts a choice on the server, each time that somebody is asked about it. */
export const countOf = (choice: AlertChoice) =>
  queryOptions({
    queryKey: [path, choice],
    queryFn: (): Promise<Counted> => post(path, { body: choice }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
