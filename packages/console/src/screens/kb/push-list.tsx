import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { useUnitName } from "../../app/unit-names.ts";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./kb.module.css";

/** Where pushes are listed and made. */
export const pushesPath = "/console/kb/pushes";
type Push = Answer<"get", typeof pushesPath>["pushes"][number];

/** What was sent to whom, and whether it was opened. */
export function PushList(): ReactElement {
  const { t } = useTranslation("kb");
  const search = useSearch({ from: "/kb" });
  const unitName = useUnitName();
  const list = useInfiniteQuery(
    readingPages(pushesPath, {}, (cursor, signal) => getUntil(signal, pushesPath, { query: { cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ pushes }) => pushes) ?? [];
  return (
    <Section title={t("pushes.title")}>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && <p className={styles.soft}>{t("pushes.none")}</p>}
      {rows.length > 0 && (
        <DataTable
          label={t("pushes.title")}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t("article"),
              kind: "wide",
              show: ({ article, title }) => (
                <GoTo to="/kb" search={{ ...search, article }}>
                  {title[language()]}
                </GoTo>
              ),
            },
            {
              title: t("pushes.about"),
              show: ({ kind, subject }) =>
                `${t(`subjects.${kind}`)} ${kind === "unit" ? unitName(subject) : subject}`,
            },
            { title: t("pushes.to"), show: (push) => <Receivers push={push} /> },
            { title: t("pushes.sent"), show: ({ sentAt }) => moment(sentAt) },
            { title: t("by"), show: ({ sentBy }) => sentBy },
          ]}
        />
      )}
      <More list={list} />
    </Section>
  );
}

function Receivers({ push }: { readonly push: Push }): ReactElement {
  const { t } = useTranslation("kb");
  return (
    <ul className={styles.plain}>
      {push.receivers.map(({ id, name, readAt }) => (
        <li key={id}>
          {name ?? id}{" "}
          <span className={styles.soft}>{t(readAt === null ? "pushes.unread" : "pushes.read")}</span>
        </li>
      ))}
    </ul>
  );
}
