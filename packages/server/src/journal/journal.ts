import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ProbityError } from "@probity/contracts";
import { lockDirectory } from "../store/index.ts";
import { firstOf } from "./segment.ts";
import { openSegments, type Segments } from "./segments.ts";
import { openStateFile, type StateFile } from "./state-file.ts";

/** The journal of one embedded database: its log, and what the log does not hold (LO-9). */
export interface Journal {
  readonly directory: string;
  readonly segments: Segments;
  readonly state: StateFile;
  close(): Promise<void>;
}

/** How {@link openJournal} opens. */
export interface JournalOptions {
  readonly directory: string;
  /** Default 16 MiB. */
  readonly segmentBytes?: number | undefined;
}

/**
 * Opens the journal of a directory or makes an empty one, and holds it for this process. Every frame is checked: a torn
 * end, which nobody was told of, is cut; anything else is `PROBITY_E_JOURNAL_DAMAGED`.
 */
export async function openJournal({
  directory,
  segmentBytes = 16 * 1024 * 1024,
}: JournalOptions): Promise<Journal> {
  const lock = lockDirectory(directory);
  let state: StateFile | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, "state.journal");
    const names = readdirSync(directory);
    if (!names.includes("state.journal") && names.some((name) => firstOf(name) !== undefined))
      throw new ProbityError("PROBITY_E_JOURNAL_DAMAGED", `${path} is missing`);
    state = await openStateFile(path, randomUUID());
    const opened = state;
    const segments = await openSegments({ directory, journal: opened.journal, segmentBytes });
    return {
      directory,
      segments,
      state: opened,
      close: async () => {
        await segments.close();
        await opened.close();
        lock.release();
      },
    };
  } catch (cause) {
    await state?.close();
    lock.release();
    if (cause instanceof ProbityError) throw cause;
    throw new ProbityError("PROBITY_E_JOURNAL_UNAVAILABLE", `${directory}: ${String(cause)}`, { cause });
  }
}
