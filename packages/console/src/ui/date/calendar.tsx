import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { language } from "../../i18n/i18n.ts";
import { IconButton } from "../button.tsx";
import { classNames } from "../class-names.ts";
import styles from "./date.module.css";
import { dateOf, type DayText, dayOf, moved, weeksOf } from "./day.ts";

interface Props {
  readonly day: DayText | undefined;
  readonly min: DayText | undefined;
  readonly max: DayText | undefined;
  readonly onPick: (day: DayText) => void;
}

/** Where the arrows go. */
const steps: Readonly<Record<string, { readonly days?: number; readonly months?: number }>> = {
  ArrowLeft: { days: -1 },
  ArrowRight: { days: 1 },
  ArrowUp: { days: -7 },
  ArrowDown: { days: 7 },
  PageUp: { months: -1 },
  PageDown: { months: 1 },
};

/** A month of days, in the language of the console. Arrows go from day to day, the page keys from month to month. */
export function Calendar({ day, min, max, onPick }: Props): ReactElement {
  const { t } = useTranslation();
  const today = useToday();
  const [at, setAt] = useState(day ?? today);
  const grid = useRef<HTMLTableElement>(null);
  useEffect(() => grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus(), [at]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt(moved(at, step));
  };
  const isOut = (one: DayText): boolean =>
    (min !== undefined && one < min.slice(0, 10)) || (max !== undefined && one > max.slice(0, 10));
  return (
    <div className={styles.calendar}>
      <div className={styles.month}>
        <IconButton
          size="small"
          icon="left"
          name={t("date.previous")}
          onClick={() => setAt(moved(at, { months: -1 }))}
        />
        <strong aria-live="polite">{format(at, { year: "numeric", month: "long" })}</strong>
        <IconButton
          size="small"
          icon="right"
          name={t("date.next")}
          onClick={() => setAt(moved(at, { months: 1 }))}
        />
      </div>
      <table ref={grid} aria-label={t("date.calendar")} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeksOf(at)[0]?.map((one) => (
              <th key={one} scope="col" abbr={format(one, { weekday: "long" })}>
                {format(one, { weekday: "narrow" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at).map((week) => (
            <tr key={week[0]}>
              {week.map((one) => (
                <td key={one}>
                  <button
                    type="button"
                    className={classNames(
                      one.slice(0, 7) !== at.slice(0, 7) && styles.other,
                      one === day && styles.chosen,
                    )}
                    tabIndex={one === at ? 0 : -1}
                    aria-label={format(one, { dateStyle: "full" })}
                    aria-pressed={one === day}
                    aria-current={one === today ? "date" : undefined}
                    disabled={isOut(one)}
                    onClick={() => onPick(one)}
                  >
                    {Number(one.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The day of the person's clock. */
function useToday(): DayText {
  const [today] = useState(() => {
    const now = new Date();
    return dayOf(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
  });
  return today;
}

const format = (day: DayText, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language(), { ...options, timeZone: "UTC" }).format(dateOf(day));
