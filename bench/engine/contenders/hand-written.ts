import type { CorpusEvent } from "../../../packages/engine/test/corpus/corpus-event.ts";
import type { Contender } from "../contender.ts";
import { loadFunctions } from "./load-functions.ts";

/** The rules by hand in JavaScript, unchecked: the upper bound. */
export const handWritten: Contender = {
  name: "hand-written JS",
  note: "unchecked functions, the upper bound of speed",
  complete: true,
  checksData: false,
  load: (rules, { typed }) =>
    loadFunctions<CorpusEvent>(
      rules.map((rule) => rule.js(rule.limits)),
      typed,
    ),
};
