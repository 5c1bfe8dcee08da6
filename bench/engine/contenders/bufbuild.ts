import { compileBufbuild, wrapBufbuild } from "../../../packages/engine/test/corpus/bufbuild.ts";
import { corpusSchema } from "../../../packages/engine/test/corpus/corpus-type.ts";
import { celText } from "../../../packages/engine/test/corpus/rules.ts";
import { celView } from "../../../packages/engine/test/corpus/verdict.ts";
import type { Contender } from "../contender.ts";
import { loadFunctions } from "./load-functions.ts";

/** `@bufbuild/cel` over plain objects, as a host that has parsed JSON would call it. */
export const bufbuild: Contender = {
  name: "@bufbuild/cel",
  note: "plain objects, integers as bigint",
  complete: true,
  checksData: true,
  load: (rules, { wire }) =>
    loadFunctions(
      rules.map((rule) => compileBufbuild(celText(rule.cel, rule.limits))),
      wire.map((event) => celView(event, corpusSchema)),
    ),
};

/** The same with the events wrapped in its own maps and lists before the clock starts. */
export const bufbuildWrapped: Contender = {
  ...bufbuild,
  name: "@bufbuild/cel, wrapped",
  note: "events wrapped in its own maps and lists beforehand",
  load: (rules, { wire }) =>
    loadFunctions(
      rules.map((rule) => compileBufbuild(celText(rule.cel, rule.limits))),
      wire.map((event) => wrapBufbuild(celView(event, corpusSchema))),
    ),
};
