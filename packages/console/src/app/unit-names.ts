import { useQuery } from "@tanstack/react-query";
import { reading } from "../api/queries.ts";
import { language } from "../i18n/i18n.ts";
import { useMay } from "./me.ts";

/** Names of units in the language of the screen; one that is not known, or not to be listed, shows its id. */
export function useUnitName(): (unit: string) => string {
  const { data } = useQuery({
    ...reading("/ops/org/units", { query: { limit: 500 } }),
    staleTime: 300_000,
    enabled: useMay("org.read"),
  });
  const names = new Map(data?.units.map(({ id, name }) => [id, name[language()]]));
  return (unit) => names.get(unit) ?? unit;
}
