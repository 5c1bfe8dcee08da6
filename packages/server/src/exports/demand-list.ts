import { ProbityError } from "@probity/contracts";
import { type Granted, scopeOf } from "../access/index.ts";
import type { ExportKind } from "./kinds/kind.ts";
import { demandHeld } from "../reader/index.ts";

/** Throws `PROBITY_E_FORBIDDEN` for whoever may not export, or not read this list. */
export function demandList(granted: Granted, { permission, everywhere }: ExportKind): void {
  demandHeld(granted, "report.export");
  demandHeld(granted, permission);
  if (everywhere === true && !("everywhere" in scopeOf(granted, permission)))
    throw new ProbityError("PROBITY_E_FORBIDDEN", `${permission} is needed for all units`);
}
