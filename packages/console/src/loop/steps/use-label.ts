import { useTranslation } from "react-i18next";
import { useWord } from "../word.ts";

/** The label of a field, which says where it may be left empty. */
export function useLabel(): (name: string, isRequired: boolean) => string {
  const { t } = useTranslation("cases");
  const word = useWord();
  return (name, isRequired) => `${word("fields", name)}${isRequired ? "" : t("optional")}`;
}
