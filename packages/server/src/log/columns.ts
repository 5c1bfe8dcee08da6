/** Separates the values of a column, and marks NULL. JSON texts and the checked attributes contain neither. */
export const separator = "\u001e";
export const nullMark = "\u001d";

/**
 * One column of many rows as one text parameter, which `string_to_array` splits in the database: 1.5 to 7 times faster
 * than arrays, whose escaping costs the client more than the rest of the insert.
 */
export function column<Row>(
  rows: readonly Row[],
  value: (row: Row, index: number) => string | number | null | undefined,
): string {
  return rows.map((row, index) => value(row, index) ?? nullMark).join(separator);
}

/** SQL that turns parameter `n` of {@link column} into an array. */
export const array = (n: number, type: string): string =>
  `string_to_array($${n}, E'\\x1e', E'\\x1d')::${type}[]`;
