import type { Ir } from "@probity/contracts";
import { check, notBool } from "./check.ts";
import { leastCostOf } from "./cost.ts";
import type { Environment } from "./environment.ts";
import { stepBudget } from "../ops/frame.ts";
import type { Ast } from "./ast.ts";
import { parseText } from "./parse-text.ts";
import { enforceProfile } from "./profile.ts";
import { wholeOf } from "./places.ts";
import { profileError } from "./rule-error.ts";
import type { Type } from "./type.ts";

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
  const ast = parseText(text);
  enforceProfile(ast);
  const typed = check(ast, env);
  if (typed.type.kind !== "bool") throw notBool(typed);
  refuseEndless(ast, env);
  return typed.ir;
}

/**
 * A rule that may be too dear is the linter's business; one that is too dear even where every list of the data is empty
 * could never be judged, so it is not published.
 */
function refuseEndless(ast: Ast, env: Environment): void {
  const least = leastCostOf(ast, env);
  if (least <= stepBudget) return;
  throw profileError(
    wholeOf(ast),
    `The expression takes at least ${least} loop steps on any data; a rule is stopped at ${stepBudget}`,
  );
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
