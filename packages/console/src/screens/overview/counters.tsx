import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../i18n/format.ts";
import { GoTo } from "../../ui/go-to.tsx";
import { changeOf } from "./change-of.ts";
import type { Figures } from "./overview.tsx";
import styles from "./overview.module.css";

/** Counters, in their order. */
export const counterNames = ["opened", "confirmed", "dismissed", "open", "overdue"] as const;
type Counters = Figures["counters"];

/** The counters of the period; each opens the alerts that it counts. */
export function Counters({ counters }: { readonly counters: Counters }): ReactElement {
  const { t } = useTranslation("overview");
  return (
    <ul className={styles.counters} aria-label={t("counters.label")}>
      {counterNames.map((name) => {
        const { value, before, filter } = counters[name];
        return (
          <li key={name}>
            <GoTo to="/" search={filter} className={styles.counter}>
              <span className={styles.name}>{t(`counters.${name}`)}</span>
              <strong className={name === "overdue" && value > 0 ? styles.bad : undefined}>
                {count(value)}
              </strong>
              <span className={styles.change}>
                {before === null
                  ? t("counters.now")
                  : t("counters.change", { change: changeOf(value, before) })}
              </span>
            </GoTo>
          </li>
        );
      })}
    </ul>
  );
}
