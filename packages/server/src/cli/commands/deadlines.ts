import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { textAt, textsAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";

interface Filters {
  readonly state?: string;
  readonly source?: string;
  readonly rule?: string;
  readonly subject?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** `probity deadlines ...` */
export function addDeadlines(program: Command, parts: ProgramParts): void {
  const group = program.command("deadlines").description(parts.say("deadlines"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "deadlinesList",
    example: "deadlines list --state overdue --source purchasing",
    options: [
      ["--state <state>", "optDeadlineState"],
      ["--source <id>", "optSource"],
      ["--rule <id>", "optRule"],
      ["--subject <id>", "optSubject"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: list,
  });
}

function list(context: CommandContext, _args: readonly string[], filters: Filters): Promise<undefined> {
  const { state, source, rule, subject, limit, cursor } = filters;
  const { say } = context;
  return printList(context, {
    path: "/ops/deadlines",
    query: { state, source, rule, subject, limit, cursor },
    key: "deadlines",
    command: "probity deadlines list",
    empty: state === undefined || state === "open" ? say("deadlineNone") : undefined,
    columns: [
      { title: say("colSource"), value: (row) => textAt(row, "source") },
      { title: say("colRule"), value: (row) => textAt(row, "rule") },
      { title: say("colSubject"), value: (row) => textAt(row, "subject"), max: 40 },
      { title: say("colDeadlineState"), value: (row) => textAt(row, "state") },
      { title: say("colDeadlineAwaited"), value: (row) => textsAt(row, "awaited").join(", "), max: 60 },
      { title: say("colDeadlineFrom"), value: (row) => context.when(textAt(row, "fromAt")) },
      { title: say("colDeadlineDue"), value: (row) => dueText(context, row) },
      { title: say("colDeadlineDone"), value: (row) => context.when(textAt(row, "doneAt")) },
    ],
  });
}

/** One that may move, because the days of a year are not announced, says so. */
function dueText(context: CommandContext, row: JsonObject): string | undefined {
  const due = context.when(textAt(row, "dueAt"));
  return row["provisional"] === true ? `${due ?? ""} ${context.say("deadlineProvisional")}` : due;
}
