import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { ReadPosition } from "./reader/read-items.ts";
import type { DataReport } from "./report.ts";

/** How far an import got: everything before `position` has been taken by the server. */
export interface ImportState {
  readonly format: "probity.import/1";
  /** Tells the file from another one under the same name. */
  readonly identity: string;
  readonly source: string;
  readonly position: ReadPosition;
  readonly report: DataReport;
}

/** Keeps the state of one import. */
export interface StateFile {
  /** Undefined when there is none, or when it belongs to another file or source. */
  load(identity: string, source: string): ImportState | undefined;
  save(state: ImportState): void;
  remove(): void;
}

/** A state file that is replaced as a whole, so that a kill leaves the old or the new one. */
export function createStateFile(path: string): StateFile {
  return {
    load(identity, source) {
      const state = read(path);
      return state?.identity === identity && state.source === source ? state : undefined;
    },
    save(state) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, JSON.stringify(state));
      renameSync(`${path}.new`, path);
    },
    remove() {
      rmSync(path, { force: true });
    },
  };
}

function read(path: string): ImportState | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof value !== "object" || value === null || !("format" in value)) return undefined;
    // Written by `save` under this format name.
    return value.format === "probity.import/1" ? (value as ImportState) : undefined;
  } catch {
    // Absent or damaged: the import starts again, and the server knows what it has.
    return undefined;
  }
}
