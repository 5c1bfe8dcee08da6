import type { Command } from "commander";
import { type JsonObject, ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { numberAt, objectAt, textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { numberOption } from "./number-option.ts";

interface TermsOptions {
  readonly stages?: string;
  readonly levelDays?: string;
  readonly warnDays?: string;
  readonly calendar?: string;
}

/** `probity escalations terms` and `set-terms` */
export function addTerms(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "terms",
    about: "escalationsTerms",
    example: "escalations terms",
    run: list,
  });
  addLeaf<TermsOptions>(group, parts, {
    name: "set-terms <scope>",
    about: "escalationsSetTerms",
    example: "escalations set-terms model:PROC-TND --stages verifying=10,disposing=5 --level-days 3",
    options: [
      ["--stages <list>", "optTermsStages"],
      ["--level-days <n>", "optTermsLevelDays"],
      ["--warn-days <n>", "optTermsWarnDays"],
      ["--calendar <id>", "optTermsCalendar"],
    ],
    run: (context, [scope = ""], options) => set(context, scope, options),
  });
}

const stagesOf = (terms: JsonObject): string =>
  Object.entries(objectAt(terms, "stages"))
    .map(([state, days]) => `${state}=${JSON.stringify(days)}`)
    .join(", ");

const termsOf = (row: JsonObject): JsonObject => objectAt(row, "terms");

function list(context: CommandContext): Promise<undefined> {
  const { say } = context;
  return printList(context, {
    path: "/console/escalation-terms",
    query: {},
    key: "terms",
    command: "probity escalations terms",
    empty: say("termsNone"),
    columns: [
      { title: say("colTermsScope"), value: (row) => textAt(row, "scope"), max: 60 },
      { title: say("colTermsStages"), value: (row) => stagesOf(termsOf(row)), max: 80 },
      {
        title: say("colTermsLevelDays"),
        value: (row) => numberAt(termsOf(row), "levelDays"),
        align: "right",
      },
      { title: say("colTermsWarnDays"), value: (row) => numberAt(termsOf(row), "warnDays"), align: "right" },
      { title: say("colTermsCalendar"), value: (row) => textAt(termsOf(row), "calendar") },
    ],
  });
}

async function set(context: CommandContext, scope: string, options: TermsOptions): Promise<undefined> {
  const { stages, levelDays, warnDays, calendar } = options;
  const body: JsonObject = {
    ...(stages !== undefined && { stages: stagesIn(stages) }),
    ...(levelDays !== undefined && { levelDays: daysIn(levelDays, "--level-days") }),
    ...(warnDays !== undefined && { warnDays: daysIn(warnDays, "--warn-days") }),
    ...(calendar !== undefined && { calendar }),
  };
  const path = `/console/escalation-terms/${encodeURIComponent(scope)}`;
  const answer = objectAt(await context.ask({ method: "PUT", path, body }));
  context.print(answer, () => [context.say("termsSet", { scope })]);
  return undefined;
}

const daysIn = (value: string, flag: string): number =>
  numberOption(value, flag, { min: 1, max: 1_000, default: 1 });

function stagesIn(text: string): JsonObject {
  return Object.fromEntries(
    text.split(",").map((part): [string, number] => {
      const [, state, days] = /^\s*([a-z]+)=(\d+)\s*$/.exec(part) ?? [];
      if (state === undefined || days === undefined)
        throw new ProbityError(
          "PROBITY_E_USAGE",
          "--stages must be states with days, as verifying=10,disposing=5",
        );
      return [state, daysIn(days, "--stages")];
    }),
  );
}
