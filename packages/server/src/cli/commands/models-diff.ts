import type { Command } from "commander";
import type { Json, JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { withQuery } from "./list.ts";

/** `probity models diff` */
export function addModelsDiff(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "diff <model> <before> <after>",
    about: "modelsDiff",
    example: "models diff PROC-TND 1.0.0 1.1.0",
    async run(context, [id = "", before, after]) {
      const path = withQuery(`/ops/models/${encodeURIComponent(id)}/diff`, { before, after });
      const answer = objectAt(await context.ask({ method: "GET", path }));
      context.print(answer, () => [
        ...wordLines(context, objectAt(answer, "words")),
        ...numberLines(context, answer),
      ]);
      return undefined;
    },
  });
}

interface Row {
  readonly rule: string | undefined;
  readonly change: JsonObject;
}

function wordLines({ say }: CommandContext, words: JsonObject): readonly string[] {
  if (words["same"] === true) return [say("noDifference")];
  const version = objectAt(words, "version");
  const [added, removed] = [textsAt(words, "added").join(", "), textsAt(words, "removed").join(", ")];
  const rows: readonly Row[] = [
    ...listAt(words, "fields").map((change) => ({ rule: undefined, change })),
    ...listAt(words, "changed").flatMap((rule) =>
      listAt(rule, "changes").map((change) => ({ rule: textAt(rule, "rule"), change })),
    ),
  ];
  return [
    say("versionSteps", {
      before: textAt(version, "before") ?? "",
      after: textAt(version, "after") ?? "",
      required: textAt(version, "required") ?? "",
    }),
    ...(added === "" ? [] : [say("rulesAdded", { rules: added })]),
    ...(removed === "" ? [] : [say("rulesRemoved", { rules: removed })]),
    ...(rows.length === 0 ? [] : changeTable(say, rows)),
  ];
}

const changeTable = (say: CommandContext["say"], rows: readonly Row[]): readonly string[] =>
  table(rows, [
    { title: say("colRule"), value: ({ rule }) => rule },
    { title: say("colField"), value: ({ change }) => textAt(change, "field") },
    { title: say("colBefore"), value: ({ change }) => valueText(change["before"]) },
    { title: say("colAfter"), value: ({ change }) => valueText(change["after"]) },
    { title: say("colBump"), value: ({ change }) => textAt(change, "bump") },
  ]);

const valueText = (value: Json | undefined): string | undefined =>
  value === undefined || value === null
    ? undefined
    : typeof value === "string"
      ? value
      : JSON.stringify(value);

/** The numbers of either version that has some: its last backtest. */
function numberLines(context: CommandContext, answer: JsonObject): readonly string[] {
  const { say } = context;
  const numbers = objectAt(answer, "numbers");
  const rows = (["before", "after"] as const)
    .map((side) => objectAt(numbers, side))
    .filter((side) => textAt(objectAt(side, "backtest"), "id") !== undefined);
  if (rows.length === 0) return [];
  return table(rows, [
    { title: say("proof_backtest"), value: (row) => textAt(row, "version") },
    { title: say("colState"), value: (row) => context.word(textAt(row, "state")) },
    { title: say("colKept"), value: (row) => hits(row, "kept"), align: "right" },
    { title: say("colNew"), value: (row) => hits(row, "new"), align: "right" },
    { title: say("colLost"), value: (row) => hits(row, "lost"), align: "right" },
    { title: say("colAlerts"), value: alerts, align: "right" },
  ]);
}

const hits = (row: JsonObject, key: string): number | undefined =>
  numberAt(objectAt(objectAt(objectAt(row, "backtest"), "totals"), "hits"), key);
const alerts = (row: JsonObject): number | undefined =>
  numberAt(objectAt(objectAt(objectAt(row, "backtest"), "inbox"), "candidate"), "alerts");
