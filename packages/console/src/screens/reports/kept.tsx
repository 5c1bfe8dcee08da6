import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { moment } from "../../i18n/format.ts";
import { useNames } from "../../loop/names.ts";
import { Paged } from "../../loop/paged.tsx";
import { usePages } from "../../loop/pages.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { State } from "../../ui/state.tsx";
import { lastDayOf, dayOf } from "./days.ts";

const path = "/console/reports";

/** Reports that are kept, the newest first. */
export function Kept(): ReactElement {
  const { t } = useTranslation("reports");
  const names = useNames();
  const list = usePages([path], (cursor, signal) => getUntil(signal, path, { query: { cursor } }));
  return (
    <Paged
      list={list}
      rowsOf={({ reports }) => reports}
      empty={<State title={t("none")} text={t("noneHint")} icon="chart" />}
    >
      {(rows) => (
        <DataTable
          label={t("tabs.kept")}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t("number"),
              show: ({ id, number }) => (
                <Link to="/reports/$id" params={{ id }}>
                  {number}
                </Link>
              ),
            },
            { title: t("name"), kind: "wide", show: ({ title }) => title },
            { title: t("kind"), show: ({ kind }) => t(`kinds.${kind}`) },
            { title: t("unit"), show: ({ unit }) => (unit === null ? t("everything") : names.unit(unit)) },
            { title: t("period"), show: ({ from, to }) => `${dayOf(from)} – ${lastDayOf(to)}` },
            { title: t("madeBy"), show: ({ madeBy }) => names.person(madeBy) },
            { title: t("madeAt"), show: ({ madeAt }) => moment(madeAt) },
          ]}
        />
      )}
    </Paged>
  );
}
