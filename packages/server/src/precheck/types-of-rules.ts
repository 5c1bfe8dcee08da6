import type { Bundle, CompiledRule } from "@probity/contracts";

/** The event types at which a bundle has a rule of some kind bound. */
export function typesOfRules(bundle: Bundle, isMeant: (rule: CompiledRule) => boolean): ReadonlySet<string> {
  const rules = new Set(bundle.rules.filter(isMeant).map(({ id }) => id));
  return new Set(bundle.bindings.filter(({ rule }) => rules.has(rule)).flatMap(({ at }) => at));
}
