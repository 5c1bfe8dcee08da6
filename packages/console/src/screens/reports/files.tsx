import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { ExportActs } from "../../exports/export-progress.tsx";
import { exportsPath } from "../../exports/export-order.ts";
import { count, moment } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";

/** Own files, until they expire. */
export function Files(): ReactElement {
  const { t } = useTranslation("reports");
  const { data, error, refetch } = useQuery({
    ...reading(exportsPath),
    refetchInterval: (query) =>
      query.state.data?.exports.some(({ state }) => state === "queued" || state === "running") === true
        ? 2_000
        : false,
  });
  if (data === undefined)
    return error === null ? <Loading /> : <Problem error={error} onRetry={() => void refetch()} />;
  if (data.exports.length === 0)
    return <State title={t("files.none")} text={t("files.noneHint")} icon="download" />;
  return (
    <DataTable
      label={t("tabs.files")}
      rows={data.exports}
      keyOf={({ id }) => id}
      columns={[
        { title: t("number"), show: ({ number }) => number },
        { title: t("files.list"), show: ({ kind }) => t(`files.kinds.${kind}`) },
        { title: t("files.state"), show: ({ state }) => t(`export.states.${state}`) },
        { title: t("export.rows"), kind: "end", show: ({ rows }) => (rows === null ? "–" : count(rows)) },
        { title: t("files.askedAt"), show: ({ askedAt }) => moment(askedAt) },
        { title: t("files.expiresAt"), show: ({ expiresAt }) => moment(expiresAt) },
        { title: t("files.acts"), kind: "wide", show: (file) => <ExportActs file={file} /> },
      ]}
    />
  );
}
