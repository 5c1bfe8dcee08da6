import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { useNarrow } from "../../../app/use-narrow.ts";
import { language } from "../../../i18n/i18n.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { SelectField } from "../../../ui/field.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import type { SettingsSearch } from "../search.ts";
import { CalendarForm } from "./calendar-form.tsx";
import { CalendarYear } from "./calendar-year.tsx";
import { Due } from "./due.tsx";

/** One calendar with its days. */
export type Calendar = Answer<"get", "/ops/calendars/{id}">;
/** What a change of calendars makes known anew. */
export const touched = ["/ops/calendars"] as const;

const [first, last] = [1900, 2200];

/** Which days count (CA-2): a year at a time. */
export function Calendars(): ReactElement {
  const { t } = useTranslation("settings");
  const { of, year = new Date().getFullYear() } = useSearch({ from: "/settings" });
  const narrow = useNarrow<SettingsSearch>("/settings");
  const mayWrite = useMay("calendar.write");
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(reading("/ops/calendars"));
  const calendars = data?.calendars ?? [];
  const shown = calendars.find(({ id }) => id === of) ?? calendars[0];
  const go = (to: number): void => narrow({ year: to });
  return (
    <>
      <Filters
        label={t("filters")}
        acts={
          mayWrite && (
            <Button icon="plus" onClick={() => setAdding(true)}>
              {t("calendars.add")}
            </Button>
          )
        }
      >
        <SelectField
          label={t("calendars.calendar")}
          value={shown?.id ?? ""}
          onChange={({ target }) => narrow({ of: target.value })}
        >
          {calendars.map(({ id, names }) => (
            <option key={id} value={id}>
              {`${names[language()]} (${id})`}
            </option>
          ))}
        </SelectField>
        <div role="group" aria-label={t("calendars.year")}>
          <IconButton
            name={t("calendars.before")}
            icon="left"
            disabled={year <= first}
            onClick={() => go(year - 1)}
          />
          <strong aria-live="polite">{year}</strong>
          <IconButton
            name={t("calendars.after")}
            icon="right"
            disabled={year >= last}
            onClick={() => go(year + 1)}
          />
        </div>
      </Filters>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && shown === undefined && <State title={t("calendars.none")} icon="clock" />}
      {shown !== undefined && (
        <>
          <Due key={`due ${shown.id}`} calendar={shown.id} />
          <CalendarYear key={`${shown.id} ${year}`} id={shown.id} year={year} />
        </>
      )}
      {isAdding && <CalendarForm known={calendars} onClose={() => setAdding(false)} />}
    </>
  );
}
