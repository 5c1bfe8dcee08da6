import type { Command } from "commander";
import type { EventType, Json, JsonObject } from "@probity/contracts";
import { builtinEvents, ProbityError } from "@probity/contracts";
import { lintModel } from "@probity/engine/author";
import type { Diagnostic } from "@probity/engine/author";
import type { CaseResult, ModelFolder } from "@probity/models";
import { builtinModels, loadModelFolder, runCases } from "@probity/models";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";

const types: readonly EventType[] = Object.values(builtinEvents);

/** `probity rules ...` */
export function addRules(program: Command, parts: ProgramParts): void {
  const group = program.command("rules").description(parts.say("rules"));
  addLeaf(group, parts, {
    name: "test [dirs...]",
    about: "rulesTest",
    example: "rules test packages/models/models/PROC-CMP",
    run: (context, dirs) => Promise.resolve(test(context, modelsOf(dirs))),
  });
  addLeaf(group, parts, {
    name: "lint [dirs...]",
    about: "rulesLint",
    example: "rules lint my-models/SEAL-USE",
    run: (context, dirs) => Promise.resolve(lint(context, modelsOf(dirs))),
  });
}

function modelsOf(dirs: readonly string[]): readonly ModelFolder[] {
  return dirs.length === 0 ? builtinModels() : dirs.map((dir) => loadModelFolder(dir));
}

function ruleCount(models: readonly ModelFolder[]): number {
  return models.reduce((sum, { model }) => sum + model.rules.length, 0);
}

function test(context: CommandContext, models: readonly ModelFolder[]): ExitCode {
  const { say } = context;
  const results = models.flatMap((folder) =>
    runCases(folder, types).map((result) => ({ ...result, model: folder.model.id })),
  );
  const failed = results.filter((result) => !result.ok);
  const summary = {
    models: models.length,
    rules: ruleCount(models),
    cases: results.length,
    failed: failed.length,
  };
  context.print({ ...summary, results: plain(results) }, () => [
    ...(failed.length === 0 ? [] : failureTable(context, failed)),
    say(failed.length === 0 ? "casesPassed" : "casesFailed", summary),
  ]);
  return failed.length === 0 ? exitCodes.ok : exitCodes.wrong;
}

function failureTable({ say }: CommandContext, failed: readonly CaseResult[]): readonly string[] {
  return table(failed, [
    { title: say("colRule"), value: (row) => row.rule },
    { title: say("caseName"), value: (row) => row.name },
    { title: say("expected"), value: (row) => row.expected },
    { title: say("actual"), value: (row) => row.actual },
    { title: say("colMessage"), value: (row) => row.detail, max: 120 },
  ]);
}

interface LintRow extends Diagnostic {
  readonly model: string;
}

function lint(context: CommandContext, models: readonly ModelFolder[]): ExitCode {
  const { say } = context;
  const rows = models.flatMap(({ model }): LintRow[] => lintOne(model.id, () => lintModel(model, types)));
  const errors = rows.filter((row) => row.severity === "error").length;
  const summary = { models: models.length, rules: ruleCount(models), errors, warnings: rows.length - errors };
  context.print({ ...summary, diagnostics: plain(rows) }, () => [
    ...(rows.length === 0 ? [] : lintTable(context, rows)),
    say(rows.length === 0 ? "lintClean" : "lintSummary", summary),
  ]);
  return errors === 0 ? exitCodes.ok : exitCodes.wrong;
}

/** A rule that does not compile is a finding of its model, not the end of the check. */
function lintOne(model: string, run: () => readonly Diagnostic[]): LintRow[] {
  try {
    return run().map((diagnostic) => ({ ...diagnostic, model }));
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    const found = error.errors.length > 0 ? error.errors : [{ path: "", message: error.message }];
    return found.map(({ path, message }) => ({ model, severity: "error", rule: path, message }));
  }
}

function lintTable({ say }: CommandContext, rows: readonly LintRow[]): readonly string[] {
  return table(rows, [
    { title: say("severity"), value: (row) => row.severity },
    { title: say("model"), value: (row) => row.model },
    { title: say("colRule"), value: (row) => row.rule },
    { title: say("colMessage"), value: (row) => row.message, max: 160 },
  ]);
}

/** Results are plain data. */
function plain(value: readonly object[]): readonly JsonObject[] {
  return JSON.parse(JSON.stringify(value)) as Json & readonly JsonObject[];
}
