import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { language } from "../../i18n/i18n.ts";
import { valueText } from "../../ui/value-text.ts";
import type { Indicator } from "./indicator-table.tsx";
import styles from "./indicators.module.css";

/** A threshold of an indicator. */
export type Threshold = Indicator["thresholds"][number];

/** A value with its unit; days and the like are named in the language of the screen. */
export function useValueText(): (value: unknown, unit: string | null) => string {
  const { t } = useTranslation("indicators");
  const units: Readonly<Record<string, string>> = { days: t("units.days"), hours: t("units.hours") };
  return (value, unit) =>
    unit === null ? valueText(value, "major") : `${valueText(value, "major")} ${units[unit] ?? unit}`;
}

/** What it is called, the value in force, and whether somebody set it. */
export function ThresholdText({ threshold }: { readonly threshold: Threshold }): ReactElement {
  const { t } = useTranslation("indicators");
  const text = useValueText();
  const { description, name, value, unit, from, places } = threshold;
  return (
    <>
      <span title={description[language()]}>{name}</span> <strong>{text(value, unit)}</strong>{" "}
      <span className={styles.soft}>
        {t(`from.${from}`)}
        {places.length > 0 && ` · ${t("places", { count: places.length })}`}
      </span>
    </>
  );
}
