import { corpusSchema } from "../../../packages/engine/test/corpus/corpus-type.ts";
import { compileMarcbachmann } from "../../../packages/engine/test/corpus/marcbachmann.ts";
import { celText } from "../../../packages/engine/test/corpus/rules.ts";
import { celView } from "../../../packages/engine/test/corpus/verdict.ts";
import type { Contender } from "../contender.ts";
import { loadFunctions } from "./load-functions.ts";

/** `@marcbachmann/cel-js`, untyped, which is its fastest form. */
export const marcbachmann: Contender = {
  name: "@marcbachmann/cel-js",
  note: "untyped environment, integers as bigint, JS RegExp",
  complete: true,
  checksData: true,
  load: (rules, { wire }) =>
    loadFunctions(
      rules.map((rule) => compileMarcbachmann(celText(rule.cel, rule.limits))),
      wire.map((event) => celView(event, corpusSchema)),
    ),
};
