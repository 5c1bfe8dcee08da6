import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./model.module.css";
import type { Version } from "./version.ts";

/** What a version found in live traffic while it changed nothing. */
export function Shadow({ version }: { readonly version: Version }): ReactElement | null {
  const { t } = useTranslation("model");
  const { id, version: number } = version;
  const report = useQuery(reading("/ops/models/{id}/{version}/shadow", { params: { id, version: number } }));
  const may = useMay("event.read");
  if (report.error !== null) return <Problem error={report.error} onRetry={() => void report.refetch()} />;
  if (report.data === undefined || report.data.from === null) return null;
  const { total } = report.data;
  const judged = total.hit + total.clear + total.indeterminate;
  return (
    <Section title={t("shadow.title")}>
      <p className={styles.line}>
        <span>{t("shadow.judged", { count: judged })}</span>
        <span>{t("backtest.kept", { count: total.kept })}</span>
        <span>{t("backtest.new", { count: total.new })}</span>
        <span>{t("backtest.lost", { count: total.lost })}</span>
        <span>{t("shadow.failed", { count: total.failed })}</span>
      </p>
      {may && <Hits version={version} />}
    </Section>
  );
}

const path = "/ops/models/{id}/{version}/shadow/hits";
const pageSize = 20;

function Hits({ version: { id, version } }: { readonly version: Version }): ReactElement | null {
  const { t } = useTranslation("model");
  const params = { id, version };
  const list = useInfiniteQuery({
    queryKey: [path, params],
    queryFn: ({ signal, pageParam }) =>
      getUntil(signal, path, { params, query: { limit: pageSize, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  if (list.error !== null) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const hits = list.data?.pages.flatMap((page) => page.hits) ?? [];
  if (hits.length === 0) return null;
  return (
    <>
      <ul className={styles.findings} aria-label={t("shadow.hits")}>
        {hits.map(({ position, rule, binding, comparison }) => (
          <li key={`${position} ${binding}`}>
            {t("shadow.hit", { position, rule, comparison: t(`comparisons.${comparison as "kept"}`) })}
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button size="small" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("shadow.more")}
        </Button>
      )}
    </>
  );
}
