import { ProbityError } from "@probity/contracts";
import { dayNumber } from "@probity/engine/calendar";
import { splitCsv } from "../../links/index.ts";
import type { DayEdit } from "../edit.ts";
import type { StoredKind } from "../stored-calendar.ts";
import { type DayFile, dayFile, namesOf, plain } from "./day-file.ts";

const columns = ["date", "kind", "name", "nameEn", "source"] as const;

const words: Readonly<Record<string, StoredKind>> = {
  holiday: "holiday",
  workday: "workday",
  regular: "regular",
  inherited: "inherited",
  休: "holiday",
  放假: "holiday",
  节假日: "holiday",
  班: "workday",
  上班: "workday",
  补班: "workday",
  工作日: "workday",
  平常: "regular",
  沿用: "inherited",
};

/**
 * Reads a CSV with the head `date,kind` and, where there are any, `name`, `nameEn` and `source`; in UTF-8. Lines that
 * cannot be read are problems. Throws `PROBITY_E_CALENDAR` for a head of other columns.
 */
export function readCsv(text: string): DayFile {
  const [head = "", ...lines] = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const names = splitCsv(head) ?? [];
  const isHead =
    names.includes("date") &&
    names.includes("kind") &&
    names.every((name) => columns.some((column) => column === name)) &&
    new Set(names).size === names.length;
  if (!isHead)
    throw new ProbityError(
      "PROBITY_E_CALENDAR",
      `the head must be of ${columns.join(", ")}; it is ${plain(head)}`,
    );
  const rows: (DayEdit & { readonly line: number })[] = [];
  const problems: string[] = [];
  for (const [index, content] of lines.entries()) {
    if (content.trim() === "") continue;
    const row = rowOf(splitCsv(content), names);
    if (typeof row === "string") problems.push(`line ${index + 2}: ${row}`);
    else rows.push({ ...row, line: index + 2 });
  }
  return dayFile(rows, problems);
}

function rowOf(fields: readonly string[] | undefined, names: readonly string[]): DayEdit | string {
  if (fields === undefined || fields.length !== names.length) return `not ${names.length} fields`;
  const value = (name: (typeof columns)[number]): string => fields[names.indexOf(name)]?.trim() ?? "";
  const [date, word, name, source] = [value("date"), value("kind"), value("name"), value("source")];
  if (dayNumber(date) === undefined) return `${plain(date, 40)} is no date such as 2026-05-01`;
  const kind = Object.hasOwn(words, word) ? words[word] : undefined;
  if (kind === undefined) return `${plain(word, 40)} is none of holiday, workday, regular, inherited`;
  return {
    date,
    kind,
    ...(name !== "" && { names: namesOf(name, value("nameEn") || name) }),
    ...(source !== "" && { source: plain(source, 500) }),
  };
}
