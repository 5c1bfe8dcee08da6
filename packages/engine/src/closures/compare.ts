import { equals } from "../ops/equals.ts";
import { cellOf, type Eval, type Frame } from "../ops/frame.ts";
import { order } from "../ops/order.ts";
import { EvalError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import type { Built, Sieve } from "./scope.ts";

/** Fast forms of `== != < <= > >=`: two numbers or a constant scalar are compared bare. */
export function fusedComparison(id: string, a: Built, b: Built): Eval | undefined {
  if (id === "eq") return equality(a, b, true);
  if (id === "ne") return equality(a, b, false);
  const make = orderings.get(id);
  return make?.(a.run, b);
}

/** What lets a loop pass over items, when `a == b` or `a != b` compares a text of the item with one that stays. */
export function sieveOf(id: string, a: Built, b: Built): Sieve | undefined {
  if ((id !== "eq" && id !== "ne") || a.code !== "s" || b.code !== "s") return undefined;
  const column = a.column ?? b.column;
  const stays = a.column === undefined ? a : b;
  const other = typeof stays.constant === "string" ? cellOf(stays.constant) : stays.early;
  return column === undefined || other === undefined ? undefined : { ...column, other, unequal: id === "ne" };
}

function equality(a: Built, b: Built, wanted: boolean): Eval {
  const other = b.constant;
  if (a.code === "s" && b.code === "s") return textEquality(a, b, wanted);
  if (typeof other === "string" || typeof other === "boolean" || typeof other === "number")
    return equalsConstant(a.run, other, wanted);
  const { run } = a;
  const right = b.run;
  return (frame) => generalEquality(run(frame), right(frame), wanted, frame);
}

function equalsConstant(run: Eval, other: string | number | boolean, wanted: boolean): Eval {
  return (frame) => {
    const value = run(frame);
    if (value === other) return wanted;
    return typeof value === "object" ? generalEquality(value, other, wanted, frame) : !wanted;
  };
}

/** Two texts, the heart of most loops: what has been put somewhere beforehand is loaded in place. */
function textEquality(a: Built, b: Built, wanted: boolean): Eval {
  if (a.column !== undefined) return columnEquals(a.column, b, wanted);
  if (b.column !== undefined) return columnEquals(b.column, a, wanted);
  const { run } = a;
  const right = b.run;
  return (frame) => {
    const left = run(frame);
    const value = right(frame);
    if (typeof left === "string" && typeof value === "string") return (left === value) === wanted;
    return generalEquality(left, value, wanted, frame);
  };
}

function columnEquals({ cell, values }: NonNullable<Built["column"]>, b: Built, wanted: boolean): Eval {
  const early = typeof b.constant === "string" ? cellOf(b.constant) : b.early;
  if (early !== undefined) {
    return (frame) => {
      const left = values[cell.place] ?? null;
      const right = early.value;
      if (typeof left === "string" && typeof right === "string") return (left === right) === wanted;
      return generalEquality(left, right, wanted, frame);
    };
  }
  const { run } = b;
  return (frame) => {
    const right = run(frame);
    const left = values[cell.place] ?? null;
    if (typeof left === "string" && typeof right === "string") return (left === right) === wanted;
    return generalEquality(left, right, wanted, frame);
  };
}

function generalEquality(a: Value, b: Value, wanted: boolean, frame: Frame): Value {
  const same = equals(a, b, frame);
  return same instanceof EvalError ? same : same === wanted;
}

type Ordering = (a: Eval, b: Built) => Eval;

/** Written out for each operator and for a constant limit, so that the virtual machine specialises each. */
const orderings: ReadonlyMap<string, Ordering> = new Map<string, Ordering>([
  [
    "lt",
    (a, b) => {
      const { run, constant } = b;
      if (typeof constant === "number") {
        return (frame) => {
          const left = a(frame);
          return typeof left === "number" ? left < constant : ordered(left, constant, (way) => way < 0);
        };
      }
      return (frame) => {
        const left = a(frame);
        const right = run(frame);
        if (typeof left === "number" && typeof right === "number") return left < right;
        return ordered(left, right, (way) => way < 0);
      };
    },
  ],
  [
    "le",
    (a, b) => {
      const { run, constant } = b;
      if (typeof constant === "number") {
        return (frame) => {
          const left = a(frame);
          return typeof left === "number" ? left <= constant : ordered(left, constant, (way) => way <= 0);
        };
      }
      return (frame) => {
        const left = a(frame);
        const right = run(frame);
        if (typeof left === "number" && typeof right === "number") return left <= right;
        return ordered(left, right, (way) => way <= 0);
      };
    },
  ],
  [
    "gt",
    (a, b) => {
      const { run, constant } = b;
      if (typeof constant === "number") {
        return (frame) => {
          const left = a(frame);
          return typeof left === "number" ? left > constant : ordered(left, constant, (way) => way > 0);
        };
      }
      return (frame) => {
        const left = a(frame);
        const right = run(frame);
        if (typeof left === "number" && typeof right === "number") return left > right;
        return ordered(left, right, (way) => way > 0);
      };
    },
  ],
  [
    "ge",
    (a, b) => {
      const { run, constant } = b;
      if (typeof constant === "number") {
        return (frame) => {
          const left = a(frame);
          return typeof left === "number" ? left >= constant : ordered(left, constant, (way) => way >= 0);
        };
      }
      return (frame) => {
        const left = a(frame);
        const right = run(frame);
        if (typeof left === "number" && typeof right === "number") return left >= right;
        return ordered(left, right, (way) => way >= 0);
      };
    },
  ],
]);

function ordered(a: Value, b: Value, test: (way: number) => boolean): Value {
  const way = order(a, b);
  return way instanceof EvalError ? way : test(way);
}
