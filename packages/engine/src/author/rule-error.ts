import { type ErrorCode, ProbityError } from "@probity/contracts";
import type { Where } from "./places.ts";

/** The codes that an expression can be refused with. */
export type RuleErrorCode = Extract<
  ErrorCode,
  "PROBITY_E_RULE_SYNTAX" | "PROBITY_E_RULE_PROFILE" | "PROBITY_E_RULE_TYPE"
>;

/**
 * An error at a place of an expression. Its message counts characters from 1; its one item has the place, and the text
 * that would put it right where that is known.
 */
export function ruleError(
  code: RuleErrorCode,
  { at, length }: Where,
  message: string,
  options: { readonly fix?: string | undefined; readonly cause?: unknown } = {},
): ProbityError {
  const { fix, cause } = options;
  const item = { path: "", message, at, length, ...(fix !== undefined && { fix }) };
  return new ProbityError(code, `${message} (at character ${at + 1})`, {
    ...(cause !== undefined && { cause }),
    errors: [item],
  });
}

/** The expression is outside the profile. */
export function profileError(where: Where, what: string, fix?: string): ProbityError {
  return ruleError("PROBITY_E_RULE_PROFILE", where, what, { fix });
}

/** The expression does not fit its types. */
export function typeError(where: Where, what: string, fix?: string): ProbityError {
  return ruleError("PROBITY_E_RULE_TYPE", where, what, { fix });
}
