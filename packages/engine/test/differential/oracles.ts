import { compileBufbuild } from "../corpus/bufbuild.ts";
import { compileMarcbachmann } from "../corpus/marcbachmann.ts";
import type { CelView, Verdict } from "../corpus/verdict.ts";

/** An independent implementation of CEL. */
export interface Oracle {
  readonly name: "bufbuild" | "marcbachmann";
  /** Makes an expression ready to run; what it refuses is an error on every event. */
  readonly compile: (cel: string) => (event: CelView) => Verdict;
}

/** The oracles (EN-2). Neither shares code with our evaluator; the first one's parser is ours, too. */
export const oracles: readonly Oracle[] = [
  { name: "marcbachmann", compile: orError(compileMarcbachmann) },
  { name: "bufbuild", compile: orError(compileBufbuild) },
];

function orError(compile: Oracle["compile"]): Oracle["compile"] {
  return (cel) => {
    try {
      return compile(cel);
    } catch {
      return () => undefined;
    }
  };
}
