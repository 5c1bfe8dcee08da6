import type { Ir } from "@probity/contracts";
import { check } from "./check.ts";
import type { Environment } from "./environment.ts";
import { parseText } from "./parse-text.ts";
import { enforceProfile } from "./profile.ts";
import type { Type } from "./type.ts";
import { typeError } from "./rule-error.ts";
import { typeName } from "./type.ts";

/** A checked expression, ready for a bundle. */
export interface CompiledText {
  readonly ir: Ir;
  readonly type: Type;
}

/** CEL text in the profile -> checked IR. Throws coded errors that name the construct and the character. */
export function compileText(text: string, env: Environment): CompiledText {
  const ast = parseText(text);
  enforceProfile(ast);
  const typed = check(ast, env);
  return { ir: typed.ir, type: typed.type };
}

/** The same for a condition, which must be a bool. */
export function compileCondition(text: string, env: Environment): Ir {
  const { ir, type } = compileText(text, env);
  if (type.kind !== "bool") throw typeError(0, `A condition must be a bool, not ${typeName(type)}`);
  return ir;
}

/**
 * The same for a value that explains a hit. The amount of a sum of money is explained by the whole sum, so that its
 * currency stands beside it (EN-4).
 */
export function compileEvidence(text: string, env: Environment): Ir {
  const ast = parseText(text);
  enforceProfile(ast);
  if (ast.op === "select" && ast.field === "amount") {
    const base = check(ast.base, env);
    if (base.type.kind === "record" && base.type.money === true) return base.ir;
  }
  return check(ast, env).ir;
}
