import type { Json } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { isJsonObject } from "./is-json-object.ts";

const maxDepth = 200;

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 code units, ECMAScript number and string forms, no white space.
 * Two values with the same meaning give the same bytes, which is what signatures and digests need.
 *
 * A key whose value is `undefined` is left out, as `JSON.stringify` does. Throws `PROBITY_E_JSON` for what JSON cannot
 * carry (NaN, infinities, functions, lone surrogates) and for nesting deeper than 200.
 */
export function canonicalJson(value: Json): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > maxDepth) throw refuse(`nesting deeper than ${maxDepth}`);
  if (value === null) return "null";
  if (typeof value === "string") return writeString(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number") return writeNumber(value);
  if (Array.isArray(value)) return `[${value.map((item: unknown) => write(item, depth + 1)).join(",")}]`;
  if (isJsonObject(value)) return writeObject(value, depth);
  throw refuse(`a value of type ${typeof value}`);
}

function writeObject(value: object, depth: number): string {
  const entries = Object.entries(value).filter((entry) => entry[1] !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${writeString(key)}:${write(item, depth + 1)}`).join(",")}}`;
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw refuse(`the number ${value}`);
  return JSON.stringify(value);
}

function writeString(value: string): string {
  if (!value.isWellFormed()) throw refuse("a string with a lone surrogate");
  return JSON.stringify(value);
}

function refuse(what: string): ProbityError {
  return new ProbityError("PROBITY_E_JSON", `Canonical JSON cannot carry ${what}.`);
}
