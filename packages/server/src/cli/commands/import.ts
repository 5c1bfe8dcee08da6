import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { ProbityError } from "@probity/contracts";
import { eventTotal, isTimeZone, openInput, readLimits, runImport, total } from "../../import/index.ts";
import type { DataReport } from "../../import/index.ts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { createProgress } from "../import/progress.ts";
import type { ImportResult } from "../import/result.ts";
import { createRetryingApi } from "../import/retrying-api.ts";
import { reportLines } from "../import/report-lines.ts";
import { waitForScoring } from "../import/scoring.ts";
import { createSender } from "../import/sender.ts";
import { importStateFile } from "../import/state-path.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { numberOption } from "./number-option.ts";

interface OcdsOptions {
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly batch?: string;
  readonly report?: string;
  readonly resume?: boolean;
  readonly timeZone?: string;
  readonly wait?: string;
}

/** `probity import ...` */
export function addImport(program: Command, parts: ProgramParts): void {
  const group = program.command("import").description(parts.say("importGroup"));
  addLeaf<OcdsOptions>(group, parts, {
    name: "ocds <file>",
    about: "importOcds",
    example: "import ocds releases.jsonl --report quality.json",
    options: [
      ["--source <id>", "importSource"],
      ["--dry-run", "importDryRun"],
      ["--batch <n>", "importBatch"],
      ["--report <file>", "importReport"],
      ["--resume", "importResume"],
      ["--time-zone <zone>", "importTimeZone"],
      ["--wait <seconds>", "importWait"],
    ],
    run: (context, [file = ""], options) => importOcds(context, file, options),
  });
}

async function importOcds(context: CommandContext, file: string, options: OcdsOptions): Promise<ExitCode> {
  const source = options.source ?? "import-ocds";
  const timeZone = options.timeZone ?? (context.env["PROBITY_TIME_ZONE"] || "Asia/Shanghai");
  if (!isTimeZone(timeZone))
    throw new ProbityError("PROBITY_E_USAGE", `--time-zone ${timeZone} is not an IANA zone`);
  const maxEvents = numberOption(options.batch, "--batch", { min: 1, max: 500, default: 500 });
  const waitMs = numberOption(options.wait, "--wait", { min: 0, max: 86_400, default: 60 }) * 1000;
  const input = await openInput(file);
  const api = options.dryRun === true ? undefined : createRetryingApi(context, await context.api(), waitMs);
  const sender = api && (await createSender(context, api, source));
  const started = context.terminal.monotonic();
  const progress = createProgress(context);
  const report = await runImport({
    input,
    source,
    timeZone,
    limits: readLimits,
    batch: { maxEvents, maxBytes: 512 * 1024 },
    send: sender?.send,
    state: importStateFile(context.dataDir, file, source),
    resume: options.resume,
    onResume: ({ number }) => progress.resume(number),
    onProgress: progress.update,
  });
  progress.end();
  const lag = api === undefined ? 0 : await waitForScoring(context, api, waitMs);
  const result: ImportResult = {
    file,
    source,
    dryRun: sender === undefined,
    seconds: Math.round((context.terminal.monotonic() - started) / 100) / 10,
    events: eventTotal(report),
    quarantinedEvents: total(report.quarantined),
    unscored: lag,
    alerts: sender === undefined ? [] : await sender.alerts(),
    report,
  };
  if (options.report !== undefined) writeReport(options.report, result);
  // The result is plain data; its classes and types end here.
  context.print(JSON.parse(JSON.stringify(result)), () => reportLines(context, result));
  return isClean(report) && lag === 0 ? exitCodes.ok : exitCodes.wrong;
}

/** True when the server took everything that the file holds. */
function isClean(report: DataReport): boolean {
  return (
    report.broken === 0 && total(report.quarantined) === 0 && report.issues["release.too_large"] === undefined
  );
}

function writeReport(file: string, result: ImportResult): void {
  try {
    writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", `${file} cannot be written: ${String(cause)}`, { cause });
  }
}
