import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { queryClient, reading } from "../../api/queries.ts";
import { useMay, useMe } from "../../app/me.ts";
import { listed, moment } from "../../i18n/format.ts";
import { useNames } from "../../loop/names.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { BeginSeries } from "./begin-series.tsx";
import styles from "./reports.module.css";

/** Where series are read and begun. */
export const seriesPath = "/console/report-series";
type Series = Answer<"get", typeof seriesPath>["series"][number];

/** Reports that are made by themselves. */
export function SeriesList(): ReactElement {
  const { t } = useTranslation("reports");
  const mayMake = useMay("report.export");
  const [isBeginning, setBeginning] = useState(false);
  const { data, error, refetch } = useQuery(reading(seriesPath));
  return (
    <div className={styles.stack}>
      {mayMake && (
        <div>
          <Button icon="clock" onClick={() => setBeginning(true)}>
            {t("series.begin")}
          </Button>
        </div>
      )}
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data?.series.length === 0 && (
        <State title={t("series.none")} text={t("series.noneHint")} icon="clock" />
      )}
      {data !== undefined && data.series.length > 0 && <SeriesTable rows={data.series} />}
      {isBeginning && <BeginSeries onClose={() => setBeginning(false)} />}
    </div>
  );
}

function SeriesTable({ rows }: { readonly rows: readonly Series[] }): ReactElement {
  const { t } = useTranslation("reports");
  const names = useNames();
  return (
    <DataTable
      label={t("tabs.series")}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { title: t("name"), kind: "wide", show: ({ title }) => title },
        { title: t("series.every"), show: ({ every }) => t(`series.periods.${every}`) },
        {
          title: t("series.about"),
          show: ({ unit, domain, model }) =>
            model ?? domain ?? (unit === null ? t("everything") : names.unit(unit)),
        },
        { title: t("series.recipients"), show: ({ recipients }) => listed(recipients.map(names.person)) },
        {
          title: t("series.next"),
          show: ({ nextAt }) => (nextAt === null ? t("series.ended") : moment(nextAt)),
        },
        {
          title: t("series.last"),
          show: ({ lastReport, failure }) =>
            failure === null ? (lastReport ?? "–") : t("export.failure", { code: failure }),
        },
        { title: t("files.acts"), show: (series) => <EndButton series={series} /> },
      ]}
    />
  );
}

function EndButton({ series: { id, madeBy, nextAt } }: { readonly series: Series }): ReactElement | null {
  const { t } = useTranslation("reports");
  const me = useMe();
  const end = useMutation({
    mutationFn: () => post("/console/report-series/{id}/end", { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [seriesPath] }),
  });
  if (madeBy !== me.id || nextAt === null) return null;
  return (
    <>
      <Button size="small" disabled={end.isPending} onClick={() => end.mutate()}>
        {t("series.end")}
      </Button>
      {end.error !== null && <Problem error={end.error} />}
    </>
  );
}
