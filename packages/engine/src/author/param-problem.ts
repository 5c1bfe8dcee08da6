import { type ColumnTypes, convertParam } from "../bundle/params.ts";

/** A parameter's declaration, as far as values are judged by it. */
export interface ParamRange {
  readonly type: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly columns?: object | undefined;
}

/** The columns of a table as its type needs them. Of a checked model: they are texts. */
export function columnTypesOf({ columns }: Pick<ParamRange, "columns">): ColumnTypes | undefined {
  return columns === undefined
    ? undefined
    : Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, String(type)]));
}

/** What is wrong with a parameter's value, or undefined. Bounds hold for numbers, for amounts in the major unit. */
export function paramProblem(param: ParamRange, value: unknown): string | undefined {
  const columns = columnTypesOf(param);
  const fits = convertParam(param.type, value, columns) !== undefined;
  if (!fits || !isWhole(value, columns))
    return param.columns === undefined
      ? `The value is not ${param.type}`
      : `The value is not a list of rows with the columns ${columnText(param.columns)}`;
  for (const number of numbersIn(value)) {
    if (param.min !== undefined && number < param.min) return `The value ${number} is below ${param.min}`;
    if (param.max !== undefined && number > param.max) return `The value ${number} is above ${param.max}`;
  }
  return undefined;
}

/** Rows have every cell that may not be left out. */
function isWhole(rows: unknown, columns: ColumnTypes = {}): boolean {
  const needed = Object.keys(columns).filter((name) => columns[name]?.endsWith("?") !== true);
  return (
    !Array.isArray(rows) ||
    rows.every(
      (row: unknown) =>
        needed.length === 0 ||
        (typeof row === "object" && row !== null && needed.every((name) => Object.hasOwn(row, name))),
    )
  );
}

const columnText = (columns: object): string =>
  Object.entries(columns)
    .map(([name, type]) => `${name}: ${String(type)}`)
    .join(", ");

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}
