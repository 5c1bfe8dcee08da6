import type { ErrorCode, Locale, Problem } from "@probity/contracts";
import { errorTable, ProbityError } from "@probity/contracts";
import { nextInChinese } from "../messages/next-in-chinese.ts";
import type { Say } from "../messages/say.ts";
import { printable } from "./width.ts";

/** A failure as the person or program at the other end sees it: one coded line and what to do, or a problem document. */
export function renderError(
  error: unknown,
  options: { readonly say: Say; readonly locale: Locale; readonly json: boolean },
): string {
  const code: ErrorCode = error instanceof ProbityError ? error.code : "PROBITY_E_INTERNAL";
  const message = error instanceof Error ? error.message : String(error);
  const errors = error instanceof ProbityError ? error.errors : [];
  const entry = errorTable[code];
  if (options.json) {
    const problem: Problem = {
      type: `urn:probity:error:${code}`,
      title: entry.title,
      status: entry.status,
      code,
      detail: message,
      next: entry.next,
      ...(errors.length > 0 ? { errors } : {}),
    };
    return `${JSON.stringify(problem)}\n`;
  }
  const next = options.locale === "zh-CN" ? (nextInChinese[code] ?? entry.next) : entry.next;
  const details = errors.map(
    ({ path, message: text, at }) =>
      `  ${printable(path)}: ${printable(text)}${at === undefined ? "" : ` (${at + 1})`}\n`,
  );
  return `${code}: ${printable(message)}\n${details.join("")}${options.say("next")} ${next}\n`;
}
