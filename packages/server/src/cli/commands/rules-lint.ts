import { type ErrorItem, type Json, type Model, ProbityError } from "@probity/contracts";
import { type Diagnostic, lintModel } from "@probity/engine/author";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { ruleProblemIn } from "../messages/rule-problems.ts";
import { table } from "../output/table.ts";
import { modelsOf, ruleCount, ruleTypes } from "./rules-models.ts";
import { problemLines } from "./rules-problems.ts";

interface LintRow extends ErrorItem {
  readonly model: Model;
  readonly severity: string;
  readonly rule: string | undefined;
  readonly check: string | undefined;
}

/** Checks models and names what their rules read and cost (RU-7). Exit code 1 when one does not compile. */
export function lintRules(context: CommandContext, paths: readonly string[]): ExitCode {
  const { say } = context;
  const models = modelsOf(paths);
  const rows = models.flatMap(({ model }) => lintOne(model, () => lintModel(model, ruleTypes)));
  const errors = rows.filter((row) => row.severity === "error").length;
  const summary = { models: models.length, rules: ruleCount(models), errors, warnings: rows.length - errors };
  const diagnostics = rows.map(({ model, ...row }) => ({ ...row, model: model.id }));
  // Rows are plain data; JSON drops what is undefined.
  const value = JSON.parse(JSON.stringify({ ...summary, diagnostics })) as Json;
  context.print(value, () => [
    ...(rows.length === 0 ? [] : lintTable(context, rows)),
    ...rows
      .filter((row) => row.at !== undefined && row.severity !== "info")
      .flatMap((row) => ["", ...problemLines(context, row.model, row)]),
    ...(rows.length === 0 ? [] : [""]),
    say(rows.length === 0 ? "lintClean" : "lintSummary", summary),
  ]);
  return errors === 0 ? exitCodes.ok : exitCodes.wrong;
}

/** A rule that does not compile is a finding of its model, not the end of the check. */
function lintOne(model: Model, run: () => readonly Diagnostic[]): readonly LintRow[] {
  try {
    return run().map((found) => ({ ...found, model, path: found.path ?? found.rule }));
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    const found = error.errors.length > 0 ? error.errors : [{ path: "", message: error.message }];
    return found.map((item) => ({ ...item, model, severity: "error", rule: item.path, check: undefined }));
  }
}

function lintTable(context: CommandContext, rows: readonly LintRow[]): readonly string[] {
  const { say, locale } = context;
  return table(rows, [
    { title: say("severity"), value: (row) => context.word(row.severity) },
    { title: say("model"), value: (row) => row.model.id },
    { title: say("colRule"), value: (row) => (row.at === undefined ? row.rule : row.path) },
    { title: say("colMessage"), value: (row) => ruleProblemIn(locale, row.message), max: 160 },
  ]);
}
