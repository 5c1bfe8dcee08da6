import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compressAssets } from "./compress.ts";
import { inputsDigest } from "./inputs.ts";

const root = join(import.meta.dirname, "../..");
const source = join(root, "packages/console");
/** Where the server finds it. */
const target = join(root, "packages/server/console");
/** What it was built from. */
const stamp = join(target, "inputs.sha256");

/** Builds the console unless it was built from the same sources; whoever reads it meanwhile sees the old or the new one, whole. */
export async function buildConsole({ force = false }: { readonly force?: boolean } = {}): Promise<void> {
  const digest = inputsDigest(root);
  if (!force && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  const started = performance.now();
  const folder = beside("new");
  try {
    await runVite(folder);
    const bytes = await compressAssets(folder);
    writeFileSync(join(folder, "inputs.sha256"), digest);
    replace(folder);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`console built in ${seconds} s: ${bytes.plain} bytes, ${bytes.small} compressed`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a process of its own: tests build the console as well, and what their environment asks for is no production build. */
async function runVite(folder: string): Promise<void> {
  const args = [
    join(root, "node_modules/vite/bin/vite.js"),
    "build",
    source,
    "--outDir",
    folder,
    "--logLevel",
    "error",
  ];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = (await once(child, "exit")) as [number | null]; // as Node documents the event
  if (code !== 0) throw new Error(`vite build ended with ${code}`);
}

/** A folder of this process alone, on the disk of the target. */
function beside(name: string): string {
  const folder = join(dirname(target), `.console-${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Puts a folder in the place of what was there; two that build at once leave one of their results. */
function replace(folder: string): void {
  const old = beside("old");
  if (existsSync(target)) renameSync(target, join(old, "console"));
  try {
    renameSync(folder, target);
  } catch (error) {
    // The other one was faster, from the same sources.
    if (readdirSync(target).length === 0) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}
