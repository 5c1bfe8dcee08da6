import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { useRuleName } from "../../app/rule-names.ts";
import { useUnitName } from "../../app/unit-names.ts";
import { moment } from "../../i18n/format.ts";
import { useNames } from "../../loop/names.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { colourOfLevel, Lamp } from "../../ui/lamp.tsx";
import { More } from "../../ui/more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";

const path = "/console/risks";
/** A point of the register. */
export type Risk = Answer<"get", typeof path>["risks"][number];

/** Whether a point should have been looked at again. */
export const isOverdue = ({ state, reviewAt }: Pick<Risk, "state" | "reviewAt">): boolean =>
  state === "open" && Date.parse(reviewAt) < Date.now();

/** The points of the filter. */
export function RiskTable(): ReactElement {
  const { t } = useTranslation("risks");
  const search = useSearch({ from: "/risks" });
  const unitName = useUnitName();
  const { person } = useNames();
  // What an outcome of a case proposed is described by the rule.
  const ruleName = useRuleName();
  const { risk: _, ...filter } = search;
  const list = useInfiniteQuery(
    readingPages(path, filter, (cursor, signal) => getUntil(signal, path, { query: { ...filter, cursor } })),
  );
  const rows = list.data?.pages.flatMap((page) => page.risks) ?? [];
  return (
    <>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && (
        <State title={t("none")} text={t("noneHint")} icon="list" />
      )}
      {rows.length > 0 && (
        <DataTable
          label={t("title")}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t("id"),
              show: ({ id }) => (
                <GoTo to="/risks" search={{ ...search, risk: id }}>
                  {id}
                </GoTo>
              ),
            },
            { title: t("description"), kind: "wide", show: ({ description }) => ruleName(description) },
            { title: t("level"), show: ({ level }) => t(`levels.${level}`) },
            { title: t("unit"), show: ({ unit }) => unitName(unit) },
            {
              title: t("grade"),
              show: ({ grade }) => <Lamp colour={colourOfLevel(grade)} text={t(`grades.d${grade}`)} />,
            },
            { title: t("state"), show: ({ state }) => t(`states.${state}`) },
            { title: t("owner"), show: ({ owner }) => (owner === undefined ? "–" : person(owner)) },
            {
              title: t("reviewAt"),
              show: (risk) =>
                isOverdue(risk) ? (
                  <Lamp colour="red" text={t("overdueSince", { day: moment(risk.reviewAt).slice(0, 10) })} />
                ) : (
                  moment(risk.reviewAt).slice(0, 10)
                ),
            },
          ]}
        />
      )}
      <More list={list} />
    </>
  );
}
