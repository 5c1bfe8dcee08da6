import { celEnv, celList, celMap, parse, plan, type CelInput } from "@bufbuild/cel";
import { verdictOf, type CelView, type Verdict } from "./verdict.ts";

const environment = celEnv();

/** Compiles a rule with `@bufbuild/cel`. It reports an error as a value, which is no boolean. */
export const compileBufbuild = (cel: string): ((event: CelInput) => Verdict) => {
  const run = plan(environment, parse(cel));
  return (event) => verdictOf(run({ event }));
};

/**
 * The event wrapped in the library's own maps and lists. It copies a plain object into a new map each time that it
 * reads one, so this is its fast form.
 */
export const wrapBufbuild = (view: CelView): CelInput => {
  if (typeof view !== "object" || view === null) return view;
  if (Array.isArray(view)) return celList(view.map((item: CelView) => wrapBufbuild(item)));
  return celMap(
    new Map(Object.entries(view).map(([key, item]): [string, CelInput] => [key, wrapBufbuild(item)])),
  );
};
