import { ProbityError } from "@probity/contracts";
import { closeAmong, type ConflictLook } from "../org/index.ts";
import type { Transaction } from "../store/index.ts";
import { alertSubjects } from "./subjects.ts";

/** Throws `PROBITY_E_CASE_CONFLICT` where an alert is about one of these persons, or about somebody close to one (CA-3). */
export async function demandImpartialTo(
  run: Pick<Transaction, "run">,
  look: ConflictLook,
  persons: readonly string[],
  alert: string,
): Promise<void> {
  const subjects = await alertSubjects(run, alert);
  const errors = persons.flatMap((person) =>
    closeAmong(look, person, subjects)
      .slice(0, 1)
      .map(({ reason }) => ({ path: `/${person}`, message: reason })),
  );
  if (errors.length > 0) throw new ProbityError("PROBITY_E_CASE_CONFLICT", "", { errors });
}
