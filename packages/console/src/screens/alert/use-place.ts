import { useQuery } from "@tanstack/react-query";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { alert } from "./screen.ts";

const path = "/console/alerts/{id}/place";

/** Where the alert stands in the list from which it was opened, and its neighbours there. */
export function usePlace(id: string): Answer<"get", typeof path> | undefined {
  const query = alert.route.useSearch();
  const { data } = useQuery(reading(path, { params: { id }, query }));
  return data;
}
