// Prepares the empty database that first starts unpack instead of making one, which takes seconds (OP-1). Run after each
// install of the repository, where it costs nothing once the seed is there; with --ship, also by `pnpm build`.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { openStore } from "../packages/server/src/store/index.ts";
import { cachedSeed, seedName, shippedSeed } from "../packages/server/src/store/seed.ts";

const root = join(import.meta.dirname, "..");
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

/** Loads the modules of the server once, so that `pnpm start` finds them compiled. */
function warmCode(): void {
  const server = new URL("../packages/server/src/server.ts", import.meta.url);
  spawnSync(
    process.execPath,
    [
      "--conditions=@probity/source",
      "--input-type=module",
      "-e",
      `await import(${JSON.stringify(server.href)})`,
    ],
    { env: { ...process.env, NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "probity-code") } },
  );
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
  if (!existsSync(cached)) {
    await makeSeed();
    warmCode();
  }
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
