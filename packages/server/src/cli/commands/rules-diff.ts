import type { Json } from "@probity/contracts";
import { re2 } from "@probity/engine/re2";
import type {
  CaseComparison,
  FieldChange,
  ModelDiff,
  ModelPack,
  RuleChange,
  VersionStep,
} from "@probity/models";
import { compareCases, diffModels } from "@probity/models";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import type { TextKey } from "../messages/say.ts";
import { table } from "../output/table.ts";
import { printable } from "../output/width.ts";
import { modelAt, ruleName, ruleTypes } from "./rules-models.ts";

/** Compares two versions of a model (RU-5). Exit code 1 when a version was not raised as far as its changes demand. */
export function diffRules(context: CommandContext, before: string, after: string): ExitCode {
  const [old, next] = [modelAt(context, before), modelAt(context, after)];
  const diff = diffModels(old.model, next.model, ruleTypes);
  const cases = compareCases(old, next, ruleTypes, { regex: re2 });
  const enough = diff.version.enough && diff.changed.every((change) => change.version.enough);
  // The difference is plain data; JSON drops what is undefined.
  const value = JSON.parse(JSON.stringify({ ...diff, enough, cases })) as Json;
  context.print(value, () => diffLines(context, { old, next, diff, cases }));
  return enough ? exitCodes.ok : exitCodes.wrong;
}

interface Compared {
  readonly old: ModelPack;
  readonly next: ModelPack;
  readonly diff: ModelDiff;
  readonly cases: CaseComparison;
}

function diffLines(context: CommandContext, { old, next, diff, cases }: Compared): readonly string[] {
  const { say } = context;
  if (diff.same) return [say("diffSame"), ...caseLines(context, cases)];
  return [
    stepLine(context, next.model.id, diff.version),
    ...diff.fields.flatMap((change) => changeLines(context, change)),
    ...diff.added.map((rule) => say("diffAdded", { rule, name: ruleName(context, next.model, rule) })),
    ...diff.removed.map((rule) => say("diffRemoved", { rule, name: ruleName(context, old.model, rule) })),
    ...diff.changed.flatMap((change) => ruleLines(context, change)),
    "",
    ...caseLines(context, cases),
  ];
}

const bumpTexts: Readonly<Record<VersionStep["made"], TextKey>> = {
  none: "bumpNone",
  patch: "bumpPatch",
  minor: "bumpMinor",
  major: "bumpMajor",
  down: "bumpDown",
};

function stepLine({ say }: CommandContext, id: string, version: VersionStep): string {
  const { before, after, required, made, enough } = version;
  const values = { id, before, after, required: say(bumpTexts[required]), made: say(bumpTexts[made]) };
  return say("diffVersion", values) + say(enough ? "diffEnough" : "diffNotEnough");
}

function ruleLines(context: CommandContext, { rule, version, changes }: RuleChange): readonly string[] {
  return ["", stepLine(context, rule, version), ...changes.flatMap((change) => changeLines(context, change))];
}

function changeLines(context: CommandContext, change: FieldChange): readonly string[] {
  const { say } = context;
  const meaning = change.formattedOnly === true ? say("diffFormatted") : undefined;
  const judges = change.bump === "major" ? say("diffJudges") : undefined;
  const note = meaning ?? judges;
  return [
    `  ${change.field}  [${say(bumpTexts[change.bump])}]${note === undefined ? "" : `  ${note}`}`,
    `    - ${shown(context, change.before)}`,
    `    + ${shown(context, change.after)}`,
  ];
}

function shown({ say }: CommandContext, value: Json | undefined): string {
  if (value === undefined) return say("diffAbsent");
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

function caseLines(context: CommandContext, cases: CaseComparison): readonly string[] {
  const { say } = context;
  const different = cases.compared - cases.same;
  const { cases: all, compared, same } = cases;
  return [
    say("diffCases", { cases: all, compared, same, different }),
    ...(cases.differences.length === 0
      ? []
      : table(cases.differences, [
          { title: say("colRule"), value: (row) => row.rule },
          { title: say("caseName"), value: (row) => row.name },
          { title: say("colBefore"), value: (row) => context.word(row.before) },
          { title: say("colAfter"), value: (row) => context.word(row.after) },
        ])),
  ];
}
