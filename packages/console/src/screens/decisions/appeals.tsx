import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { useMay } from "../../app/me.ts";
import { useRuleName } from "../../app/rule-names.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { moment } from "../../i18n/format.ts";
import { NamedPerson } from "../../loop/named.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { More } from "../../ui/more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { AnswerDialog } from "./answer-dialog.tsx";
import { AppealState } from "./appeal-state.tsx";
import { OutcomeLamp } from "./outcome-lamp.tsx";
import { appealStates, type DecisionsSearch } from "./search.ts";

const path = "/ops/appeals";
type Appeal = Answer<"get", typeof path>["appeals"][number];

/** What approvers hold to be false alarms; the open ones, unless another state is asked for. */
export function Appeals(): ReactElement {
  const { t } = useTranslation("decisions");
  const narrow = useNarrow<DecisionsSearch>("/decisions");
  const { state: wanted, source, id } = useSearch({ from: "/decisions" });
  const state = appealStates.find((one) => one === wanted) ?? "open";
  const filter = { state, source };
  const list = useInfiniteQuery(
    readingPages(path, filter, (cursor, signal) => getUntil(signal, path, { query: { ...filter, cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ appeals }) => appeals) ?? [];
  return (
    <>
      <Filters label={t("filters")}>
        <SelectField
          label={t("appealState")}
          value={state}
          onChange={({ target }) =>
            narrow({ state: target.value === "open" ? undefined : target.value, source: undefined })
          }
        >
          {appealStates.map((one) => (
            <option key={one} value={one}>
              {t(`appealStates.${one}`)}
            </option>
          ))}
        </SelectField>
      </Filters>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && <State title={t("noAppeals")} icon="check" />}
      {rows.length > 0 && <AppealTable rows={rows} />}
      <More list={list} />
      {id !== undefined && <AnswerDialog id={id} onClose={() => narrow({ id: undefined })} />}
    </>
  );
}

function AppealTable({ rows }: { readonly rows: readonly Appeal[] }): ReactElement {
  const { t } = useTranslation(["decisions", "shell"]);
  const search = useSearch({ from: "/decisions" });
  const nameOf = useRuleName();
  const mayOpenFile = useMay("person.read");
  return (
    <DataTable
      label={t("tabs.appeals")}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("raised"),
          show: ({ id, raisedAt }) => (
            <GoTo to="/decisions" search={{ ...search, id }}>
              {moment(raisedAt)}
            </GoTo>
          ),
        },
        { title: t("appealState"), show: ({ state }) => <AppealState state={state} /> },
        { title: t("rule"), kind: "wide", show: ({ rule }) => nameOf(rule) },
        { title: t("reason"), show: ({ reason }) => t(`shell:words.reasons.${reason}`) },
        { title: t("outcome"), show: ({ outcome }) => <OutcomeLamp outcome={outcome} /> },
        {
          title: t("person"),
          show: ({ person }) =>
            person === null ? (
              "–"
            ) : mayOpenFile ? (
              <GoTo to={`/entities/person/${encodeURIComponent(person)}`}>
                <NamedPerson id={person} />
              </GoTo>
            ) : (
              <NamedPerson id={person} />
            ),
        },
        { title: t("source"), show: ({ source }) => source },
        {
          title: t("subject"),
          show: ({ subject, source, precheckId }) => (
            <GoTo to="/decisions" search={{ tab: "log", from: source, id: precheckId }}>
              {subject ?? precheckId}
            </GoTo>
          ),
        },
        {
          title: t("answeredAt"),
          show: ({ answeredAt, answeredBy }) =>
            answeredAt === null || answeredBy === null ? (
              "–"
            ) : (
              <>
                {moment(answeredAt)} · <NamedPerson id={answeredBy} />
              </>
            ),
        },
      ]}
    />
  );
}
