import type { Bundle } from "@probity/contracts";
import type { Evaluator } from "@probity/engine";
import { compileFeatures, type FeaturePlanner } from "@probity/engine/features";
import { re2 } from "@probity/engine/re2";

const planners = new WeakMap<Bundle, FeaturePlanner>();

/** Says what the rules of a bundle need to know about an event; made once for each bundle. */
export function planned({ evaluator }: { readonly evaluator: Pick<Evaluator, "bundle"> }): FeaturePlanner {
  const known = planners.get(evaluator.bundle);
  if (known !== undefined) return known;
  const planner = compileFeatures(evaluator.bundle, { regex: re2 });
  planners.set(evaluator.bundle, planner);
  return planner;
}
