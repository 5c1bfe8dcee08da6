import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { moment } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { shownText } from "./article-text.ts";
import styles from "./kb.module.css";

/** Where articles are listed. */
export const articlesPath = "/console/kb/articles";

/** Articles that people wrote, as the search says. */
export function Articles(): ReactElement {
  const { t } = useTranslation("kb");
  const search = useSearch({ from: "/kb" });
  const { q, kind, tag, rule, state } = search;
  const filter = { q, kind, tag, rule, state };
  const list = useInfiniteQuery(
    readingPages(articlesPath, filter, (cursor, signal) =>
      getUntil(signal, articlesPath, { query: { ...filter, cursor } }),
    ),
  );
  const rows = list.data?.pages.flatMap(({ articles }) => articles) ?? [];
  return (
    <Section title={t("articles")}>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && <p className={styles.soft}>{t("noArticles")}</p>}
      {rows.length > 0 && (
        <DataTable
          label={t("articles")}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t("articleTitle"),
              kind: "wide",
              show: ({ id, title }) => (
                <GoTo to="/kb" search={{ ...search, article: id }}>
                  {shownText(title)}
                </GoTo>
              ),
            },
            { title: t("kind"), show: ({ kind: of }) => t(`kinds.${of}`) },
            { title: t("tags"), show: ({ tags }) => <Tags tags={tags} /> },
            { title: t("rules"), show: ({ rules }) => (rules.length === 0 ? "–" : rules.join(" ")) },
            { title: t("changed"), show: ({ changedAt }) => moment(changedAt) },
            { title: t("by"), show: ({ changedBy }) => changedBy },
          ]}
        />
      )}
      <More list={list} />
    </Section>
  );
}

/** Tags, each of which narrows the list to it. */
export function Tags({ tags }: { readonly tags: readonly string[] }): ReactElement {
  if (tags.length === 0) return <>–</>;
  return (
    <ul className={styles.tags}>
      {tags.map((tag) => (
        <li key={tag}>
          <GoTo to="/kb" search={{ tag }}>
            {tag}
          </GoTo>
        </li>
      ))}
    </ul>
  );
}
