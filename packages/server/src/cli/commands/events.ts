import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { findingColumns, jsonLines } from "./event-view.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";

interface Filters {
  readonly source?: string;
  readonly type?: string;
  readonly subject?: string;
  readonly about?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** `probity events ...` */
export function addEvents(program: Command, parts: ProgramParts): void {
  const group = program.command("events").description(parts.say("events"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "eventsList",
    example: "events list --type procurement.award.decided --limit 20",
    options: [
      ["--source <id>", "optSource"],
      ["--type <type>", "optType"],
      ["--subject <id>", "optSubject"],
      ["--about <acts|all>", "optAbout"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: (context, _args, { source, type, subject, about, limit, cursor }) =>
      printList(context, {
        path: "/ops/events",
        query: {
          source,
          type,
          subject,
          about: about ?? (type === undefined ? "acts" : "all"),
          limit,
          cursor,
        },
        key: "events",
        command: "probity events list",
        columns: [
          { title: context.say("colPosition"), value: (row) => numberAt(row, "position"), align: "right" },
          { title: context.say("colTime"), value: (row) => context.when(textAt(row, "time")) },
          { title: context.say("colType"), value: (row) => textAt(row, "type") },
          { title: context.say("colSubject"), value: (row) => textAt(row, "subject"), max: 40 },
          { title: context.say("colSource"), value: (row) => textAt(row, "source") },
          { title: context.say("colHits"), value: (row) => numberAt(row, "hits"), align: "right" },
          { title: context.say("colId"), value: (row) => textAt(row, "id") },
        ],
      }),
  });
  addLeaf<{ source?: string }>(group, parts, {
    name: "show <id>",
    about: "eventsShow",
    example: "events show 01993b1e-7c5a-7000-8000-000000000001",
    options: [["--source <id>", "optSource"]],
    run: (context, [id = ""], options) => show(context, id, options.source),
  });
}

async function show(context: CommandContext, id: string, source: string | undefined): Promise<undefined> {
  const { say } = context;
  const query = source === undefined ? "" : `?${new URLSearchParams({ source }).toString()}`;
  const path = `/ops/events/${encodeURIComponent(id)}${query}`;
  const answer = objectAt(await context.ask({ method: "GET", path }));
  const result = objectAt(answer, "result");
  const findings = listAt(answer, "findings");
  context.print(answer, () => [
    ...pairs([
      [say("colPosition"), numberAt(answer, "position")],
      [say("colReceived"), context.when(textAt(answer, "receivedAt"))],
      [
        say("scored"),
        textAt(result, "scoredAt") === undefined ? say("notScored") : countsOf(context, result),
      ],
    ]),
    "",
    say("eventData"),
    ...dataLines(context, answer),
    ...(findings.length === 0 ? [] : ["", say("findings"), ...table(findings, findingColumns(context))]),
  ]);
  return undefined;
}

/** The event, or why it is not there. */
function dataLines(context: CommandContext, answer: JsonObject): readonly string[] {
  const { say } = context;
  const erasure = objectAt(answer, "erased");
  const erasedAt = textAt(erasure, "erasedAt");
  if (erasedAt === undefined) return jsonLines(answer["event"] ?? null);
  return [
    `  ${say("erased")}`,
    ...pairs([
      [`  ${say("erasedOn")}`, context.when(erasedAt)],
      [`  ${say("eraseBasisShown")}`, textAt(erasure, "basis")],
      [`  ${say("eraseByShown")}`, textAt(erasure, "by")],
      [`  ${say("colPosition")}`, numberAt(erasure, "position")],
    ]),
  ];
}

function countsOf({ say }: CommandContext, result: ReturnType<typeof objectAt>): string {
  const count = (key: string): number => numberAt(result, key) ?? 0;
  return say("counts", {
    hits: count("hits"),
    clear: count("clear"),
    notApplicable: count("notApplicable"),
    indeterminate: count("indeterminate"),
  });
}
