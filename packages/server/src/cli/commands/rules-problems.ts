import { type ErrorItem, type Model, ProbityError } from "@probity/contracts";
import { expressionAt } from "@probity/engine/author";
import type { CommandContext } from "../context.ts";
import { ruleProblemIn } from "../messages/rule-problems.ts";
import { caretLines } from "../output/caret.ts";
import { printable } from "../output/width.ts";

/** A problem within an expression: its line with carets under the place, what is wrong, and what would put it right. */
export function problemLines(context: CommandContext, model: Model, item: ErrorItem): readonly string[] {
  const { at, length, fix, path } = item;
  const message = printable(ruleProblemIn(context.locale, item.message));
  const text = expressionAt(model, path);
  if (at === undefined || text === undefined) return [`${printable(path)}: ${message}`];
  const lines = caretLines(text, { at, length: length ?? 1 }, context.terminal.columns - 4);
  const part = text.slice(at, at + (length ?? 1));
  const shown = fix === "" ? context.say("fixDelete") : `${part} -> ${fix}`;
  return [
    printable(path),
    ...lines.map((line) => `    ${line}`),
    `    ${message}`,
    ...(fix === undefined ? [] : [`    ${context.say("fixShown")} ${printable(shown)}`]),
  ];
}

/**
 * Runs what compiles the rules of a model. An error that points into their expressions is shown there, on standard
 * error, before it ends the command; with `--json` it goes on as it is.
 */
export function showingProblems<Value>(context: CommandContext, model: Model, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ProbityError) || context.options.json === true) throw error;
    const items = error.errors.filter(({ at }) => at !== undefined);
    if (items.length === 0) throw error;
    for (const item of error.errors) context.note(problemLines(context, model, item).join("\n"));
    const summary = context.say("problemCount", { model: model.id, count: error.errors.length });
    throw new ProbityError(error.code, summary, { cause: error });
  }
}
