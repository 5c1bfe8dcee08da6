import { compile } from "@probity/engine";
import { re2 } from "@probity/engine/re2";
import {
  corpusBundle,
  corpusInput,
  type BundleForm,
} from "../../../packages/engine/test/corpus/corpus-bundle.ts";
import type { Verdict } from "../../../packages/engine/test/corpus/verdict.ts";
import type { Contender } from "../contender.ts";

const verdicts: Readonly<Record<string, Verdict>> = { hit: true, clear: false };

/** Our engine through its public door: compile(bundle) -> evaluate(input) with all findings. */
export const probity = (name: string, note: string, form: BundleForm = {}): Contender => ({
  name,
  note,
  complete: true,
  checksData: true,
  load: (rules, { wire }) => {
    const evaluator = compile(corpusBundle(rules, form), { regex: re2 });
    const inputs = wire.map(corpusInput);
    const evaluate = (index: number): ReturnType<typeof evaluator.evaluate> => {
      const input = inputs[index];
      if (input === undefined) throw new RangeError(`no event ${index}`);
      return evaluator.evaluate(input);
    };
    return {
      run: (index) => evaluate(index).findings.length,
      verdicts: (index) => evaluate(index).findings.map((finding) => verdicts[finding.result]),
    };
  },
});
