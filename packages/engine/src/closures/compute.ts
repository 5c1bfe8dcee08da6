import { doubleResult, intResult, type Operator } from "../ops/arithmetic.ts";
import type { Eval } from "../ops/frame.ts";
import { EvalError, overloadError } from "../values/eval-error.ts";
import type { Built } from "./scope.ts";

const operators: ReadonlyMap<string, Operator> = new Map([
  ["add_", "add"],
  ["sub_", "sub"],
  ["mul_", "mul"],
  ["div_", "div"],
  ["mod_", "mod"],
]);

/** True for arithmetic whose operands have one static type. */
export function isArithmetic(id: string): boolean {
  return operators.has(id.slice(0, -1));
}

/** Arithmetic on numbers of one static type: the function that fits is chosen now and called without a detour. */
export function fusedArithmetic(id: string, a: Built, b: Built): Eval | undefined {
  const operator = operators.get(id.slice(0, -1));
  if (operator === undefined) return undefined;
  return id.endsWith("i") ? onInts(operator, a.run, b.run) : onDoubles(operator, a.run, b.run);
}

function onInts(operator: Operator, a: Eval, b: Eval): Eval {
  return (frame) => {
    const left = a(frame);
    const right = b(frame);
    if (typeof left === "number" && typeof right === "number") return intResult(operator, left, right);
    return left instanceof EvalError ? left : right instanceof EvalError ? right : overloadError;
  };
}

function onDoubles(operator: Operator, a: Eval, b: Eval): Eval {
  return (frame) => {
    const left = a(frame);
    const right = b(frame);
    if (typeof left === "number" && typeof right === "number") return doubleResult(operator, left, right);
    return left instanceof EvalError ? left : right instanceof EvalError ? right : overloadError;
  };
}
