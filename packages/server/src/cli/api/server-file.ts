import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the server of a data directory listens, so that commands find it on any port. */
export interface ServerFile {
  readonly url: string;
  readonly pid: number;
}

const name = "server.json";

/** Notes where this process serves a data directory. */
export function writeServerFile(dataDir: string, file: ServerFile): void {
  writeFileSync(join(dataDir, name), `${JSON.stringify(file)}\n`, { mode: 0o600 });
}

/** Reads the note; undefined when there is none. It may be stale: ask the server before trusting it. */
export function readServerFile(dataDir: string): ServerFile | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(dataDir, name), "utf8"));
    if (typeof value !== "object" || value === null || !("url" in value) || !("pid" in value))
      return undefined;
    const { url, pid } = value;
    return typeof url === "string" && URL.canParse(url) && typeof pid === "number" ? { url, pid } : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the note away, if it is this process's. */
export function removeServerFile(dataDir: string, pid: number): void {
  if (readServerFile(dataDir)?.pid === pid) rmSync(join(dataDir, name), { force: true });
}
