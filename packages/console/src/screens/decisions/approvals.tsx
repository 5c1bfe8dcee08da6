import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { count, moment } from "../../i18n/format.ts";
import { NamedPerson } from "../../loop/named.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { More } from "../../ui/more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { approvalStates } from "./search.ts";
import { StageField } from "./stage-field.tsx";
import { TextFilter } from "./text-filter.tsx";

const path = "/ops/approvals";

/** Requests for a second approver, and who decided. */
export function Approvals(): ReactElement {
  const { t } = useTranslation("decisions");
  const { state: wanted, source, subject } = useSearch({ from: "/decisions" });
  const state = approvalStates.find((one) => one === wanted) ?? "any";
  const filter = { state, source, subject };
  const list = useInfiniteQuery(
    readingPages(path, filter, (cursor, signal) => getUntil(signal, path, { query: { ...filter, cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ approvals }) => approvals) ?? [];
  return (
    <>
      <TextFilter key={`${source} ${subject}`} source={source} subject={subject}>
        <StageField stages={approvalStates} value={state} textOf={(one) => t(`approvalStates.${one}`)} />
      </TextFilter>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && <State title={t("noApprovals")} icon="person" />}
      {rows.length > 0 && (
        <DataTable
          label={t("tabs.approvals")}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t("asked"),
              show: ({ createdAt, source: from, decisionId }) => (
                <GoTo to="/decisions" search={{ tab: "log", from, id: decisionId }}>
                  {moment(createdAt)}
                </GoTo>
              ),
            },
            { title: t("source"), show: (row) => row.source },
            { title: t("subject"), kind: "wide", show: (row) => row.subject ?? "–" },
            { title: t("requester"), show: ({ requesterId }) => <NamedPerson id={requesterId} /> },
            { title: t("stage"), show: (row) => t(`approvalStates.${row.state}`) },
            {
              title: t("approver"),
              show: ({ approverId }) => (approverId === null ? "–" : <NamedPerson id={approverId} />),
            },
            {
              title: t("decided"),
              show: ({ decidedAt }) => (decidedAt === null ? "–" : moment(decidedAt)),
            },
            { title: t("eligible"), kind: "end", show: ({ eligible }) => count(eligible) },
            { title: t("excluded"), kind: "end", show: ({ excluded }) => count(excluded) },
          ]}
        />
      )}
      <More list={list} />
    </>
  );
}
