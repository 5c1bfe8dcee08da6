/** A day of the calendar, `2026-11-30`. */
export interface Day {
  readonly day: string;
}

/** What a cell holds. A text is never a formula; a `Date` is shown on the clock of the sheet's time zone. */
export type Cell = string | number | boolean | Date | Day | null;

/** Places of the styles in `styles.xml`. */
export const cellStyles = { plain: 0, head: 1, text: 2, moment: 3, number: 4, day: 5 } as const;

/** A spreadsheet holds no longer text in one cell. */
const maxText = 32_767;

/** A cell of a sheet at a column and row, both counted from 0. Nothing for null. */
export function cellXml(
  cell: Cell,
  { column, row }: { readonly column: number; readonly row: number },
  zone: Zone,
  style?: number,
): string {
  if (cell === null) return "";
  const at = `<c r="${columnName(column)}${row + 1}"`;
  if (typeof cell === "number")
    return Number.isFinite(cell) ? `${at} s="${style ?? numberStyle(cell)}"><v>${cell}</v></c>` : "";
  if (typeof cell === "boolean") return `${at} t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (cell instanceof Date)
    return `${at} s="${style ?? cellStyles.moment}"><v>${zone.serialOf(cell)}</v></c>`;
  if (typeof cell === "object")
    return `${at} s="${style ?? cellStyles.day}"><v>${Date.parse(cell.day) / dayMs + epochDays}</v></c>`;
  return `${at} s="${style ?? cellStyles.text}" t="inlineStr"><is><t xml:space="preserve">${textXml(cell)}</t></is></c>`;
}

const numberStyle = (value: number): number =>
  Number.isInteger(value) ? cellStyles.plain : cellStyles.number;

const columnNames: string[] = [];

/** `A`, `B` ... `Z`, `AA` ... of a column counted from 0. */
function columnName(column: number): string {
  const letter = String.fromCodePoint(65 + (column % 26));
  return (columnNames[column] ??= column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter);
}

const special = /[&<>"]|_(?=x[0-9A-Fa-f]{4}_)|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const written: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // What reads the file would take `_x0041_` for an A.
  _: "_x005F_",
};

/** What texts seldom have: the pattern above costs ten times as much. */
// oxlint-disable-next-line no-control-regex -- those are what is looked for
const unusual = /[&<>"_\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** A text within XML, cut to what a cell holds, without the characters that XML does not have. */
export function textXml(text: string): string {
  const held = cut(text);
  return unusual.test(held) ? held.replaceAll(special, (character) => written[character] ?? "") : held;
}

const cut = (text: string): string =>
  text.length <= maxText ? text : `${text.slice(0, maxText - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;

/** A time zone as sheets count in it. */
export interface Zone {
  /** Days since the end of 1899, as a spreadsheet has moments. */
  serialOf(at: Date): number;
}

const dayMs = 86_400_000;
const quarterMs = 900_000;
/** Days from the spreadsheet's first day to 1970-01-01. */
const epochDays = 25_569;

/** Clocks change at whole quarters of an hour: each is looked up once. */
export function zoneOf(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const offsets = new Map<number, number>();
  const offsetAt = (quarter: number): number => {
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const start = quarter * quarterMs;
    const offset = Date.parse(`${format.format(start).replace(" ", "T")}Z`) - start;
    offsets.set(quarter, offset);
    return offset;
  };
  return {
    serialOf: (at) => {
      const ms = at.getTime();
      return (ms + offsetAt(Math.floor(ms / quarterMs))) / dayMs + epochDays;
    },
  };
}
