import { memo, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { amountOf } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { colourOfLevel, Lamp } from "../../ui/lamp.tsx";
import { Due } from "./due.tsx";
import styles from "./grid.module.css";
import { levelOf } from "./level-of.ts";
import type { Line } from "./lines.ts";

interface Props {
  readonly id: string;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  /** Undefined while it is on its way. */
  readonly line: Line | undefined;
  readonly isActive: boolean;
  readonly isChosen: boolean;
}

/** A line of the grid. Drawn again only when something of it changes: a list is scrolled through fast. */
export const Row = memo(function Row({ id, index, top, line, isActive, isChosen }: Props): ReactElement {
  return (
    <div
      id={id}
      role="row"
      // The head is the first row.
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      data-index={index}
      className={classNames(styles.row, isActive && styles.active)}
      style={{ transform: `translateY(${top}px)` }}
    >
      {line === undefined ? <Waiting /> : <Cells line={line} />}
    </div>
  );
});

const Waiting = (): ReactElement => (
  <div role="gridcell" style={{ gridColumn: "2 / -1" }}>
    <div className={styles.waiting} />
  </div>
);

function Cells({ line }: { readonly line: Line }): ReactElement {
  const { t } = useTranslation("inbox");
  const { level, risk, name, official, counterparty, unit, amount, state, handler } = line;
  const current = language();
  return (
    <>
      <div role="gridcell" className={styles.choose} data-choose>
        <span className={styles.box}>
          <Icon name="check" size={12} />
        </span>
      </div>
      <div role="gridcell" className={styles.cell}>
        <Lamp colour={colourOfLevel(level)} text={t(`levels.${levelOf(level)}`)} />
      </div>
      <div role="gridcell" className={classNames(styles.cell, styles.number)}>
        {risk.toFixed(1)}
      </div>
      <div role="gridcell" className={classNames(styles.cell, styles.name)} title={name[current]}>
        {name[current]}
      </div>
      <div role="gridcell" className={styles.cell} title={official?.id}>
        {official?.name ?? official?.id}
      </div>
      <div role="gridcell" className={classNames(styles.cell, styles.wide1)} title={counterparty?.id}>
        {counterparty?.id}
      </div>
      <div role="gridcell" className={classNames(styles.cell, styles.wide2)} title={unit?.id}>
        {unit?.name?.[current] ?? unit?.id}
      </div>
      <div role="gridcell" className={classNames(styles.cell, styles.number)}>
        {amount === null ? "" : amountOf(amount)}
      </div>
      <div role="gridcell" className={classNames(styles.cell, styles.soft)}>
        {t(`states.${state}`)}
      </div>
      <div role="gridcell" className={classNames(styles.cell, styles.wide1)} title={handler?.id}>
        {handler?.name ?? handler?.id}
      </div>
      <div role="gridcell" className={styles.cell}>
        <Due line={line} />
      </div>
    </>
  );
}
