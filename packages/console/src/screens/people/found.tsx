import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { language } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { EntityLink } from "./entity-link.tsx";

/** Most of each kind that are shown. */
const most = 50;
const path = "/console/search";

/** People and units with these words. */
export function Found({ q }: { readonly q: string }): ReactElement {
  const { t } = useTranslation("people");
  const persons = useQuery(reading(path, { query: { q, kind: "person", limit: most } }));
  const units = useQuery(reading(path, { query: { q, kind: "unit", limit: most } }));
  const error = persons.error ?? units.error;
  const rows = [...(persons.data?.found ?? []), ...(units.data?.found ?? [])];
  if (error !== null) return <Problem error={error} onRetry={() => void persons.refetch()} />;
  if (persons.data === undefined || units.data === undefined) return <Loading />;
  if (rows.length === 0) return <State title={t("nobody")} text={t("nobodyHint")} icon="person" />;
  return (
    <DataTable
      label={t("found")}
      rows={rows}
      keyOf={({ kind, id }) => `${kind} ${id}`}
      columns={[
        {
          title: t("name"),
          kind: "wide",
          show: ({ kind, id, name }) => (
            <EntityLink kind={kind === "unit" ? "unit" : "person"} id={id}>
              {name[language()]}
            </EntityLink>
          ),
        },
        { title: t("account"), show: ({ id }) => id },
        { title: t("kind"), show: ({ kind }) => t(kind === "unit" ? "kinds.unit" : "kinds.person") },
      ]}
    />
  );
}
