import { ProbityError, type Bundle } from "@probity/contracts";
import { compile, type Evaluator, type RegexEngine } from "@probity/engine";

/** Loads the matcher for bundles with patterns; its 100 kB stay out of processes that have none. */
export type LoadRegex = () => Promise<RegexEngine>;

/** Loads the RE2 matcher of the engine on first use. */
export const loadRe2: LoadRegex = async () => (await import("@probity/engine/re2")).re2;

/**
 * Compiles a bundle, with the matcher only when a rule needs it.
 * @throws ProbityError on malformed or hostile bundles.
 */
export const compileBundle = async (bundle: Bundle, loadRegex: LoadRegex): Promise<Evaluator> => {
  try {
    return compile(bundle);
  } catch (error) {
    if (!(error instanceof ProbityError && error.code === "PROBITY_E_BUNDLE_REGEX")) throw error;
    return compile(bundle, { regex: await loadRegex() });
  }
};
