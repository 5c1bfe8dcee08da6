import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./data-table.module.css";

/** A column: its heading, and what it shows of a row. */
export interface Column<Row> {
  readonly title: string;
  readonly show: (row: Row) => ReactNode;
  /** `end` for numbers; `wide` may break anywhere and takes what is left; `long` does so at the end, with lines of its own. */
  readonly kind?: "end" | "wide" | "long" | undefined;
}

interface Props<Row> {
  /** What the table is, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
}

/** A plain table: the first column names the row. It scrolls sideways by itself where the page is narrow. */
export function DataTable<Row>({ label, columns, rows, keyOf }: Props<Row>): ReactElement {
  return (
    <div className={styles.frame} role="group" aria-label={label} tabIndex={0}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, kind }) => (
              <th key={title} scope="col" className={classNames(kind && styles[kind])}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, show, kind }, place) =>
                place === 0 ? (
                  <th key={title} scope="row" className={classNames(kind && styles[kind])}>
                    {show(row)}
                  </th>
                ) : (
                  <td key={title} className={classNames(kind && styles[kind])}>
                    {show(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
