import { Environment } from "@marcbachmann/cel-js";
import { LogicEngine } from "json-logic-engine";
import { celText } from "../../../packages/engine/test/corpus/rules.ts";
import { verdictOf } from "../../../packages/engine/test/corpus/verdict.ts";
import type { Contender } from "../contender.ts";
import { celToJsonLogic } from "./cel-to-json-logic.ts";
import { loadFunctions } from "./load-functions.ts";

const environment = new Environment({ unlistedVariablesAreDyn: true });
const engine = new LogicEngine();

/** `json-logic-engine`, compiled (it writes JavaScript), on the rules translated from CEL. */
export const jsonLogic: Contender = {
  name: "json-logic-engine",
  note: "compiled to JavaScript; the rules that JSON Logic can express",
  complete: false,
  checksData: false,
  load: (rules, { wire }) =>
    loadFunctions<unknown>(
      rules.map((rule) => {
        const logic = celToJsonLogic(environment.parse(celText(rule.cel, rule.limits)).ast);
        // The library types what it builds as a bare Function; it takes the data.
        const run = engine.build(logic) as (event: unknown) => unknown;
        return (event) => verdictOf(run(event));
      }),
      wire,
    ),
};
