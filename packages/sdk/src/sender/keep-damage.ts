import { ProbityError } from "@probity/contracts";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Damage } from "../spool/reader.ts";

/**
 * Sets unreadable bytes aside, so that a person can look at them after the segment is gone. Undefined for the half-written
 * record of a killed process: its emit had not returned, nothing was promised.
 */
export const keepDamage = (folder: string, directory: string, damage: Damage): ProbityError | undefined => {
  if (damage.torn) return undefined;
  const name = `${basename(directory)}-${damage.segment}-${damage.offset}.bin`;
  const message = `${damage.bytes.length} bytes at ${damage.offset} of segment ${damage.segment}, kept as damaged/${name}`;
  try {
    mkdirSync(join(folder, "damaged"), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, "damaged", name), damage.bytes, { mode: 0o600 });
    return new ProbityError("PROBITY_E_SPOOL_DAMAGED", message);
  } catch (cause) {
    return new ProbityError("PROBITY_E_SPOOL_DAMAGED", `${message}, which failed`, { cause });
  }
};
