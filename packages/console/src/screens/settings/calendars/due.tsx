import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/queries.ts";
import { listed } from "../../../i18n/format.ts";
import { dayAfter } from "../../../loop/days.ts";
import { DateField } from "../../../ui/date/date-field.tsx";
import { TextField } from "../../../ui/field.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { Lamp } from "../../../ui/lamp.tsx";
import { Problem } from "../../../ui/problem.tsx";

/** Counts working days from a day on, or back from it, as deadlines do. */
export function Due({ calendar }: { readonly calendar: string }): ReactElement {
  const { t } = useTranslation("settings");
  const [from, setFrom] = useState(dayAfter(0));
  const [days, setDays] = useState("5");
  const workingDays = Number(days);
  const isAsked =
    /^\d{4}-\d{2}-\d{2}$/.test(from) &&
    days !== "" &&
    Number.isInteger(workingDays) &&
    Math.abs(workingDays) <= 3660;
  const { data, error } = useQuery({
    ...reading("/ops/calendars/{id}/due", { params: { id: calendar }, query: { from, workingDays } }),
    enabled: isAsked,
    // The day before stays until the next one comes.
    placeholderData: (before) => before,
  });
  return (
    <>
      <Filters label={t("due.title")}>
        <DateField label={t("due.from")} required value={from} onChange={setFrom} />
        <TextField
          label={t("due.days")}
          type="number"
          required
          min={-3660}
          max={3660}
          value={days}
          onChange={({ target }) => setDays(target.value)}
        />
        <p role="status">
          {isAsked && data !== undefined && (
            <Lamp
              colour={data.provisional ? "amber" : "green"}
              text={
                data.provisional
                  ? t("due.provisional", { day: data.day, years: listed(data.unannounced.map(String)) })
                  : t("due.day", { day: data.day })
              }
            />
          )}
        </p>
      </Filters>
      {isAsked && error !== null && <Problem error={error} />}
    </>
  );
}
