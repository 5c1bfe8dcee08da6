import type { Json } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { type Diagnostic, lintModel } from "@probity/engine/author";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { table } from "../output/table.ts";
import { modelsOf, ruleCount, ruleTypes } from "./rules-models.ts";

interface LintRow {
  readonly model: string;
  readonly severity: string;
  readonly rule: string | undefined;
  readonly message: string;
}

/** Checks models and names what their rules read and cost (RU-7). Exit code 1 when one does not compile. */
export function lintRules(context: CommandContext, dirs: readonly string[]): ExitCode {
  const { say } = context;
  const models = modelsOf(dirs);
  const rows = models.flatMap(({ model }) => lintOne(model.id, () => lintModel(model, ruleTypes)));
  const errors = rows.filter((row) => context.word(row.severity) === "error").length;
  const summary = { models: models.length, rules: ruleCount(models), errors, warnings: rows.length - errors };
  // Rows are plain data; JSON drops what is undefined.
  const value = JSON.parse(JSON.stringify({ ...summary, diagnostics: rows })) as Json;
  context.print(value, () => [
    ...(rows.length === 0 ? [] : lintTable(context, rows)),
    say(rows.length === 0 ? "lintClean" : "lintSummary", summary),
  ]);
  return errors === 0 ? exitCodes.ok : exitCodes.wrong;
}

/** A rule that does not compile is a finding of its model, not the end of the check. */
function lintOne(model: string, run: () => readonly Diagnostic[]): readonly LintRow[] {
  try {
    return run().map(({ severity, rule, message }) => ({ model, severity, rule, message }));
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    const found = error.errors.length > 0 ? error.errors : [{ path: "", message: error.message }];
    return found.map(({ path, message }) => ({ model, severity: "error", rule: path, message }));
  }
}

function lintTable(context: CommandContext, rows: readonly LintRow[]): readonly string[] {
  const { say } = context;
  return table(rows, [
    { title: say("severity"), value: (row) => context.word(row.severity) },
    { title: say("model"), value: (row) => row.model },
    { title: say("colRule"), value: (row) => row.rule },
    { title: say("colMessage"), value: (row) => row.message, max: 160 },
  ]);
}
