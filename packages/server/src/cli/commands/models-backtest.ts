import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { jobLines, waitForJob } from "./jobs.ts";
import { addLeaf } from "./leaf.ts";
import { neededLines } from "./windows.ts";
import { modelName, type ModelName } from "./model-name.ts";

interface BacktestOptions {
  readonly source?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly wait?: boolean;
}

/** `probity models backtest` */
export function addModelsBacktest(group: Command, parts: ProgramParts): void {
  addLeaf<BacktestOptions>(group, parts, {
    name: "backtest <version>",
    about: "modelsBacktest",
    example: "models backtest PROC-TND@1.1.0 --from 2026-01-01T00:00:00+08:00 --wait",
    options: [
      ["--source <ids...>", "modelsSource"],
      ["--from <time>", "modelsFrom"],
      ["--to <time>", "modelsTo"],
      ["--wait", "modelsWait"],
    ],
    run: (context, [text], options) => backtest(context, modelName(text), options),
  });
}

async function backtest(
  context: CommandContext,
  name: ModelName,
  { source, from, to, wait }: BacktestOptions,
): Promise<ExitCode | undefined> {
  const body = {
    ...(source !== undefined && { sources: source }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const path = `${name.path}/backtests`;
  const queued = objectAt(await context.ask({ method: "POST", path, body }));
  const id = textAt(queued, "id") ?? "";
  if (wait !== true) {
    context.print(queued, () => [context.say("jobQueued", { id })]);
    if ((await context.api()).inProcess) context.note(context.say("jobLeft"));
    return undefined;
  }
  context.note(context.say("jobQueued", { id }));
  const job = await waitForJob(context, id);
  if (textAt(job, "state") !== "done") {
    context.print(job, () => jobLines(context, job));
    return exitCodes.wrong;
  }
  const proof = objectAt(await context.ask({ method: "GET", path: `${name.path}/proofs/${id}` }));
  context.print(proof, () => resultLines(context, objectAt(proof, "result")));
  return undefined;
}

function resultLines(context: CommandContext, result: JsonObject): readonly string[] {
  const { say } = context;
  const totals = objectAt(result, "totals");
  const inbox = objectAt(result, "inbox");
  const [candidate, inForce] = [objectAt(inbox, "candidate"), objectAt(inbox, "inForce")];
  const cost = objectAt(objectAt(result, "cost"), "candidate");
  return [
    say("backtestScope", {
      judged: numberAt(totals, "judged") ?? 0,
      erased: numberAt(totals, "erased") ?? 0,
      failed: numberAt(totals, "failed") ?? 0,
      against: textAt(objectAt(result, "against"), "version") ?? say("nobody"),
    }),
    ...neededLines(context, result),
    ...table(listAt(result, "rules"), [
      { title: say("colRule"), value: (row) => textAt(row, "rule") },
      { title: say("colHits"), value: (row) => numberAt(objectAt(row, "candidate"), "hit"), align: "right" },
      { title: say("colKept"), value: (row) => numberAt(objectAt(row, "hits"), "kept"), align: "right" },
      { title: say("colNew"), value: (row) => numberAt(objectAt(row, "hits"), "new"), align: "right" },
      { title: say("colLost"), value: (row) => numberAt(objectAt(row, "hits"), "lost"), align: "right" },
      {
        title: say("colIndeterminate"),
        value: (row) => numberAt(objectAt(row, "candidate"), "indeterminate"),
        align: "right",
      },
      {
        title: say("colAlerts"),
        value: (row) => numberAt(objectAt(row, "alerts"), "candidate"),
        align: "right",
      },
    ]),
    say("backtestInbox", {
      candidate: numberAt(candidate, "alerts") ?? 0,
      perDay: numberAt(candidate, "perDay") ?? 0,
      inForce: numberAt(inForce, "alerts") ?? 0,
    }),
    say("backtestCost", { mean: numberAt(cost, "mean") ?? "-", p99: numberAt(cost, "p99") ?? "-" }),
  ];
}
