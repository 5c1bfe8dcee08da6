import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { Cards } from "./cards.tsx";
import { Filters } from "./filters.tsx";
import { figuresOf, useFigures } from "./figures.ts";
import type { Search } from "./search.ts";
import { VersionTable } from "./version-table.tsx";

const path = "/ops/models";
const pageSize = 100;

/** A version in the list. */
export type Version = Answer<"get", typeof path>["versions"][number];

/** The model warehouse (ML-3). */
export function Models(): ReactElement {
  const { t } = useTranslation("models");
  const navigate = useNavigate({ from: "/models" });
  const search: Search = useSearch({ strict: false });
  const { q, domain, state } = search;
  const query = { q, domain, state, limit: pageSize };
  const list = useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ signal, pageParam }) => getUntil(signal, path, { query: { ...query, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const figures = useFigures();
  const found = useMemo(() => list.data?.pages.flatMap((page) => page.versions) ?? [], [list.data]);
  const versions = found.filter(({ ruleIds }) => {
    if (search.data === undefined || figures === undefined) return true;
    return figuresOf(ruleIds, figures).evaluated > 0 === (search.data === "judged");
  });
  const change = (next: Search): void =>
    void navigate({ to: "/models", search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <Page title={t("title")}>
      <Filters search={search} onChange={change} />
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && versions.length === 0 && (
        <State icon="model" title={t("empty.title")} text={t("empty.text")}>
          <Button
            onClick={() => change({ q: undefined, domain: undefined, state: undefined, data: undefined })}
          >
            {t("empty.all")}
          </Button>
        </State>
      )}
      {versions.length > 0 &&
        (search.view === "table" ? (
          <VersionTable versions={versions} figures={figures} />
        ) : (
          <Cards versions={versions} figures={figures} />
        ))}
      {list.hasNextPage && (
        <p>
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("more")}
          </Button>
        </p>
      )}
    </Page>
  );
}
