import { memo, type ReactElement, type ReactNode } from "react";
import { classNames } from "../class-names.ts";
import { Icon } from "../icon.tsx";
import type { Column } from "./column.ts";
import styles from "./grid.module.css";

interface Props<L> {
  readonly id: string;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly columns: readonly Column<L>[];
  readonly tracks: string;
  /** Undefined while it is on its way. */
  readonly line: L | undefined;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly isBusy: boolean;
}

function AnyRow<L>(props: Props<L>): ReactElement {
  const { id, index, top, columns, tracks, line, isActive, isChosen, isBusy } = props;
  return (
    <div
      id={id}
      role="row"
      // The head is the first row.
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      aria-busy={isBusy}
      data-index={index}
      className={classNames(styles.row, isActive && styles.active, isBusy && styles.busy)}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: tracks }}
    >
      <div role="gridcell" className={styles.choose} data-choose>
        <span className={styles.box}>
          <Icon name="check" size={12} />
        </span>
      </div>
      {columns.map((column) => (
        <Cell key={column.name} column={column} line={line} />
      ))}
    </div>
  );
}

/** A line of the grid. Drawn again only when something of it changes: a list is scrolled through fast. */
export const Row = memo(AnyRow) as typeof AnyRow; // memo forgets that it is generic

function Cell<L>({
  column: { cell, hint, isNumber },
  line,
}: {
  readonly column: Column<L>;
  readonly line: L | undefined;
}): ReactNode {
  return (
    <div
      role="gridcell"
      className={classNames(styles.cell, isNumber === true && styles.number)}
      title={line === undefined ? undefined : hint?.(line)}
    >
      {line === undefined ? <span className={styles.waiting} /> : cell(line)}
    </div>
  );
}
