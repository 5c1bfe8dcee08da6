import { useTranslation } from "react-i18next";

type List = "levels" | "labels" | "states" | "measureStates" | "approvalStates" | "sources";

/** Words for what the API names; what this console does not know yet is shown as it is. */
export function useWords(): (list: List, name: string) => string {
  const { t } = useTranslation("entity");
  return (list, name) => {
    const words: Readonly<Record<string, string>> = t(list, { returnObjects: true });
    return words[name] ?? name;
  };
}
