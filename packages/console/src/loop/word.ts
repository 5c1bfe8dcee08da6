import { useTranslation } from "react-i18next";

/** Groups of words of the closed loop. */
type Group =
  | "levels"
  | "tracks"
  | "states"
  | "steps"
  | "stages"
  | "reasons"
  | "disposals"
  | "uses"
  | "labels"
  | "origins"
  | "kinds"
  | "happenings"
  | "conditions"
  | "fields";

/** Words for codes of the API; a code that this console does not know yet shows as it is. */
export function useWord(): (group: Group, code: string) => string {
  const { t } = useTranslation("cases");
  return (group, code) => {
    const words: Readonly<Record<string, string>> = t(group, { returnObjects: true });
    return words[code] ?? code;
  };
}
