import type { Type } from "./type.ts";
import type { Json } from "@probity/contracts";

/** A name that an expression may use, with how IR reads it. */
export interface Variable {
  readonly type: Type;
  readonly ir: readonly Json[];
}

/** What an expression is checked against. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Variable>;
  /**
   * Rules are checked strictly: what cannot fit is an error, whole numbers are read as doubles where one is needed.
   * Otherwise types that do not fit become dynamic, as CEL has it without a checker.
   */
  readonly strict: boolean;
  /** How many macros enclose the expression. */
  readonly level: number;
}

/** The environment of a macro's body. */
export function withVariable(env: Environment, name: string, type: Type): Environment {
  const variables = new Map(env.variables);
  variables.set(name, { type, ir: ["loc", env.level] });
  return { ...env, variables, level: env.level + 1 };
}
