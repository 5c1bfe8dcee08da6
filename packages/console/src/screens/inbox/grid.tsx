import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../../ui/class-names.ts";
import styles from "./grid.module.css";
import type { Line } from "./lines.ts";
import { Row } from "./row.tsx";

const rowHeight = 36;
const headHeight = 32;

interface Props {
  readonly total: number;
  readonly active: number;
  readonly at: (index: number) => Line | undefined;
  readonly isChosen: (id: string) => boolean;
  /** The lines in sight, first and last. */
  readonly onSight: (from: number, to: number) => void;
  readonly onActive: (index: number) => void;
  readonly onChoose: (index: number, toHere: boolean) => void;
  readonly onOpen: (index: number) => void;
}

/**
 * A long list as an ARIA grid: one element has the focus and names the line that is meant, so that lines can come and go while
 * it is scrolled (decision 5 of the console's design).
 */
export function Grid(props: Props): ReactElement {
  const { total, active, at, isChosen, onSight, onActive, onChoose, onOpen } = props;
  const { t } = useTranslation("inbox");
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: headHeight,
  });
  const items = rows.getVirtualItems();
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onSight(from, to), [from, to, onSight]);
  useEffect(() => {
    if (active < total) rows.scrollToIndex(active);
  }, [active, total, rows]);
  const onClick = (event: MouseEvent): void => {
    const index = indexOf(event);
    if (index === undefined) return;
    const isBox = event.target instanceof Element && event.target.closest("[data-choose]") !== null;
    if (isBox || event.shiftKey) onChoose(index, event.shiftKey);
    else onActive(index);
  };
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={t("grid")}
      aria-rowcount={total + 1}
      aria-multiselectable
      aria-activedescendant={items.some(({ index }) => index === active) ? rowId(active) : undefined}
      className={styles.grid}
      onClick={onClick}
      onDoubleClick={(event) => {
        const index = indexOf(event);
        if (index !== undefined) onOpen(index);
      }}
    >
      <Head />
      <div role="rowgroup" className={styles.body} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const line = at(index);
          const chosen = line !== undefined && isChosen(line.id);
          return (
            <Row
              key={index}
              id={rowId(index)}
              index={index}
              top={start}
              line={line}
              isActive={index === active}
              isChosen={chosen}
            />
          );
        })}
      </div>
    </div>
  );
}

const rowId = (index: number): string => `alert-${index}`;

function indexOf({ target }: MouseEvent): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
  return row === null ? undefined : Number(row.dataset.index);
}

const columns = [
  ["choose", undefined],
  ["level", undefined],
  ["risk", styles.number],
  ["name", undefined],
  ["official", undefined],
  ["counterparty", styles.wide1],
  ["unit", styles.wide2],
  ["amount", styles.number],
  ["state", undefined],
  ["handler", styles.wide1],
  ["due", undefined],
] as const;

function Head(): ReactElement {
  const { t } = useTranslation("inbox");
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className={styles.head}>
        {columns.map(([column, className]) => (
          <div key={column} role="columnheader" className={classNames(styles.cell, className)}>
            {column === "choose" ? (
              <span className="visually-hidden">{t("columns.choose")}</span>
            ) : (
              t(`columns.${column}`)
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
