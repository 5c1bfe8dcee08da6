import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { cachedSeed, findSeed, seedName } from "./seed.ts";
import { readDirectory, unpackSeed, writeSeed } from "./seed-file.ts";

/** Quick rather than small: this seed stays on this machine. */
const cacheLevel = 3;

/**
 * Makes a new embedded database where there is none: from the prepared seed of this version in a fraction of a second,
 * else by `initialise`, which takes seconds and leaves a seed for the next time. It appears whole or not at all.
 */
export async function makeNewDatabase(
  directory: string,
  initialise: (directory: string) => Promise<void>,
): Promise<void> {
  if (existsSync(directory) && readdirSync(directory).length > 0) return;
  const making = `${directory}.new`;
  rmSync(making, { recursive: true, force: true });
  const name = seedName();
  const seed = findSeed(name);
  if (seed === undefined || !(await unpackSeed(seed, making))) {
    await initialise(making);
    const cached = cachedSeed(name);
    if (cached !== undefined) await keepSeed(making, cached);
  }
  rmSync(directory, { recursive: true, force: true });
  renameSync(making, directory);
}

/** A seed that cannot be kept only costs the next first start its seconds. */
async function keepSeed(directory: string, file: string): Promise<void> {
  try {
    await writeSeed(readDirectory(directory), file, cacheLevel);
  } catch {
    // The folder of a read-only installation.
  }
}
