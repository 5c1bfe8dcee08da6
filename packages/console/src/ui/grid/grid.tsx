import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type MouseEvent,
  type ReactElement,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../class-names.ts";
import { type Column, fitting, trackOf } from "./column.ts";
import styles from "./grid.module.css";
import { Row } from "./row.tsx";

const rowHeight = 36;
const headHeight = 32;
const boxWidth = 36;

interface Props<L> {
  readonly label: string;
  readonly columns: readonly Column<L>[];
  readonly total: number;
  readonly active: number;
  readonly at: (index: number) => L | undefined;
  readonly isChosen: (line: L) => boolean;
  /** Something is being done with it. */
  readonly isBusy: (line: L) => boolean;
  /** The lines in sight, first and last. */
  readonly onSight: (sight: { readonly from: number; readonly to: number }) => void;
  readonly onActive: (index: number) => void;
  readonly onChoose: (index: number, toHere: boolean) => void;
  readonly onOpen: (index: number) => void;
}

/**
 * A long list as an ARIA grid: one element has the focus and names the line that is meant, so that lines can come and go while
 * it is scrolled (decision 5 of the console's design). The screen brings the keys; `columns` must be the same between renders.
 */
export function Grid<L>(props: Props<L>): ReactElement {
  const { label, total, active, at, isChosen, isBusy, onSight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const room = useWidth(scroller);
  const columns = useMemo(() => fitting(props.columns, room - boxWidth), [props.columns, room]);
  const tracks = trackOf(columns);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: headHeight,
    scrollMargin: headHeight,
  });
  const items = rows.getVirtualItems();
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onSight({ from, to }), [from, to, onSight]);
  useEffect(() => {
    if (active < total) rows.scrollToIndex(active);
  }, [active, total, rows]);
  const { t } = useTranslation();
  return (
    <>
      {/* A list of thousands is on the page where it is in sight, and so on paper. */}
      <p className="print-only">{t("grid.onPaper", { from: from + 1, to: to + 1, total })}</p>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={total + 1}
        aria-multiselectable
        aria-activedescendant={items.some(({ index }) => index === active) ? rowId(active) : undefined}
        className={styles.grid}
        {...pointing(props)}
      >
        <Head columns={columns} tracks={tracks} />
        <div role="rowgroup" className={styles.body} style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const line = at(index);
            return (
              <Row
                key={index}
                id={rowId(index)}
                index={index}
                top={start - headHeight}
                columns={columns}
                tracks={tracks}
                line={line}
                isActive={index === active}
                isChosen={line !== undefined && isChosen(line)}
                isBusy={line !== undefined && isBusy(line)}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

/** What the pointer does: the box and Shift choose, a click means a line, a second one opens it. */
function pointing<L>({ onActive, onChoose, onOpen }: Props<L>): {
  readonly onClick: (event: MouseEvent) => void;
  readonly onDoubleClick: (event: MouseEvent) => void;
} {
  return {
    onClick: (event) => {
      const index = indexOf(event);
      if (index === undefined) return;
      const isBox = event.target instanceof Element && event.target.closest("[data-choose]") !== null;
      if (isBox || event.shiftKey) onChoose(index, event.shiftKey);
      else onActive(index);
    },
    onDoubleClick: (event) => {
      const index = indexOf(event);
      if (index !== undefined) onOpen(index);
    },
  };
}

const rowId = (index: number): string => `line-${index}`;

function indexOf({ target }: MouseEvent): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
  return row === null ? undefined : Number(row.dataset.index);
}

/** Its width in pixels, as long as it is on the screen. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const { current } = element;
    setWidth(current.clientWidth);
    const observer = new ResizeObserver(() => setWidth(current.clientWidth));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

function Head<L>({
  columns,
  tracks,
}: {
  readonly columns: readonly Column<L>[];
  readonly tracks: string;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className={styles.headGroup}>
      <div role="row" aria-rowindex={1} className={styles.head} style={{ gridTemplateColumns: tracks }}>
        <div role="columnheader">
          <span className="visually-hidden">{t("grid.choose")}</span>
        </div>
        {columns.map(({ name, title, isNumber }) => (
          <div
            key={name}
            role="columnheader"
            className={classNames(styles.cell, isNumber === true && styles.number)}
          >
            {title}
          </div>
        ))}
      </div>
    </div>
  );
}
