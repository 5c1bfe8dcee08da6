import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { count, moment } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Chart } from "./chart.tsx";
import { ChartPanel } from "./chart-panel.tsx";
import { trendOf } from "./options.ts";
import type { Figures } from "./overview.tsx";

type Steps = Figures["trend"];

/** What was opened, step by step, by risk level. */
export function Trend({ trend }: { readonly trend: Steps }): ReactElement {
  const { t } = useTranslation("overview");
  return (
    <ChartPanel
      title={t("trend.title")}
      isEmpty={trend.every(({ levels }) => levels.every((value) => value === 0))}
      chart={<TrendChart trend={trend} />}
      table={
        <DataTable
          label={t("trend.title")}
          rows={trend}
          keyOf={({ at }) => at}
          columns={[
            { title: t("trend.from"), show: ({ at }) => moment(at) },
            ...([0, 1, 2] as const).map((place) => ({
              title: t(`trend.level${place}`),
              kind: "end" as const,
              show: ({ levels }: Steps[number]) => count(levels[place] ?? 0),
            })),
          ]}
        />
      }
    />
  );
}

/** The same as a drawing alone. */
export function TrendChart({
  trend,
  isLarge,
}: {
  readonly trend: Steps;
  readonly isLarge?: boolean;
}): ReactElement {
  const { t } = useTranslation("overview");
  const option = useMemo(
    () =>
      trendOf(
        trend.map(({ at }) => moment(at).slice(5, 10)),
        ([0, 1, 2] as const).map((place) => ({
          name: t(`trend.level${place}`),
          values: trend.map(({ levels }) => levels[place] ?? 0),
        })),
      ),
    [trend, t],
  );
  return <Chart label={t("trend.title")} option={option} isLarge={isLarge} />;
}
