import { arithmetic, doubleResult, intResult, negate, type Operator } from "../ops/arithmetic.ts";
import { equals } from "../ops/equals.ts";
import { EvalError, overloadError } from "../values/eval-error.ts";
import { order } from "../ops/order.ts";
import { conversions } from "./convert.ts";
import { listFunctions } from "./lists.ts";
import { type Code, fixed, type RuntimeFunction } from "./strict.ts";
import { textFunctions } from "./text.ts";
import { timeFunctions } from "./time.ts";

function onNumbers(
  operator: Operator,
  result: Code,
  run: (operator: Operator, a: number, b: number) => number | EvalError,
): RuntimeFunction {
  return fixed(2, result, (a, b) =>
    typeof a === "number" && typeof b === "number" ? run(operator, a, b) : overloadError,
  );
}

function onAny(operator: Operator, result: Code): RuntimeFunction {
  return fixed(2, result, (a, b, _c, frame) => arithmetic(operator, a, b, frame));
}

function compared(test: (way: number) => boolean): RuntimeFunction {
  return fixed(2, "b", (a, b, _c, frame) => {
    const way = order(a, b, frame);
    return way instanceof EvalError ? way : test(way);
  });
}

const operators: Readonly<Record<string, RuntimeFunction>> = {
  eq: fixed(2, "b", (a, b, _c, frame) => equals(a, b, frame)),
  ne: fixed(2, "b", (a, b, _c, frame) => {
    const same = equals(a, b, frame);
    return same instanceof EvalError ? same : !same;
  }),
  lt: compared((way) => way < 0),
  le: compared((way) => way <= 0),
  gt: compared((way) => way > 0),
  ge: compared((way) => way >= 0),
  add_i: onNumbers("add", "i", intResult),
  sub_i: onNumbers("sub", "i", intResult),
  mul_i: onNumbers("mul", "i", intResult),
  div_i: onNumbers("div", "i", intResult),
  mod_i: onNumbers("mod", "i", intResult),
  add_d: onNumbers("add", "d", doubleResult),
  sub_d: onNumbers("sub", "d", doubleResult),
  mul_d: onNumbers("mul", "d", doubleResult),
  div_d: onNumbers("div", "d", doubleResult),
  neg_i: fixed(1, "i", (a) => (typeof a === "number" ? intResult("sub", 0, a) : overloadError)),
  neg_d: fixed(1, "d", negate),
  add: onAny("add", "*"),
  sub: onAny("sub", "*"),
  mul: onAny("mul", "*"),
  div: onAny("div", "*"),
  mod: onAny("mod", "*"),
  neg: fixed(1, "*", negate),
};

/** Every function that IR may call, by id. A map, so that no name reaches a prototype. */
export const runtimeFunctions: ReadonlyMap<string, RuntimeFunction> = new Map(
  Object.entries({ ...operators, ...textFunctions, ...conversions, ...timeFunctions, ...listFunctions }),
);
