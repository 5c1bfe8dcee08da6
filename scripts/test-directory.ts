// Where tests put their data: databases by the hundred, each of 30 MB in a thousand files, every one deleted again.
import { mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const memory = "/dev/shm";
const roomy = 4 * 1024 ** 3;
const prefix = "probity-tests-";

/**
 * Makes a directory for this run, in memory where there is plenty: no test looks at what a disk does when the machine
 * stops, and copying a database to one takes ten times as long. It goes with this process; what a killed run left behind
 * goes with the next one.
 */
export function makeTestDirectory(): string {
  const parent = isRoomy(memory) ? memory : tmpdir();
  for (const name of readdirSync(parent)) {
    const run = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0;
    if (run > 0 && !isAlive(run)) remove(join(parent, name));
  }
  const directory = join(parent, `${prefix}${process.pid}`);
  mkdirSync(directory, { recursive: true });
  process.once("exit", () => remove(directory));
  return directory;
}

const remove = (directory: string): void =>
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });

function isRoomy(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize > roomy;
  } catch {
    // Not every system has it.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
