import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { addRulesStats } from "./rules-stats.ts";

/** `probity rules ...`. What it needs (engine, CEL parser, built-in models) is loaded only when one of its commands runs. */
export function addRules(program: Command, parts: ProgramParts): void {
  const group = program.command("rules").description(parts.say("rules"));
  addLeaf(group, parts, {
    name: "test [dirs...]",
    about: "rulesTest",
    example: "rules test packages/models/models/PROC-CMP",
    async run(context: CommandContext, dirs: readonly string[]): Promise<ExitCode> {
      const { testRules } = await import("./rules-test.ts");
      return testRules(context, dirs);
    },
  });
  addLeaf(group, parts, {
    name: "lint [dirs...]",
    about: "rulesLint",
    example: "rules lint packages/models/models/PROC-CMP",
    async run(context: CommandContext, dirs: readonly string[]): Promise<ExitCode> {
      const { lintRules } = await import("./rules-lint.ts");
      return lintRules(context, dirs);
    },
  });
  addRulesStats(group, parts);
}
