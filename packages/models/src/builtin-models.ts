import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { loadModelFirst } from "./load-model-folder.ts";
import type { ModelFolder } from "./model-folder.ts";

/** The folder of the built-in library, one folder a model. It is shipped beside `src` and `dist`. */
export const builtinModelsDir: string = fileURLToPath(new URL("../models/", import.meta.url));

let loaded: readonly ModelFolder[] | undefined;

/**
 * The built-in models (ML-6), ordered by id. Read from disk and validated on the first call, their cases on the first
 * look at them, then kept: the folder is part of the package and does not change under a running process.
 */
export function builtinModels(): readonly ModelFolder[] {
  loaded ??= readdirSync(builtinModelsDir)
    .toSorted()
    .map((id) => loadModelFirst(join(builtinModelsDir, id)));
  return loaded;
}
