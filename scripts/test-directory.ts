// Where tests put their data: databases by the hundred, each of 30 MB in a thousand files, every one deleted again.
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const memory = "/dev/shm";
const roomy = 4 * 1024 ** 3;
const prefix = "probity-tests-";

/** Ids of processes mean nothing between containers that share memory: only what nobody touched for this long is left over. */
const leftAfterMs = 3_600_000;

/**
 * Makes a directory for this run, in memory where there is plenty: no test looks at what a disk does when the machine
 * stops, and copying a database to one takes ten times as long. It goes with this process; what a killed run left behind
 * goes with a later one. What cannot be removed (another container's mount) is named and left: it is not this run's.
 */
export function makeTestDirectory(): string {
  const parent = isRoomy(memory) ? memory : tmpdir();
  for (const name of readdirSync(parent)) if (isLeftOver(parent, name)) removeOrTell(join(parent, name));
  const directory = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  // A PostgreSQL that root starts runs as another user.
  chmodSync(directory, 0o755);
  process.once("exit", () => removeOrTell(directory));
  return directory;
}

function isLeftOver(parent: string, name: string): boolean {
  if (!name.startsWith(prefix)) return false;
  const run = Number.parseInt(name.slice(prefix.length), 10);
  const touched = statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return run > 0 && !isAlive(run) && Date.now() - touched > leftAfterMs;
}

function removeOrTell(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    process.stderr.write(`left alone: ${directory} (${String(error)})\n`);
  }
}

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
