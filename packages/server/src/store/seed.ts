import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const sql = new URL("../../sql/", import.meta.url);
const shipped = new URL("../../seed/", import.meta.url);
const cache = new URL("../../node_modules/.cache/probity/", import.meta.url);

/** True when the server runs from its sources: only then may it write beside them. */
const fromSource = import.meta.url.endsWith(".ts");

/**
 * Name of the prepared database that fits this version of the server: a seed made by another version of the embedded
 * database or from other migrations has another name.
 */
export function seedName(): string {
  const hash = createHash("sha256");
  const files = readdirSync(sql).filter((name) => name.endsWith(".sql"));
  for (const name of files.toSorted()) hash.update(name).update(readFileSync(new URL(name, sql)));
  return `pglite-${pgliteVersion()}-${hash.digest("hex").slice(0, 16)}.seed`;
}

/** The prepared database that came with the package or was made by an earlier start; undefined when there is none. */
export function findSeed(name: string): string | undefined {
  return [shipped, ...(fromSource ? [cache] : [])]
    .map((folder) => fileURLToPath(new URL(name, folder)))
    .find((path) => existsSync(path));
}

/** Where a start from sources leaves a seed for later ones; undefined for an installed package. */
export const cachedSeed = (name: string): string | undefined =>
  fromSource ? fileURLToPath(new URL(name, cache)) : undefined;

/** Where the build puts the seed that the package ships. */
export const shippedSeed = (name: string): string => fileURLToPath(new URL(name, shipped));

function pgliteVersion(): string {
  const entry = import.meta.resolve("@electric-sql/pglite");
  const manifest = JSON.parse(readFileSync(new URL("../package.json", entry), "utf8")) as { version: string };
  return manifest.version;
}
