import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { median } from "../engine/statistics.ts";

const script = `for (const name of JSON.parse(process.argv[1])) await import(name);
const begun = performance.now();
for (const name of process.argv.slice(2)) await import(name);
process.stdout.write(String(performance.now() - begun));`;

/**
 * Time in which a cold process imports packages as they are shipped, built; the median of so many processes, in
 * milliseconds. `before` is loaded already when the clock starts.
 */
export const measureImport = (
  packages: readonly string[],
  processes: number,
  before: readonly string[] = [],
): number => {
  const times = Array.from({ length: processes }, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "-e", script, JSON.stringify(before), ...packages],
      { cwd: join(import.meta.dirname, ".."), encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } },
    );
    if (status !== 0) throw new Error(`import of ${packages.join(", ")}: ${stderr}`);
    return Number(stdout);
  });
  return median(times);
};
