import type { Comparison, Constant, Path, Row, Term, Type } from "@probity/engine/author";
import { type Scope, pathsOf } from "./scope.ts";

/** A constant to begin with that fits a type. */
export function constantFor(type: Type | undefined): Term {
  switch (type?.kind) {
    case "int":
      return { kind: "constant", code: "i", value: 0 };
    case "double":
      return { kind: "constant", code: "d", value: 0 };
    case "bool":
      return { kind: "constant", code: "b", value: true };
    case "duration":
      return call("duration", "24h");
    case "timestamp":
      return { kind: "path", names: ["now"] };
    default:
      return { kind: "constant", code: "s", value: "" };
  }
}

const call = (name: string, value: string): Term => ({
  kind: "function",
  name,
  member: false,
  args: [{ kind: "constant", code: "s", value }],
});

const codes: Readonly<Record<string, Constant["code"]>> = {
  int: "i",
  double: "d",
  bool: "b",
  string: "s",
};

/** What stands on the other side after another field was chosen: kept where it still fits, else a new constant. */
export function fitted(right: Term, type: Type | undefined): Term {
  if (type === undefined) return right;
  if (right.kind === "constant" && codes[type.kind] !== right.code) return constantFor(type);
  return right;
}

const orders: readonly Comparison[] = ["==", "!=", ">", ">=", "<", "<="];

/** Comparisons that mean something for a type. */
export function comparisonsFor(type: Type | undefined): readonly Comparison[] {
  switch (type?.kind) {
    case "bool":
      return ["==", "!="];
    case "string":
      return ["==", "!=", "in", "contains", "startsWith", "endsWith", "matches"];
    case "int":
    case "double":
    case "uint":
      return [...orders, "in"];
    case "timestamp":
    case "duration":
      return orders;
    default:
      return [...orders, "in", "contains", "startsWith", "endsWith", "matches"];
  }
}

/** Kinds of rows that can be added. */
export const addable = ["compare", "given", "each", "truth", "group", "advanced"] as const;

/** One of {@link addable}. */
export type Addable = (typeof addable)[number];

/** A row to begin with; undefined where there is nothing that it could be about. */
export function newRow(kind: Addable, scope: Scope): Row | undefined {
  const plain = pathsOf(scope, ({ kind: type }) => type !== "record" && type !== "list" && type !== "map");
  const [field] = plain.filter((path) => path.includes("."));
  switch (kind) {
    case "compare":
      if (field === undefined) return undefined;
      return { kind, left: path(field), comparison: "==", right: constantFor(scope.get(field)) };
    case "given":
      return field === undefined ? undefined : { kind, path: path(field) };
    case "each": {
      const [list] = pathsOf(scope, (type) => type.kind === "list");
      if (list === undefined) return undefined;
      const row: Row = { kind: "group", join: "all", rows: [] };
      return { kind, quantifier: "some", list: path(list), variable: variableFor(scope), row };
    }
    case "truth": {
      const [flag] = pathsOf(scope, (type) => type.kind === "bool");
      return flag === undefined ? undefined : { kind, term: path(flag) };
    }
    case "group":
      return { kind, join: "any", rows: [] };
    default:
      return { kind, text: "true" };
  }
}

const path = (text: string): Path => ({ kind: "path", names: text.split(".") });

/** A name that nothing has yet. */
function variableFor(scope: Scope): string {
  const names = ["item", "part", "other", "entry"];
  return names.find((name) => !scope.has(name)) ?? `item${scope.size}`;
}
