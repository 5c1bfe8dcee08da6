import type { Json, JsonObject } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import type { Issue, IssueSink } from "../ocds/issue.ts";
import { createIssueSink } from "../ocds/issue.ts";
import { decodeText, parseJson } from "./decode.ts";
import type { ReadLimits } from "./limits.ts";
import type { Line } from "./lines.ts";
import { splitLines } from "./lines.ts";
import type { Input } from "./open-input.ts";
import { contentOf } from "./open-input.ts";
import { releasesOf } from "./releases-of.ts";

/** Where reading continues after an item. */
export interface ReadPosition {
  /** JSON lines: bytes read. A package: releases read. */
  readonly offset: number;
  /** Items read. */
  readonly number: number;
}

/** A line, or a release of a package. */
export interface Item {
  /** Line number, or place in the package, from 1. */
  readonly number: number;
  readonly releases: readonly JsonObject[];
  /** What is wrong with the item itself. */
  readonly issues: readonly Issue[];
  readonly next: ReadPosition;
  /** Part of the file that is read with it, 0 to 1; unknown for a compressed one. */
  readonly share: number | undefined;
}

/** The start of a file. */
export const startPosition: ReadPosition = { offset: 0, number: 0 };

/**
 * Reads the releases of a file. JSON lines are streamed: memory does not grow with the file, and a broken line is an
 * item with an issue. A package that spans lines is read whole, within `limits`. Throws `PROBITY_E_FILE` and
 * `PROBITY_E_IMPORT_FORMAT`.
 */
export async function* readItems(
  input: Input,
  from: ReadPosition,
  limits: ReadLimits,
): AsyncGenerator<Item, void, undefined> {
  if (await spansLines(input)) {
    yield* documentItems(input, from, limits);
    return;
  }
  const position = { offset: from.offset, lines: from.number };
  for await (const line of splitLines(contentOf(input, from.offset), limits.maxLineBytes, position)) {
    const share = input.gzip ? undefined : line.end / input.size;
    const item = lineItem(line, share);
    if (item !== undefined) yield item;
  }
}

/** True when the first line opens a JSON value and does not close it. */
async function spansLines(input: Input): Promise<boolean> {
  for await (const line of splitLines(contentOf(input, 0), 64 * 1024, { offset: 0, lines: 0 })) {
    const text = line.bytes
      ?.toString("utf8")
      .replace(/^\uFEFF/, "")
      .trim();
    if (text === "") continue;
    return text !== undefined && /^[[{]/.test(text) && /[[{,:]$/.test(text);
  }
  return false;
}

function lineItem(line: Line, share: number | undefined): Item | undefined {
  const sink = createIssueSink();
  const next = { offset: line.end, number: line.number };
  if (line.bytes === undefined) {
    sink.add("line.too_long", "");
    return { number: line.number, releases: [], issues: sink.issues, next, share };
  }
  const text = decodeText(line.bytes, sink);
  if (text.trim() === "") return undefined;
  const value = parseJson(text, sink);
  const releases = value === undefined ? [] : mergedOrTooDeep(value, sink);
  return { number: line.number, releases, issues: sink.issues, next, share };
}

/** Merging follows the nesting of the data; what exhausts the stack is refused like any other broken line. */
function mergedOrTooDeep(value: Json, sink: IssueSink): readonly JsonObject[] {
  try {
    return releasesOf(value, sink);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    sink.add("line.too_deep", "");
    return [];
  }
}

async function* documentItems(
  input: Input,
  from: ReadPosition,
  limits: ReadLimits,
): AsyncGenerator<Item, void, undefined> {
  const sink = createIssueSink();
  const value = parseJson(decodeText(await whole(input, limits), sink), sink);
  if (value === undefined) {
    const reason = sink.issues.find((issue) => issue.code === "line.invalid_json")?.value ?? "";
    throw new ProbityError(
      "PROBITY_E_IMPORT_FORMAT",
      `${input.file} is neither JSON lines nor JSON: ${reason}`,
    );
  }
  const releases = mergedOrTooDeep(value, sink);
  if (releases.length === 0) {
    throw new ProbityError("PROBITY_E_IMPORT_FORMAT", `${input.file} holds no release`);
  }
  for (const [index, release] of releases.entries()) {
    const number = index + 1;
    if (number <= from.offset) continue;
    yield {
      number,
      releases: [release],
      issues: index === 0 ? sink.issues : [],
      next: { offset: number, number },
      share: number / releases.length,
    };
  }
}

async function whole(input: Input, limits: ReadLimits): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of contentOf(input, 0)) {
    bytes += part.length;
    if (bytes > limits.maxDocumentBytes) {
      const limit = `${limits.maxDocumentBytes / 1024 / 1024} MiB`;
      throw new ProbityError("PROBITY_E_IMPORT_FORMAT", `${input.file} is a package of more than ${limit}`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
