import { type KeyboardEvent, type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { language } from "../../../i18n/i18n.ts";
import { dayOf } from "../../../loop/days.ts";
import { classNames } from "../../../ui/class-names.ts";
import styles from "./calendars.module.css";
import type { Calendar } from "./calendars.tsx";
import { dayBeside, daysOfMonth, type ShownDay } from "./days-of.ts";
import { weekdays } from "./weekdays.ts";

interface Props {
  readonly calendar: Calendar;
  readonly year: number;
  readonly onOpen: (date: string) => void;
}

const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** The twelve months. One day is in the order of Tab; arrow keys go from day to day. */
export function Months({ calendar, year, onOpen }: Props): ReactElement {
  const { t } = useTranslation("settings");
  const frame = useRef<HTMLDivElement>(null);
  const today = dayOf(new Date());
  const [active, setActive] = useState(today.startsWith(`${year}-`) ? today : `${year}-01-01`);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
    const next = by === undefined ? undefined : dayBeside(active, by);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
    frame.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  };
  return (
    <div
      ref={frame}
      className={styles.months}
      role="group"
      aria-label={t("calendars.days")}
      onKeyDown={onKeyDown}
    >
      {months.map((month) => (
        <Month
          key={month}
          days={daysOfMonth(calendar, year, month)}
          active={active}
          today={today}
          onOpen={(date) => {
            setActive(date);
            onOpen(date);
          }}
        />
      ))}
    </div>
  );
}

function Month({
  days,
  active,
  today,
  onOpen,
}: {
  readonly days: readonly ShownDay[];
  readonly active: string;
  readonly today: string;
  readonly onOpen: (date: string) => void;
}): ReactElement {
  const before = (days[0]?.weekday ?? 1) - 1;
  const cells = [...Array.from({ length: before }, () => undefined), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (__, place) => cells[week * 7 + place]),
  );
  const title = new Intl.DateTimeFormat(language(), { month: "long", timeZone: "UTC" });
  return (
    <table className={styles.month}>
      <caption>{title.format(new Date(`${days[0]?.date ?? ""}T00:00:00Z`))}</caption>
      <thead>
        <tr>
          {weekdays().map(({ short, long }) => (
            <th key={long} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((day) => day !== undefined)?.date}>
            {week.map((day, place) => (
              // A cell outside of the month has no other name than its place.
              // oxlint-disable-next-line react/no-array-index-key
              <td key={day?.date ?? place}>
                {day !== undefined && (
                  <Day
                    day={day}
                    isActive={day.date === active}
                    isToday={day.date === today}
                    onOpen={onOpen}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({
  day: { date, number, isWorking, special },
  isActive,
  isToday,
  onOpen,
}: {
  readonly day: ShownDay;
  readonly isActive: boolean;
  readonly isToday: boolean;
  readonly onOpen: (date: string) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const kind = special === undefined || special.kind === "regular" ? undefined : special.kind;
  const format = new Intl.DateTimeFormat(language(), { dateStyle: "long", timeZone: "UTC" });
  const said = [
    format.format(new Date(`${date}T00:00:00Z`)),
    t(kind === undefined ? (isWorking ? "calendars.working" : "calendars.free") : `calendars.kinds.${kind}`),
    special?.names?.[language()],
  ];
  return (
    <button
      type="button"
      data-date={date}
      tabIndex={isActive ? 0 : -1}
      title={said.slice(1).filter(Boolean).join(" ")}
      aria-label={said.filter(Boolean).join(" ")}
      // Drawn beside the number, of which it is no part.
      data-mark={kind === undefined ? undefined : t(`calendars.marks.${kind}`)}
      aria-current={isToday ? "date" : undefined}
      className={classNames(styles.day, !isWorking && styles.free, kind && styles[kind])}
      onClick={() => onOpen(date)}
    >
      {number}
    </button>
  );
}
