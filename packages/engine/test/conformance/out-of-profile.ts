import type { ConformanceTest } from "./suite.ts";

/** A construct that the Probity profile of CEL leaves out, why, and how a test that needs it is told. */
export interface OutOfProfile {
  readonly construct: string;
  readonly reason: string;
  readonly test: (item: ConformanceTest) => boolean;
}

const inSuite =
  (...names: readonly string[]) =>
  (item: ConformanceTest): boolean =>
    names.includes(item.suite);

/** Events are JSON; a rule never sees a protobuf message, so the profile has none. */
export const outOfProfile: readonly OutOfProfile[] = [
  {
    construct: "protobuf messages, enums, wrappers, Any",
    reason: "Events are JSON. There are no protobuf types to make or read.",
    test: (item) =>
      inSuite("proto2", "proto2_ext", "proto3", "enums", "wrappers", "dynamic", "unknowns")(item) ||
      /TestAllTypes|TestRequired|google\.protobuf\.\w+\s*\{|objectValue|messageType|GlobalEnum|NestedEnum|"wrapper"/.test(
        item.original.expr +
          JSON.stringify(item.original["typeEnv"] ?? "") +
          messageIn(item.original["value"]),
      ),
  },
  {
    construct: "optional values",
    reason: "Absence is `indeterminate` or `has()`; a second notion of it would hide missing data.",
    test: inSuite("optionals"),
  },
  {
    construct: "extension libraries: block, math, encoders, two-variable macros",
    reason: "Not needed by the catalogue; each would widen what authors must know.",
    test: inSuite("block_ext", "math_ext", "encoders_ext", "macros2"),
  },
  {
    construct: "strings.quote, format, reverse",
    reason: "Texts for people are made from evidence, not by rules.",
    test: (item) =>
      item.suite === "string_ext" &&
      (/^(quote|format|format_errors)$/.test(item.section) ||
        /\.format\(|\.reverse\(|strings\.quote/.test(item.original.expr)),
  },
  {
    construct: "integers beyond 2^53",
    reason:
      "Ints are safe integers, so that they are exact in every JSON tool; beyond is an error, never rounded.",
    test: (item) =>
      hasWideInteger(item.original.expr) || hasWideInteger(JSON.stringify(item.original["value"] ?? "")),
  },
  {
    construct: "declared functions",
    reason: "The functions are those of the engine's table.",
    test: (item) => JSON.stringify(item.original["typeEnv"] ?? "").includes('"function"'),
  },
  {
    construct: "containers and qualified variable names",
    reason: "A rule has four variables: event, record, params, now.",
    test: (item) => item.suite === "namespace" || item.section === "qualified_identifier_resolution",
  },
  {
    construct: "back-quoted field names",
    reason: "The parser that we use has none; such a field is read with an index.",
    test: (item) => item.original.expr.includes("`"),
  },
  {
    construct: "patterns that are not literals",
    reason: "Patterns are compiled once and bounded (RU-2).",
    test: (item) =>
      /matches\((?!\s*r?["'])/.test(item.original.expr) && !/matches\(\)/.test(item.original.expr),
  },
  {
    construct: "deduced types only",
    reason: "The test asks for a type of the standard checker; ours checks against event schemas.",
    test: (item) => item.original["checkOnly"] === true,
  },
];

function messageIn(value: unknown): string {
  const text = JSON.stringify(value ?? "");
  return /google\.protobuf\.(Timestamp|Duration)"/.test(text) ? "" : text;
}

function hasWideInteger(text: string): boolean {
  return [...text.matchAll(/(?<![\d.eE-])-?(0x[0-9a-f]+|\d{16,})(?![\d.])/gi)].some(
    (match) =>
      Math.abs(Number(match[0])) > Number.MAX_SAFE_INTEGER ||
      Math.abs(Number(match[1])) > Number.MAX_SAFE_INTEGER,
  );
}
