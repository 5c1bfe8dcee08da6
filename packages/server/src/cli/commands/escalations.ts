import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { trackOf } from "./case-track.ts";
import { addTerms } from "./escalation-terms.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { required } from "./required.ts";

interface Filters {
  readonly unit?: string;
  readonly light?: string;
  readonly escalation?: string;
  readonly track?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

interface Act {
  readonly track?: string;
  readonly text?: string;
}

/** `probity escalations ...` */
export function addEscalations(program: Command, parts: ProgramParts): void {
  const group = program.command("escalations").description(parts.say("escalations"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "escalationsList",
    example: "escalations list --light red",
    options: [
      ["--unit <id>", "optCaseUnit"],
      ["--light <light>", "optEscalationLight"],
      ["--escalation <level>", "optEscalationLevel"],
      ["--track <track>", "optCaseTrack"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: list,
  });
  addLeaf<Pick<Filters, "unit">>(group, parts, {
    name: "lights",
    about: "escalationsLights",
    example: "escalations lights",
    options: [["--unit <id>", "optCaseUnit"]],
    run: lights,
  });
  addLeaf(group, parts, {
    name: "show <id>",
    about: "escalationsShow",
    example: "escalations show c-PROC-TND-001-12",
    run: (context, [id = ""]) => show(context, id),
  });
  addLeaf<Act>(group, parts, {
    name: "act <id> <act>",
    about: "escalationsAct",
    example: 'escalations act c-PROC-TND-001-12 urge --text "Please answer by Friday."',
    options: [
      ["--track <track>", "optCaseTrack"],
      ["--text <text>", "optCaseText"],
    ],
    run: (context, [id = "", act = ""], { track, text }) =>
      actOn(context, id, act, { track, text: required(text, "--text") }),
  });
  addTerms(group, parts);
}

const pathOf = (id: string): string => `/console/escalations/${encodeURIComponent(id)}`;

function list(context: CommandContext, _args: readonly string[], filters: Filters): Promise<undefined> {
  const { say } = context;
  const { unit, light, escalation, track, limit, cursor } = filters;
  return printList(context, {
    path: "/console/escalations",
    query: { unit, light, escalation, track, limit, cursor },
    key: "escalations",
    command: "probity escalations list",
    empty: say("escalationNone"),
    columns: [
      { title: say("colId"), value: (row) => textAt(row, "case") },
      { title: say("colEscalationLight"), value: (row) => context.word(textAt(row, "light")) },
      { title: say("colEscalationLevel"), value: (row) => textAt(row, "escalationLevel"), align: "right" },
      { title: say("colCaseDue"), value: (row) => context.when(textAt(row, "dueAt")) },
      { title: say("colEscalationState"), value: (row) => context.word(textAt(row, "state")) },
      { title: say("colCaseUnit"), value: (row) => textAt(row, "unit"), max: 30 },
      { title: say("colEscalationBody"), value: (row) => textAt(row, "body"), max: 30 },
    ],
  });
}

function lights(
  context: CommandContext,
  _args: readonly string[],
  { unit }: Pick<Filters, "unit">,
): Promise<undefined> {
  const { say } = context;
  return printList(context, {
    path: "/console/lights",
    query: { unit },
    key: "units",
    command: "probity escalations lights",
    empty: say("escalationNone"),
    columns: [
      { title: say("colCaseUnit"), value: (row) => textAt(row, "unit"), max: 40 },
      { title: say("colEscalationLight"), value: (row) => context.word(textAt(row, "light")) },
      { title: say("colEscalationLevel"), value: (row) => textAt(row, "escalationLevel"), align: "right" },
      { title: say("colEscalationRed"), value: (row) => textAt(row, "red"), align: "right" },
      { title: say("colEscalationYellow"), value: (row) => textAt(row, "yellow"), align: "right" },
      { title: say("colEscalationGreen"), value: (row) => textAt(row, "green"), align: "right" },
    ],
  });
}

async function show(context: CommandContext, id: string): Promise<undefined> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path: pathOf(id) }));
  const steps = listAt(answer, "steps");
  context.print(answer, () => [
    ...table(listAt(answer, "clocks"), [
      { title: say("colCaseTracks"), value: (row) => context.word(textAt(row, "track")) },
      { title: say("colEscalationState"), value: (row) => context.word(textAt(row, "state")) },
      { title: say("colEscalationLight"), value: (row) => context.word(textAt(row, "light")) },
      { title: say("colEscalationLevel"), value: (row) => textAt(row, "escalationLevel"), align: "right" },
      { title: say("colCaseDue"), value: (row) => context.when(textAt(row, "dueAt")) },
      { title: say("colEscalationBody"), value: (row) => textAt(row, "body") },
    ]),
    "",
    ...(steps.length === 0
      ? [say("escalationStepsNone")]
      : table(steps, [
          { title: say("colEscalationAt"), value: (row) => context.when(textAt(row, "at")) },
          { title: say("colEscalationAction"), value: (row) => context.word(textAt(row, "action")) },
          { title: say("colCaseBy"), value: (row) => textAt(row, "by") },
          { title: say("colEscalationText"), value: (row) => textAt(row, "text"), max: 60 },
        ])),
  ]);
  return undefined;
}

async function actOn(
  context: CommandContext,
  id: string,
  act: string,
  { track: named, text }: { readonly track: string | undefined; readonly text: string },
): Promise<undefined> {
  const track = textAt(await trackOf(context, id, named), "track") ?? "";
  const answer = objectAt(
    await context.ask({ method: "POST", path: `${pathOf(id)}/acts`, body: { track, act, text } }),
  );
  context.print(answer, () => [say(context, id, textAt(answer, "escalationLevel") ?? "")]);
  return undefined;
}

const say = ({ say: text }: CommandContext, id: string, escalationLevel: string): string =>
  text("escalationActed", { id, escalationLevel });
