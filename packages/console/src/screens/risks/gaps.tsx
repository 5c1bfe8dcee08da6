import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useUnitName } from "../../app/unit-names.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./risks.module.css";

/** How many are shown before all are asked for. */
const few = 5;

/** What is missing: points without control, and controls that see nothing (GEN-DAT-004). */
export function Gaps(): ReactElement {
  const { t } = useTranslation("risks");
  const search = useSearch({ from: "/risks" });
  const unitName = useUnitName();
  const [isWhole, setWhole] = useState(false);
  const { data, error, refetch } = useQuery(reading("/console/risks/gaps"));
  const gaps = data?.gaps ?? [];
  return (
    <Section title={t("gaps.title")}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && gaps.length === 0 && <p className={styles.none}>{t("gaps.none")}</p>}
      {gaps.length > 0 && (
        <DataTable
          label={t("gaps.title")}
          rows={isWhole ? gaps : gaps.slice(0, few)}
          keyOf={({ risk, rule }) => `${risk} ${rule}`}
          columns={[
            {
              title: t("id"),
              show: ({ risk }) => (
                <GoTo to="/risks" search={{ ...search, risk }}>
                  {risk}
                </GoTo>
              ),
            },
            { title: t("unit"), show: ({ unit }) => unitName(unit) },
            {
              title: t("gaps.gap"),
              kind: "wide",
              show: ({ gap, rule = "" }) =>
                gap === "no_control" ? t("gaps.noControl") : t("gaps.noEvents", { rule }),
            },
          ]}
        />
      )}
      {gaps.length > few && !isWhole && (
        <Button size="small" look="quiet" onClick={() => setWhole(true)}>
          {t("gaps.all", { count: gaps.length })}
        </Button>
      )}
    </Section>
  );
}
