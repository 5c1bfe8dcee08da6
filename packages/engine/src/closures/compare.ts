import { equals } from "../ops/equals.ts";
import type { Eval } from "../ops/frame.ts";
import { order } from "../ops/order.ts";
import { EvalError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import type { Built } from "./scope.ts";

/** Fast forms of `== != < <= > >=`: two numbers or a constant scalar are compared bare. */
export function fusedComparison(id: string, a: Built, b: Built): Eval | undefined {
  if (id === "eq") return equality(a, b, true);
  if (id === "ne") return equality(a, b, false);
  const make = orderings.get(id);
  return make?.(a.run, b.run);
}

function equality(a: Built, b: Built, wanted: boolean): Eval {
  const { run } = a;
  const other = b.constant;
  if (typeof other === "string" || typeof other === "boolean" || typeof other === "number") {
    return (frame) => {
      const value = run(frame);
      if (value === other) return wanted;
      return typeof value === "object" ? generalEquality(value, other, wanted) : !wanted;
    };
  }
  const right = b.run;
  return (frame) => {
    const left = run(frame);
    const value = right(frame);
    if (typeof left === "string" && typeof value === "string") return (left === value) === wanted;
    return generalEquality(left, value, wanted);
  };
}

function generalEquality(a: Value, b: Value, wanted: boolean): Value {
  const same = equals(a, b);
  return same instanceof EvalError ? same : same === wanted;
}

type Ordering = (a: Eval, b: Eval) => Eval;

const orderings: ReadonlyMap<string, Ordering> = new Map<string, Ordering>([
  [
    "lt",
    (a, b) => (frame) => {
      const [left, right] = [a(frame), b(frame)];
      if (typeof left === "number" && typeof right === "number") return left < right;
      const way = order(left, right);
      return way instanceof EvalError ? way : way < 0;
    },
  ],
  [
    "le",
    (a, b) => (frame) => {
      const [left, right] = [a(frame), b(frame)];
      if (typeof left === "number" && typeof right === "number") return left <= right;
      const way = order(left, right);
      return way instanceof EvalError ? way : way <= 0;
    },
  ],
  [
    "gt",
    (a, b) => (frame) => {
      const [left, right] = [a(frame), b(frame)];
      if (typeof left === "number" && typeof right === "number") return left > right;
      const way = order(left, right);
      return way instanceof EvalError ? way : way > 0;
    },
  ],
  [
    "ge",
    (a, b) => (frame) => {
      const [left, right] = [a(frame), b(frame)];
      if (typeof left === "number" && typeof right === "number") return left >= right;
      const way = order(left, right);
      return way instanceof EvalError ? way : way >= 0;
    },
  ],
]);
