import { useQuery } from "@tanstack/react-query";
import { reading } from "../api/queries.ts";
import { language } from "../i18n/i18n.ts";

/** What can be searched for on the server. */
export type SearchedKind = "person" | "unit" | "case" | "model";

/** Something that was found. */
export interface Picked {
  readonly id: string;
  readonly name: string;
}

/** Most that are offered at once; whoever looks for another one types more. */
const most = 8;

/** What has these words in its name or id, as the server finds it; undefined before the first answer, and without words. */
export function useFound(kind: SearchedKind, q: string): readonly Picked[] | undefined {
  const { data } = useQuery({
    ...reading("/console/search", { query: { q: q === "" ? " " : q, kind, limit: most } }),
    enabled: q !== "",
    // What was found for the letters before stays until the answer comes.
    placeholderData: (before) => before,
  });
  return data?.found.map(({ id, name }) => ({ id, name: name[language()] }));
}
