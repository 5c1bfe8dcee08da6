import { evaluate, parse } from "cel-js";
import { celText } from "../../../packages/engine/test/corpus/rules.ts";
import { verdictOf, type Verdict } from "../../../packages/engine/test/corpus/verdict.ts";
import type { Contender } from "../contender.ts";
import { loadFunctions } from "./load-functions.ts";

const compileRule = (cel: string): ((event: unknown) => Verdict) => {
  const parsed = parse(cel);
  if (!parsed.isSuccess) throw new SyntaxError(parsed.errors.join("; "));
  return (event) => {
    try {
      return verdictOf(evaluate(parsed.cst, { event }));
    } catch {
      return undefined;
    }
  };
};

/** `cel-js`, an older CEL of which a part of the language is missing. */
export const celJs: Contender = {
  name: "cel-js",
  note: "parsed once; the rules that it can express",
  complete: false,
  checksData: false,
  load: (rules, { wire }) =>
    loadFunctions<unknown>(
      rules.map((rule) => compileRule(celText(rule.cel, rule.limits))),
      wire,
    ),
};
