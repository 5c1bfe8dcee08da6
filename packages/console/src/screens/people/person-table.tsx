import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { useUnitName } from "../../app/unit-names.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { EntityLink } from "./entity-link.tsx";
import styles from "./people.module.css";

const path = "/ops/org/people";

/** The people of the unit that is chosen, or of all. */
export function PersonTable(): ReactElement {
  const { t } = useTranslation("people");
  const { unit } = useSearch({ from: "__root__" });
  const unitName = useUnitName();
  const list = useInfiniteQuery(
    readingPages(path, { unit }, (cursor, signal) => getUntil(signal, path, { query: { unit, cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ people }) => people) ?? [];
  return (
    <Section title={unit === undefined ? t("people") : t("peopleOf", { unit: unitName(unit) })}>
      <div className={styles.stack}>
        {unit !== undefined && (
          <p>
            <EntityLink kind="unit" id={unit}>
              {t("unitFile", { unit: unitName(unit) })}
            </EntityLink>
          </p>
        )}
        {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Loading />}
        {list.data !== undefined && rows.length === 0 && <State title={t("nobody")} icon="person" />}
        {rows.length > 0 && (
          <DataTable
            label={t("people")}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t("name"),
                kind: "wide",
                show: ({ id, name }) => (
                  <EntityLink kind="person" id={id}>
                    {name}
                  </EntityLink>
                ),
              },
              { title: t("account"), show: ({ id }) => id },
              { title: t("unit"), show: (one) => (one.unit === null ? "–" : unitName(one.unit)) },
              {
                title: t("state"),
                show: ({ revokedAt }) => t(revokedAt === null ? "active" : "revoked"),
              },
            ]}
          />
        )}
        <More list={list} />
      </div>
    </Section>
  );
}
