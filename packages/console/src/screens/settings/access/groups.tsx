import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../../api/call.ts";
import { readingPages } from "../../../api/pages.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { More } from "../../../ui/more.tsx";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import styles from "../settings.module.css";
import { Grants } from "./grants.tsx";

const path = "/ops/groups";

/** Groups of the identity provider, and the roles that they pass on to everybody who is in them. */
export function Groups(): ReactElement {
  const { t } = useTranslation("settings");
  const { of } = useSearch({ from: "/settings" });
  const list = useInfiniteQuery(
    readingPages(path, {}, (cursor, signal) => getUntil(signal, path, { query: { cursor } })),
  );
  const groups = list.data?.pages.flatMap((page) => page.groups) ?? [];
  const shown = groups.find(({ id }) => id === of);
  return (
    <>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && groups.length === 0 && (
        <State title={t("groups.none")} text={t("groups.noneHint")} icon="person" />
      )}
      <div className={shown === undefined ? undefined : styles.both}>
        {groups.length > 0 && (
          <DataTable
            label={t("viewNames.groups")}
            rows={groups}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t("name"),
                kind: "wide",
                show: ({ id, name }) => (
                  <GoTo to="/settings" search={{ tab: "access", view: "groups", of: id }}>
                    {name}
                  </GoTo>
                ),
              },
              { title: t("groups.members"), kind: "end", show: ({ members }) => members },
              { title: t("groups.external"), show: ({ externalId }) => externalId ?? "—" },
            ]}
          />
        )}
        {shown !== undefined && (
          <Section key={shown.id} title={shown.name}>
            <Grants holder={{ kind: "group", id: shown.id, name: shown.name }} isOver={false} />
          </Section>
        )}
      </div>
      <More list={list} />
    </>
  );
}
