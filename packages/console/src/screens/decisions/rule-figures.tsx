import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useRuleName } from "../../app/rule-names.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { count } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { Lamp } from "../../ui/lamp.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { type DecisionsSearch, periods } from "./search.ts";

type Figures = Answer<"get", "/ops/rules/stats">["rules"][number];

const percent = (share: number | null): string => (share === null ? "–" : `${Math.round(share * 100)}%`);

/** How often people go past each rule: what everybody goes past is to be reviewed (GEN-WRN-003). */
export function RuleFigures(): ReactElement {
  const { t } = useTranslation("decisions");
  const narrow = useNarrow<DecisionsSearch>("/decisions");
  const nameOf = useRuleName();
  const { days = 90 } = useSearch({ from: "/decisions" });
  const { data, error, refetch } = useQuery(reading("/ops/rules/stats", { query: { days } }));
  const rows = data?.rules.toSorted(byShare) ?? [];
  return (
    <>
      <Filters label={t("filters")}>
        <SelectField
          label={t("period")}
          value={days}
          onChange={({ target }) => narrow({ days: periods.find((one) => String(one) === target.value) })}
        >
          {periods.map((one) => (
            <option key={one} value={one}>
              {t("days", { count: one })}
            </option>
          ))}
        </SelectField>
      </Filters>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && rows.length === 0 && <State title={t("noFigures")} icon="chart" />}
      {rows.length > 0 && (
        <DataTable
          label={t("tabs.rules")}
          rows={rows}
          keyOf={({ source, rule }) => `${source} ${rule}`}
          columns={[
            { title: t("rule"), kind: "wide", show: ({ rule }) => nameOf(rule) },
            { title: t("source"), show: ({ source }) => source },
            { title: t("evaluated"), kind: "end", show: ({ evaluated }) => count(evaluated) },
            { title: t("hits"), kind: "end", show: ({ hits }) => count(hits) },
            {
              title: t("indeterminate"),
              kind: "end",
              show: ({ indeterminateShare }) => percent(indeterminateShare),
            },
            { title: t("warned"), kind: "end", show: ({ warned }) => count(warned) },
            { title: t("gaveUp"), kind: "end", show: ({ aborted }) => count(aborted) },
            { title: t("overridden"), kind: "end", show: ({ overridden }) => count(overridden) },
            {
              title: t("overriddenShare"),
              kind: "end",
              show: ({ overriddenShare, overrideFlagged }) =>
                overrideFlagged ? (
                  <Lamp colour="red" text={`${percent(overriddenShare)} ${t("toReview")}`} />
                ) : (
                  percent(overriddenShare)
                ),
            },
            { title: t("blocked"), kind: "end", show: ({ blocked }) => count(blocked) },
            { title: t("appealed"), kind: "end", show: ({ appealed }) => count(appealed) },
            { title: t("upheld"), kind: "end", show: ({ upheld }) => count(upheld) },
            {
              title: t("breakers"),
              show: ({ breakers }) =>
                breakers.length === 0 ? (
                  "–"
                ) : (
                  <Lamp colour="amber" text={t("tripped", { count: breakers.length })} />
                ),
            },
          ]}
        />
      )}
    </>
  );
}

/** What people go past most, first. */
const byShare = (a: Figures, b: Figures): number =>
  (b.overriddenShare ?? -1) - (a.overriddenShare ?? -1) || b.hits - a.hits || (a.rule < b.rule ? -1 : 1);
