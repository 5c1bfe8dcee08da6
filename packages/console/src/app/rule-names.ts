import { useQuery } from "@tanstack/react-query";
import { reading } from "../api/queries.ts";
import { language } from "../i18n/i18n.ts";
import { useMay } from "./me.ts";

/** Names of rules in force, with their ids; one that is not known, or not to be listed, shows its id alone. */
export function useRuleName(): (rule: string) => string {
  const { data } = useQuery({
    ...reading("/ops/rules"),
    staleTime: 300_000,
    enabled: useMay("rule.read"),
  });
  const names = new Map(data?.rules.map(({ id, name }) => [id, name[language()]]));
  return (rule) => {
    const name = names.get(rule);
    return name === undefined ? rule : `${rule} ${name}`;
  };
}
