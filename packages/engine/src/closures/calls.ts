import type { RuntimeFunction } from "../functions/strict.ts";
import { runtimeFunctions } from "../functions/table.ts";
import { numberOf } from "../ops/equals.ts";
import type { Eval } from "../ops/frame.ts";
import { budgetError, EvalError, indexError, overloadError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import { located } from "./checks.ts";
import { fusedArithmetic, isArithmetic } from "./compute.ts";
import { fusedComparison, sieveOf } from "./compare.ts";
import {
  type Built,
  child,
  demandLength,
  itemPathOf,
  malformed,
  type Node,
  type Scope,
  textAt,
} from "./scope.ts";
import { ProbityError } from "@probity/contracts";

/** Scanned characters of a pattern match that cost one loop step; counted repetitions may need many more states. */
const matchedPerStep = 4;
const countedPerStep = 1;
const maxPattern = 256;

/** `["call", id, a, b, ...]` */
export function buildCall(node: Node, scope: Scope): Built {
  const id = textAt(node, 1);
  const called = runtimeFunctions.get(id);
  const args = node.slice(2).map((arg) => child(arg, scope));
  if (called === undefined) throw malformed("call");
  if (args.length < called.least || args.length > called.most) throw malformed(id);
  const [a, b] = args;
  const run =
    (id === "size" ? a?.count : undefined) ?? fused(id, args) ?? withPlace(id, strict(called, args), a);
  const sieve = a === undefined || b === undefined ? undefined : sieveOf(id, a, b);
  const itemPath = id === "distinct" ? a && itemPathOf(a) : undefined;
  return { run, code: called.result, path: "", itemPath, sieve, free: isFree(id, args) };
}

const placing = new Set(["min", "max", "charAt", "substring", "indexOf", "lastIndexOf"]);

/** Names what had no such place: the list whose least item was asked for, the text whose tenth character was. */
function withPlace(id: string, run: Eval, a: Built | undefined): Eval {
  const path = a === undefined ? "" : a.path || itemPathOf(a);
  if (path === "" || !placing.has(id)) return run;
  const here = located(indexError, path);
  return (frame) => {
    const value = run(frame);
    return value === indexError ? here : value;
  };
}

const scalars = new Set(["b", "i", "d", "s"]);
const plain = new Set(["eq", "ne", "lt", "le", "gt", "ge", "in"]);

/** Comparisons and typed arithmetic of scalars spend no budget. */
function isFree(id: string, args: readonly Built[]): boolean {
  if (!plain.has(id) && !isArithmetic(id)) return false;
  return args.every(({ free, code }) => free === true && scalars.has(code)) || isConstantSet(id, args);
}

function isConstantSet(id: string, [item, set]: readonly Built[]): boolean {
  return id === "in" && item?.free === true && scalars.has(item.code) && setOf(set?.constant) !== undefined;
}

function fused(id: string, args: readonly Built[]): Eval | undefined {
  const [a, b] = args;
  if (a === undefined || b === undefined) return undefined;
  return id === "in" ? memberOf(a, b) : (fusedComparison(id, a, b) ?? fusedArithmetic(id, a, b));
}

/** `x in [constants]` as one set lookup. */
function memberOf(a: Built, b: Built): Eval | undefined {
  const set = setOf(b.constant);
  if (set === undefined) return undefined;
  const { run } = a;
  return (frame) => {
    const value = run(frame);
    if (typeof value !== "object") return set.has(value);
    if (value instanceof EvalError) return value;
    return set.has(numberOf(value) ?? value);
  };
}

/** The items of a constant list, when one set lookup finds them. */
function setOf(list: Value | undefined): ReadonlySet<Value> | undefined {
  if (!Array.isArray(list)) return undefined;
  const keys = (list as readonly Value[]).map((item) => numberOf(item) ?? item);
  return keys.some((key) => typeof key === "object" || Number.isNaN(key)) ? undefined : new Set(keys);
}

function strict(called: RuntimeFunction, args: readonly Built[]): Eval {
  const { run } = called;
  const [a, b, c, d] = args.map((arg) => arg.run);
  if (a === undefined) throw malformed("call");
  if (b === undefined) {
    return (frame) => {
      const first = a(frame);
      return first instanceof EvalError ? first : run(first, null, null, frame, null);
    };
  }
  if (c === undefined) {
    return (frame) => {
      const first = a(frame);
      if (first instanceof EvalError) return first;
      const second = b(frame);
      return second instanceof EvalError ? second : run(first, second, null, frame, null);
    };
  }
  return (frame) => {
    const values: Value[] = [];
    for (const arg of [a, b, c, d]) {
      const value = arg?.(frame) ?? null;
      if (value instanceof EvalError) return value;
      values.push(value);
    }
    return run(values[0] ?? null, values[1] ?? null, values[2] ?? null, frame, values[3] ?? null);
  };
}

/** `["matches", a, pattern]` */
export function buildMatches(node: Node, scope: Scope): Built {
  demandLength(node, 3);
  const text = child(node[1], scope).run;
  const pattern = textAt(node, 2);
  if (pattern.length > maxPattern) throw malformed("matches");
  const test = compilePattern(pattern, scope);
  const perStep = pattern.includes("{") ? countedPerStep : matchedPerStep;
  const run: Eval = (frame) => {
    const value = text(frame);
    if (typeof value !== "string") return value instanceof EvalError ? value : overloadError;
    return frame.spendSteps(Math.trunc(value.length / perStep)) ? test(value) : budgetError;
  };
  return { run, code: "b", path: "" };
}

function compilePattern(pattern: string, scope: Scope): (text: string) => boolean {
  if (scope.regex === undefined) {
    const message = "The bundle matches patterns; compile() was not given a `regex`.";
    throw new ProbityError("PROBITY_E_BUNDLE_REGEX", message);
  }
  try {
    const compiled = scope.regex(pattern);
    return (text) => compiled.test(text);
  } catch (cause) {
    throw new ProbityError("PROBITY_E_BUNDLE_FORMAT", `The pattern ${JSON.stringify(pattern)} is not RE2.`, {
      cause,
    });
  }
}
