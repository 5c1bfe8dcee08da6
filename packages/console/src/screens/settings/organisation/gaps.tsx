import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/queries.ts";
import { useUnitName } from "../../../app/unit-names.ts";
import { language } from "../../../i18n/i18n.ts";
import { moment } from "../../../i18n/format.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import styles from "../settings.module.css";

/** Gaps in the chains of supervision, before a deadline finds them. */
export function Gaps(): ReactElement {
  const { t } = useTranslation("settings");
  const unitName = useUnitName();
  const { data, error, refetch } = useQuery(reading("/ops/org/check", { query: { days: 30 } }));
  return (
    <>
      <p className={styles.soft}>{t("gaps.hint")}</p>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data?.gaps.length === 0 && <State title={t("gaps.none")} icon="check" />}
      {data !== undefined && data.gaps.length > 0 && (
        <DataTable
          label={t("viewNames.gaps")}
          rows={data.gaps}
          keyOf={({ unit, code, link, target }) => JSON.stringify([unit, code, link, target])}
          columns={[
            {
              title: t("unit"),
              show: ({ unit, name }) => (
                <GoTo to="/settings" search={{ tab: "organisation", view: "units", of: unit }}>
                  {name[language()]}
                </GoTo>
              ),
            },
            {
              title: t("gaps.link"),
              show: ({ link }) => t(link === "unit" ? "gaps.itself" : `chain.${link}`),
            },
            { title: t("gaps.what"), kind: "wide", show: ({ code }) => t(`gaps.codes.${code}`) },
            { title: t("gaps.target"), show: ({ target }) => (target === null ? "—" : unitName(target)) },
            { title: t("gaps.from"), show: ({ from }) => moment(from) },
          ]}
        />
      )}
    </>
  );
}
