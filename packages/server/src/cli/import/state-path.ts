import { hash } from "node:crypto";
import { join, resolve } from "node:path";
import type { StateFile } from "../../import/index.ts";
import { createStateFile } from "../../import/index.ts";

/** The state file of an import in the data directory; one for each file and source. */
export function importStateFile(dataDir: string, file: string, source: string): StateFile {
  const name = hash("sha256", `${resolve(file)}\n${source}`).slice(0, 24);
  return createStateFile(join(dataDir, "import", `${name}.json`));
}
