import { ProbityError } from "@probity/contracts";
import { splitCsv } from "../links/index.ts";
import { type Control, phases, type RiskPoint } from "./point.ts";

/** Columns of a file of the register, in the order in which it is written. */
const columns = [
  "id",
  "version",
  "level",
  "unit",
  "post",
  "powerItem",
  "place",
  "description",
  "forms",
  "namedBy",
  "probability",
  "harm",
  "controls",
  "owner",
  "reviewAt",
] as const;

const numbers: ReadonlySet<string> = new Set(["version", "probability", "harm"]);
const maxRows = 5_000;
const maxFieldLines = 20;

/** One row of a file, to be checked as the body of a request is. */
export interface RiskRow {
  readonly line: number;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The register as a file. What a spreadsheet would take for a formula is written with an apostrophe before it. */
export const riskCsv = (risks: readonly RiskPoint[]): string =>
  [
    columns.join(","),
    ...risks.map((risk) => columns.map((name) => cell(valueOf(risk, name))).join(",")),
  ].join("\r\n") + "\r\n";

function valueOf(risk: RiskPoint, name: (typeof columns)[number]): string {
  if (name === "controls") return risk.controls.map(controlText).join("; ");
  return String(risk[name] ?? "");
}

const controlText = (control: Control): string =>
  `${control.kind}: ${(control.kind === "rule" ? control.rule : control.text).replaceAll(";", ",")} @${control.phase}`;

function cell(text: string): string {
  const safe = /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Reads a file of the register. Throws `PROBITY_E_REQUEST` for a head or a row that is none. */
export function readRiskCsv(text: string): readonly RiskRow[] {
  const [head, ...records] = recordsOf(text);
  const names = splitCsv(head?.text ?? "")?.map((name) => name.trim()) ?? [];
  const strange = names.find((name) => !columns.some((one) => one === name));
  if (strange !== undefined || !names.includes("id") || new Set(names).size !== names.length)
    throw new ProbityError(
      "PROBITY_E_REQUEST",
      `the head takes ${columns.join(", ")}, each once, and needs id`,
    );
  if (records.length > maxRows)
    throw new ProbityError("PROBITY_E_REQUEST", `over ${maxRows} rows: split the file`);
  return records.map(({ line, text: record }) => rowOf(line, names, splitCsv(record)));
}

function rowOf(line: number, names: readonly string[], cells: readonly string[] | undefined): RiskRow {
  if (cells?.length !== names.length)
    throw new ProbityError("PROBITY_E_REQUEST", `line ${line} has other fields than the head`);
  const { id = "", ...body } = Object.fromEntries(
    names.flatMap((name, index): [string, unknown][] => {
      const value = (cells[index] ?? "").trim().replace(/^'(?=[=+\-@\t\r'])/, "");
      if (name === "controls") return [[name, controlsOf(line, value)]];
      return value === "" ? [] : [[name, numbers.has(name) ? Number(value) : value]];
    }),
  );
  return { line, id: typeof id === "string" ? id : "", body };
}

const controlForm = /^(rule|manual): (.+) @(\w+)$/;

function controlsOf(line: number, text: string): readonly Control[] {
  return text
    .split(";")
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map((one): Control => {
      const [, kind, what = "", word] = controlForm.exec(one) ?? [];
      const phase = phases.find((known) => known === word);
      if (phase === undefined)
        throw new ProbityError(
          "PROBITY_E_REQUEST",
          `line ${line}: a control is "rule: ID @before" or "manual: TEXT @after"`,
        );
      return kind === "rule" ? { kind, rule: what, phase } : { kind: "manual", text: what, phase };
    });
}

/** Records with the line on which each begins; empty ones are left out. */
function recordsOf(text: string): readonly { readonly line: number; readonly text: string }[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const records: { line: number; text: string }[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    let record = lines[at] ?? "";
    for (
      let more = 1;
      more < maxFieldLines && at + 1 < lines.length && splitCsv(record) === undefined;
      more += 1
    )
      record += `\n${lines[(at += 1)] ?? ""}`;
    if (record.trim() !== "") records.push({ line, text: record });
  }
  return records;
}
