import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProbityServer } from "./probity-server.ts";

const cli = join(import.meta.dirname, "../../packages/server/src/cli/main.ts");

/** Answer of `probity verify log --json`, as far as it is read here. */
interface Report {
  readonly ok: boolean;
}

/**
 * Lets `probity verify log` read the whole log of a running server: every entry, tile, stream and signature. What it
 * found wrong, in its own words; undefined when nothing is.
 */
export const verifyLog = (
  directory: string,
  server: ProbityServer,
  vkey: string,
): Promise<string | undefined> => {
  const tokenFile = join(directory, "token");
  writeFileSync(tokenFile, server.opsToken(), { mode: 0o600 });
  const command = ["verify", "log", `${server.url}/log`, "--key", vkey, "--token-file", tokenFile, "--json"];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--conditions=@probity/source", cli, ...command, "--data-dir", join(directory, "data")],
      { maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        // The command prints JSON and nothing else, unless it broke.
        const ok = error === null && (JSON.parse(stdout) as Report).ok;
        resolve(ok ? undefined : `${stdout}${stderr}`.trim().slice(0, 1000));
      },
    );
  });
};
