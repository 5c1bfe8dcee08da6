import { ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { watchModels } from "../../watch-folder.ts";
import { renderError } from "../output/error.ts";

/**
 * Runs a check of some model folders or packs, and again whenever one of their files changes, until SIGINT or SIGTERM.
 * A check that throws is shown like any other and does not end the watching.
 */
export async function watching(
  context: CommandContext,
  paths: readonly string[],
  run: () => ExitCode,
): Promise<ExitCode> {
  const { terminal, say } = context;
  if (paths.length === 0) throw new ProbityError("PROBITY_E_USAGE", say("watchNothing"));
  const again = (file?: string): void => {
    if (terminal.isInteractive && context.options.json !== true) terminal.err("\u001B[2J\u001B[3J\u001B[H");
    const time = new Date(terminal.now()).toISOString().slice(11, 19);
    if (file !== undefined) context.note(say("watchChanged", { time, file }));
    shown(context, run);
    context.note(say("watching", { paths: paths.join(", ") }));
  };
  const close = watchModels(paths, again);
  again();
  try {
    await terminal.stopSignal();
  } finally {
    close();
  }
  return exitCodes.ok;
}

function shown(context: CommandContext, run: () => ExitCode): void {
  const { say, locale, options, terminal } = context;
  try {
    run();
  } catch (error) {
    terminal.err(renderError(error, { say, locale, json: options.json === true }));
  }
}
