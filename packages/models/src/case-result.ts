import type { Finding, Result } from "@probity/contracts";

/** What one worked case gave (RU-7). */
export interface CaseResult {
  readonly rule: string;
  readonly name: string;
  readonly expected: Result;
  /** Absent only when the rule gave no finding at all. */
  readonly actual?: Result | undefined;
  /** True when result, missing paths and evidence are all as the case says. */
  readonly ok: boolean;
  /** Paths that were read and not there; empty unless `actual` is `indeterminate`. */
  readonly missing: readonly string[];
  /** One line for each difference; empty when `ok`. */
  readonly problems: readonly string[];
  readonly finding?: Finding | undefined;
}
