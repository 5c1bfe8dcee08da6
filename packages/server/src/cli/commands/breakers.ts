import type { Command } from "commander";
import { objectAt, textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { required } from "./required.ts";

/** `probity breakers ...` */
export function addBreakers(program: Command, parts: ProgramParts): void {
  const group = program.command("breakers").description(parts.say("breakers"));
  addLeaf<{ source?: string; all?: boolean }>(group, parts, {
    name: "list",
    about: "breakersList",
    example: "breakers list --source purchasing",
    options: [
      ["--source <id>", "optSource"],
      ["--all", "optAll"],
    ],
    run: (context, _args, { source, all }) =>
      printList(context, {
        path: "/ops/breakers",
        query: { source, all: all === true ? "true" : undefined },
        key: "breakers",
        command: "probity breakers list",
        columns: [
          { title: context.say("colId"), value: (row) => textAt(row, "id") },
          { title: context.say("colSource"), value: (row) => textAt(row, "source") },
          { title: context.say("colRule"), value: (row) => textAt(row, "rule") },
          { title: context.say("colBinding"), value: (row) => textAt(row, "binding") },
          { title: context.say("colPoint"), value: (row) => textAt(row, "decisionPoint") },
          { title: context.say("colBlocked"), value: (row) => textAt(row, "blocked"), align: "right" },
          { title: context.say("colChecked"), value: (row) => textAt(row, "checked"), align: "right" },
          { title: context.say("colOpened"), value: (row) => context.when(textAt(row, "openedAt")) },
          { title: context.say("colReason"), value: (row) => textAt(row, "reason") },
        ],
      }),
  });
  addLeaf<{ reason?: string }>(group, parts, {
    name: "reset <id>",
    about: "breakersReset",
    example: 'breakers reset brk-812-short-period --reason "parameters corrected"',
    options: [["--reason <text>", "optReason"]],
    async run(context, [id = ""], options) {
      const path = `/ops/breakers/${encodeURIComponent(id)}/reset`;
      const body = { reason: required(options.reason, "--reason TEXT") };
      const answer = objectAt(await context.ask({ method: "POST", path, body }));
      const binding = textAt(answer, "binding") ?? "-";
      context.print(answer, () => [context.say("breakerReset", { binding })]);
      return undefined;
    },
  });
}
