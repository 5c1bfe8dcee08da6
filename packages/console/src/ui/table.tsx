import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./table.module.css";

interface Props<R> {
  readonly label: string;
  readonly columns: readonly {
    readonly title: string;
    readonly isNumber?: boolean;
    readonly cell: (row: R) => ReactNode;
  }[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string | number;
}

/** A short table, whole on the page; for long ones there is the grid. */
export function Table<R>({ label, columns, rows, keyOf }: Props<R>): ReactElement {
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ title, isNumber }) => (
            <th key={title} scope="col" className={classNames(isNumber === true && styles.number)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, isNumber, cell }) => (
              <td key={title} className={classNames(isNumber === true && styles.number)}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
