import { ProbityError } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import type { LockedCase } from "./case.ts";
import { hasRoleAt, unitsOf } from "./reader.ts";
import { lockForWork } from "./take-part.ts";
import type { CaseWork } from "./work.ts";

/** Who moves alerts between cases and opens tracks. */
const dispatchers = ["dispatcher", "discipline"];

/** Throws for whoever may not move alerts into a case or out of it: `PROBITY_E_NOT_FOUND` where they do not see it, `PROBITY_E_CASE_ROLE`. */
export async function demandDispatcher(
  work: CaseWork,
  granted: Granted,
  { file, tracks }: LockedCase,
): Promise<void> {
  for (const one of tracks) {
    await lockForWork(work, granted, file.id, one.track);
    if (!(await hasRoleAt(work.transaction.db, granted, dispatchers, unitsOf(file, one))))
      throw new ProbityError("PROBITY_E_CASE_ROLE", `this is for ${dispatchers.join(", ")}`);
  }
}
