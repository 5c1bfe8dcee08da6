import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { ProbityError } from "@probity/contracts";

/** Editors write a file in several steps; changes within this time are one. */
const quietMs = 150;

/**
 * Calls `changed` with the name of a file that changed in a model folder, or with a pack's own name, once for changes that
 * come together. Throws `PROBITY_E_FILE` for a path that cannot be watched.
 * @returns what ends it.
 */
export function watchModels(paths: readonly string[], changed: (file: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = (file: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => changed(file), quietMs);
  };
  const watchers = paths.map((path) => watcherOf(path, soon));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
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
