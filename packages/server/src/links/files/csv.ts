import { ProbityError } from "@probity/contracts";
import type { RelationRow } from "../read-relation.ts";
import type { FileItem } from "./file-item.ts";

/** Columns of the CSV, by the names that JSON lines use as well. */
const columns = ["from", "to", "kind", "share", "validFrom", "validTo", "confidence", "provider"] as const;
const required = ["from", "to", "kind"] as const;

/** Fields of a line; undefined when a quoted field does not end on it. A doubled quote stands for one. */
export function splitCsv(line: string): readonly string[] | undefined {
  const fields: string[] = [];
  for (let at = 0; at <= line.length;) {
    if (line[at] !== '"') {
      const comma = line.indexOf(",", at);
      const end = comma === -1 ? line.length : comma;
      fields.push(line.slice(at, end).trim());
      at = end + 1;
      continue;
    }
    let text = "";
    let from = at + 1;
    for (;;) {
      const quote = line.indexOf('"', from);
      if (quote === -1) return undefined;
      text += line.slice(from, quote);
      from = quote + 1;
      if (line[from] !== '"') break;
      text += '"';
      from += 1;
    }
    if (from < line.length && line[from] !== ",") return undefined;
    fields.push(text);
    at = from + 1;
  }
  return fields;
}

/** Makes the reader of the lines behind a head. Throws `PROBITY_E_LINK_FORMAT` for a head that lacks a column. */
export function csvReader(head: string): (line: string, number: number) => FileItem {
  const names = splitCsv(head.replace(/^\uFEFF/, "")) ?? [];
  const unknown = names.filter((name) => !columns.some((column) => column === name));
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0 || unknown.length > 0 || new Set(names).size !== names.length)
    throw new ProbityError(
      "PROBITY_E_LINK_FORMAT",
      `the head must be of ${columns.join(", ")}; it is ${head.slice(0, 200)}`,
    );
  return (line, number) => {
    const fields = splitCsv(line);
    if (fields === undefined || fields.length !== names.length)
      return { line: number, rows: [], problems: [`not ${names.length} fields`] };
    const value = (name: (typeof columns)[number]): string | undefined => {
      const text = fields[names.indexOf(name)];
      return text === undefined || text === "" ? undefined : text;
    };
    return { line: number, rows: [rowOf(value)], problems: [] };
  };
}

function rowOf(value: (name: (typeof columns)[number]) => string | undefined): RelationRow {
  const [share, confidence] = [value("share"), value("confidence")];
  return {
    from: value("from") ?? "",
    to: value("to") ?? "",
    kind: value("kind") ?? "",
    ...(share === undefined ? {} : { share: numberOf(share) }),
    ...(confidence === undefined ? {} : { confidence: numberOf(confidence) }),
    ...textField("validFrom", value("validFrom")),
    ...textField("validTo", value("validTo")),
    ...textField("provider", value("provider")),
  };
}

const textField = (name: string, value: string | undefined): object =>
  value === undefined ? {} : { [name]: value };

/** NaN for what is no plain decimal number; it is refused with the row. */
const numberOf = (text: string): number => (/^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN);
