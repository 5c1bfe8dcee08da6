import type { Binding, Bundle, Case, EventType, Model } from "@probity/contracts";
import { buildBundle } from "@probity/engine/author";

/** When a case that names no time takes place. */
export const caseTime = "2026-05-01T09:00:00+08:00";

/** Cases are judged in this time zone, which decides what a whole date means. */
export const caseTimeZone = "Asia/Shanghai";

/** The bundle that a model's cases run on, and which binding judges which case. */
export interface CasesBundle {
  readonly bundle: Bundle;
  /** Binding id of each case, in the order of the cases. */
  readonly bindings: readonly string[];
}

/**
 * Builds one bundle for all cases of a model. A rule is bound once for each set of parameters that a case gives it.
 * Throws when a rule does not compile or a parameter does not fit.
 */
export function casesBundle(model: Model, cases: readonly Case[], types: readonly EventType[]): CasesBundle {
  const bindings = new Map<string, Binding>();
  const used = cases.map((one) => {
    const key = `${one.rule} ${JSON.stringify(one.params ?? {})}`;
    const known = bindings.get(key) ?? bindingOf(one, bindings.size);
    bindings.set(key, known);
    return known.id;
  });
  const bundle = buildBundle({
    source: "cases",
    version: 1,
    createdAt: caseTime,
    notBefore: caseTime,
    expiresAt: caseTime,
    timeZone: caseTimeZone,
    types,
    models: [model],
    bindings: [...bindings.values()],
  });
  return { bundle, bindings: used };
}

function bindingOf(one: Case, index: number): Binding {
  const binding: Binding = { id: `case-${index}`, rule: one.rule, source: "cases", action: "observe" };
  return one.params === undefined ? binding : { ...binding, params: one.params };
}
