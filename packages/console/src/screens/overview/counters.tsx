import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../i18n/format.ts";
import { GoTo } from "../../ui/go-to.tsx";
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

const signed = (number: number): string =>
  `${number > 0 ? "+" : number < 0 ? "−" : "±"}${count(Math.abs(number))}`;

/** `+3（+25%）`: how much more or less than before. */
function changeOf(value: number, before: number): string {
  const share = before === 0 ? "" : ` (${signed(Math.round(((value - before) / before) * 100))}%)`;
  return `${signed(value - before)}${share}`;
}
