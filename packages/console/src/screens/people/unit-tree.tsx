import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./people.module.css";
import { UnitBranches } from "./unit-branches.tsx";

/** The units under each other; one narrows the list beside it, as the switcher above does. */
export function UnitTree(): ReactElement {
  const { t } = useTranslation("people");
  const { data, error, refetch } = useQuery({
    ...reading("/ops/org/units", { query: { limit: 500 } }),
    staleTime: 300_000,
  });
  const units = data?.units ?? [];
  const { unit } = useSearch({ from: "__root__" });
  return (
    <Section title={t("units")}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && units.length === 0 && <p className={styles.none}>{t("noUnits")}</p>}
      <UnitBranches units={units} open={unit} to="/people" searchOf={(id) => ({ unit: id })} />
      {data?.next !== undefined && <p className={styles.none}>{t("moreUnits")}</p>}
    </Section>
  );
}
