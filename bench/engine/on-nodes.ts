import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installNodes } from "../../scripts/node-versions.ts";
import { argsOf, type Options } from "./options.ts";

/** Runs this benchmark once under each version of Node, one after the other, and gives the worst exit code. */
export const runOnNodes = (options: Options): number => {
  const directory = mkdtempSync(join(tmpdir(), "probity-nodes-"));
  try {
    const codes = [...installNodes(options.nodes, directory)].map(([major, binary], index) => {
      if (index > 0) console.log("");
      const main = join(import.meta.dirname, "main.ts");
      const args = ["--conditions=@probity/source", main, ...argsOf(options, major)];
      return spawnSync(binary, args, { stdio: "inherit" }).status ?? 1;
    });
    return Math.max(...codes);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
