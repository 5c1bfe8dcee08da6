import type { Command } from "commander";
import { ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import type { ExplainOptions } from "./rules-explain.ts";
import type { NewOptions } from "./rules-new.ts";

interface WatchOptions {
  readonly watch?: boolean | undefined;
}
import { addRulesEffectiveness } from "./rules-effectiveness.ts";
import { addRulesStats } from "./rules-stats.ts";

/** `probity rules ...`. What it needs (engine, CEL parser, built-in models) is loaded only when one of its commands runs. */
export function addRules(program: Command, parts: ProgramParts): void {
  const group = program.command("rules").description(parts.say("rules"));
  addNew(group, parts);
  addChecks(group, parts);
  addExplain(group, parts);
  addVersions(group, parts);
}

function addNew(group: Command, parts: ProgramParts): void {
  addLeaf<NewOptions>(group, parts, {
    name: "new <dir>",
    about: "rulesNew",
    example: "rules new my-models/PROC-OWN --event-type procurement.method.decided",
    options: [
      ["--id <id>", "optModelId"],
      ["--event-type <type>", "optEventType"],
      ["--name-zh <name>", "optNameZh"],
      ["--name-en <name>", "optNameEn"],
      ["--dry-run", "optNewDryRun"],
    ],
    async run(context, [dir = ""], options) {
      const { newModel } = await import("./rules-new.ts");
      return newModel(context, dir, options);
    },
  });
}

function addChecks(group: Command, parts: ProgramParts): void {
  addLeaf<WatchOptions>(group, parts, {
    name: "test [models...]",
    about: "rulesTest",
    example: "rules test packages/models/models/PROC-CMP",
    options: [["--watch", "optWatch"]],
    async run(context, paths, options) {
      const { testRules } = await import("./rules-test.ts");
      return once(context, paths, options, () => testRules(context, paths));
    },
  });
  addLeaf<WatchOptions>(group, parts, {
    name: "lint [models...]",
    about: "rulesLint",
    example: "rules lint packages/models/models/PROC-CMP",
    options: [["--watch", "optWatch"]],
    async run(context, paths, options) {
      const { lintRules } = await import("./rules-lint.ts");
      return once(context, paths, options, () => lintRules(context, paths));
    },
  });
}

/** Runs a check once, or with `--watch` again and again. */
async function once(
  context: CommandContext,
  paths: readonly string[],
  options: WatchOptions,
  run: () => ExitCode,
): Promise<ExitCode> {
  if (options.watch !== true) return run();
  const { watching } = await import("./rules-watch.ts");
  return watching(context, paths, run);
}

function addExplain(group: Command, parts: ProgramParts): void {
  addLeaf<ExplainOptions>(group, parts, {
    name: "explain <rule>",
    about: "rulesExplain",
    example: "rules explain PROC-CMP-002 --event event.json --record record.json",
    options: [
      ["--model <path>", "optModelPath"],
      ["--event <file>", "optEventFile"],
      ["--record <file>", "optRecordFile"],
      ["--case <name>", "optCaseName"],
    ],
    async run(context, [rule = ""], options) {
      if (options.case !== undefined && options.event !== undefined)
        throw new ProbityError("PROBITY_E_USAGE", "--case and --event exclude each other");
      const { explainRule } = await import("./rules-explain.ts");
      return explainRule(context, rule, options);
    },
  });
}

function addVersions(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "diff <before> <after>",
    about: "rulesDiff",
    example: "rules diff PROC-CMP@1.0.0 my-models/PROC-CMP",
    async run(context, [before = "", after = ""]) {
      const { diffRules } = await import("./rules-diff.ts");
      return diffRules(context, before, after);
    },
  });
  addLeaf<{ readonly out?: string | undefined }>(group, parts, {
    name: "pack <model>",
    about: "rulesPack",
    example: "rules pack my-models/PROC-OWN -o PROC-OWN.pack.json",
    options: [["-o, --out <file>", "optPackOut"]],
    async run(context, [path = ""], options) {
      const { packRules } = await import("./rules-pack.ts");
      return packRules(context, path, options.out);
    },
  });
  addRulesStats(group, parts);
  addRulesEffectiveness(group, parts);
}
