import type { Bundle } from "@probity/contracts";
import type { Evaluator } from "@probity/engine";
import { compileDeadlines, type DeadlinePlanner } from "@probity/engine/features";
import { re2 } from "@probity/engine/re2";

const planners = new WeakMap<Bundle, DeadlinePlanner | null>();

/** The deadlines of the rules of a bundle, made once for each bundle; undefined where none of them has any. */
export function deadlinesOf(
  active: { readonly evaluator: Pick<Evaluator, "bundle"> } | undefined,
): DeadlinePlanner | undefined {
  if (active === undefined) return undefined;
  const { bundle } = active.evaluator;
  const known = planners.get(bundle);
  if (known !== undefined) return known ?? undefined;
  const made = bundle.rules.some(({ deadline }) => deadline !== undefined)
    ? compileDeadlines(bundle, { regex: re2 })
    : null;
  planners.set(bundle, made);
  return made ?? undefined;
}
