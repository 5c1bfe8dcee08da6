import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useNarrow } from "../../app/use-narrow.ts";
import { SelectField } from "../../ui/field.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import styles from "./overview.module.css";
import { type OverviewSearch, periods } from "./search.ts";

const two = (value: number): string => String(value).padStart(2, "0");
const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** Which period the figures are of; it stands in the address. */
export function Period(): ReactElement {
  const { t } = useTranslation("overview");
  const { days = 30, from, to } = useSearch({ from: "/overview" });
  const isOwn = from !== undefined && to !== undefined;
  const narrow = useNarrow<OverviewSearch>("/overview");
  const go = (period: OverviewSearch): void =>
    narrow({ days: undefined, from: undefined, to: undefined, ...period });
  const choose = (value: string): void => {
    const chosen = periods.find((one) => String(one) === value);
    if (chosen !== undefined) return go({ days: chosen });
    const today = new Date();
    const begin = new Date(today.getFullYear(), today.getMonth(), 1);
    return go({ from: dayOf(begin), to: dayOf(today) });
  };
  return (
    <div className={styles.period}>
      <SelectField
        label={t("period.label")}
        value={isOwn ? "own" : String(days)}
        onChange={({ target }) => choose(target.value)}
      >
        {periods.map((one) => (
          <option key={one} value={one}>
            {t("period.days", { count: one })}
          </option>
        ))}
        <option value="own">{t("period.own")}</option>
      </SelectField>
      {isOwn && (
        <>
          <DateField
            label={t("period.from")}
            required
            value={from}
            max={to}
            onChange={(day) => day !== "" && go({ from: day, to })}
          />
          <DateField
            label={t("period.to")}
            required
            value={to}
            min={from}
            onChange={(day) => day !== "" && go({ from, to: day })}
          />
        </>
      )}
    </div>
  );
}
