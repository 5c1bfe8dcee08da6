import { Environment } from "@marcbachmann/cel-js";
import { verdictOf, type CelView, type Verdict } from "./verdict.ts";

const environment = new Environment({ unlistedVariablesAreDyn: true });

/** Compiles a rule with `@marcbachmann/cel-js`, untyped, which is its fastest form. Its patterns are JS RegExp. */
export const compileMarcbachmann = (cel: string): ((event: CelView) => Verdict) => {
  const run = environment.parse(cel);
  return (event) => {
    try {
      return verdictOf(run({ event }));
    } catch {
      return undefined;
    }
  };
};
