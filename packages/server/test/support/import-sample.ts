import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "./cli.ts";
import { sampleReleases } from "./ocds.ts";
import type { TestServer } from "./test-server.ts";

/** Imports so many OCDS processes into a server, as the source `import-ocds`. */
export async function importSample(server: TestServer, processes: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "probity-sample-"));
  try {
    const file = join(dir, "sample.jsonl");
    writeFileSync(file, sampleReleases(processes));
    const env = { PROBITY_OPS_TOKEN: server.running.opsToken };
    const result = await cli(dir, ["import", "ocds", file, "--json", "--url", server.url], env);
    if (result.code !== 0) throw new Error(result.err);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
