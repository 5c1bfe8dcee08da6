import { NamedPerson } from "../../loop/named.tsx";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../../ui/class-names.ts";
import styles from "./models.module.css";
import type { VersionState } from "./search.ts";

/** Who wrote a version; what came with the product was written by nobody here. */
export function Author({ id }: { readonly id: string }): ReactElement {
  const { t } = useTranslation("models");
  return id === "library" ? <>{t("library")}</> : <NamedPerson id={id} />;
}

/** The state of a version as a word; its colour only repeats it. */
export function StateTag({ state }: { readonly state: VersionState }): ReactElement {
  const { t } = useTranslation("models");
  return <span className={classNames(styles.tag, styles[state])}>{t(`states.${state}`)}</span>;
}
