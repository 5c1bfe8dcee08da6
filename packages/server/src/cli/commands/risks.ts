import { readFile } from "node:fs/promises";
import { ProbityError } from "@probity/contracts";
import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";

interface Filters {
  readonly unit?: string;
  readonly grade?: string;
  readonly state?: string;
  readonly overdue?: true;
  readonly limit?: string;
  readonly cursor?: string;
}

/** `probity risks ...` */
export function addRisks(program: Command, parts: ProgramParts): void {
  const group = program.command("risks").description(parts.say("risks"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "risksList",
    example: "risks list --unit works --grade 1",
    options: [
      ["--unit <id>", "optCaseUnit"],
      ["--grade <grade>", "optRiskGrade"],
      ["--state <state>", "optState"],
      ["--overdue", "optRiskOverdue"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: list,
  });
  addLeaf(group, parts, {
    name: "show <id>",
    about: "risksShow",
    example: "risks show works-tender-1",
    run: (context, [id = ""]) => show(context, id),
  });
  addLeaf(group, parts, { name: "gaps", about: "risksGaps", example: "risks gaps", run: gaps });
  addLeaf(group, parts, {
    name: "export",
    about: "risksExport",
    example: "risks export",
    async run(context) {
      const answer = objectAt(await context.ask({ method: "GET", path: "/console/risks/file?form=json" }));
      context.print(answer, () => (textAt(answer, "csv") ?? "").trimEnd().split("\r\n"));
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "import <file>",
    about: "risksImport",
    example: "risks import risks.csv",
    run: (context, [file = ""]) => importFile(context, file),
  });
  addLeaf(group, parts, {
    name: "decide <id> <decision>",
    about: "risksDecide",
    example: "risks decide works-tender-1 review",
    run: (context, [id = "", decision = ""]) => decide(context, id, decision),
  });
}

const pathOf = (id: string): string => `/console/risks/${encodeURIComponent(id)}`;

function list(context: CommandContext, _args: readonly string[], filters: Filters): Promise<undefined> {
  const { overdue, unit, grade, state, limit, cursor } = filters;
  const { say } = context;
  return printList(context, {
    path: "/console/risks",
    query: { unit, grade, state, limit, cursor, overdue: overdue === true ? "true" : undefined },
    key: "risks",
    command: "probity risks list",
    columns: [
      { title: say("colId"), value: (row) => textAt(row, "id") },
      { title: say("colRiskGrade"), value: (row) => textAt(row, "grade"), align: "right" },
      { title: say("colRiskLevel"), value: (row) => textAt(row, "level") },
      { title: say("colRiskUnit"), value: (row) => textAt(row, "unit"), max: 30 },
      { title: say("colRiskPower"), value: (row) => textAt(row, "powerItem"), max: 20 },
      { title: say("colRiskText"), value: (row) => textAt(row, "description"), max: 40 },
      { title: say("colState"), value: (row) => textAt(row, "state") },
      { title: say("colRiskReview"), value: (row) => context.when(textAt(row, "reviewAt")) },
    ],
  });
}

async function show(context: CommandContext, id: string): Promise<undefined> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path: pathOf(id) }));
  context.print(answer, () => [
    ...pairs([
      [say("colId"), textAt(answer, "id")],
      [say("colRiskText"), textAt(answer, "description")],
      [say("colRiskGrade"), textAt(answer, "grade")],
      [say("colRiskLevel"), textAt(answer, "level")],
      [say("colRiskUnit"), textAt(answer, "unit")],
      [say("colRiskPower"), textAt(answer, "powerItem")],
      [say("colRiskOwner"), textAt(answer, "owner")],
      [say("colState"), textAt(answer, "state")],
      [say("colRiskReview"), context.when(textAt(answer, "reviewAt"))],
    ]),
    "",
    ...table(listAt(answer, "versions"), [
      { title: say("colRiskVersion"), value: (row) => textAt(row, "version"), align: "right" },
      { title: say("colRiskAct"), value: (row) => textAt(row, "act") },
      { title: say("colRiskBy"), value: (row) => textAt(row, "by") },
      { title: say("colRiskAt"), value: (row) => context.when(textAt(row, "at")) },
    ]),
  ]);
  return undefined;
}

async function gaps(context: CommandContext): Promise<undefined> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path: "/console/risks/gaps" }));
  const rows = listAt(answer, "gaps");
  context.print(answer, () =>
    rows.length === 0
      ? [say("none")]
      : table(rows, [
          { title: say("colId"), value: (row) => textAt(row, "risk") },
          { title: say("colRiskUnit"), value: (row) => textAt(row, "unit") },
          { title: say("colRiskGrade"), value: (row) => textAt(row, "grade"), align: "right" },
          {
            title: say("colRiskGap"),
            value: (row) => say(textAt(row, "gap") === "no_control" ? "riskNoControl" : "riskNoEvents"),
          },
          { title: say("colRule"), value: (row) => textAt(row, "rule") },
        ]),
  );
  return undefined;
}

async function importFile(context: CommandContext, file: string): Promise<undefined> {
  const body = await bytesOf(file);
  const request = { method: "POST", path: "/console/risks/file", body, contentType: "text/csv" } as const;
  const answer = objectAt(await context.ask(request));
  const [rows, changed] = [textAt(answer, "rows") ?? "", textAt(answer, "changed") ?? ""];
  context.print(answer, () => [context.say("risksImported", { rows, changed })]);
  return undefined;
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", path, { cause });
  }
}

/** About the version that there is now: whoever decides has just looked at it. */
async function decide(context: CommandContext, id: string, decision: string): Promise<undefined> {
  const seen = objectAt(await context.ask({ method: "GET", path: pathOf(id) }));
  const body = { version: numberAt(seen, "version") ?? 0, decision };
  const answer = objectAt(await context.ask({ method: "POST", path: `${pathOf(id)}/decisions`, body }));
  const [state, version] = [textAt(answer, "state") ?? "", textAt(answer, "version") ?? ""];
  context.print(answer, () => [context.say("riskDecided", { id, state, version })]);
  return undefined;
}
