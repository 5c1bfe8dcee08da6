/** States of a track that have a term, in the order of the work. */
export const stages = ["warned", "assigned", "verifying", "disposing", "applying", "appraising"] as const;

/** What terms can be for; the nearer to a matter the later. */
export const scopeKinds = ["default", "business", "integrity", "unit", "model", "rule"] as const;
/** One of them. */
export type ScopeKind = (typeof scopeKinds)[number];

/** The kind of a scope, and what it names where it names something. */
export function splitScope(scope: string): readonly [kind: ScopeKind | undefined, id: string] {
  const [head = "", ...rest] = scope.split(":");
  return [scopeKinds.find((one) => one === head), rest.join(":")];
}
