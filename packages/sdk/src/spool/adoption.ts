import { randomBytes } from "node:crypto";
import { readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import { livenessOf, ownerPath, readOwner, thisOwner, writeOwner, type Owner, type Part } from "./owner.ts";

/** Writer directories begin so; others in the same folder are nobody's business. */
export const writerPrefix = "w-";

/** A new writer directory name, unique on this volume. */
export const newWriterName = (): string => `${writerPrefix}${randomBytes(8).toString("hex")}`;

/** Settings of {@link createAdoption}. */
export interface AdoptionOptions {
  /** Folder of all writer directories of one source. */
  readonly folder: string;
  readonly clock: Pick<Clock, "monotonic">;
  /** A heartbeat that did not move for so long, by our own clock, counts as dead. */
  readonly staleMs: number;
  /** Who takes over. */
  readonly part: Part;
}

/** Takes over directories whose owner is dead. */
export interface Adoption {
  /** Claims all orphans it finds, except those in `own`, and returns their new paths. */
  scan(own: ReadonlySet<string>): string[];
  /** Claims one directory that its owner left; undefined when another process was faster. */
  claim(directory: string): string | undefined;
}

interface Heartbeat {
  readonly mtimeMs: number;
  readonly since: number;
}

const heartbeatOf = (directory: string): number => {
  try {
    return statSync(ownerPath(directory)).mtimeMs;
  } catch {
    return 0;
  }
};

/**
 * The exclusive lock is the rename of the directory: of two claimants one gets ENOENT. An owner that was only paused
 * finds its directory gone at its next heartbeat and starts a new one (see `own-spool.ts`).
 */
const claim = (directory: string, folder: string, me: Owner): string | undefined => {
  const claimed = join(folder, newWriterName());
  try {
    renameSync(directory, claimed);
    writeOwner(claimed, me);
    return claimed;
  } catch {
    return undefined;
  }
};

/** Remembers heartbeats between scans; their values are compared, never their distance to a wall clock. */
export const createAdoption = ({ folder, clock, staleMs, part }: AdoptionOptions): Adoption => {
  const me = thisOwner(part);
  const seen = new Map<string, Heartbeat>();

  const silent = (directory: string): boolean => {
    const mtimeMs = heartbeatOf(directory);
    const before = seen.get(directory);
    if (before === undefined || before.mtimeMs !== mtimeMs) {
      seen.set(directory, { mtimeMs, since: clock.monotonic() });
      return false;
    }
    return clock.monotonic() - before.since >= staleMs;
  };

  const orphaned = (directory: string): boolean => {
    const liveness = livenessOf(readOwner(directory), me);
    return liveness === "dead" || (liveness === "unknown" && silent(directory));
  };

  return {
    claim: (directory) => claim(directory, folder, me),
    scan: (own) =>
      readdirSync(folder)
        .filter((name) => name.startsWith(writerPrefix))
        .map((name) => join(folder, name))
        .filter((directory) => !own.has(directory) && orphaned(directory))
        .map((directory) => {
          seen.delete(directory);
          return claim(directory, folder, me);
        })
        .filter((directory) => directory !== undefined),
  };
};
