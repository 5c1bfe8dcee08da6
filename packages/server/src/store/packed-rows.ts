/** What stands between the columns of a row, and between rows. */
const [between, behind] = ["\u001f", "\u001e"];
const [betweenSql, behindSql] = [between, behind].map((one) => `chr(${one.charCodeAt(0)})`);

/**
 * SQL for many rows as one text, null for none: the embedded database makes and sends it in a fifth of the time that the
 * rows would take. Read it with {@link unpackRows}. A null column becomes empty; no column may hold a control character.
 *
 * @param columns SQL expressions
 * @param order of the rows
 */
export const packRows = (columns: readonly string[], order: string): string =>
  `string_agg(${packColumns(columns)}, ${behindSql} order by ${order})`;

/** SQL for columns as one text, which {@link packRows} takes for a column of its own: rare ones stand there together, or not at all. */
export const packColumns = (columns: readonly string[]): string =>
  `concat(${columns.join(`, ${betweenSql}, `)})`;

/** The rows of {@link packRows}: their columns as texts. */
export const unpackRows = (packed: string | null | undefined): readonly (readonly string[])[] =>
  packed === null || packed === undefined ? [] : packed.split(behind).map((row) => row.split(between));
