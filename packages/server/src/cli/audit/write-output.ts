import { writeFileSync } from "node:fs";
import { ProbityError } from "@probity/contracts";

/** Writes a small file; it is on the disk when this returns. Throws `PROBITY_E_FILE`. */
export function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flush: true });
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", `${file}: ${String(cause)}`, { cause });
  }
}
