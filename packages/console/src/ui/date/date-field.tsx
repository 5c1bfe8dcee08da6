import { lazy, type ReactElement, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../button.tsx";
import { Field } from "../field.tsx";
import inputStyles from "../field.module.css";
import { Popup } from "../popup.tsx";
import styles from "./date.module.css";
import { type DayText, readDay, shownDay } from "./day.ts";

const Calendar = lazy(() => import("./calendar.tsx").then((module) => ({ default: module.Calendar })));

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value?: DayText | undefined;
  /** A day with a time. */
  readonly withTime?: boolean;
  readonly required?: boolean | undefined;
  /** The first and the last day that may be chosen. */
  readonly min?: DayText | undefined;
  readonly max?: DayText | undefined;
  /** Called with what is whole, and with nothing where the field was emptied. */
  readonly onChange: (value: DayText) => void;
}

/** When nothing else is said: the end of a working day. */
const usualTime = "18:00";

/**
 * A day, typed as the console writes days or picked in a calendar that speaks its language. The browser's own field follows the
 * language of the browser, whatever the person has chosen here.
 */
export function DateField({
  label,
  hint,
  value,
  withTime = false,
  required,
  min,
  max,
  onChange,
}: Props): ReactElement {
  const { t } = useTranslation();
  const [typed, setTyped] = useState({ text: shownDay(value ?? ""), of: value });
  const [isLeft, setLeft] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // What comes from outside takes the place of what was typed.
  const text = value === undefined || typed.of === value ? typed.text : shownDay(value);
  const problem = useProblem(text, { withTime, min, max });
  useEffect(() => input.current?.setCustomValidity(problem ?? ""), [problem]);
  const take = (next: string): void => {
    const day = next.trim() === "" ? "" : readDay(next, withTime);
    setTyped({ text: next, of: day ?? value });
    if (day !== undefined) onChange(day);
  };
  const day = readDay(text, withTime);
  const pick = (picked: DayText): void =>
    take(shownDay(withTime ? `${picked}T${day?.slice(11) ?? usualTime}` : picked));
  return (
    <Field label={label} hint={hint} error={isLeft ? problem : undefined}>
      {(ids) => (
        <div className={styles.field}>
          <input
            {...ids}
            ref={input}
            className={inputStyles.input}
            value={text}
            required={required}
            maxLength={25}
            autoComplete="off"
            placeholder={t(withTime ? "date.momentForm" : "date.form")}
            onFocus={() => setLeft(false)}
            onBlur={() => setLeft(true)}
            onChange={({ target }) => take(target.value)}
          />
          <Popup
            label={t("date.calendar")}
            trigger={(trigger) => (
              <IconButton {...trigger} icon="calendar" name={t("date.open")} aria-describedby={ids.id} />
            )}
          >
            {(close) => (
              <Suspense>
                <Calendar
                  day={day?.slice(0, 10)}
                  min={min}
                  max={max}
                  onPick={(picked) => {
                    pick(picked);
                    close();
                    input.current?.focus();
                  }}
                />
              </Suspense>
            )}
          </Popup>
        </div>
      )}
    </Field>
  );
}

/** What is wrong with what was typed, for the person and for the form that it is in. */
function useProblem(
  text: string,
  { withTime, min, max }: Required<Pick<Props, "withTime">> & Pick<Props, "min" | "max">,
): string | undefined {
  const { t } = useTranslation();
  if (text.trim() === "") return undefined;
  const day = readDay(text, withTime)?.slice(0, 10);
  if (day === undefined) return t("date.invalid", { form: t(withTime ? "date.momentForm" : "date.form") });
  if (min !== undefined && day < min) return t("date.tooEarly", { day: min });
  return max !== undefined && day > max ? t("date.tooLate", { day: max }) : undefined;
}
