import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import { printable } from "../output/width.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { addReplay } from "./quarantine-replay.ts";

interface Filters {
  readonly source?: string;
  readonly type?: string;
  readonly state?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** `probity quarantine ...` */
export function addQuarantine(program: Command, parts: ProgramParts): void {
  const group = program.command("quarantine").description(parts.say("quarantine"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "quarantineList",
    isDefault: true,
    example: "quarantine list --source purchasing",
    options: [
      ["--source <id>", "optSource"],
      ["--type <type>", "optType"],
      ["--state <state>", "optQuarantineState"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: (context, _args, { source, type, state, limit, cursor }) =>
      printList(context, {
        path: "/ops/quarantine",
        query: { source, type, state, limit, cursor },
        key: "items",
        command: "probity quarantine list",
        empty: context.say("noQuarantine"),
        columns: [
          { title: context.say("colId"), value: (row) => textAt(row, "id"), align: "right" },
          { title: context.say("colReceived"), value: (row) => context.when(textAt(row, "receivedAt")) },
          { title: context.say("colCode"), value: (row) => textAt(row, "code") },
          { title: context.say("colType"), value: (row) => textAt(row, "type") },
          { title: context.say("colSource"), value: (row) => textAt(row, "source") },
          { title: context.say("colState"), value: (row) => stateOf(context, row) },
        ],
      }),
  });
  addLeaf(group, parts, {
    name: "show <id>",
    about: "quarantineShow",
    example: "quarantine show 1",
    run: (context, [id = ""]) => show(context, id),
  });
  addReplay(group, parts);
}

const stateOf = (context: CommandContext, row: JsonObject): string | undefined =>
  textAt(row, "erasedAt") === undefined ? context.word(textAt(row, "state")) : context.say("erased");

async function show(context: CommandContext, id: string): Promise<undefined> {
  const { say } = context;
  const path = `/ops/quarantine/${encodeURIComponent(id)}`;
  const answer = objectAt(await context.ask({ method: "GET", path }));
  context.print(answer, () => [
    ...pairs([
      [say("colId"), textAt(answer, "id")],
      [say("colCode"), textAt(answer, "code")],
      [say("colSource"), textAt(answer, "source")],
      [say("colType"), textAt(answer, "type")],
      [say("colReceived"), context.when(textAt(answer, "receivedAt"))],
      [say("colState"), stateOf(context, answer)],
      [say("colPosition"), textAt(answer, "position")],
      ...optional(say("acceptedAt"), textAt(answer, "resolvedPosition")),
    ]),
    "",
    say("errors"),
    ...table(listAt(answer, "errors"), [
      { title: say("colField"), value: (row) => textAt(row, "path") },
      { title: say("colMessage"), value: (row) => textAt(row, "message"), max: 120 },
    ]),
    "",
    say("eventData"),
    printable(textAt(answer, "body") ?? say("erased")),
  ]);
  return undefined;
}

const optional = (name: string, value: string | undefined): readonly (readonly [string, string])[] =>
  value === undefined ? [] : [[name, value]];
