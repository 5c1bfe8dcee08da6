import type { Verdict } from "../../../packages/engine/test/corpus/verdict.ts";
import type { Loaded } from "../contender.ts";

/** A contender that is one function per rule. */
export const loadFunctions = <Event>(
  rules: readonly ((event: Event) => Verdict)[],
  events: readonly Event[],
): Loaded => {
  const at = (index: number): Event => {
    const event = events[index];
    if (event === undefined) throw new RangeError(`no event ${index}`);
    return event;
  };
  return {
    run: (index) => {
      const event = at(index);
      let hits = 0;
      for (const rule of rules) if (rule(event) === true) hits += 1;
      return hits;
    },
    verdicts: (index) => rules.map((rule) => rule(at(index))),
  };
};
