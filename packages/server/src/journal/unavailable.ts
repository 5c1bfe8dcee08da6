import { ProbityError } from "@probity/contracts";

/** The refusal to acknowledge what is not on disk. */
export function unavailable(cause: unknown): ProbityError {
  if (cause instanceof ProbityError) return cause;
  return new ProbityError("PROBITY_E_JOURNAL_UNAVAILABLE", String(cause), { cause });
}
