import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ProbityError } from "@probity/contracts";
import { parseCheckpoint } from "@probity/tlog";

/** The last checkpoint that was published, outside the database (LO-5). */
export interface CheckpointFile {
  readonly path: string;
  /** The note; undefined when there is none. */
  read(): string | undefined;
  /** Keeps a note unless a larger one is kept. It is on the disk when this resolves. */
  keep(note: string): Promise<void>;
}

/** The file of an origin in the folder of the guard. */
export function checkpointFile(dataDir: string, origin: string): CheckpointFile {
  const folder = join(dataDir, "log");
  const path = join(folder, `${encodeURIComponent(origin)}.checkpoint`);
  const read = (): string | undefined => {
    try {
      return readFileSync(path, "utf8");
    } catch (cause) {
      if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
      throw new ProbityError("PROBITY_E_DATA_DIR", `${path}: ${String(cause)}`, { cause });
    }
  };
  return {
    path,
    read,
    keep: async (note) => {
      // Another process on this directory may be ahead.
      if (sizeOf(read()) > sizeOf(note)) return;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Servers in containers may share this folder and have the same process id.
      const temporary = `${path}.${randomUUID()}.tmp`;
      try {
        await writeSynced(temporary, note);
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
  };
}

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Size that a note claims, -1 for none. */
function sizeOf(note: string | undefined): number {
  const text = note?.slice(0, note.indexOf("\n\n") + 1);
  return parseCheckpoint(text ?? "")?.size ?? -1;
}
