import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { renderError } from "../output/error.ts";

/** Editors write a file in several steps; changes within this time are one. */
const quietMs = 150;

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
  let timer: NodeJS.Timeout | undefined;
  const changed = (file: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => again(file), quietMs);
  };
  const watchers = paths.map((path) => watcherOf(path, changed));
  again();
  try {
    await terminal.stopSignal();
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  }
  return exitCodes.ok;
}

/** Of a pack the folder around it is watched: whoever writes a file anew puts another one in its place. */
function watcherOf(path: string, changed: (file: string) => void): FSWatcher {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  try {
    const watcher = watch(isFile ? dirname(path) : path, (_, name) => {
      const file = name ?? basename(path);
      if (isFile ? file === basename(path) : /\.(ya?ml|md|json)$/.test(file)) changed(file);
    });
    // A folder that goes away ends its own watching; the next run says that it cannot be read.
    watcher.on("error", () => changed(basename(path)));
    return watcher;
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", `${path}: ${String(cause)}`, { cause });
  }
}

function shown(context: CommandContext, run: () => ExitCode): void {
  const { say, locale, options, terminal } = context;
  try {
    run();
  } catch (error) {
    terminal.err(renderError(error, { say, locale, json: options.json === true }));
  }
}
