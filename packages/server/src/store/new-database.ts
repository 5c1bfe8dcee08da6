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
  find: (name: string) => string | undefined = findSeed,
  keep: (name: string) => string | undefined = cachedSeed,
): Promise<void> {
  if (existsSync(directory) && readdirSync(directory).length > 0) return;
  const making = `${directory}.new`;
  rmSync(making, { recursive: true, force: true });
  const name = seedName();
  if (!(await fromSeed(find(name), making))) {
    await initialise(making);
    const cached = keep(name);
    if (cached !== undefined) await keepSeed(making, cached);
  }
  rmSync(directory, { recursive: true, force: true });
  renameSync(making, directory);
}

/** False when there is no seed, or none that can be read: then nothing is left of the attempt. */
async function fromSeed(seed: string | undefined, directory: string): Promise<boolean> {
  if (seed === undefined) return false;
  try {
    return await unpackSeed(seed, directory);
  } catch {
    rmSync(directory, { recursive: true, force: true });
    return false;
  }
}

/** A seed that cannot be kept only costs the next first start its seconds. */
async function keepSeed(directory: string, file: string): Promise<void> {
  try {
    await writeSeed(readDirectory(directory), file, cacheLevel);
  } catch {
    // The folder of a read-only installation.
  }
}
