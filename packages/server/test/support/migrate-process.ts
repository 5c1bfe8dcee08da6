// Migrates the PostgreSQL database of its argument and ends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../src/store/index.ts";

const dataDir = mkdtempSync(join(tmpdir(), "probity-migrate-"));
try {
  const store = await openStore({ dataDir, databaseUrl: process.argv[2], databasePoolSize: 2 });
  await store.close();
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
