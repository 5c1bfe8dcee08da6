import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import loop from "../../../loop/loop.module.css";
import { useNames } from "../../../loop/names.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import styles from "../case.module.css";
import type { CaseProps } from "../case-query.ts";

type Item = Answer<"get", "/console/lists/{kind}">["items"][number];
const kinds = ["problem", "rectification", "look_back"] as const;
const titles = {
  problem: "measures.problem",
  rectification: "measures.measure",
  look_back: "measures.lookBack",
} as const;

/** What of the six lists belongs to the case: its problem, measures and look-backs. */
export function MeasuresTab({ file, track }: CaseProps): ReactElement {
  const { t } = useTranslation("case");
  const lists = {
    problem: useList("problem", file.id),
    rectification: useList("rectification", file.id),
    look_back: useList("look_back", file.id),
  };
  const all = kinds.map((kind) => lists[kind]);
  const failed = all.find(({ error }) => error !== null);
  if (failed !== undefined) return <Problem error={failed.error} onRetry={() => void failed.refetch()} />;
  if (all.some(({ isPending }) => isPending)) return <Loading />;
  const own = (kind: (typeof kinds)[number]): readonly Item[] =>
    lists[kind].data?.items.filter((item) => item.track === track.track) ?? [];
  if (kinds.every((kind) => own(kind).length === 0))
    return <State title={t("measures.none")} text={t("measures.noneHint")} icon="list" />;
  return (
    <div className={styles.stack}>
      {kinds.map(
        (kind) => own(kind).length > 0 && <Items key={kind} title={t(titles[kind])} items={own(kind)} />,
      )}
    </div>
  );
}

const useList = (kind: (typeof kinds)[number], id: string) =>
  useQuery(reading("/console/lists/{kind}", { params: { kind }, query: { case: id, limit: 200 } }));

function Items({ title, items }: { readonly title: string; readonly items: readonly Item[] }): ReactElement {
  const { t } = useTranslation("case");
  const names = useNames();
  return (
    <DataTable
      label={title}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          title,
          kind: "wide",
          show: ({ kind, id, title: name }) => <GoTo to={`/lists/${kind}/${id}`}>{name}</GoTo>,
        },
        {
          title: t("measures.owner"),
          show: ({ owner, unit }) => (
            <>
              {names.person(owner)} <span className={loop.soft}>{unit === null ? "" : names.unit(unit)}</span>
            </>
          ),
        },
        {
          title: t("measures.due"),
          show: ({ dueOn, lateDays }) => (
            <>
              {dueOn ?? "—"}{" "}
              {lateDays > 0 && <StateMark tone="bad" text={t("measures.late", { count: lateDays })} />}
            </>
          ),
        },
        { title: t("measures.progress"), kind: "end", show: ({ progress }) => `${progress}%` },
        {
          title: t("measures.state"),
          show: ({ state, sendBacks }) => (
            <>
              <StateMark tone={state === "done" ? "good" : "busy"} text={t(`itemStates.${state}`)} />{" "}
              {sendBacks > 0 && t("measures.sentBack", { count: sendBacks })}
            </>
          ),
        },
      ]}
    />
  );
}
