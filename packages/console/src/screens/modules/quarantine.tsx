import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { useMay } from "../../app/me.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { More } from "../../ui/more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { RefusedDialog } from "./refused-dialog.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { type ModulesSearch, refusedStates } from "./search.ts";
import { SourceFilter } from "./source-filter.tsx";

const path = "/ops/quarantine";

/** Events that could not be accepted, and their replay after a repair (EV-6). */
export function Quarantine(): ReactElement {
  const { t } = useTranslation("modules");
  const search = useSearch({ from: "/modules" });
  const { source, item } = search;
  const state = refusedStates.find((one) => one === search.state) ?? "open";
  const mayReplay = useMay("quarantine.replay");
  const [isReplaying, setReplaying] = useState(false);
  const list = useInfiniteQuery(
    readingPages(path, { source, state }, (cursor, signal) =>
      getUntil(signal, path, { query: { source, state, cursor } }),
    ),
  );
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const narrow = useNarrow<ModulesSearch>("/modules");
  return (
    <>
      <Filters
        label={t("filters")}
        acts={
          mayReplay &&
          state === "open" &&
          rows.length > 0 && (
            <Button icon="undo" onClick={() => setReplaying(true)}>
              {t("quarantine.replayAll")}
            </Button>
          )
        }
      >
        <SourceFilter value={source} onChange={(one) => narrow({ source: one })} />
        <SelectField
          label={t("state")}
          value={state}
          onChange={({ target }) => narrow({ state: refusedStates.find((one) => one === target.value) })}
        >
          {refusedStates.map((one) => (
            <option key={one} value={one}>
              {t(`quarantine.states.${one}`)}
            </option>
          ))}
        </SelectField>
      </Filters>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && (
        <State title={t("quarantine.none")} text={t("quarantine.noneHint")} icon="check" />
      )}
      {rows.length > 0 && (
        <DataTable
          label={t("tabs.quarantine")}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t("quarantine.event"),
              show: ({ id, eventId }) => (
                <GoTo to="/modules" search={{ ...search, item: id }}>
                  {eventId}
                </GoTo>
              ),
            },
            { title: t("source"), show: (row) => row.source },
            { title: t("quarantine.type"), kind: "wide", show: ({ type }) => type ?? "–" },
            { title: t("quarantine.code"), show: ({ code }) => <code>{code}</code> },
            { title: t("quarantine.received"), show: ({ receivedAt }) => moment(receivedAt) },
            { title: t("state"), show: (row) => t(`quarantine.states.${row.state}`) },
          ]}
        />
      )}
      <More list={list} />
      {item !== undefined && <RefusedDialog id={item} onClose={() => narrow({ item: undefined })} />}
      {isReplaying && <ReplayDialog source={source} onClose={() => setReplaying(false)} />}
    </>
  );
}
