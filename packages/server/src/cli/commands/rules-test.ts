import type { Json } from "@probity/contracts";
import { re2 } from "@probity/engine/re2";
import type { CaseResult, ModelFolder } from "@probity/models";
import { caseCoverage, runCases } from "@probity/models";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { ruleProblemIn } from "../messages/rule-problems.ts";
import { table } from "../output/table.ts";
import { modelsOf, ruleCount, ruleTypes } from "./rules-models.ts";
import { showingProblems } from "./rules-problems.ts";

/** Runs the worked cases of models with the engine of the product (RU-7). Exit code 1 when one fails. */
export function testRules(context: CommandContext, paths: readonly string[]): ExitCode {
  const { say } = context;
  const models = modelsOf(paths);
  const results = models.flatMap((folder: ModelFolder) =>
    showingProblems(context, folder.model, () => runCases(folder, ruleTypes, { regex: re2 })),
  );
  const gaps = models.flatMap((folder) => caseCoverage(folder, ruleTypes, { regex: re2 }));
  const failed = results.filter((result) => !result.ok);
  const summary = {
    models: models.length,
    rules: ruleCount(models),
    cases: results.length,
    failed: failed.length,
  };
  // Results are plain data; JSON drops what is undefined.
  const value = JSON.parse(JSON.stringify({ ...summary, gaps, results })) as Json;
  context.print(value, () => [
    ...(failed.length === 0 ? [] : failureTable(context, failed)),
    ...gaps.map(({ rule, lacks }) =>
      say("uncovered", { rule, result: lacks.map((result) => context.word(result)).join(", ") }),
    ),
    say(failed.length === 0 ? "casesPassed" : "casesFailed", summary),
  ]);
  return failed.length === 0 ? exitCodes.ok : exitCodes.wrong;
}

function failureTable(context: CommandContext, failed: readonly CaseResult[]): readonly string[] {
  const { say } = context;
  return table(failed, [
    { title: say("colRule"), value: (row) => row.rule },
    { title: say("caseName"), value: (row) => row.name },
    { title: say("expected"), value: (row) => context.word(row.expected) },
    { title: say("actual"), value: (row) => context.word(row.actual) },
    {
      title: say("colMessage"),
      value: (row) => row.problems.map((problem) => ruleProblemIn(context.locale, problem)).join("; "),
      max: 160,
    },
  ]);
}
