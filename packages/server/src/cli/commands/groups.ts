import type { Command } from "commander";
import { textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { addGrantCommands } from "./people-grants.ts";

interface Filters {
  readonly name?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** `probity groups ...`: roles of groups of the identity provider. */
export function addGroups(program: Command, parts: ProgramParts): void {
  const group = program.command("groups").description(parts.say("groups"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "groupsList",
    example: "groups list --name handlers",
    options: [
      ["--name <name>", "groupsName"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: async (context, _args, { name, limit, cursor }) =>
      await printList(context, {
        path: "/ops/groups",
        query: { name, limit, cursor },
        key: "groups",
        command: "probity groups list",
        columns: [
          { title: context.say("colId"), value: (row) => textAt(row, "id") },
          { title: context.say("colName"), value: (row) => textAt(row, "name") },
          { title: context.say("colMembers"), value: (row) => textAt(row, "members") },
        ],
      }),
  });
  addGrantCommands(group, parts, "groups");
}
