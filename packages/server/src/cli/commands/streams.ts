import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import type { TextKey } from "../messages/say.ts";
import { pairs, table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";

interface Filters {
  readonly source?: string;
  readonly state?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** `probity streams ...` */
export function addStreams(program: Command, parts: ProgramParts): void {
  const group = program.command("streams").description(parts.say("streams"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "streamsList",
    isDefault: true,
    example: "streams list --state silent",
    options: [
      ["--source <id>", "optSource"],
      ["--state <state>", "optStreamState"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: (context, _args, { source, state, limit, cursor }) =>
      printList(context, {
        path: "/ops/streams",
        query: { source, state, limit, cursor },
        key: "streams",
        command: "probity streams list",
        empty: context.say(
          state === "silent" ? "noSilentStreams" : state === undefined ? "noStreams" : "none",
        ),
        columns: [
          { title: context.say("colStream"), value: (row) => textAt(row, "src"), max: 80 },
          { title: context.say("colState"), value: (row) => stateOf(context, row) },
          { title: context.say("colEntries"), value: (row) => numberAt(row, "lastSequence"), align: "right" },
          { title: context.say("colHeard"), value: (row) => context.when(textAt(row, "lastAt")) },
          { title: context.say("colInterval"), value: (row) => intervalOf(context, row), align: "right" },
          { title: context.say("colGaps"), value: (row) => numberAt(row, "gaps"), align: "right" },
          { title: context.say("colLost"), value: (row) => numberAt(row, "lost"), align: "right" },
        ],
      }),
  });
  addLeaf(group, parts, {
    name: "show <stream>",
    about: "streamsShow",
    example: "streams show procurement/~server",
    run: (context, [src = ""]) => show(context, src),
  });
}

async function show(context: CommandContext, src: string): Promise<undefined> {
  const { say } = context;
  const path = `/ops/streams/${encodeURIComponent(src)}`;
  const answer = objectAt(await context.ask({ method: "GET", path }));
  const gaps = listAt(answer, "gapEvents");
  context.print(answer, () => [
    ...pairs([
      [say("colStream"), textAt(answer, "src")],
      [say("colSource"), textAt(answer, "source")],
      [say("colState"), stateOf(context, answer)],
      [say("colEntries"), numberAt(answer, "lastSequence")],
      [say("streamOpened"), context.when(textAt(answer, "openedAt"))],
      [say("colHeard"), context.when(textAt(answer, "lastAt"))],
      [say("colInterval"), intervalOf(context, answer)],
    ]),
    "",
    ...(gaps.length === 0 ? [say("noGaps")] : [say("gaps"), ...gapLines(context, gaps)]),
  ]);
  return undefined;
}

const gapLines = (context: CommandContext, gaps: readonly JsonObject[]): readonly string[] => {
  const { say } = context;
  return table(gaps, [
    { title: say("colPosition"), value: (row) => numberAt(row, "position"), align: "right" },
    { title: say("colFrom"), value: (row) => numberAt(row, "fromSequence"), align: "right" },
    { title: say("colTo"), value: (row) => numberAt(row, "toSequence"), align: "right" },
    { title: say("colLost"), value: (row) => numberAt(row, "count"), align: "right" },
    { title: say("colReason"), value: (row) => context.word(textAt(row, "reason")) },
  ]);
};

const states: Readonly<Record<string, TextKey>> = {
  open: "streamOpen",
  silent: "streamSilent",
  shutdown: "streamShutdown",
  adopted: "streamAdopted",
  continued: "streamContinued",
};

/** The state, for a closed stream with how it ended and whether its end is in the log. */
function stateOf({ say }: CommandContext, row: JsonObject): string {
  const state = textAt(row, "state") ?? "";
  const key = states[state === "closed" ? (textAt(row, "closeReason") ?? "") : state] ?? "streamClosed";
  return row["complete"] === false ? `${say(key)}${say("streamIncomplete")}` : say(key);
}

const intervalOf = ({ say }: CommandContext, row: JsonObject): string | undefined => {
  const seconds = numberAt(row, "heartbeatSeconds");
  return seconds === undefined ? undefined : say("everySeconds", { seconds });
};
