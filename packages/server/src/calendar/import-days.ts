import { ProbityError } from "@probity/contracts";
import type { ChangeOptions } from "./change.ts";
import { changeCalendar } from "./change.ts";
import type { ChangedDay, DayEdit } from "./edit.ts";
import type { DayFile } from "./files/day-file.ts";
import { readCsv } from "./files/read-csv.ts";
import { readIcs } from "./files/read-ics.ts";
import { readChain } from "./stored-calendar.ts";

/** A file of days, and how to take it. */
export interface DayImport {
  readonly format: "csv" | "ics";
  readonly text: string;
  /** Of events that do not say whether people work. */
  readonly kind?: "holiday" | "workday" | undefined;
  /** Years of which the file has all days: they are announced, and other days of theirs are taken back. */
  readonly announces?: readonly number[] | undefined;
  /** The notice; for days that do not name their own. */
  readonly source?: string | undefined;
  /** Only to say what would change. */
  readonly dryRun: boolean;
}

/** What an import changed, or would. */
export interface ImportResult {
  readonly id: string;
  readonly dryRun: boolean;
  readonly version: number;
  /** Days that the file has. */
  readonly read: number;
  readonly days: readonly ChangedDay[];
  readonly years: readonly number[];
  /** What could not be read; only a dry run goes on with any. */
  readonly problems: readonly string[];
}

const mostProblems = 100;

/** Takes the days of a file over, all or none. Throws `PROBITY_E_CALENDAR` with what could not be read. */
export async function importDays(
  options: ChangeOptions,
  id: string,
  file: DayImport,
  by: string,
): Promise<ImportResult> {
  const { announces = [], source, dryRun } = file;
  const read = file.format === "csv" ? readCsv(file.text) : readIcs(file.text, { kind: file.kind });
  if (announces.length > 0 && source === undefined)
    throw new ProbityError("PROBITY_E_CALENDAR", "years are announced by a source: name the notice");
  if (!dryRun) demandReadable(read);
  const days = read.days.map((day) =>
    day.source === undefined && source !== undefined ? { ...day, source } : day,
  );
  const gone = await otherDays(options, id, days, announces);
  const years = announces.map((year) => ({ year, announced: true, source: source ?? "" }));
  const edit = { id, days: [...days, ...gone], years };
  const result = await changeCalendar(options, edit, { by, source, isDryRun: dryRun });
  return {
    id,
    dryRun,
    version: result.version,
    read: days.length,
    days: result.days,
    years: result.years,
    problems: read.problems.slice(0, mostProblems),
  };
}

function demandReadable({ problems, days }: DayFile): void {
  const [first] = problems;
  if (first === undefined && days.length === 0)
    throw new ProbityError("PROBITY_E_CALENDAR", "the file has no days");
  if (first === undefined) return;
  throw new ProbityError("PROBITY_E_CALENDAR", `${problems.length} lines cannot be read: ${first}`, {
    errors: problems.slice(0, mostProblems).map((problem) => {
      const [path = "", ...rest] = problem.split(": ");
      return { path, message: rest.join(": ") };
    }),
  });
}

async function otherDays(
  { store }: ChangeOptions,
  id: string,
  days: readonly DayEdit[],
  announces: readonly number[],
): Promise<readonly DayEdit[]> {
  if (announces.length === 0) return [];
  const [{ days: stored }] = await readChain(store.db, id);
  const named = new Set(days.map(({ date }) => date));
  return stored
    .filter(
      ({ date, kind }) =>
        kind !== "inherited" && !named.has(date) && announces.includes(Number(date.slice(0, 4))),
    )
    .map(({ date }) => ({ date, kind: "inherited" }));
}
