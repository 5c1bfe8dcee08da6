import { CommanderError } from "commander";
import { ProbityError } from "@probity/contracts";
import { openApi } from "./api/open-api.ts";
import { createContext, type CommandContext, type GlobalOptions } from "./context.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { localeOf } from "./locale.ts";
import { sayIn } from "./messages/say.ts";
import { renderError } from "./output/error.ts";
import { createProgram } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/** What a command does. Returns the exit code when it is not 0. */
export type Work = (context: CommandContext) => Promise<ExitCode | undefined>;

/** Runs one command line and gives the exit code. Never throws: every failure is printed as a coded error. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const locale = localeOf(argv, terminal.env);
  const say = sayIn(locale);
  let code: ExitCode = exitCodes.ok;
  const run = async (options: GlobalOptions, work: Work): Promise<void> => {
    const context = createContext(terminal, locale, say, options, openApi);
    try {
      code = (await work(context)) ?? exitCodes.ok;
    } finally {
      await context.close();
    }
  };
  try {
    await createProgram({ say, terminal, run }).parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    // A group without a command: its help has been printed.
    if (error instanceof CommanderError && error.code === "commander.help") return exitCodes.usage;
    const failure = error instanceof CommanderError ? usageError(error) : error;
    terminal.err(renderError(failure, { say, locale, json: argv.includes("--json") }));
    const isUsage = failure instanceof ProbityError && failure.code === "PROBITY_E_USAGE";
    return isUsage ? exitCodes.usage : exitCodes.wrong;
  }
}

function usageError(error: CommanderError): ProbityError {
  return new ProbityError("PROBITY_E_USAGE", error.message.replace(/^error: /, ""), { cause: error });
}
