import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../i18n/format.ts";
import { language } from "../i18n/i18n.ts";
import styles from "./dialogs.module.css";
import type { Counted } from "./counted.ts";
import type { Target } from "./target.ts";

interface Props {
  readonly target: Target;
  readonly counted: Counted | undefined;
  readonly one: string;
  readonly many: "dismiss.many" | "assign.many" | "join.many";
}

/** What an act is about: the one alert by its name, or how many there are, as the server counted them. */
export function About({ target: { only }, counted, one, many }: Props): ReactElement {
  const { t } = useTranslation();
  if (only !== undefined)
    return (
      <p>
        {one} <strong>{only.name[language()]}</strong>
      </p>
    );
  return (
    <p role="status" className={styles.count}>
      {counted === undefined ? t("dismiss.counting") : t(many, { formatted: count(counted.count) })}
    </p>
  );
}
