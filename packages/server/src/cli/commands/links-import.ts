import { basename } from "node:path";
import type { Command } from "commander";
import { type JsonObject, ProbityError } from "@probity/contracts";
import { isTimeZone, openInput } from "../../import/index.ts";
import { type FileBatch, type FileReport, hashOf, importFile } from "../../links/files/index.ts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { createRetryingApi } from "../import/retrying-api.ts";
import { numberAt, objectAt, textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";

interface ImportOptions {
  readonly dryRun?: boolean;
  readonly name?: string;
  readonly timeZone?: string;
}

/** `probity links import` */
export function addLinksImport(group: Command, parts: ProgramParts): void {
  addLeaf<ImportOptions>(group, parts, {
    name: "import <file>",
    about: "linksImport",
    example: "links import shareholders.csv --name registry",
    options: [
      ["--dry-run", "linksDryRun"],
      ["--name <name>", "linksName"],
      ["--time-zone <zone>", "importTimeZone"],
    ],
    run: (context, [file = ""], options) => importLinks(context, file, options),
  });
}

/** How long one part waits for a server that does not answer. */
const waitMs = 60_000;

async function importLinks(context: CommandContext, file: string, options: ImportOptions): Promise<ExitCode> {
  const timeZone = options.timeZone ?? (context.env["PROBITY_TIME_ZONE"] || "Asia/Shanghai");
  if (!isTimeZone(timeZone))
    throw new ProbityError("PROBITY_E_USAGE", `--time-zone ${timeZone} is not an IANA zone`);
  const input = await openInput(file);
  const name = options.name ?? basename(file);
  if (options.dryRun === true) {
    const report = await importFile({ input, timeZone, after: 0, send: undefined });
    print(context, { file, name, dryRun: true, report });
    return exitOf(report);
  }
  // A part may be sent twice: the server knows how far it came.
  const api = createRetryingApi(context, await context.api(), waitMs);
  const post = async (path: string, body: JsonObject): Promise<JsonObject> =>
    objectAt(await api.call({ method: "POST", path: `/ops/links/import${path}`, body }));
  const state = await post("", { name, sha256: await hashOf(input) });
  const id = textAt(state, "id") ?? "";
  const after = numberAt(state, "line") ?? 0;
  const done = textAt(state, "finishedAt") !== undefined;
  if (done) context.note(context.say("linksDone"));
  else if (after > 0) context.note(context.say("linksResumed", { line: after }));
  const send = async (batch: FileBatch): Promise<void> => {
    // Plain data.
    await post(`/${id}/rows`, batch as unknown as JsonObject);
  };
  const report = await importFile({ input, timeZone, after, send: done ? undefined : send });
  const ended = done ? state : await post(`/${id}/end`, {});
  print(context, { file, name, dryRun: false, report, import: ended });
  return exitOf(report);
}

const exitOf = ({ refused }: FileReport): ExitCode => (refused === 0 ? exitCodes.ok : exitCodes.wrong);

interface Result {
  readonly file: string;
  readonly name: string;
  readonly dryRun: boolean;
  readonly report: FileReport;
  readonly import?: JsonObject;
}

function print(context: CommandContext, result: Result): void {
  const { name, dryRun, report } = result;
  const { relations, refused, kinds, problems } = report;
  // The result is plain data; its types end here.
  context.print(JSON.parse(JSON.stringify(result)), () => [
    context.say(dryRun ? "linksWould" : "linksImported", { name, relations, refused }),
    ...Object.entries(kinds).map(([kind, count]) => `  ${context.word(kind) ?? kind}  ${count}`),
    ...problems.map((problem) => context.say("linksLine", problem)),
    ...(refused > problems.length
      ? [context.say("linksMoreProblems", { count: refused - problems.length })]
      : []),
  ]);
}
