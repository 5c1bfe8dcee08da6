import type { Bundle, CompiledRule, Json, ParamSet, ResolvedBinding } from "@probity/contracts";
import { compileExpression } from "../closures/compile-expression.ts";
import { parseInstant } from "../edge/instant.ts";
import type { Cell, Eval, Frame } from "../ops/frame.ts";
import type { Needs } from "../ops/slot.ts";
import type { CompileOptions } from "../types.ts";
import type { Limits } from "./due.ts";
import { type ParamResolver, paramResolver } from "./param-resolver.ts";
import { type Sentence, sentenceOf } from "./render.ts";
import { refuse } from "./verify.ts";

/** A rule's closures, shared by its bindings. */
export interface RunnableRule {
  readonly rule: CompiledRule;
  readonly applies: Eval | undefined;
  readonly when: Eval;
  readonly evidence: readonly Eval[];
  readonly message: Sentence;
  /** What must be read before `applies` and `when` run. */
  readonly needs: Needs;
  /** The variables of its loops. */
  readonly cells: readonly Cell[];
}

/** A rule where it is bound. */
export interface BoundRule extends Limits {
  readonly runnable: RunnableRule;
  readonly binding: ResolvedBinding;
  readonly params: ParamResolver;
  /** True where neither dates nor units limit it. */
  readonly always: boolean;
}

/** Compiles the expressions of a rule. */
export function runnableRule(rule: CompiledRule, frame: Frame, options: CompileOptions): RunnableRule {
  const { regex } = options;
  const needs: Needs = new Map();
  return {
    rule,
    applies: rule.applies === undefined ? undefined : compileExpression(rule.applies, frame, regex, needs),
    when: compileExpression(rule.when, frame, regex, needs),
    needs,
    evidence: rule.evidence.map((item) => compileExpression(item.value, frame, regex)),
    message: sentenceOf(
      rule.message,
      rule.evidence.map((item) => item.name),
    ),
    cells: frame.takeCells(),
  };
}

/** Joins a rule and a binding; the parameters' values are converted now, so that a bad one is refused now. */
export function boundRule(runnable: RunnableRule, binding: ResolvedBinding, bundle: Bundle): BoundRule {
  const { units, validFrom, validTo } = binding;
  return {
    runnable,
    binding,
    always: units === undefined && validFrom === undefined && validTo === undefined,
    ...limitsOf(binding),
    params: paramsOf(runnable.rule, binding, bundle),
  };
}

/** Where and when a binding holds. */
export function limitsOf({ id, units, validFrom, validTo }: ResolvedBinding): Limits {
  return {
    units: units === undefined ? undefined : new Set(units),
    from: instantMs(validFrom, -Infinity, id),
    to: instantMs(validTo, Infinity, id),
  };
}

/** Chooses the parameters of a rule where it is bound. */
export function paramsOf(rule: CompiledRule, binding: ResolvedBinding, bundle: Bundle): ParamResolver {
  return paramResolver(
    rule,
    binding,
    bundle.paramSets.filter((set: ParamSet) => set.rule === rule.id),
  );
}

/** Milliseconds of an optional instant of a bundle. */
export function instantMs(text: string | undefined, otherwise: number, path: string): number {
  if (text === undefined) return otherwise;
  const instant = parseInstant(text);
  if (instant === undefined) throw refuse(`${path}: ${JSON.stringify(text satisfies Json)} is not RFC 3339`);
  return instant.ms;
}
