import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { useDomainName } from "../../app/domain-name.ts";
import { readingPages } from "../../api/pages.ts";
import { count } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { More } from "../../ui/more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { DataLamp, StateLamp } from "./lamps.tsx";
import { percentOf } from "./percent.ts";
import styles from "./indicators.module.css";
import { ThresholdList } from "./threshold-text.tsx";

/** Where indicators are listed. */
export const path = "/console/indicators";

/** One of them. */
export type Indicator = Answer<"get", typeof path>["indicators"][number];

/** What the sources have bound, as the filters say. */
export function IndicatorTable(): ReactElement {
  const { t } = useTranslation("indicators");
  const search = useSearch({ from: "/indicators" });
  const domainName = useDomainName();
  const { at: _at, binding: _binding, ...filter } = search;
  const list = useInfiniteQuery(
    readingPages(path, filter, (cursor, signal) => getUntil(signal, path, { query: { ...filter, cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ indicators }) => indicators) ?? [];
  return (
    <>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && (
        <State title={t("none")} text={t("noneHint")} icon="filter" />
      )}
      {rows.length > 0 && (
        <DataTable
          label={t("title")}
          rows={rows}
          keyOf={({ source, binding }) => `${source} ${binding}`}
          columns={[
            {
              title: t("indicator"),
              show: ({ source, binding, rule, name }) => (
                <span className={styles.name}>
                  <GoTo to="/indicators" search={{ ...search, at: source, binding }}>
                    {rule}
                  </GoTo>
                  <span>{name[language()]}</span>
                </span>
              ),
            },
            {
              title: t("sourceAndDomain"),
              show: ({ sourceName, domain }) => (
                <span className={styles.name}>
                  <span>{sourceName}</span>
                  <span>{domainName(domain)}</span>
                </span>
              ),
            },
            { title: t("state"), show: (one) => <StateLamp indicator={one} /> },
            {
              title: t("thresholds"),
              kind: "wide",
              show: ({ thresholds }) => <ThresholdList thresholds={thresholds} />,
            },
            { title: t("owner"), show: ({ owner, ownerName }) => ownerName ?? owner ?? "–" },
            { title: t("hits"), kind: "end", show: ({ hits }) => count(hits) },
            { title: t("confirmed"), kind: "end", show: ({ confirmedShare }) => percentOf(confirmedShare) },
            {
              title: t("overridden"),
              kind: "end",
              show: ({ overriddenShare }) => percentOf(overriddenShare),
            },
            { title: t("data"), show: ({ data }) => <DataLamp state={data.state} /> },
          ]}
        />
      )}
      <More list={list} />
    </>
  );
}
