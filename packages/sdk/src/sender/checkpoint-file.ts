import type { Checkpoint } from "@probity/tlog";
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The largest verified checkpoint of a source, kept beside its spool: a log that shrinks later is found out. */
export interface CheckpointFile {
  /** Undefined when there is none, or none that can be read. */
  read(): Checkpoint | undefined;
  /** Keeps the checkpoint unless a larger one of the same log is there. @throws when it cannot be written. */
  write(checkpoint: Checkpoint): void;
}

const decode = (text: string): Checkpoint | undefined => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) return undefined;
  // Written by this module; checked below, for a disk may have damaged it.
  const { origin, size, root } = value as Partial<Record<keyof Checkpoint, unknown>>;
  if (typeof origin !== "string" || typeof root !== "string") return undefined;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return undefined;
  const bytes = Buffer.from(root, "base64");
  return bytes.length === 32 ? { origin, size, root: bytes } : undefined;
};

/** The file `checkpoint` in the folder of a source; several processes may share it. */
export const createCheckpointFile = (folder: string): CheckpointFile => {
  const path = join(folder, "checkpoint");
  const read = (): Checkpoint | undefined => {
    try {
      return decode(readFileSync(path, "utf8"));
    } catch {
      return undefined;
    }
  };
  return {
    read,
    write: ({ origin, size, root }) => {
      const before = read();
      if (before?.origin === origin && before.size >= size) return;
      // Threads of one process and containers with the same process id may share the folder.
      const temporary = `${path}.${randomBytes(8).toString("hex")}.tmp`;
      const text = JSON.stringify({ origin, size, root: Buffer.from(root).toString("base64") });
      try {
        writeFileSync(temporary, text, { mode: 0o600 });
        renameSync(temporary, path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    },
  };
};
