/**
 * What was found wrong or had to be assumed. `release.*` means that nothing came of the item, every other code that
 * its events were made with what is known.
 */
export const issueCodes = [
  "line.invalid_json",
  "line.invalid_utf8",
  "line.too_long",
  "line.too_deep",
  "release.not_a_release",
  "release.no_ocid",
  "release.linked",
  "release.too_large",
  "release.registration_only",
  "date.invalid",
  "date.implausible",
  "date.no_offset",
  "time.fallback",
  "time.order",
  "code.unknown",
  "money.invalid",
  "money.inexact",
  "money.noise",
  "organisation.no_id",
  "organisation.placeholder",
  "id.missing",
  "text.cut",
  "text.replacement_character",
] as const;

/** One of {@link issueCodes}. */
export type IssueCode = (typeof issueCodes)[number];

/** One finding about the data itself, for the data quality report. */
export interface Issue {
  readonly code: IssueCode;
  /** The field, or for `time.fallback` the event type and what its time was taken from. */
  readonly where: string;
  /** The offending value, shortened. */
  readonly value?: string | undefined;
}

/** Collects issues while one release is mapped. */
export interface IssueSink {
  readonly issues: readonly Issue[];
  add(code: IssueCode, where: string, value?: string): void;
}

/**
 * An empty sink. The same value at the same place is reported once, because several events read the same field. Values
 * are cut to 80 characters, so that a report never carries a whole document.
 */
export function createIssueSink(): IssueSink {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  return {
    issues,
    add(code, where, value) {
      if (value === undefined) {
        issues.push({ code, where });
        return;
      }
      const key = JSON.stringify([code, where, value]);
      if (seen.has(key)) return;
      seen.add(key);
      issues.push({ code, where, value: value.slice(0, 80) });
    },
  };
}
