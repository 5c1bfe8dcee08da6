import { charactersPerStep, equals } from "../ops/equals.ts";
import { cellOf, type Eval, type Frame } from "../ops/frame.ts";
import { order } from "../ops/order.ts";
import { EvalError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import type { Built, Sieve } from "./scope.ts";

/** Fast forms of `== != < <= > >=`: two numbers or a constant scalar are compared bare. */
export function fusedComparison(id: string, a: Built, b: Built): Eval | undefined {
  if (id === "eq" || id === "ne") return equality(a, b, id === "eq");
  if (id === "lt" || id === "gt") return ordering(a, b, true, id === "gt");
  return id === "le" || id === "ge" ? ordering(a, b, false, id === "ge") : undefined;
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
  return (frame) => equalTexts(run(frame), right(frame), wanted, frame);
}

function columnEquals({ cell, values }: NonNullable<Built["column"]>, b: Built, wanted: boolean): Eval {
  const early = typeof b.constant === "string" ? cellOf(b.constant) : b.early;
  const { run } = b;
  if (early === undefined)
    return (frame) => equalTexts(values[cell.place] ?? null, run(frame), wanted, frame);
  return (frame) => equalTexts(values[cell.place] ?? null, early.value, wanted, frame);
}

function equalTexts(a: Value, b: Value, wanted: boolean, frame: Frame): Value {
  if (typeof a === "string" && typeof b === "string" && a.length <= charactersPerStep)
    return (a === b) === wanted;
  return generalEquality(a, b, wanted, frame);
}

function generalEquality(a: Value, b: Value, wanted: boolean, frame: Frame): Value {
  const same = equals(a, b, frame);
  return same instanceof EvalError ? same : same === wanted;
}

/**
 * `a < b` and its kin; `b > a` is `a < b` with the sides changed. Which of two errors is reported does not change with
 * them.
 */
function ordering(a: Built, b: Built, strictly: boolean, swapped: boolean): Eval {
  const { run } = a;
  const right = b.run;
  const { constant } = b;
  if (typeof constant === "number") {
    // Against a limit the other side needs no look.
    return (frame) => {
      const left = run(frame);
      if (typeof left !== "number") return ordered(left, constant, strictly, swapped, frame);
      if (swapped) return strictly ? left > constant : left >= constant;
      return strictly ? left < constant : left <= constant;
    };
  }
  return (frame) => {
    const left = run(frame);
    const other = right(frame);
    if (typeof left !== "number" || typeof other !== "number")
      return ordered(left, other, strictly, swapped, frame);
    if (swapped) return strictly ? left > other : left >= other;
    return strictly ? left < other : left <= other;
  };
}

function ordered(a: Value, b: Value, strictly: boolean, swapped: boolean, frame: Frame): Value {
  const way = order(a, b, frame);
  if (way instanceof EvalError) return way;
  if (swapped) return strictly ? way > 0 : way >= 0;
  return strictly ? way < 0 : way <= 0;
}
