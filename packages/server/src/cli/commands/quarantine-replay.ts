import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";

interface Flags {
  readonly all?: boolean;
  readonly type?: string;
  readonly source?: string;
  readonly dryRun?: boolean;
}

/** `probity quarantine replay` */
export function addReplay(group: Command, parts: ProgramParts): void {
  addLeaf<Flags>(group, parts, {
    name: "replay [id]",
    about: "quarantineReplay",
    example: "quarantine replay --all --type office.seal.used --dry-run",
    options: [
      ["--all", "replayAll"],
      ["--type <type>", "optType"],
      ["--source <id>", "optSource"],
      ["--dry-run", "replayDryRun"],
    ],
    run: (context, [id], flags) => {
      const one = id !== undefined && flags.all !== true && flags.dryRun !== true;
      const filtered = flags.type !== undefined || flags.source !== undefined;
      if (one && !filtered) return replayOne(context, id);
      if (id === undefined && flags.all === true) return replayAll(context, flags);
      throw new ProbityError("PROBITY_E_USAGE", context.say("replayUsage"));
    },
  });
}

async function replayOne(context: CommandContext, id: string): Promise<undefined> {
  const path = `/ops/quarantine/${encodeURIComponent(id)}/replay`;
  const answer = objectAt(await context.ask({ method: "POST", path, body: {} }));
  const position = textAt(answer, "position") ?? "";
  const isNew = textAt(answer, "status") === "accepted";
  context.print(answer, () => [context.say(isNew ? "replayed" : "replayedBefore", { id, position })]);
  return undefined;
}

/** What all pages together gave. */
interface Sum {
  readonly results: JsonObject[];
  accepted: number;
  duplicates: number;
  refused: number;
}

async function replayAll(context: CommandContext, { type, source, dryRun }: Flags): Promise<ExitCode> {
  const sum: Sum = { results: [], accepted: 0, duplicates: 0, refused: 0 };
  const filters = { ...(type === undefined ? {} : { type }), ...(source === undefined ? {} : { source }) };
  for (let cursor: string | undefined = "0"; cursor !== undefined;) {
    const body = { ...filters, cursor, dryRun: dryRun === true };
    // oxlint-disable-next-line no-await-in-loop -- each page goes on where the one before ended
    const answer = objectAt(await context.ask({ method: "POST", path: "/ops/quarantine/replay", body }));
    add(sum, listAt(answer, "results"));
    cursor = textAt(answer, "next");
    if (cursor !== undefined) context.note(context.say("replayProgress", { done: countOf(sum) }));
  }
  const { results, accepted, duplicates, refused } = sum;
  context.print({ accepted, duplicates, refused, dryRun: dryRun === true, results }, () => [
    ...refusedLines(context, results),
    context.say(dryRun === true ? "replayWould" : "replaySum", { accepted, duplicates, refused }),
  ]);
  return refused > 0 ? exitCodes.wrong : exitCodes.ok;
}

const countOf = ({ accepted, duplicates, refused }: Sum): number => accepted + duplicates + refused;

/** Only those that need somebody are kept: there may be very many. */
function add(sum: Sum, results: readonly JsonObject[]): void {
  for (const result of results) {
    const status = textAt(result, "status");
    if (status === "refused") {
      sum.refused += 1;
      sum.results.push(result);
    } else if (status === "duplicate") sum.duplicates += 1;
    else sum.accepted += 1;
  }
}

const shown = 20;

function refusedLines({ say }: CommandContext, results: readonly JsonObject[]): readonly string[] {
  if (results.length === 0) return [];
  const rows = results.slice(0, shown);
  const more = results.length - rows.length;
  return [
    say("stillRefused"),
    ...table(rows, [
      { title: say("colId"), value: (row) => textAt(row, "id"), align: "right" },
      { title: say("colSource"), value: (row) => textAt(row, "source") },
      { title: say("colType"), value: (row) => textAt(row, "type") },
      { title: say("colCode"), value: (row) => textAt(row, "code") },
      { title: say("colMessage"), value: (row) => problemOf(row), max: 80 },
    ]),
    ...(more > 0 ? [say("moreRefused", { count: more })] : []),
  ];
}

function problemOf(row: JsonObject): string | undefined {
  const [first] = listAt(row, "errors");
  return first === undefined
    ? undefined
    : `${textAt(first, "path") ?? ""} ${textAt(first, "message") ?? ""}`.trim();
}
