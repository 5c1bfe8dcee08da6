import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { PrintHead } from "../../ui/print-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { Ageing } from "./ageing.tsx";
import { Counters } from "./counters.tsx";
import { Flow } from "./flow.tsx";
import { LampBoard } from "./lamp-board.tsx";
import { Origins } from "./origins.tsx";
import styles from "./overview.module.css";
import { Period } from "./period.tsx";
import { RuleShares } from "./rule-shares.tsx";
import { type OverviewSearch, periodOf } from "./search.ts";
import { Trend } from "./trend.tsx";
import { Wall } from "./wall.tsx";

/** The figures of a period and area. */
export type Figures = Answer<"get", "/console/overview">;
/** The lights of units with open matters. */
export type UnitLights = Answer<"get", "/console/lights">["units"];

/** Figures are taken anew in this time, on a wall as well. */
const refreshMs = 60_000;

/** One screen for the whole area. */
export function Overview(): ReactElement {
  const { t } = useTranslation("overview");
  const search = useSearch({ from: "/overview" });
  const { unit } = search;
  const figures = useQuery({
    ...reading("/console/overview", { query: { ...periodOf(search), unit } }),
    refetchInterval: refreshMs,
  });
  const lights = useQuery({
    ...reading("/console/lights", { query: { unit } }),
    refetchInterval: refreshMs,
    enabled: useMay("case.read"),
  });
  const narrow = useNarrow<OverviewSearch>("/overview");
  const setWall = (wall: boolean): void => narrow({ wall: wall ? true : undefined });
  const { data, error } = figures;
  return (
    <div className={styles.page}>
      <PrintHead number={t("title")} />
      <div className={styles.head}>
        <h1>{t("title")}</h1>
        {data !== undefined && (
          <p className={styles.times}>
            {moment(data.from)} – {moment(data.to)}
          </p>
        )}
        <Period />
        <Button icon="external" onClick={() => setWall(true)}>
          {t("wall.open")}
        </Button>
      </div>
      {error !== null && <Problem error={error} onRetry={() => void figures.refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <>
          <Counters counters={data.counters} />
          <Flow figures={data} isLinked />
          <Origins figures={data} />
          <Trend trend={data.trend} />
          <div className={styles.pair}>
            <LampBoard lights={lights.data?.units} error={lights.error} />
            <Ageing ageing={data.ageing} />
          </div>
          <RuleShares rules={data.rules} />
        </>
      )}
      {search.wall === true && data !== undefined && (
        <Wall figures={data} lights={lights.data?.units ?? []} onClose={() => setWall(false)} />
      )}
    </div>
  );
}
