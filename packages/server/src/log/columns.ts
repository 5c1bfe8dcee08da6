/** Begins every value of a column, and marks NULL. JSON texts and the checked attributes contain neither. */
const separator = "\u001e";
const nullMark = "\u001d";

/**
 * One column of many rows as one text parameter, which `string_to_array` splits in the database: 1.5 to 7 times faster
 * than arrays, whose escaping costs the client more than the rest of the insert. Every value has its separator before it:
 * of an empty text PostgreSQL makes no array of one empty text.
 */
export function column<Row>(
  rows: readonly Row[],
  value: (row: Row, index: number) => string | number | null | undefined,
): string {
  const values = rows.map((row, index) => value(row, index) ?? nullMark);
  return values.length === 0 ? "" : separator + values.join(separator);
}

/** SQL that turns parameter `n` of {@link column} into an array. */
export const array = (n: number, type: string): string =>
  `(string_to_array($${n}, E'\\x1e', E'\\x1d'))[2:]::${type}[]`;
