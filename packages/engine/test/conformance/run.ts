import { ProbityError } from "@probity/contracts";
import { check } from "../../src/author/check.ts";
import type { Environment, Variable } from "../../src/author/environment.ts";
import { parseText } from "../../src/author/parse-text.ts";
import { enforceProfile } from "../../src/author/profile.ts";
import { codeOf, type Type } from "../../src/author/type.ts";
import { box } from "../../src/author/typed.ts";
import { compileExpression } from "../../src/closures/compile-expression.ts";
import { Frame } from "../../src/ops/frame.ts";
import { re2 } from "../../src/re2/index.ts";
import { CelMap } from "../../src/values/cel-map.ts";
import { EvalError } from "../../src/values/eval-error.ts";
import { Int } from "../../src/values/int.ts";
import type { Value } from "../../src/values/value.ts";
import { describeValue, readValue } from "./values.ts";
import { readType } from "./types.ts";
import type { ConformanceTest } from "./suite.ts";

/** What a test gave: a described value, or an error. */
export function runTest(item: ConformanceTest): { readonly actual: string; readonly expected: string } {
  const { original } = item;
  const expected = "evalError" in original ? "error" : describeValue(readValue(expectedValue(original)));
  return { actual: evaluate(original), expected };
}

function expectedValue(original: ConformanceTest["original"]): unknown {
  const typed: unknown = original["typedResult"];
  if (typeof typed === "object" && typed !== null && "result" in typed) return typed.result;
  return original["value"] ?? { boolValue: true };
}

function evaluate(original: ConformanceTest["original"]): string {
  const types = declaredTypes(original);
  const variables = new Map([...types].map(([name, type]) => [name, variable(name, type)]));
  const env: Environment = { variables, strict: false, level: 0 };
  try {
    const ast = parseText(original.expr);
    enforceProfile(ast);
    const frame = new Frame();
    const run = compileExpression(box(check(ast, env)).ir, frame, re2);
    frame.event.value = bindings(original, types);
    const value = run(frame);
    return value instanceof EvalError ? "error" : describeValue(value);
  } catch (error) {
    if (error instanceof ProbityError && error.code === "PROBITY_E_RULE_TYPE") return "error";
    if (error instanceof ProbityError && error.code === "PROBITY_E_RULE_SYNTAX") return "error";
    throw error;
  }
}

function variable(name: string, type: Type): Variable {
  return { type, ir: ["get", ["var", "event"], name, codeOf(type)] };
}

function declaredTypes(original: ConformanceTest["original"]): ReadonlyMap<string, Type> {
  const declarations: unknown = original["typeEnv"];
  if (!Array.isArray(declarations)) return new Map();
  return new Map(
    declarations.map(
      (declaration: { readonly name: string; readonly ident?: { readonly type: unknown } }) => [
        declaration.name,
        readType(declaration.ident?.type),
      ],
    ),
  );
}

function bindings(original: ConformanceTest["original"], types: ReadonlyMap<string, Type>): Value {
  const given = Object.entries(original["bindings"] ?? {});
  const values = given.map(([name, binding]: [string, { readonly value: unknown }]): [string, Value] => {
    const type = types.get(name);
    const value = readValue(binding.value);
    return [name, type === undefined ? value : unboxed(value, type)];
  });
  return Object.fromEntries(values);
}

/** Where the static type says int, the engine holds bare numbers. */
function unboxed(value: Value, type: Type): Value {
  if (type.kind === "int" && value instanceof Int) return value.intValue;
  if (type.kind === "list" && Array.isArray(value))
    return value.map((item: Value) => unboxed(item, type.item));
  if (type.kind !== "map" || !(value instanceof CelMap)) return value;
  const entries = [...value.mapEntries].map(
    ([plain, [key, item]]) => [plain, [unboxed(key, type.key), unboxed(item, type.value)]] as const,
  );
  return new CelMap(new Map(entries));
}
