import { readFileSync } from "node:fs";

/** A case of the process log: when it began, when it was to end, and when it did. */
export interface ReceiptCase {
  readonly id: string;
  readonly department: string;
  readonly start: number;
  readonly planned: number;
  /** Undefined: it has no end in the data. */
  readonly end: number | undefined;
}

/** What was read of a process log. */
export interface ReceiptLog {
  readonly cases: readonly ReceiptCase[];
  readonly events: number;
  /** The last moment of which the log knows anything. */
  readonly until: number;
}

const columns = {
  id: "case:concept:name",
  department: "case:department",
  start: "case:startdate",
  planned: "case:enddate_planned",
  end: "case:enddate",
  at: "time:timestamp",
} as const;
type Column = keyof typeof columns;

/**
 * Reads the CSV of a process log with one line for each event, in which each line tells of its case. The moments are those of
 * the file, to the millisecond. Throws where a column is missing, a line is short or quoted, or a moment is none.
 */
export function readReceipt(path: string): ReceiptLog {
  const [head = "", ...lines] = readFileSync(path, "utf8").trimEnd().split(/\r?\n/);
  const names = head.split(",");
  const place = (name: Column): number => {
    const found = names.indexOf(columns[name]);
    if (found < 0) throw new RangeError(`${path} has no column ${columns[name]}`);
    return found;
  };
  const places = new Map(
    (["id", "department", "start", "planned", "end", "at"] as const).map((name) => [name, place(name)]),
  );
  const cases = new Map<string, ReceiptCase>();
  let until = 0;
  for (const [index, line] of lines.entries()) {
    const cells = line.split(",");
    const where = `${path}, line ${index + 2}`;
    if (cells.length !== names.length || line.includes('"')) throw new RangeError(`${where} cannot be read`);
    const cell = (name: Column): string => cells[places.get(name) ?? -1] ?? "";
    const moment = (name: Column): number => momentOf(cell(name), where);
    const end = cell("end") === "" ? undefined : moment("end");
    const one = { id: cell("id"), department: cell("department"), start: moment("start"), end };
    cases.set(one.id, { ...one, planned: moment("planned") });
    until = Math.max(until, moment("at"), end ?? 0);
  }
  return { cases: [...cases.values()], events: lines.length, until };
}

function momentOf(text: string, where: string): number {
  const at = Date.parse(text.replace(" ", "T"));
  if (Number.isNaN(at)) throw new RangeError(`${where}: ${text} is no moment`);
  return at;
}
