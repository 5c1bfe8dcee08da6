import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.tsx";
import { Problem } from "../ui/problem.tsx";
import { Loading } from "../ui/state.tsx";
import styles from "./loop.module.css";

interface Props<P, Row> {
  readonly list: UseInfiniteQueryResult<InfiniteData<P>>;
  readonly rowsOf: (page: P) => readonly Row[];
  /** Shown where there is nothing. */
  readonly empty: ReactNode;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** What was read of a list, with a button for more; or that it is on its way, failed, or has nothing. */
export function Paged<P, Row>({ list, rowsOf, empty, children }: Props<P, Row>): ReactElement {
  const { t } = useTranslation("cases");
  const rows = list.data?.pages.flatMap(rowsOf) ?? [];
  return (
    <>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {rows.length > 0 ? children(rows) : list.isSuccess && empty}
      {list.hasNextPage && (
        <p className={styles.more}>
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("more")}
          </Button>
        </p>
      )}
    </>
  );
}
