import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { listed } from "../../../i18n/format.ts";
import { Button } from "../../../ui/button.tsx";
import { FactGrid } from "../../../ui/fact-grid.tsx";
import { Lamp } from "../../../ui/lamp.tsx";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import styles from "../settings.module.css";
import { AnnounceDialog } from "./announce-dialog.tsx";
import type { Calendar } from "./calendars.tsx";
import { DayDialog } from "./day-dialog.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { Months } from "./months.tsx";
import { weekdays } from "./weekdays.ts";

/** A year of a calendar: its days, whether they are announced, and what can be changed. */
export function CalendarYear({ id, year }: { readonly id: string; readonly year: number }): ReactElement {
  const { t } = useTranslation("settings");
  const { data, error, refetch } = useQuery(
    reading("/ops/calendars/{id}", { params: { id }, query: { year } }),
  );
  return (
    <Section title={t("calendars.yearTitle", { year })}>
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && <Shown calendar={data} year={year} />}
      </div>
    </Section>
  );
}

function Shown({ calendar, year }: { readonly calendar: Calendar; readonly year: number }): ReactElement {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("calendar.write");
  const [date, setDate] = useState<string>();
  const [act, setAct] = useState<"announce" | "import">();
  const { announced, week, workingTime, timeZone, parent, version, days } = calendar;
  const countOf = (wanted: string): number => days.filter(({ kind }) => kind === wanted).length;
  const close = (): void => setAct(undefined);
  return (
    <>
      <FactGrid
        facts={[
          [
            t("calendars.announced"),
            <Lamp
              key="lamp"
              colour={announced === true ? "green" : "amber"}
              text={t(announced === true ? "calendars.isAnnounced" : "calendars.notAnnounced")}
            />,
          ],
          [t("calendars.week"), listed(week.map((day) => weekdays()[day - 1]?.long ?? ""))],
          [t("calendars.time"), listed(workingTime.map(({ from, to }) => `${from}–${to}`))],
          [t("calendars.zone"), timeZone],
          [t("calendars.parent"), parent ?? undefined],
          [t("calendars.version"), version],
          [t("calendars.holidays"), countOf("holiday")],
          [t("calendars.workdays"), countOf("workday")],
        ]}
      />
      {mayWrite && (
        <div className={styles.acts}>
          <Button onClick={() => setAct("import")}>{t("calendars.import")}</Button>
          <Button onClick={() => setAct("announce")}>
            {t(announced === true ? "calendars.takeBack" : "calendars.announce")}
          </Button>
        </div>
      )}
      <p className={styles.soft}>{t(mayWrite ? "calendars.keys" : "calendars.legend")}</p>
      <Months calendar={calendar} year={year} onOpen={setDate} />
      {date !== undefined && <DayDialog calendar={calendar} date={date} onClose={() => setDate(undefined)} />}
      {act === "announce" && <AnnounceDialog calendar={calendar} year={year} onClose={close} />}
      {act === "import" && <ImportDialog calendar={calendar.id} year={year} onClose={close} />}
    </>
  );
}
