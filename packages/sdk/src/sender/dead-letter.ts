import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** One line of the dead-letter file. */
interface DeadLetter {
  readonly refusedAt: string;
  readonly status: number;
  readonly detail: string;
  /** The event's bytes as text. */
  readonly event: string;
}

/** Name of the dead-letter file in the source's spool folder: JSON lines, never shortened by the SDK. */
export const deadLetterFile = "dead-letter.ndjson";

/**
 * Keeps an event that the server refuses even alone, synced to disk when it returns.
 * @throws when it cannot be written: the event then stays in the spool.
 */
export const writeDeadLetter = (folder: string, letter: DeadLetter): void => {
  const file = openSync(join(folder, deadLetterFile), "a", 0o600);
  try {
    writeSync(file, `${JSON.stringify(letter)}\n`);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
};
