import { ProbityError } from "@probity/contracts";
import { LineCounter, type Document, parseDocument } from "yaml";
import { type OddKey, oddKey } from "./odd-key.ts";
import { yamlLimits } from "./yaml-limits.ts";

/** A parsed YAML file that can still say where a value stands. */
export interface YamlFile {
  readonly value: unknown;
  /** `file:line:column` of the value at a JSON pointer, or of its nearest parent that exists. */
  locate(pointer: string): string;
}

/**
 * Parses one YAML 1.2 document (core schema: dates stay strings) within {@link yamlLimits}. `file` is only named in
 * errors. Throws `PROBITY_E_MODEL` with file, line and column on bad syntax, duplicate keys, unknown tags, too much
 * nesting and alias bombs.
 */
export function parseYaml(text: string, file: string): YamlFile {
  if (Buffer.byteLength(text) > yamlLimits.maxBytes) {
    throw refused(`${file}:1:1`, `larger than ${yamlLimits.maxBytes} bytes`);
  }
  const deep = tooDeepAt(text);
  if (deep !== undefined) throw refused(`${file}:${deep}:1`, `nested deeper than ${yamlLimits.maxDepth}`);
  const lines = new LineCounter();
  const doc = parse(text, lines, file);
  const problem = firstProblem(doc);
  if (problem !== undefined) {
    const at = lines.linePos(problem.offset);
    throw refused(`${file}:${at.line}:${at.col}`, problem.message);
  }
  return { value: expand(doc, file), locate: (pointer) => locate(doc, lines, file, pointer) };
}

/** The parser's own check of keys is quadratic, and its pretty messages are costly when there are many. */
const cheap = { uniqueKeys: false, prettyErrors: false } as const;

function parse(text: string, lineCounter: LineCounter, file: string): Document {
  try {
    return parseDocument(text, { lineCounter, strict: true, schema: "core", ...cheap });
  } catch (cause) {
    throw new ProbityError("PROBITY_E_MODEL", `${file}: too deep or too odd to be parsed`, { cause });
  }
}

/**
 * The parser recurses, so nesting is bounded before it runs: brackets for flow style, indentation and dashes for
 * block style. Brackets inside strings count too; a text that hides its depth with them ends in the parser's own
 * stack limit, which is caught.
 */
function tooDeepAt(text: string): number | undefined {
  let brackets = 0;
  let line = 1;
  for (const row of text.split("\n")) {
    const lead = /^[ \-?:]*/.exec(row)?.[0] ?? "";
    if (lead.length > yamlLimits.maxDepth * 4) return line;
    for (const char of row) {
      if (char === "[" || char === "{") brackets += 1;
      else if (char === "]" || char === "}") brackets = Math.max(0, brackets - 1);
      if (brackets > yamlLimits.maxDepth) return line;
    }
    line += 1;
  }
  return undefined;
}

function firstProblem(doc: Document): OddKey | undefined {
  const problem = doc.errors[0] ?? doc.warnings[0];
  return problem === undefined ? oddKey(doc) : { message: problem.message, offset: problem.pos[0] };
}

function expand(doc: Document, file: string): unknown {
  try {
    return doc.toJS({ maxAliasCount: yamlLimits.maxAliases });
  } catch (cause) {
    throw new ProbityError("PROBITY_E_MODEL", `${file}: aliases repeat too much content`, { cause });
  }
}

function locate(doc: Document, lines: LineCounter, file: string, pointer: string): string {
  const path = pointer.split("/").slice(1).map(pathToken);
  for (; path.length > 0; path.pop()) {
    const node = doc.getIn(path, true);
    const start = rangeStart(node);
    if (start !== undefined) {
      const at = lines.linePos(start);
      return `${file}:${at.line}:${at.col}`;
    }
  }
  return `${file}:1:1`;
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : undefined;
}

function pathToken(token: string): string | number {
  const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
  return /^(?:0|[1-9][0-9]*)$/.test(key) ? Number(key) : key;
}

function refused(where: string, message: string): ProbityError {
  return new ProbityError("PROBITY_E_MODEL", `${where}: ${message}`, { errors: [{ path: where, message }] });
}
