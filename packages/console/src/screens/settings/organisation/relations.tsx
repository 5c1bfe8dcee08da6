import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../../api/call.ts";
import { readingPages } from "../../../api/pages.ts";
import { useMay } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import { useNames } from "../../../loop/names.ts";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { More } from "../../../ui/more.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import styles from "../settings.module.css";
import { isKind, RelationForm } from "./relation-form.tsx";

const path = "/ops/org/relations";

/** What people declared about themselves: kinship, and interests in organisations (CA-3). */
export function Relations(): ReactElement {
  const { t } = useTranslation("settings");
  const mayRead = useMay("entity.read");
  const mayWrite = useMay("org.write");
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <Filters
        label={t("viewNames.relations")}
        acts={
          mayWrite && (
            <Button icon="plus" onClick={() => setAdding(true)}>
              {t("relations.add")}
            </Button>
          )
        }
      >
        <p className={styles.soft}>{t(mayRead ? "relations.hint" : "relations.unseen")}</p>
      </Filters>
      {mayRead && <List />}
      {isAdding && <RelationForm onClose={() => setAdding(false)} />}
    </>
  );
}

function List(): ReactElement {
  const { t } = useTranslation("settings");
  const names = useNames();
  const list = useInfiniteQuery(
    readingPages(path, {}, (cursor, signal) => getUntil(signal, path, { query: { cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ relations }) => relations) ?? [];
  return (
    <>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && <State title={t("relations.none")} icon="person" />}
      {rows.length > 0 && (
        <DataTable
          label={t("viewNames.relations")}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { title: t("relations.from"), show: ({ from }) => names.person(from) },
            {
              title: t("relations.kind"),
              show: ({ kind }) => (isKind(kind) ? t(`relationKinds.${kind}`) : kind),
            },
            { title: t("relations.to"), kind: "wide", show: ({ to }) => to },
            { title: t("from"), show: ({ validFrom }) => (validFrom === null ? "—" : moment(validFrom)) },
            { title: t("until"), show: ({ validTo }) => (validTo === null ? t("open") : moment(validTo)) },
            { title: t("relations.declaredBy"), show: ({ declaredBy }) => names.person(declaredBy) },
          ]}
        />
      )}
      <More list={list} />
    </>
  );
}
