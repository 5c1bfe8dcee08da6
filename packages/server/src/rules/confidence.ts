import type { CompiledRule } from "@probity/contracts";
import type { ActiveBundle } from "./bundles.ts";

/** Of facts and registers; of what follows links between parties; of statistical screens (catalogue, section 3). */
const confidences = { fact: 1, link: 0.7, screen: 0.5 } as const;

const byBundle = new WeakMap<object, ReadonlyMap<string, number>>();

/** How far what a rule finds can be taken as it stands; a notice of the server is a fact. */
export function confidenceOf(active: Pick<ActiveBundle, "evaluator"> | undefined, rule: string): number {
  if (active === undefined) return confidences.fact;
  const { bundle } = active.evaluator;
  let known = byBundle.get(bundle);
  if (known === undefined) {
    known = new Map(bundle.rules.map((one) => [one.id, confidences[kindOf(one)]]));
    byBundle.set(bundle, known);
  }
  return known.get(rule) ?? confidences.fact;
}

const linking: ReadonlySet<string> = new Set(["owners", "shared", "path"]);

function kindOf({ screen, features = {} }: CompiledRule): keyof typeof confidences {
  if (screen === true) return "screen";
  return Object.values(features).some(({ kind }) => linking.has(kind)) ? "link" : "fact";
}
