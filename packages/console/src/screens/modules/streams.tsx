import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { duration } from "../../i18n/duration.ts";
import { count, moment } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Lamp } from "../../ui/lamp.tsx";
import { More } from "../../ui/more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { type ModulesSearch, streamStates } from "./search.ts";
import { SourceFilter } from "./source-filter.tsx";
import { StreamDialog } from "./stream-dialog.tsx";

const path = "/ops/streams";
/** A writer: one process of a business system, or what one of them had before. */
export type Stream = Answer<"get", typeof path>["streams"][number];

const colours = { open: "green", silent: "red", closed: "grey" } as const;

/** Embedded instances: each writes a stream of its own. */
export function Streams(): ReactElement {
  const { t } = useTranslation("modules");
  const { source, state: wanted, stream } = useSearch({ from: "/modules" });
  const state = streamStates.find((one) => one === wanted);
  const list = useInfiniteQuery({
    ...readingPages(path, { source, state }, (cursor, signal) =>
      getUntil(signal, path, { query: { source, state, cursor } }),
    ),
    refetchInterval: 15_000,
  });
  const rows = list.data?.pages.flatMap(({ streams }) => streams) ?? [];
  const narrow = useNarrow<ModulesSearch>("/modules");
  return (
    <>
      <Filters label={t("filters")}>
        <SourceFilter value={source} onChange={(one) => narrow({ source: one })} />
        <SelectField
          label={t("state")}
          value={state ?? ""}
          onChange={({ target }) => narrow({ state: streamStates.find((one) => one === target.value) })}
        >
          <option value="">{t("all")}</option>
          {streamStates.map((one) => (
            <option key={one} value={one}>
              {t(`states.${one}`)}
            </option>
          ))}
        </SelectField>
      </Filters>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && (
        <State title={t("streams.none")} text={t("streams.noneHint")} icon="model" />
      )}
      {rows.length > 0 && <StreamTable rows={rows} />}
      <More list={list} />
      {stream !== undefined && <StreamDialog src={stream} onClose={() => narrow({ stream: undefined })} />}
    </>
  );
}

function StreamTable({ rows }: { readonly rows: readonly Stream[] }): ReactElement {
  const { t } = useTranslation("modules");
  const bundleOf = useBundles();
  const search = useSearch({ from: "/modules" });
  return (
    <DataTable
      label={t("tabs.modules")}
      rows={rows}
      keyOf={({ src }) => src}
      columns={[
        {
          title: t("streams.instance"),
          show: ({ src, source }) => (
            <GoTo to="/modules" search={{ ...search, stream: src }}>
              {source} · {src.endsWith("/~server") ? t("streams.direct") : shortOf(src)}
            </GoTo>
          ),
        },
        {
          title: t("state"),
          show: ({ state }) => <Lamp colour={colours[state]} text={t(`states.${state}`)} />,
        },
        { title: t("streams.last"), show: ({ lastAt }) => moment(lastAt) },
        {
          title: t("streams.interval"),
          kind: "end",
          show: ({ heartbeatSeconds }) =>
            heartbeatSeconds === null ? "–" : duration(heartbeatSeconds * 1_000),
        },
        {
          title: t("streams.delay"),
          kind: "end",
          show: ({ heartbeat }) => (heartbeat === null ? "–" : duration(heartbeat.delayMs)),
        },
        {
          title: t("streams.spool"),
          kind: "end",
          show: ({ heartbeat }) => numberOr(heartbeat?.spoolDepth),
        },
        { title: t("streams.bundle"), show: ({ src }) => bundleOf(src) },
        { title: t("streams.events"), kind: "end", show: ({ lastSequence }) => count(lastSequence) },
        { title: t("streams.gaps"), kind: "end", show: ({ gaps }) => count(gaps) },
        { title: t("streams.lost"), kind: "end", show: ({ lost }) => count(lost) },
      ]}
    />
  );
}

/** The end of a writer's name, by which people tell them apart. */
export const shortOf = (src: string): string => src.slice(src.lastIndexOf("/") + 1).slice(0, 8);
const numberOr = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : count(value);

/** Which rules each writer runs. */
function useBundles(): (src: string) => string {
  const { t } = useTranslation("modules");
  const { data } = useQuery({ ...reading("/ops/bundles"), enabled: useMay("rule.read") });
  const known = new Map(
    data?.bundles.flatMap(({ streams }) => streams.map((one) => [one.stream, one] as const)),
  );
  return (src) => {
    const one = known.get(src);
    if (one === undefined) return "–";
    if (one.bundleHash === "") return t("streams.noBundle");
    if (one.bundleVersion === null) return t("streams.foreignBundle");
    return one.behind === 0 || one.behind === null
      ? t("streams.version", { version: one.bundleVersion })
      : t("streams.behind", { version: one.bundleVersion, behind: one.behind });
  };
}
