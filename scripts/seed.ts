// Prepares the empty database that first starts unpack instead of making one, which takes seconds (OP-1). Run after each
// install of the repository, where it costs nothing once the seed is there; with --ship, also by `pnpm build`.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { openStore } from "../packages/server/src/store/index.ts";
import { cachedSeed, seedName, shippedSeed } from "../packages/server/src/store/seed.ts";

const { values } = parseArgs({ options: { ship: { type: "boolean" }, help: { type: "boolean" } } });

/** Opening a store where none was leaves a seed behind. */
async function makeSeed(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "probity-seed-"));
  try {
    const store = await openStore({ dataDir, databasePoolSize: 2 });
    await store.close();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Seeds of other versions are never used again. */
function onlyKeep(file: string): void {
  for (const name of readdirSync(dirname(file)))
    if (name.endsWith(".seed") && name !== basename(file)) rmSync(join(dirname(file), name));
}

async function main(): Promise<void> {
  if (values.help === true) {
    console.log(
      "node --conditions=@probity/source scripts/seed.ts [--ship]\n\nPrepares the seed of new databases.",
    );
    return;
  }
  const name = seedName();
  const cached = cachedSeed(name);
  if (cached === undefined) throw new Error("seeds are made from sources");
  if (!existsSync(cached)) await makeSeed();
  onlyKeep(cached);
  if (values.ship !== true) return;
  const shipped = shippedSeed(name);
  mkdirSync(dirname(shipped), { recursive: true });
  copyFileSync(cached, shipped);
  onlyKeep(shipped);
}

try {
  await main();
} catch (error) {
  // Without it a first start is slower, nothing else; only a package must not be built without one.
  console.error("No seed for new databases:", error instanceof Error ? error.message : error);
  process.exitCode = values.ship === true ? 1 : 0;
}
