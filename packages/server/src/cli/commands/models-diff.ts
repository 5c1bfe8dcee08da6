import type { Command } from "commander";
import type { Json, JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import type { TextKey } from "../messages/say.ts";
import { type Column, table } from "../output/table.ts";
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
      required: bumpText(say, textAt(version, "required")) ?? "",
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
    { title: say("colBump"), value: ({ change }) => bumpText(say, textAt(change, "bump")) },
  ]);

const bumpTexts: ReadonlyMap<string | undefined, TextKey> = new Map([
  ["none", "bumpNone"],
  ["patch", "bumpPatch"],
  ["minor", "bumpMinor"],
  ["major", "bumpMajor"],
]);

/** A step of a version in the language; an unknown one as it is. */
function bumpText(say: CommandContext["say"], bump: string | undefined): string | undefined {
  const key = bumpTexts.get(bump);
  return key === undefined ? bump : say(key);
}

const valueText = (value: Json | undefined): string | undefined =>
  value === undefined || value === null
    ? undefined
    : typeof value === "string"
      ? value
      : JSON.stringify(value);

/** The numbers of either version that has some: its last backtest, its last or running shadow. */
function numberLines(context: CommandContext, answer: JsonObject): readonly string[] {
  const { say } = context;
  const numbers = objectAt(answer, "numbers");
  const sides = (["before", "after"] as const).map((side) => objectAt(numbers, side));
  const backtests = sides.filter((side) => textAt(objectAt(side, "backtest"), "id") !== undefined);
  const shadows = sides.filter((side) => numberAt(objectAt(side, "shadow"), "from") !== undefined);
  const head = (title: TextKey): readonly Column<JsonObject>[] => [
    { title: say(title), value: (row) => textAt(row, "version") },
    { title: say("colState"), value: (row) => context.word(textAt(row, "state")) },
  ];
  return [
    ...(backtests.length === 0
      ? []
      : table(backtests, [
          ...head("proof_backtest"),
          ...hitColumns(say, (row) => objectAt(objectAt(objectAt(row, "backtest"), "totals"), "hits")),
          { title: say("colAlerts"), value: alerts, align: "right" },
        ])),
    ...(shadows.length === 0
      ? []
      : table(shadows, [
          ...head("proof_shadow"),
          ...hitColumns(say, (row) => objectAt(objectAt(row, "shadow"), "total")),
        ])),
  ];
}

const hitColumns = (
  say: CommandContext["say"],
  countsOf: (row: JsonObject) => JsonObject,
): readonly Column<JsonObject>[] =>
  (
    [
      ["colKept", "kept"],
      ["colNew", "new"],
      ["colLost", "lost"],
    ] as const
  ).map(([title, key]) => ({
    title: say(title),
    value: (row) => numberAt(countsOf(row), key),
    align: "right",
  }));

const alerts = (row: JsonObject): number | undefined =>
  numberAt(objectAt(objectAt(objectAt(row, "backtest"), "inbox"), "candidate"), "alerts");
