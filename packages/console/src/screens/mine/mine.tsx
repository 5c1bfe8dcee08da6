import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { More } from "../../ui/more.tsx";
import { Page } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { AppealDialog } from "./appeal-dialog.tsx";
import styles from "./mine.module.css";
import { type MyPrecheck, path } from "./my-prechecks.ts";
import { PrecheckCard } from "./precheck-card.tsx";

/** What was checked in one's own name, what was answered and what followed, and the way to object. */
export function Mine(): ReactElement {
  const { t } = useTranslation("mine");
  const [appealed, setAppealed] = useState<MyPrecheck>();
  const list = useInfiniteQuery(
    readingPages(path, {}, (cursor, signal) => getUntil(signal, path, { query: { cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ prechecks }) => prechecks) ?? [];
  return (
    <Page title={t("title")}>
      <p className={styles.soft}>{t("intro")}</p>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && (
        <State title={t("none")} text={t("noneHint")} icon="check" />
      )}
      {rows.length > 0 && (
        <ul className={styles.list} aria-label={t("title")}>
          {rows.map((precheck) => (
            <PrecheckCard
              key={`${precheck.source} ${precheck.id}`}
              precheck={precheck}
              onAppeal={() => setAppealed(precheck)}
            />
          ))}
        </ul>
      )}
      <More list={list} />
      {appealed !== undefined && <AppealDialog precheck={appealed} onClose={() => setAppealed(undefined)} />}
    </Page>
  );
}
