import type { Command } from "commander";
import { type JsonObject, ProbityError } from "@probity/contracts";
import { writeCsv, writeIcs } from "../../calendar/files/index.ts";
import type { DayView } from "../../calendar/index.ts";
import { readText } from "../audit/read-input.ts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { listAt, numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { dayColumns, kindText } from "./calendar-words.ts";
import { addLeaf } from "./leaf.ts";
import { withQuery } from "./list.ts";

interface ImportOptions {
  readonly calendar?: string;
  readonly kind?: string;
  readonly announces?: string;
  readonly source?: string;
  readonly dryRun?: boolean;
}

const flags = [
  ["--calendar <id>", "optCalendar"],
  ["--announces <years>", "optCalendarAnnounces"],
  ["--source <notice>", "optCalendarSource"],
  ["--kind <kind>", "optCalendarKind"],
] as const;

/** `probity calendar import`, `check` and `export` */
export function addCalendarFiles(group: Command, parts: ProgramParts): void {
  addLeaf<ImportOptions>(group, parts, {
    name: "import <file>",
    about: "calendarImport",
    example: 'calendar import 2027.csv --announces 2027 --source "国办发明电〔2026〕9号"',
    options: [...flags, ["--dry-run", "optCalendarDryRun"]],
    run: (context, [file = ""], options) => take(context, file, options),
  });
  addLeaf<ImportOptions>(group, parts, {
    name: "check <file>",
    about: "calendarCheck",
    example: "calendar check 2027.ics",
    options: [...flags, ["--dry-run", "optCalendarDryRun"]],
    run: (context, [file = ""], options) => take(context, file, { ...options, dryRun: true }),
  });
  addLeaf<{ readonly format?: string; readonly year?: string }>(group, parts, {
    name: "export <id>",
    about: "calendarExport",
    example: "calendar export CN --year 2026 --format ics",
    options: [
      ["--format <format>", "optCalendarFormat"],
      ["--year <year>", "optCalendarYear"],
    ],
    run: (context, [id = ""], options) => write(context, id, options),
  });
}

async function take(context: CommandContext, file: string, options: ImportOptions): Promise<ExitCode> {
  const { calendar = "CN", kind, announces, source, dryRun = false } = options;
  const body: JsonObject = {
    format: /\.ics$/i.test(file) ? "ics" : "csv",
    text: readText(file),
    dryRun,
    ...(kind !== undefined && { kind }),
    ...(source !== undefined && { source }),
    ...(announces !== undefined && { announces: yearsIn(announces) }),
  };
  const path = `/ops/calendars/${encodeURIComponent(calendar)}/import`;
  const answer = objectAt(await context.ask({ method: "POST", path, body }));
  const problems = textsAt(answer, "problems");
  context.print(answer, () => [...resultLines(context, answer), ...problems]);
  return problems.length === 0 ? exitCodes.ok : exitCodes.wrong;
}

function yearsIn(text: string): number[] {
  return text.split(",").map((part) => {
    if (/^\s*\d{4}\s*$/.test(part)) return Number(part);
    throw new ProbityError(
      "PROBITY_E_USAGE",
      "--announces must be years such as 2027, or several with commas",
    );
  });
}

function resultLines(context: CommandContext, answer: JsonObject): readonly string[] {
  const { say } = context;
  const days = listAt(answer, "days");
  const years = Array.isArray(answer["years"]) ? answer["years"].join(", ") : "";
  const counts = { read: numberAt(answer, "read") ?? 0, changed: days.length };
  const version = { id: textAt(answer, "id") ?? "", version: numberAt(answer, "version") ?? 0 };
  const before = {
    title: say("colCalendarBefore"),
    value: (row: JsonObject) => kindText(context, textAt(row, "before")),
  };
  return [
    answer["dryRun"] === true ? say("calendarWould", counts) : say("calendarRead", counts),
    ...(days.length === 0 ? [] : table(days, [...dayColumns(context), before])),
    ...(years === "" ? [] : [say("calendarYears", { years })]),
    say("calendarVersion", version),
  ];
}

async function write(
  context: CommandContext,
  id: string,
  { format = "csv", year }: { readonly format?: string; readonly year?: string },
): Promise<undefined> {
  if (format !== "csv" && format !== "ics")
    throw new ProbityError("PROBITY_E_USAGE", "--format must be csv or ics");
  const path = withQuery(`/ops/calendars/${encodeURIComponent(id)}`, { year });
  const answer = objectAt(await context.ask({ method: "GET", path }));
  // As the route that was asked describes them.
  const days = listAt(answer, "days") as unknown as readonly DayView[];
  const changedAt = new Date(textAt(answer, "changedAt") ?? 0);
  context.print(answer, () =>
    (format === "csv" ? writeCsv(days) : writeIcs(id, days, changedAt)).trimEnd().split("\r\n"),
  );
  return undefined;
}
