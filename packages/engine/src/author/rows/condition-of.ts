import { parseText } from "../parse-text.ts";
import { profileError } from "../rule-error.ts";
import type { Bare } from "./bare.ts";
import { nameOf, pathBare } from "./path-bare.ts";
import { print } from "./print.ts";
import type { Comparison, Path, Row, Term } from "./row.ts";

/**
 * The CEL text of rows. Texts and names that come from people stay what they are: a text is escaped, and a name, a function or
 * an advanced text that is not one whole expression is refused with a coded error.
 */
export function conditionOf(row: Row): string {
  return print(bareOf(row));
}

function bareOf(row: Row): Bare {
  switch (row.kind) {
    case "group":
      return group(row.join, row.rows);
    case "not":
      return { op: "call", name: "!_", args: [bareOf(row.row)], member: false };
    case "each": {
      const name = row.quantifier === "some" ? "exists" : "all";
      const range = bareTerm(row.list);
      return { op: "macro", name, range, variable: nameOf(row.variable), body: bareOf(row.row) };
    }
    case "given":
      return given(row.path);
    case "compare":
      return compare(row.comparison, bareTerm(row.left), bareTerm(row.right));
    case "truth":
      return bareTerm(row.term);
    default:
      return parseText(row.text);
  }
}

/** A group of none asks nothing: all of it hold, any of it does not. */
function group(join: "all" | "any", rows: readonly Row[]): Bare {
  const [first] = rows;
  if (first === undefined) return { op: "lit", code: "b", value: join === "all" };
  if (rows.length === 1) return bareOf(first);
  return { op: "call", name: join === "all" ? "_&&_" : "_||_", args: rows.map(bareOf), member: false };
}

function given({ names }: Path): Bare {
  const field = names.at(-1);
  if (field === undefined || names.length < 2)
    throw profileError({ at: 0, length: 1 }, "Only a field of something can be given or not");
  return { op: "has", base: pathBare(names.slice(0, -1)), field: nameOf(field) };
}

function compare(comparison: Comparison, left: Bare, right: Bare): Bare {
  const args = [left, right];
  if (comparison === "in") return { op: "call", name: "@in", args, member: false };
  if (/^[a-z]/i.test(comparison)) return { op: "call", name: comparison, args, member: true };
  return { op: "call", name: `_${comparison}_`, args, member: false };
}

function bareTerm(term: Term): Bare {
  switch (term.kind) {
    case "path":
      return pathBare(term.names);
    case "constant":
      return { op: "lit", code: term.code, value: term.value };
    case "list":
      return { op: "list", items: term.items.map(bareTerm) };
    case "arithmetic":
      return {
        op: "call",
        name: `_${term.operator}_`,
        args: [bareTerm(term.left), bareTerm(term.right)],
        member: false,
      };
    case "function":
      return {
        op: "call",
        name: functionName(term.name),
        args: term.args.map(bareTerm),
        member: term.member,
      };
    default:
      return parseText(term.text);
  }
}

function functionName(name: string): string {
  if (/^(sets\.)?[A-Za-z_][A-Za-z_0-9]{0,199}$/.test(name)) return name;
  throw profileError({ at: 0, length: 1 }, `"${name.slice(0, 200)}" is no name of a function`);
}
