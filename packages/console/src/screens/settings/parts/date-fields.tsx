import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { dayAfter } from "../../../loop/days.ts";
import { DateField } from "../../../ui/date/date-field.tsx";
import styles from "../settings.module.css";

/** Two days, as inputs have them; empty: not said. */
export interface Days {
  readonly validFrom: string;
  readonly validTo: string;
}

interface Props {
  readonly days: Days;
  readonly onChange: (days: Days) => void;
  /** What it means that the first day is left empty. */
  readonly fromHint: string;
  /** The same of the last day. */
  readonly toHint: string;
  /** Whether it needs an end. @defaultValue false */
  readonly isEnding?: boolean;
  /** Whether it may have ended already. @defaultValue false */
  readonly isPast?: boolean;
}

/** From which day to which something holds, the last day with it. */
export function DateFields(props: Props): ReactElement {
  const { days, onChange, fromHint, toHint, isEnding = false, isPast = false } = props;
  const { t } = useTranslation("settings");
  const first = days.validFrom !== "" ? days.validFrom : isPast ? undefined : dayAfter(0);
  return (
    <div className={styles.pair}>
      <DateField
        label={t("validFrom")}
        hint={fromHint}
        value={days.validFrom}
        onChange={(validFrom) => onChange({ ...days, validFrom })}
      />
      <DateField
        label={t("validTo")}
        hint={toHint}
        required={isEnding}
        min={first}
        value={days.validTo}
        onChange={(validTo) => onChange({ ...days, validTo })}
      />
    </div>
  );
}

/** The days that are said, for the body of a request. */
export const saidDays = ({ validFrom, validTo }: Days): Partial<Days> => ({
  ...(validFrom !== "" && { validFrom }),
  ...(validTo !== "" && { validTo }),
});
