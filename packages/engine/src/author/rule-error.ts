import { type ErrorCode, ProbityError } from "@probity/contracts";

/** The codes that an expression can be refused with. */
export type RuleErrorCode = Extract<
  ErrorCode,
  "PROBITY_E_RULE_SYNTAX" | "PROBITY_E_RULE_PROFILE" | "PROBITY_E_RULE_TYPE"
>;

/** An error at a character of an expression, counted from 1. */
export function ruleError(code: RuleErrorCode, at: number, what: string, cause?: unknown): ProbityError {
  const options = cause === undefined ? {} : { cause };
  return new ProbityError(code, `${what} (at character ${at + 1})`, options);
}

/** The expression is outside the profile. */
export function profileError(at: number, what: string): ProbityError {
  return ruleError("PROBITY_E_RULE_PROFILE", at, what);
}

/** The expression does not fit its types. */
export function typeError(at: number, what: string): ProbityError {
  return ruleError("PROBITY_E_RULE_TYPE", at, what);
}
