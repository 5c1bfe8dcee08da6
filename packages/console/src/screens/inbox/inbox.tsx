import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../i18n/format.ts";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { Grid } from "./grid.tsx";
import { useInboxKeys } from "./inbox-keys.ts";
import styles from "./inbox.module.css";
import { type Lines, useLines } from "./lines.ts";
import { Preview } from "./preview.tsx";
import { previewStore, usePreview } from "./preview-store.ts";
import { inbox } from "./screen.ts";
import type { InboxSearch } from "./search.ts";
import { choose, includes, nothing, type Selection } from "./selection.ts";
import { Toolbar } from "./toolbar.tsx";
import { isView, usualViews } from "./views.ts";

/** The start page: alerts, to be triaged by keyboard. */
export function Inbox(): ReactElement {
  const search = inbox.route.useSearch();
  // Another filter is another list: nothing is chosen in it yet.
  return <List key={JSON.stringify(search)} search={search} />;
}

function List({
  search,
}: {
  readonly search: InboxSearch & { readonly unit?: string | undefined };
}): ReactElement {
  const { t } = useTranslation("inbox");
  const navigate = useNavigate();
  const [sight, setSight] = useState({ from: 0, to: 0 });
  const onSight = useCallback((from: number, to: number) => setSight({ from, to }), []);
  const lines = useLines(search, sight.from, sight.to);
  const total = lines.total ?? 0;
  const [wanted, setActive] = useState(0);
  const active = Math.max(0, Math.min(wanted, total - 1));
  const [selection, setSelection] = useState<Selection>(nothing);
  const [anchor, setAnchor] = useState(0);
  const isPreviewOpen = usePreview();
  const open = (index: number): void => {
    const line = lines.at(index);
    if (line === undefined) return;
    void navigate({
      to: "/alerts/$id",
      params: { id: line.id },
      search: { ...search, at: index, asOf: lines.asOf },
    });
  };
  const chooseLine = (index: number, toHere: boolean): void => {
    const [from, to] = toHere ? [Math.min(anchor, index), Math.max(anchor, index)] : [index, index];
    const line = lines.at(index);
    const ids = Array.from({ length: to - from + 1 }, (_, place) => lines.at(from + place)?.id ?? []).flat();
    if (line !== undefined) setSelection(choose(selection, ids, toHere || !includes(selection, line.id)));
    setAnchor(index);
    setActive(index);
  };
  useInboxKeys({ active, total, setActive, choose: chooseLine, open });
  return (
    <div className={styles.inbox}>
      <Head lines={lines} />
      <Toolbar
        newer={lines.newer}
        onRenew={lines.renew}
        isPreviewOpen={isPreviewOpen}
        onPreview={previewStore.toggle}
      />
      <div className={styles.body}>
        {lines.error !== null && <Problem error={lines.error} onRetry={() => void lines.refresh()} />}
        {lines.total === undefined && lines.error === null && <Loading />}
        {lines.total === 0 && <Empty isFiltered={!isView(search, usualViews.open)} />}
        {total > 0 && (
          <Grid
            total={total}
            active={active}
            at={lines.at}
            isChosen={(id) => includes(selection, id)}
            onSight={onSight}
            onActive={setActive}
            onChoose={chooseLine}
            onOpen={open}
          />
        )}
      </div>
      {isPreviewOpen && <Preview line={lines.at(active)} />}
    </div>
  );
}

function Head({ lines: { total } }: { readonly lines: Lines }): ReactElement {
  const { t } = useTranslation("inbox");
  return (
    <div className={styles.headRow}>
      <h1>{t("title")}</h1>
      <span className={styles.total} role="status">
        {total === undefined ? t("counting") : t("total", { formatted: count(total) })}
      </span>
    </div>
  );
}

function Empty({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  const { t } = useTranslation("inbox");
  return isFiltered ? (
    <State icon="filter" title={t("empty.filtered")} text={t("empty.filteredText")} />
  ) : (
    <State icon="check" title={t("empty.title")} text={t("empty.text")} />
  );
}
