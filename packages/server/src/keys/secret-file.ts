import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ProbityError } from "@probity/contracts";

/** Reads a secret, or writes `make()` there first (mode 0600). Two processes that start together get the same one. */
export function secretFile(file: string, make: () => string): string {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, `${make()}\n`, { mode: 0o600, flag: "wx", flush: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new ProbityError("PROBITY_E_DATA_DIR", `${file}: ${String(cause)}`, { cause });
  }
}
