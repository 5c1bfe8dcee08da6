import { closeSync, fdatasyncSync, fstatSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRecord } from "../stream/read-record.ts";

/** A record that the server refuses even alone, and what it said. */
export interface DeadLetter {
  readonly refusedAt: string;
  readonly status: number;
  readonly detail: string;
  readonly record: Uint8Array;
}

/** Name of the dead-letter file in the source's spool folder: JSON lines, never shortened by the SDK. */
export const deadLetterFile = "dead-letter.ndjson";

/** Whether the file ends in a line that a full disk cut off. */
const isCutOff = (file: number): boolean => {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== "\n";
};

/**
 * Keeps an event with the header it had, synced to disk when it returns.
 * @throws when it cannot be written: the event then stays in the spool.
 */
export const writeDeadLetter = (folder: string, { refusedAt, status, detail, record }: DeadLetter): void => {
  const parts = readRecord(record);
  const event = (parts?.payload ?? Buffer.from(record)).toString("utf8");
  const line = JSON.stringify({ refusedAt, status, detail, header: parts?.headerText, event });
  const file = openSync(join(folder, deadLetterFile), "a+", 0o600);
  try {
    // Not `writeSync`: on a disk that fills up it writes a part and says so only by its result.
    writeFileSync(file, `${isCutOff(file) ? "\n" : ""}${line}\n`);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
};
