import type { Json, JsonObject } from "@probity/contracts";
import { type LogReport, verifyLog } from "../../audit/index.ts";
import { problemLines } from "../audit/problem-lines.ts";
import { countProgress } from "../audit/progress.ts";
import { digestOf, keysOf, readText, sourceOf } from "../audit/read-input.ts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { table } from "../output/table.ts";

/** Options of `verify log` and `verify gaps`. */
export interface LogOptions {
  readonly key?: string;
  readonly policy?: string;
  readonly since?: string;
  readonly digest?: string;
  readonly tokenFile?: string;
}

/** Verifies a whole log. Exit code 1 when anything does not fit. */
export async function verifyLogAt(
  context: CommandContext,
  place: string,
  options: LogOptions,
): Promise<ExitCode> {
  const { say } = context;
  const report = await read(context, place, options, true);
  const { checkpoint, cosigned, entries, problems, streams } = report;
  const ok = problems.count === 0;
  const { origin = "-", size = 0 } = checkpoint ?? {};
  const value = { ...figures(context, report), ok, cosigned: [...cosigned], streams: streams.streams.length };
  context.print(value, () => [
    ...problemLines(context, problems),
    ...(cosigned.length === 0 ? [] : [say("cosignedBy", { names: cosigned.join(", ") })]),
    ok
      ? say("logVerified", { origin, size, streams: streams.streams.length })
      : say("logWrong", { count: problems.count, entries }),
  ]);
  return ok ? exitCodes.ok : exitCodes.wrong;
}

/** Entries that tell of what is missing; `source.resumed` is good news and shown, but not wrong. */
const wrongTypes: ReadonlySet<string> = new Set([
  "stream.gap",
  "stream.equivocation",
  "source.silent",
  "log.unwitnessed",
  "log.reopened",
]);

/** Plain data, as JSON has it. */
const plain = (rows: readonly object[]): Json => JSON.parse(JSON.stringify(rows)) as Json;

/** Shows what a log says about completeness. Exit code 1 when it tells of gaps, or does not fit itself. */
export async function verifyGaps(
  context: CommandContext,
  place: string,
  options: LogOptions,
): Promise<ExitCode> {
  const { say } = context;
  const report = await read(context, place, options, false);
  const { problems } = report;
  const { streams, notices, counts } = report.streams;
  const open = streams.filter(({ closed }) => !closed);
  const told = counts.reduce((sum, { type, count }) => sum + (wrongTypes.has(type) ? count : 0), 0);
  const ok = told === 0 && problems.count === 0;
  const value = {
    ...figures(context, report),
    ok,
    verified: options.key !== undefined,
    streams: plain(streams),
    notices: plain(notices),
    counts: plain(counts),
  };
  context.print(value, () => [
    ...(options.key === undefined ? [say("notVerified")] : []),
    ...openLines(context, open),
    ...noticeLines(context, report),
    ...problemLines(context, problems),
    ok
      ? say("gapsNone", { streams: streams.length, open: open.length })
      : say("gapsFound", { notices: told, problems: problems.count }),
  ]);
  return ok ? exitCodes.ok : exitCodes.wrong;
}

async function read(
  context: CommandContext,
  place: string,
  options: LogOptions,
  needsKey: boolean,
): Promise<LogReport> {
  const progress = countProgress(context, "verifyProgress");
  const report = await verifyLog({
    source: sourceOf(place, options.tokenFile),
    digest: digestOf(options.digest),
    keys: needsKey || options.key !== undefined ? keysOf(options) : undefined,
    since: options.since === undefined ? undefined : readText(options.since),
    onProgress: progress.update,
  });
  progress.end();
  return report;
}

function figures({ say }: CommandContext, { checkpoint, entries, problems }: LogReport): JsonObject {
  return {
    origin: checkpoint?.origin ?? null,
    size: checkpoint?.size ?? null,
    root: checkpoint?.root.toString("base64") ?? null,
    entries,
    problemCount: problems.count,
    problems: problems.first.map(({ kind, values }) => ({ kind, text: say(`audit.${kind}`, values) })),
  };
}

function openLines(context: CommandContext, open: LogReport["streams"]["streams"]): readonly string[] {
  const { say } = context;
  if (open.length === 0) return [];
  return [
    say("gapsOpen"),
    ...table(open, [
      { title: say("auditStream"), value: ({ src }) => src, max: 80 },
      { title: say("auditEntries"), value: ({ entries }) => entries, align: "right" },
      { title: say("colLast"), value: ({ lastAt }) => context.when(lastAt) },
    ]),
    "",
  ];
}

function noticeLines(context: CommandContext, { streams }: LogReport): readonly string[] {
  const { say } = context;
  if (streams.notices.length === 0) return [];
  return [
    say("gapsNotices"),
    ...table(streams.notices, [
      { title: say("colSource"), value: ({ source }) => source },
      { title: say("colType"), value: ({ type }) => type },
      { title: say("auditStream"), value: ({ src }) => src, max: 80 },
      { title: say("colPosition"), value: ({ position }) => position, align: "right" },
      { title: say("colTime"), value: ({ at }) => context.when(at) },
    ]),
    "",
  ];
}
