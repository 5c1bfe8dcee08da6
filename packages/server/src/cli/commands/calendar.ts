import type { Command } from "commander";
import type { Json, JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addCalendarFiles } from "./calendar-files.ts";
import { dayColumns } from "./calendar-words.ts";
import { addLeaf } from "./leaf.ts";
import { withQuery } from "./list.ts";

interface ShowOptions {
  readonly year?: string;
}

interface DueOptions {
  readonly calendar?: string;
  readonly rollForward?: boolean;
}

/** `probity calendar ...` */
export function addCalendar(program: Command, parts: ProgramParts): void {
  const group = program.command("calendar").description(parts.say("calendar"));
  addLeaf(group, parts, {
    name: "list",
    about: "calendarList",
    example: "calendar list",
    run: list,
  });
  addLeaf<ShowOptions>(group, parts, {
    name: "show <id>",
    about: "calendarShow",
    example: "calendar show CN --year 2026",
    options: [["--year <year>", "optCalendarYear"]],
    run: (context, [id = ""], options) => show(context, id, options),
  });
  addLeaf<DueOptions>(group, parts, {
    name: "due <from> <days>",
    about: "calendarDue",
    example: "calendar due 2026-09-29 5",
    options: [
      ["--calendar <id>", "optCalendar"],
      ["--roll-forward", "optCalendarRoll"],
    ],
    run: (context, [from = "", days = ""], options) => due(context, from, days, options),
  });
  addCalendarFiles(group, parts);
}

const yearsOf = (row: JsonObject): string =>
  listAt(row, "years")
    .map((one) => numberAt(one, "year"))
    .join(", ");

async function list(context: CommandContext): Promise<undefined> {
  const { say } = context;
  const answer = await context.ask({ method: "GET", path: "/ops/calendars" });
  context.print(answer, () =>
    table(listAt(answer, "calendars"), [
      { title: say("colId"), value: (row) => textAt(row, "id") },
      { title: say("colName"), value: (row) => textAt(objectAt(row, "names"), context.locale) },
      { title: say("colCalendarParent"), value: (row) => textAt(row, "parent") },
      { title: say("colCalendarZone"), value: (row) => textAt(row, "timeZone") },
      { title: say("colCalendarYears"), value: yearsOf },
      { title: say("colVersion"), value: (row) => numberAt(row, "version"), align: "right" },
    ]),
  );
  return undefined;
}

async function show(context: CommandContext, id: string, { year }: ShowOptions): Promise<undefined> {
  const { say } = context;
  const path = withQuery(`/ops/calendars/${encodeURIComponent(id)}`, { year });
  const answer = objectAt(await context.ask({ method: "GET", path }));
  const days = listAt(answer, "days");
  const isOpen = year !== undefined && answer["announced"] === false;
  context.print(answer, () => [
    ...(isOpen ? [say("calendarNoYear", { year })] : []),
    ...(days.length === 0
      ? [say("calendarNoDays")]
      : table(days, [
          ...dayColumns(context),
          { title: say("colName"), value: (row) => textAt(objectAt(row, "names"), context.locale) },
          { title: say("colSource"), value: (row) => textAt(row, "source"), max: 80 },
        ])),
  ]);
  return undefined;
}

async function due(
  context: CommandContext,
  from: string,
  days: string,
  { calendar = "CN", rollForward = false }: DueOptions,
): Promise<undefined> {
  const path = withQuery(`/ops/calendars/${encodeURIComponent(calendar)}/due`, {
    from,
    workingDays: days,
    rollForward: String(rollForward),
  });
  const answer: Json = await context.ask({ method: "GET", path });
  const counted = objectAt(answer);
  const years = Array.isArray(counted["unannounced"]) ? counted["unannounced"].join(", ") : "";
  context.print(answer, () => [
    context.say("calendarDueIs", { n: days, day: textAt(counted, "day") ?? "" }),
    ...(years === "" ? [] : [context.say("calendarProvisional", { years })]),
  ]);
  return undefined;
}
