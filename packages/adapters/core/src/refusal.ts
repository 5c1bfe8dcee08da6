import { errorTable, type ErrorCode, type Problem } from "@probity/contracts";

/** Why a request was refused before its handler ran. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** The body of the answer, `application/problem+json`. Safe to show. */
  readonly problem: Problem;
}

/** Media type of {@link Refusal.problem}. */
export const problemType = "application/problem+json";

/** Makes the refusal of a code of the error table. */
export function refusal(code: string, detail?: string): Refusal {
  const known = Object.hasOwn(errorTable, code);
  // Just looked up; an unknown code can only come from a newer SDK and is passed on with a neutral title.
  const entry = known
    ? errorTable[code as ErrorCode]
    : { status: 403, title: "The act was refused.", next: undefined };
  const problem: Problem = {
    type: `urn:probity:error:${code}`,
    title: entry.title,
    status: entry.status,
    code,
    detail,
    next: entry.next,
  };
  return { status: entry.status, code, problem };
}
