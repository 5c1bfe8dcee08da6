import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { useUnitName } from "../../app/unit-names.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { moment } from "../../i18n/format.ts";
import { NamedPerson } from "../../loop/named.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { SelectField } from "../../ui/field.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { More } from "../../ui/more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { OutcomeLamp } from "./outcome-lamp.tsx";
import { PrecheckDialog } from "./precheck-dialog.tsx";
import { type DecisionsSearch, outcomes, precheckStates } from "./search.ts";
import { StageField } from "./stage-field.tsx";
import { TextFilter } from "./text-filter.tsx";

const path = "/ops/prechecks";
type Precheck = Answer<"get", typeof path>["prechecks"][number];

/** What was asked before acts, the newest first. */
export function Prechecks(): ReactElement {
  const { t } = useTranslation("decisions");
  const narrow = useNarrow<DecisionsSearch>("/decisions");
  const { state: wanted, outcome, source, subject, id, from } = useSearch({ from: "/decisions" });
  const state = precheckStates.find((one) => one === wanted) ?? "any";
  const filter = { state, outcome, source, subject };
  const list = useInfiniteQuery(
    readingPages(path, filter, (cursor, signal) => getUntil(signal, path, { query: { ...filter, cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ prechecks }) => prechecks) ?? [];
  return (
    <>
      <TextFilter
        key={`${source} ${subject}`}
        source={source}
        subject={subject}
        acts={<ExportButton order={{ kind: "prechecks", filter }} />}
      >
        <StageField stages={precheckStates} value={state} textOf={(one) => t(`states.${one}`)} />
        <SelectField
          label={t("outcome")}
          value={outcome ?? ""}
          onChange={({ target }) => narrow({ outcome: outcomes.find((one) => one === target.value) })}
        >
          <option value="">{t("all")}</option>
          {outcomes.map((one) => (
            <option key={one} value={one}>
              {t(`outcomes.${one}`)}
            </option>
          ))}
        </SelectField>
      </TextFilter>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && (
        <State title={t("none")} text={t("noneHint")} icon="check" />
      )}
      {rows.length > 0 && <PrecheckTable rows={rows} />}
      <More list={list} />
      {id !== undefined && from !== undefined && (
        <PrecheckDialog source={from} id={id} onClose={() => narrow({ id: undefined, from: undefined })} />
      )}
    </>
  );
}

function PrecheckTable({ rows }: { readonly rows: readonly Precheck[] }): ReactElement {
  const { t } = useTranslation("decisions");
  const search = useSearch({ from: "/decisions" });
  const unitName = useUnitName();
  return (
    <DataTable
      label={t("tabs.log")}
      rows={rows}
      keyOf={({ source, id }) => `${source} ${id}`}
      columns={[
        {
          title: t("opened"),
          show: ({ source, id, openedAt }) => (
            <GoTo to="/decisions" search={{ ...search, from: source, id }}>
              {openedAt === null ? id : moment(openedAt)}
            </GoTo>
          ),
        },
        { title: t("source"), show: ({ source }) => source },
        { title: t("subject"), kind: "wide", show: ({ subject }) => subject ?? "–" },
        { title: t("person"), show: ({ person }) => (person === null ? "–" : <NamedPerson id={person} />) },
        { title: t("unit"), show: ({ unit }) => (unit === null ? "–" : unitName(unit)) },
        { title: t("outcome"), show: ({ outcome }) => <OutcomeLamp outcome={outcome} /> },
        {
          title: t("stage"),
          show: ({ stage, justified, breakGlass }) =>
            [t(`stages.${stage}`), justified && t("justified"), breakGlass && t("breakGlass")]
              .filter((part) => part !== false)
              .join(" · "),
        },
      ]}
    />
  );
}
