import { randomUUID } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openStore } from "../../src/index.ts";

const sql = new URL("../../sql/", import.meta.url);
const version = createHash("sha256")
  .update(
    readdirSync(sql)
      .map((name) => readFileSync(new URL(name, sql), "utf8"))
      .join("\n"),
  )
  .digest("hex")
  .slice(0, 12);
const template = join(tmpdir(), `probity-pglite-${version}`);

/**
 * Puts a migrated, empty embedded database into `dataDir`. Making one takes seconds of CPU, copying one a fraction; the
 * first test of a machine makes it and leaves it in the temporary directory for the others.
 */
export async function copyPgliteTemplate(dataDir: string): Promise<void> {
  if (!existsSync(template)) await makeTemplate();
  keepCode();
  cpSync(join(template, "db"), join(dataDir, "db"), { recursive: true });
}

/** What this file uses of a global of Node.js whose values its types leave out. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };

let code: Promise<WebAssembly.Module> | undefined;

/**
 * Keeps the code of the embedded database while this process lives. The engine shares what it compiled among all who have
 * the same module, and forgets it with the last of them: each start would compile it again, a quarter of its CPU time.
 */
function keepCode(): void {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  code ??= WebAssembly.compile(readFileSync(join(dirname(entry), "pglite.wasm")));
}

async function makeTemplate(): Promise<void> {
  const making = mkdtempSync(join(tmpdir(), `probity-pglite-${randomUUID()}-`));
  const store = await openStore({ dataDir: making, databasePoolSize: 2 });
  await store.close();
  // Each start fills the buffers with zeros: of 128 MB that was most of its time, and no test has as much data.
  appendFileSync(join(making, "db", "postgresql.auto.conf"), "shared_buffers = '16MB'\n");
  try {
    renameSync(making, template);
  } catch {
    // Another worker was faster.
    rmSync(making, { recursive: true, force: true });
  }
}
