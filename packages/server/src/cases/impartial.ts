import { ProbityError } from "@probity/contracts";
import { closeAmong, type ConflictLook } from "../org/index.ts";
import type { Transaction } from "../store/index.ts";
import { alertSubjects } from "./subjects.ts";

/** Throws `PROBITY_E_CASE_CONFLICT` for a person whom an alert is about, or who is close to somebody whom it is about (CA-3). */
export async function demandImpartialTo(
  run: Pick<Transaction, "run">,
  look: ConflictLook,
  person: string,
  alert: string,
): Promise<void> {
  const [conflict] = closeAmong(look, person, await alertSubjects(run, alert));
  if (conflict === undefined) return;
  throw new ProbityError("PROBITY_E_CASE_CONFLICT", "", {
    errors: [{ path: `/${person}`, message: conflict.reason }],
  });
}
