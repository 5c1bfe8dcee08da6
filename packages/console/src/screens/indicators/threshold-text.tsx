import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { duration } from "../../i18n/duration.ts";
import { language } from "../../i18n/i18n.ts";
import { valueText } from "../../ui/value-text.ts";
import type { Indicator } from "./indicator-table.tsx";
import styles from "./indicators.module.css";

/** A threshold of an indicator. */
export type Threshold = Indicator["thresholds"][number];

/** A value with its unit; days and the like are named in the language of the screen. */
export function useValueText(): (value: unknown, unit: string | null) => string {
  const { t } = useTranslation("indicators");
  return (value, unit) => {
    const text = lengthOf(value) ?? valueText(value, "major");
    const known = units.find((one) => one === unit);
    // Nothing has no unit.
    if (unit === null || text === nothing) return text;
    return `${text} ${known === undefined ? unit : t(`units.${known}`)}`;
  };
}

/** Units that parameters of the library's models have. */
const units = [
  "days",
  "d",
  "hours",
  "minutes",
  "persons",
  "changes",
  "bids",
  "bidders",
  "firms",
  "purchases",
  "awards",
  "tenders",
  "payments",
  "contracts",
  "opinions",
  "acceptances",
  "limits",
  "characters",
  "ratio",
  "ratio 0-1",
] as const;

/** A duration as parameters have it, in words. */
function lengthOf(value: unknown): string | undefined {
  const seconds = typeof value === "string" ? /^(\d{1,12})s$/.exec(value)?.[1] : undefined;
  return seconds === undefined ? undefined : duration(Number(seconds) * 1000);
}

const nothing = valueText(undefined, "major");

/** Most thresholds that a row of the table shows. */
const most = 3;

/** The thresholds of an indicator as a row shows them: those that somebody set first. */
export function ThresholdList({ thresholds }: { readonly thresholds: readonly Threshold[] }): ReactElement {
  const { t } = useTranslation("indicators");
  const ordered = thresholds.toSorted((a, b) => Number(isSet(b)) - Number(isSet(a)));
  return (
    <ul className={styles.thresholds}>
      {ordered.slice(0, most).map((one) => (
        <li key={one.name}>
          <ThresholdText threshold={one} />
        </li>
      ))}
      {ordered.length > most && (
        <li className={styles.soft}>{t("more", { count: ordered.length - most })}</li>
      )}
    </ul>
  );
}

const isSet = ({ from, places }: Threshold): boolean => from === "binding" || places.length > 0;

/** What it means, the value in force, and whether somebody set it. */
function ThresholdText({ threshold }: { readonly threshold: Threshold }): ReactElement {
  const { t } = useTranslation("indicators");
  const text = useValueText();
  const { description, name, value, unit, from, places } = threshold;
  return (
    <>
      <span title={name}>{description[language()]}</span> <strong>{text(value, unit)}</strong>{" "}
      <span className={styles.soft}>
        {t(`from.${from}`)}
        {places.length > 0 && ` · ${t("places", { count: places.length })}`}
      </span>
    </>
  );
}
