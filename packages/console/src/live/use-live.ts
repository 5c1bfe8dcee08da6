import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen, useLiveState } from "./live.ts";
import type { LiveState } from "./stream.ts";

/** What is read again when the server tells of something, by the paths of the API. */
const stale: Readonly<Record<string, readonly string[]>> = {
  // The list itself stays as it is: new lines never push away the one that somebody reads.
  inbox: ["/console/alerts/count", "/console/alerts/counts", "/console/cases", "/console/cases/counts"],
  notices: ["/console/notifications", "/console/notifications/unread"],
  jobs: ["/ops/jobs"],
};

/** Follows the live stream; what it tells of is read again where it is on the screen. Says whether it works. */
export function useLive(): LiveState {
  const client = useQueryClient();
  useEffect(
    () =>
      listen((name) => {
        const paths = stale[name] ?? [];
        void client.invalidateQueries({
          predicate: ({ queryKey: [path] }) => paths.some((one) => one === path),
        });
      }),
    [client],
  );
  return useLiveState();
}
