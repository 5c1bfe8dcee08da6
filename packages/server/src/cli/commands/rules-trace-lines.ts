import type { IndeterminateReason } from "@probity/contracts";
import type { RuleTrace, TraceStep } from "@probity/engine/author";
import type { CommandContext } from "../context.ts";
import { evidenceText } from "../output/evidence-text.ts";
import { fit, printable } from "../output/width.ts";

/** A rule's result on one event, then every part of its expressions with its value or why it has none. */
export function traceLines(context: CommandContext, { finding, steps }: RuleTrace): readonly string[] {
  const { say, locale } = context;
  const missing = finding.reason === undefined ? [] : [`  ${reasonText(context, finding.reason)}`];
  const message = finding.message === undefined ? [] : [`  ${printable(finding.message[locale])}`];
  return [
    say("explainResult", { result: context.word(finding.result) ?? "" }),
    ...message,
    ...missing,
    "",
    say("explainTrace"),
    ...steps.flatMap((step, place) => {
      const isNew = step.field !== steps[place - 1]?.field;
      return [...(isNew ? [`  ${step.field}`] : []), `  ${stepLine(context, step)}`];
    }),
  ];
}

function stepLine(context: CommandContext, step: TraceStep): string {
  const { say } = context;
  const item = step.item === undefined ? "" : `[${say("traceItem", { number: step.item + 1 })}] `;
  const head = `${"  ".repeat(step.depth + 1)}${item}${printable(step.text.replaceAll(/\s+/g, " "))}`;
  const columns = context.terminal.columns;
  return `${fit(head, Math.max(30, Math.floor(columns * 0.6)))}  =>  ${fit(valueText(context, step), Math.max(20, Math.floor(columns * 0.6)))}`;
}

function valueText(context: CommandContext, { value, reason }: TraceStep): string {
  if (value === undefined) return reason === undefined ? "-" : reasonText(context, reason);
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(printable(value));
  if (typeof value === "object" && Array.isArray(value)) return printable(JSON.stringify(value));
  return printable(evidenceText(value, context.locale, (moment) => context.when(moment)) ?? "-");
}

function reasonText(context: CommandContext, { code, paths, detail }: IndeterminateReason): string {
  if (code === "missing" && paths.length > 0) return context.say("traceMissing", { paths: paths.join(", ") });
  return printable(`${code}: ${detail ?? paths.join(", ")}`);
}
