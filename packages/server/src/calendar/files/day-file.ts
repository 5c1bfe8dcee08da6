import { ProbityError } from "@probity/contracts";
import type { DayEdit } from "../edit.ts";

/** What a file of days says, and what of it could not be read. */
export interface DayFile {
  readonly days: readonly DayEdit[];
  /** `line 3: ...` */
  readonly problems: readonly string[];
}

/** Most days that one file may change. */
export const mostDays = 800;

/** Every day once. Two lines that say different things of one day are a problem. Throws `PROBITY_E_CALENDAR` for too many. */
export function dayFile(
  rows: readonly (DayEdit & { readonly line: number })[],
  bad: readonly string[],
): DayFile {
  const days = new Map<string, DayEdit>();
  const problems = [...bad];
  for (const { line, ...day } of rows) {
    const known = days.get(day.date);
    if (known !== undefined && known.kind !== day.kind)
      problems.push(`line ${line}: ${day.date} is ${day.kind} here and ${known.kind} before`);
    else if (known === undefined) days.set(day.date, day);
    if (days.size > mostDays)
      throw new ProbityError("PROBITY_E_CALENDAR", `a file may have at most ${mostDays} days`);
  }
  return { days: [...days.values()], problems };
}

/** A name as it is stored: one that a file gives counts for both languages. */
export const namesOf = (name: string, en: string = name): NonNullable<DayEdit["names"]> => ({
  "zh-CN": plain(name),
  en: plain(en),
});

/** Bounded, on one line. */
export const plain = (text: string, most: number = 200): string =>
  Array.from(text.replaceAll(/\p{Cc}+/gu, " ").trim())
    .slice(0, most)
    .join("");
