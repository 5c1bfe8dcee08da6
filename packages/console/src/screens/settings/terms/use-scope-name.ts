import { useTranslation } from "react-i18next";
import { useUnitName } from "../../../app/unit-names.ts";
import { splitScope } from "./stages.ts";

/** What a scope is, in words; one that this console does not know shows as it is. */
export function useScopeName(): (scope: string) => string {
  const { t } = useTranslation("settings");
  const unitName = useUnitName();
  return (scope) => {
    const [kind, id] = splitScope(scope);
    if (kind === undefined) return scope;
    if (kind === "unit") return t("withUnder", { unit: unitName(id) });
    const name = t(`terms.scopes.${kind}`);
    return id === "" ? name : `${name} ${id}`;
  };
}
