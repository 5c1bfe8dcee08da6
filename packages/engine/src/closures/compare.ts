import { equals } from "../ops/equals.ts";
import type { Cell, Eval, Frame } from "../ops/frame.ts";
import { order } from "../ops/order.ts";
import { EvalError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import type { Built } from "./scope.ts";

/** Fast forms of `== != < <= > >=`: two numbers or a constant scalar are compared bare. */
export function fusedComparison(id: string, a: Built, b: Built): Eval | undefined {
  if (id === "eq") return equality(a, b, true);
  if (id === "ne") return equality(a, b, false);
  const make = orderings.get(id);
  return make?.(a.run, b);
}

function equality(a: Built, b: Built, wanted: boolean): Eval {
  const other = b.constant;
  if (typeof other === "string" && a.code === "s" && a.field !== undefined)
    return fieldIsText(a, a.field, other, wanted);
  if (typeof other === "string" || typeof other === "boolean" || typeof other === "number")
    return equalsConstant(a.run, other, wanted);
  if (a.code === "s" && b.code === "s" && a.field !== undefined && b.field !== undefined)
    return fieldsEqual(a, b, a.field, b.field, wanted);
  if (a.field !== undefined && a.code === "s" && b.early !== undefined)
    return fieldIs(a, a.field, b.early, wanted);
  if (b.field !== undefined && b.code === "s" && a.early !== undefined)
    return fieldIs(b, b.field, a.early, wanted);
  const { run } = a;
  const right = b.run;
  return (frame) => {
    const left = run(frame);
    const value = right(frame);
    if (typeof left === "string" && typeof value === "string") return (left === value) === wanted;
    return generalEquality(left, value, wanted, frame);
  };
}

function equalsConstant(run: Eval, other: string | number | boolean, wanted: boolean): Eval {
  return (frame) => {
    const value = run(frame);
    if (value === other) return wanted;
    return typeof value === "object" ? generalEquality(value, other, wanted, frame) : !wanted;
  };
}

type Field = NonNullable<Built["field"]>;

/** `a.id == b.id`, the heart of pairwise loops: both texts are read in place. */
function fieldsEqual(a: Built, b: Built, left: Field, right: Field, wanted: boolean): Eval {
  const { cell: leftCell, key: leftKey } = left;
  const { cell: rightCell, key: rightKey } = right;
  return (frame) => {
    const one = bareField(leftCell.value, leftKey);
    const other = bareField(rightCell.value, rightKey);
    if (typeof one === "string" && typeof other === "string") return (one === other) === wanted;
    return generalEquality(a.run(frame), b.run(frame), wanted, frame);
  };
}

/** `b.id == a.id` inside a loop over `b`, whose other side was read before the loop. */
function fieldIs(item: Built, field: Field, early: Cell, wanted: boolean): Eval {
  const { cell, key } = field;
  const { run } = item;
  return (frame) => {
    const one = bareField(cell.value, key);
    const other = early.value;
    if (typeof one === "string" && typeof other === "string") return (one === other) === wanted;
    return generalEquality(run(frame), other, wanted, frame);
  };
}

/** `b.status == "valid"` */
function fieldIsText(item: Built, field: Field, other: string, wanted: boolean): Eval {
  const { cell, key } = field;
  const { run } = item;
  return (frame) => {
    const one = bareField(cell.value, key);
    if (typeof one === "string") return (one === other) === wanted;
    return generalEquality(run(frame), other, wanted, frame);
  };
}

function bareField(value: Value, key: string): unknown {
  // The key is plain (`isPlainKey`): on any value a bare read gives the data's own field, undefined or a function.
  return (value as { readonly [key: string]: unknown } | null)?.[key];
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
