import type { Command } from "commander";
import { type JsonObject, ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { pairs } from "../output/table.ts";
import { printable } from "../output/width.ts";
import type { ProgramParts } from "../program.ts";
import { casePath, trackOf } from "./case-track.ts";
import { addEvidenceCommand } from "./cases-evidence.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { required } from "./required.ts";

interface Filters {
  readonly mine?: true;
  readonly unit?: string;
  readonly state?: string;
  readonly level?: string;
  readonly overdue?: true;
  readonly track?: string;
  readonly all?: true;
  readonly limit?: string;
  readonly cursor?: string;
}

interface Move {
  readonly track?: string;
  readonly reason?: string;
  readonly text?: string;
  readonly input?: string;
}

interface Assign {
  readonly track?: string;
  readonly unit?: string;
  readonly handler?: string;
  readonly due?: string;
}

/** `probity cases ...` */
export function addCases(program: Command, parts: ProgramParts): void {
  const group = program.command("cases").description(parts.say("cases"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "casesList",
    example: "cases list --mine --overdue",
    options: [
      ["--mine", "optCaseMine"],
      ["--unit <id>", "optCaseUnit"],
      ["--state <state>", "optState"],
      ["--level <level>", "optLevel"],
      ["--overdue", "optCaseOverdue"],
      ["--track <track>", "optCaseTrack"],
      ["--all", "optCaseAll"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: list,
  });
  addLeaf(group, parts, {
    name: "show <id>",
    about: "casesShow",
    example: "cases show c-PROC-TND-001-12",
    run: (context, [id = ""]) => show(context, id),
  });
  addSteps(group, parts);
  addEvidenceCommand(group, parts);
}

/** What changes a case. */
function addSteps(group: Command, parts: ProgramParts): void {
  addLeaf<Assign>(group, parts, {
    name: "assign <id>",
    about: "casesAssign",
    example: "cases assign c-PROC-TND-001-12 --unit works --handler li",
    options: [
      ["--track <track>", "optCaseTrack"],
      ["--unit <id>", "optCaseUnit"],
      ["--handler <person>", "optCaseHandler"],
      ["--due <moment>", "optCaseDue"],
    ],
    run: (context, [id = ""], { track, unit, handler, due }) =>
      move(
        context,
        { id, track, transition: "assign" },
        {
          unit: required(unit, "--unit"),
          handler: required(handler, "--handler"),
          ...(due === undefined ? {} : { dueAt: due }),
        },
      ),
  });
  addLeaf<Move>(group, parts, {
    name: "move <id> <step>",
    about: "casesMove",
    example: 'cases move c-PROC-TND-001-12 send_back --text "The facts are not sufficient."',
    options: [
      ["--track <track>", "optCaseTrack"],
      ["--reason <code>", "optCaseReason"],
      ["--text <text>", "optCaseText"],
      ["--input <json>", "optCaseInput"],
    ],
    run: (context, [id = "", transition = ""], { track, reason, text, input }) =>
      move(
        context,
        { id, track, transition },
        {
          ...readInput(input),
          ...(reason === undefined ? {} : { reasonCode: reason }),
          ...(text === undefined ? {} : { text }),
        },
      ),
  });
  addLeaf<{ readonly track?: string }>(group, parts, {
    name: "comment <id> <text>",
    about: "casesComment",
    example: 'cases comment c-PROC-TND-001-12 "Please look at this, @li."',
    options: [["--track <track>", "optCaseTrack"]],
    run: (context, [id = "", text = ""], { track }) => comment(context, id, text, track),
  });
}

const flag = (value: true | undefined): string | undefined => (value === true ? "true" : undefined);

function list(context: CommandContext, _args: readonly string[], filters: Filters): Promise<undefined> {
  const { mine, overdue, all, unit, state, level, track, limit, cursor } = filters;
  const { say } = context;
  return printList(context, {
    path: "/console/cases",
    query: {
      unit,
      state,
      level,
      track,
      limit,
      cursor,
      mine: flag(mine),
      overdue: flag(overdue),
      all: flag(all),
    },
    key: "cases",
    command: "probity cases list",
    empty: say("caseNone"),
    columns: [
      { title: say("colId"), value: (row) => textAt(row, "id") },
      { title: say("colLevel"), value: (row) => textAt(row, "level"), align: "right" },
      { title: say("colCaseTitle"), value: (row) => textAt(objectAt(row, "title"), context.locale), max: 40 },
      { title: say("colCaseUnit"), value: (row) => textAt(row, "unit"), max: 30 },
      { title: say("colCaseTracks"), value: (row) => tracksText(context, row) },
      { title: say("colCaseAlerts"), value: (row) => textAt(row, "alerts"), align: "right" },
      { title: say("colCaseOpened"), value: (row) => context.when(textAt(row, "openedAt")) },
    ],
  });
}

const tracksText = (context: CommandContext, row: JsonObject): string =>
  listAt(row, "tracks")
    .map(
      (track) =>
        `${context.word(textAt(track, "track")) ?? ""}: ${context.word(textAt(track, "state")) ?? ""}`,
    )
    .join(", ");

async function show(context: CommandContext, id: string): Promise<undefined> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path: casePath(id) }));
  context.print(answer, () => [
    ...pairs([
      [say("colId"), textAt(answer, "id")],
      [say("colCaseTitle"), textAt(answer, "title")],
      [say("colLevel"), textAt(answer, "level")],
      [say("colCaseUnit"), textAt(answer, "unit")],
      [say("colCaseOpened"), context.when(textAt(answer, "openedAt"))],
    ]),
    ...listAt(answer, "tracks").flatMap((track) => ["", ...trackLines(context, track)]),
    "",
    ...listAt(answer, "alerts").map((alert) => alertLine(context, alert)),
  ]);
  return undefined;
}

const trackLines = (context: CommandContext, track: JsonObject): readonly string[] =>
  pairs([
    [context.word(textAt(track, "track")) ?? "", context.word(textAt(track, "state"))],
    [context.say("colCaseUnit"), textAt(track, "unit")],
    [context.say("colCaseHandler"), textAt(track, "handler")],
    [context.say("colCaseDue"), context.when(textAt(track, "dueAt"))],
    [context.say("colCaseSteps"), textsAt(track, "steps").join(", ")],
  ]);

const alertLine = (context: CommandContext, alert: JsonObject): string =>
  printable(
    [
      textAt(alert, "id"),
      textAt(alert, "rule"),
      textAt(objectAt(alert, "message"), context.locale),
      context.when(textAt(alert, "lastTime")),
    ]
      .filter((part) => part !== undefined)
      .join("  "),
  );

interface Step {
  readonly id: string;
  readonly track: string | undefined;
  readonly transition: string;
}

/** Makes a step with the version that was just read: whoever was faster makes it fail. */
async function move(context: CommandContext, step: Step, input: JsonObject): Promise<undefined> {
  const track = await trackOf(context, step.id, step.track);
  const body = {
    track: textAt(track, "track") ?? "",
    version: numberAt(track, "version") ?? 0,
    transition: step.transition,
    input,
  };
  const answer = objectAt(await context.ask({ method: "POST", path: `${casePath(step.id)}/moves`, body }));
  context.print(answer, () => [
    context.say("caseMoved", {
      id: step.id,
      track: context.word(textAt(answer, "track")) ?? "",
      state: context.word(textAt(answer, "state")) ?? "",
      version: textAt(answer, "version") ?? "",
    }),
  ]);
  return undefined;
}

function readInput(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    // Of parsed JSON.
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch (cause) {
    throw new ProbityError("PROBITY_E_USAGE", "--input is no JSON", { cause });
  }
  throw new ProbityError("PROBITY_E_USAGE", "--input must be a JSON object");
}

async function comment(
  context: CommandContext,
  id: string,
  text: string,
  named: string | undefined,
): Promise<undefined> {
  const track = textAt(await trackOf(context, id, named), "track") ?? "";
  const path = `${casePath(id)}/comments`;
  const answer = objectAt(await context.ask({ method: "POST", path, body: { track, text } }));
  context.print(answer, () => [context.say("caseCommented", { n: textAt(answer, "n") ?? "" })]);
  return undefined;
}
