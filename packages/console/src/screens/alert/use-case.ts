import { useQuery } from "@tanstack/react-query";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import type { ShownAlert } from "./shown-alert.ts";

const path = "/console/cases/{id}";
type Track = Answer<"get", typeof path>["tracks"][number];

/** How the case of an alert stands on the alert's side, for whoever may see it. */
export function useTrack({ case: id, track }: ShownAlert): Track | undefined {
  const mayRead = useMay("case.read");
  const { data } = useQuery({
    ...reading(path, { params: { id: id ?? "" } }),
    enabled: id !== null && mayRead,
  });
  return data?.tracks.find((one) => one.track === track);
}
