import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActs } from "../../acts/acts.ts";
import { count } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Grid } from "../../ui/grid/grid.tsx";
import { isSameView } from "../../views/same-view.ts";
import { PrintHead } from "../../ui/print-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { ActDialog, type DialogName } from "../../acts/act-dialog.tsx";
import type { Target } from "../../acts/target.ts";
import { ChosenBar } from "./chosen-bar.tsx";
import { useColumns } from "./columns.tsx";
import { useInboxKeys } from "./inbox-keys.ts";
import styles from "./inbox.module.css";
import { inSight, type Line, type Lines, type Sight, useLines } from "./lines.ts";
import { Preview } from "./preview.tsx";
import { previewStore, usePreview } from "./preview-store.ts";
import { inbox } from "./screen.ts";
import type { InboxSearch } from "./search.ts";
import { includes } from "./selection.ts";
import { targetOf } from "./target-of.ts";
import { Toolbar } from "./toolbar.tsx";
import { useCursor } from "./use-cursor.ts";
import { usualViews } from "./views.ts";

/** What the address says of the list. */
export type ListSearch = InboxSearch & { readonly unit?: string | undefined };

/** The start page: alerts, to be triaged by keyboard. */
export function Inbox(): ReactElement {
  const search = inbox.route.useSearch();
  // Another filter is another list: nothing is chosen in it yet.
  return <List key={JSON.stringify(search)} search={search} />;
}

/** A dialog. What it is about stays what it was when it was opened, however the list changes behind it. */
interface Asked {
  readonly name: DialogName;
  readonly target: Target;
}

function List({ search }: { readonly search: ListSearch }): ReactElement {
  const navigate = useNavigate();
  const [sight, setSight] = useState<Sight>({ from: 0, to: 0 });
  const onSight = useCallback((now: Sight) => setSight((before) => inSight(before, now)), []);
  const lines = useLines(search, sight);
  const cursor = useCursor(JSON.stringify(search), lines);
  const [asked, setAsked] = useState<Asked>();
  const isPreviewOpen = usePreview();
  const { active, selection } = cursor;
  const open = (index: number): void => {
    const line = lines.at(index);
    if (line === undefined) return;
    cursor.setActive(index);
    void navigate({
      to: "/alerts/$id",
      params: { id: line.id },
      search: { ...search, asOf: lines.asOf },
    });
  };
  const ask = (name: DialogName): void => {
    const target = targetOf(search, lines, cursor);
    if (target !== undefined) setAsked({ name, target });
  };
  useInboxKeys({ cursor, total: lines.total ?? 0, open, onDialog: ask });
  return (
    <div className={styles.inbox}>
      <PrintHead number={inbox.title[language()]} />
      <Head lines={lines} />
      <Toolbar
        asOf={lines.asOf}
        newer={lines.newer}
        onRenew={cursor.renew}
        isPreviewOpen={isPreviewOpen}
        onPreview={previewStore.toggle}
      />
      <div className={styles.body}>
        <ChosenBar cursor={cursor} total={lines.total ?? 0} onDialog={ask} />
        <ListBody
          search={search}
          lines={lines}
          active={active}
          isChosen={(id) => includes(selection, id)}
          onSight={onSight}
          onActive={cursor.setActive}
          onChoose={cursor.choose}
          onOpen={open}
        />
      </div>
      {isPreviewOpen && <Preview line={lines.at(active)} />}
      {asked !== undefined && (
        <ActDialog
          {...asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            cursor.afterAct();
          }}
        />
      )}
    </div>
  );
}

interface BodyProps {
  readonly search: ListSearch;
  readonly lines: Lines;
  readonly active: number;
  readonly isChosen: (id: string) => boolean;
  readonly onSight: (sight: Sight) => void;
  readonly onActive: (index: number) => void;
  readonly onChoose: (index: number, toHere: boolean) => void;
  readonly onOpen: (index: number) => void;
}

function ListBody({ search, lines, isChosen, ...rest }: BodyProps): ReactElement {
  const { t } = useTranslation("inbox");
  const columns = useColumns();
  const acts = useActs();
  const list = JSON.stringify(search);
  const isBusy = (line: Line): boolean => acts.some(({ covers }) => covers(line.id, list));
  return (
    <>
      {lines.error !== null && <Problem error={lines.error} onRetry={() => void lines.refresh()} />}
      {lines.total === undefined && lines.error === null && <Loading />}
      {lines.total === 0 && <Empty isFiltered={!isSameView(search, usualViews.open)} />}
      {lines.total !== undefined && lines.total > 0 && (
        <Grid
          label={t("grid")}
          columns={columns}
          total={lines.total}
          at={lines.at}
          isChosen={(line) => isChosen(line.id)}
          isBusy={isBusy}
          {...rest}
        />
      )}
    </>
  );
}

function Head({ lines: { total } }: { readonly lines: Lines }): ReactElement {
  const { t } = useTranslation("inbox");
  return (
    <div className={styles.headRow}>
      <h1>{t("title")}</h1>
      <span className={styles.total} role="status">
        {total === undefined ? t("counting") : t("total", { count: total, formatted: count(total) })}
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
