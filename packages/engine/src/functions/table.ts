import { arithmetic, intResult, negate, type Operator } from "../ops/arithmetic.ts";
import { overloadError } from "../values/eval-error.ts";
import { conversions } from "./convert.ts";
import { listFunctions } from "./lists.ts";
import { setFunctions } from "./sets.ts";
import { type Code, fixed, type RuntimeFunction } from "./strict.ts";
import { textFunctions } from "./text.ts";
import { timeFunctions } from "./time.ts";

/** The compiler has closures of its own for these; see `closures/compare.ts` and `closures/compute.ts`. */
function fused(result: Code): RuntimeFunction {
  return fixed(2, result, () => overloadError);
}

function onAny(operator: Operator, result: Code): RuntimeFunction {
  return fixed(2, result, (a, b, _c, frame) => arithmetic(operator, a, b, frame));
}

const operators: Readonly<Record<string, RuntimeFunction>> = {
  eq: fused("b"),
  ne: fused("b"),
  lt: fused("b"),
  le: fused("b"),
  gt: fused("b"),
  ge: fused("b"),
  add_i: fused("i"),
  sub_i: fused("i"),
  mul_i: fused("i"),
  div_i: fused("i"),
  mod_i: fused("i"),
  add_d: fused("d"),
  sub_d: fused("d"),
  mul_d: fused("d"),
  div_d: fused("d"),
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
  Object.entries({
    ...operators,
    ...textFunctions,
    ...conversions,
    ...timeFunctions,
    ...listFunctions,
    ...setFunctions,
  }),
);
