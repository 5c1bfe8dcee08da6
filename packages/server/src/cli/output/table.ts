import { displayWidth, fit, printable } from "./width.ts";

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | undefined;
  /** Numbers stand right. @defaultValue "left" */
  readonly align?: "left" | "right" | undefined;
  /** Longest cell in columns of the terminal; more is cut. @defaultValue 60 */
  readonly max?: number | undefined;
}

/** Lines of an aligned table with a head. Wide (Chinese) characters count as two columns. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): readonly string[] {
  const head = columns.map((column) => column.title);
  const cells = rows.map((row) =>
    columns.map((column) => fit(printable(String(column.value(row) ?? "-")), column.max ?? 60)),
  );
  const widths = columns.map((_, index) =>
    Math.max(...[head, ...cells].map((line) => displayWidth(line[index] ?? ""))),
  );
  return [head, ...cells].map((line) =>
    line
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align === "right"))
      .join("  ")
      .trimEnd(),
  );
}

/** Lines of `name  value` pairs, the values aligned. */
export function pairs(
  entries: readonly (readonly [string, string | number | undefined])[],
): readonly string[] {
  const width = Math.max(0, ...entries.map(([name]) => displayWidth(name)));
  return entries.map(([name, value]) =>
    `${pad(name, width, false)}  ${printable(String(value ?? "-"))}`.trimEnd(),
  );
}

function pad(cell: string, width: number, right: boolean): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(cell)));
  return right ? `${space}${cell}` : `${cell}${space}`;
}
