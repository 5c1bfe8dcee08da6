import type { Eval } from "../ops/frame.ts";
import { bothErrors, EvalError, overloadError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import { wrongType } from "./checks.ts";
import { type Built, child, demandLength, malformed, type Node, type Scope, type Sieve } from "./scope.ts";

/** `["and", a, b, ...]` and `["or", a, b, ...]`: one deciding side absorbs the errors of the others. */
export function buildJunction(decides: boolean, node: Node, scope: Scope): Built {
  const sides = node.slice(1).map((side) => child(side, scope));
  const [first, ...rest] = sides.map((side) => side.run);
  const last = rest.pop();
  if (first === undefined || last === undefined) throw malformed("and");
  const before = rest.reduce((a, b) => pair(decides, a, b), first);
  return {
    run: pair(decides, before, last),
    code: "b",
    path: "",
    free: sides.every((side) => side.free),
    pair: { decides, sides: [before, last] },
    sieve: sieveOf(decides, sides),
  };
}

/** The first side that can settle an item, if nothing before it spends budget: then its turn may come first. */
function sieveOf(decides: boolean, sides: readonly Built[]): Sieve | undefined {
  for (const { sieve, free } of sides) {
    if (sieve?.unequal === decides) return sieve;
    if (free !== true) return undefined;
  }
  return undefined;
}

function pair(decides: boolean, a: Eval, b: Eval): Eval {
  const stays = !decides;
  // Errors are mostly the same ones, made when the rule was compiled; so is what the two of them give.
  let [one, other, both]: (EvalError | undefined)[] = [];
  return (frame) => {
    const left = a(frame);
    if (left === decides) return left;
    const right = b(frame);
    if (right === decides) return right;
    if (left === stays && right === stays) return stays;
    const first = asError(left);
    const second = asError(right);
    if (both === undefined || first !== one || second !== other) {
      [one, other] = [first, second];
      both = combine(first, second);
    }
    return both ?? stays;
  };
}

function asError(value: Value): EvalError | undefined {
  if (value instanceof EvalError) return value;
  return typeof value === "boolean" ? undefined : overloadError;
}

function combine(a: EvalError | undefined, b: EvalError | undefined): EvalError | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : bothErrors(a, b);
}

/** `["not", a]` */
export function buildNot(node: Node, scope: Scope): Built {
  demandLength(node, 2);
  const inner = child(node[1], scope);
  const { run } = inner;
  return {
    run: (frame) => {
      const value = run(frame);
      if (value === true) return false;
      if (value === false) return true;
      return value instanceof EvalError ? value : wrongType("b", inner.path);
    },
    code: "b",
    path: "",
    free: inner.free,
  };
}

/** `["if", test, a, b]` */
export function buildIf(node: Node, scope: Scope): Built {
  demandLength(node, 4);
  const [test, a, b] = [child(node[1], scope), child(node[2], scope), child(node[3], scope)];
  return {
    run: (frame) => {
      const value = test.run(frame);
      if (value === true) return a.run(frame);
      if (value === false) return b.run(frame);
      return value instanceof EvalError ? value : wrongType("b", test.path);
    },
    code: a.code === b.code ? a.code : "*",
    path: "",
    free: test.free === true && a.free === true && b.free === true,
  };
}
