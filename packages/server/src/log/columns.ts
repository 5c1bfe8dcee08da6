/** Begins every value of a column, and marks NULL. JSON texts and the checked attributes contain neither. */
const separator = "\u001e";
const nullMark = "\u001d";
const separatorByte = 0x1e;

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

/**
 * The same as bytes, for columns of long texts: they go from the request to the database without a string in between. The
 * database takes a text parameter in its binary form as it is.
 */
export function textColumn<Row>(
  rows: readonly Row[],
  value: (row: Row) => string | Uint8Array | null | undefined,
): Buffer {
  const values = rows.map((row) => value(row) ?? nullMark);
  let length = values.length;
  for (const each of values) length += typeof each === "string" ? Buffer.byteLength(each) : each.length;
  const bytes = Buffer.allocUnsafe(length);
  let end = 0;
  for (const each of values) {
    bytes[end++] = separatorByte;
    if (typeof each === "string") end += bytes.write(each, end);
    else {
      bytes.set(each, end);
      end += each.length;
    }
  }
  return bytes;
}

/** SQL that turns parameter `n` of {@link column} or {@link textColumn} into an array. */
export const array = (n: number, type: string): string =>
  `(string_to_array($${n}, E'\\x1e', E'\\x1d'))[2:]::${type}[]`;
