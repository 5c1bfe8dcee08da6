import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import type { TextKey } from "../messages/say.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { modelName, type ModelName } from "./model-name.ts";
import { neededLines } from "./windows.ts";

interface StepOptions {
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly report?: boolean;
}

interface Step {
  readonly name: string;
  readonly about: TextKey;
  readonly example: string;
  readonly more?: readonly (readonly [string, TextKey])[];
}

const steps: readonly Step[] = [
  {
    name: "shadow",
    about: "modelsShadow",
    example: "models shadow PROC-TND@1.1.0",
    more: [["--report", "modelsReport"]],
  },
  { name: "submit", about: "modelsSubmit", example: "models submit PROC-TND@1.1.0" },
  {
    name: "return",
    about: "modelsReturn",
    example: 'models return PROC-TND@1.1.0 --reason "says nothing of weekends"',
  },
  {
    name: "release",
    about: "modelsRelease",
    example: "models release PROC-TND@1.1.0 --dry-run",
    more: [["--dry-run", "modelsDryRun"]],
  },
  {
    name: "rollback",
    about: "modelsRollback",
    example: 'models rollback PROC-TND@1.0.0 --reason "too many alerts"',
  },
  { name: "retire", about: "modelsRetire", example: 'models retire PROC-TND@1.1.0 --reason "no use"' },
];

/** The steps of a version's life. */
export function addModelsSteps(group: Command, parts: ProgramParts): void {
  for (const step of steps) {
    addLeaf<StepOptions>(group, parts, {
      name: `${step.name} <version>`,
      about: step.about,
      example: step.example,
      options: [["--reason <text>", "modelsReason"], ...(step.more ?? [])],
      run: (context, [text], options) => take(context, step.name, modelName(text), options),
    });
  }
}

async function take(
  context: CommandContext,
  step: string,
  name: ModelName,
  { reason, dryRun, report }: StepOptions,
): Promise<ExitCode | undefined> {
  if (report === true) return await printShadow(context, name);
  const body = { ...(reason !== undefined && { reason }), ...(dryRun === true && { dryRun }) };
  const answer = objectAt(await context.ask({ method: "POST", path: `${name.path}/${step}`, body }));
  context.print(answer, () => lines(context, step, name.text, answer));
  return listAt(answer, "failed").length === 0 ? exitCodes.ok : exitCodes.wrong;
}

function lines(context: CommandContext, step: string, name: string, answer: JsonObject): readonly string[] {
  const { say } = context;
  const nothing = say("nobody");
  if (answer["dryRun"] === true) {
    const replaces = textAt(answer, "replaces") ?? nothing;
    const would = say("wouldRelease", { replaces, sources: numberAt(answer, "sources") ?? 0 });
    return [would, ...neededLines(context, answer), say("dryRunOnly")];
  }
  const state = textAt(answer, "state");
  const released = numberAt(answer, "released");
  if (step === "retire" && state === "active") return [say("retireAsked", { name })];
  if (released === undefined) return [say("stepTaken", { name, state: context.word(state) ?? "" })];
  const failed = listAt(answer, "failed").map((one) =>
    say("notReleased", { source: textAt(one, "source") ?? "", detail: textAt(one, "detail") ?? "" }),
  );
  if (step === "retire") return [say("outOfForce", { name, released }), ...failed];
  const waiting = listAt(answer, "waiting").map((one) =>
    say("windowsWaiting", { source: textAt(one, "source") ?? "", left: numberAt(one, "left") ?? 0 }),
  );
  const replaced = textAt(answer, "replaced") ?? nothing;
  return [say("inForce", { name, replaced, released }), ...waiting, ...failed];
}

async function printShadow(context: CommandContext, name: ModelName): Promise<undefined> {
  const { say } = context;
  const report = objectAt(await context.ask({ method: "GET", path: `${name.path}/shadow` }));
  const total = objectAt(report, "total");
  const from = numberAt(report, "from");
  context.print(report, () =>
    from === undefined
      ? [say("neverShadow")]
      : [
          say("shadowScope", {
            from,
            hit: numberAt(total, "hit") ?? 0,
            indeterminate: numberAt(total, "indeterminate") ?? 0,
            failed: numberAt(total, "failed") ?? 0,
          }),
          ...table(listAt(report, "rules"), [
            { title: say("colRule"), value: (row) => textAt(row, "rule") },
            { title: say("colHits"), value: (row) => numberAt(row, "hit"), align: "right" },
            { title: say("colKept"), value: (row) => numberAt(row, "kept"), align: "right" },
            { title: say("colNew"), value: (row) => numberAt(row, "new"), align: "right" },
            { title: say("colLost"), value: (row) => numberAt(row, "lost"), align: "right" },
            {
              title: say("colIndeterminate"),
              value: (row) => numberAt(row, "indeterminate"),
              align: "right",
            },
          ]),
        ],
  );
  return undefined;
}
