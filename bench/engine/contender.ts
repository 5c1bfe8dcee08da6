import type { JsonObject } from "@probity/contracts";
import type { CorpusEvent } from "../../packages/engine/test/corpus/corpus-event.ts";
import type { CorpusRule } from "../../packages/engine/test/corpus/corpus-rule.ts";
import type { Verdict } from "../../packages/engine/test/corpus/verdict.ts";

/** The same events in the forms that contenders take, all made before the clock starts. */
export interface Fixture {
  /** As on the wire. */
  readonly wire: readonly JsonObject[];
  /** The same objects, typed; only true of undamaged events. */
  readonly typed: readonly CorpusEvent[];
}

/** An engine with rules and events loaded. */
export interface Loaded {
  /** Judges one event with all rules; what it returns keeps the work from being optimised away. */
  run(event: number): unknown;
  /** The verdicts of all rules on one event, in the order of the rules. */
  verdicts(event: number): readonly Verdict[];
}

/** An engine that takes part. */
export interface Contender {
  readonly name: string;
  /** One line for the reader: what form of the engine this is. */
  readonly note: string;
  /**
   * True: it speaks the same language, so a rule that it refuses or judges otherwise is an error of the benchmark.
   * False: rules that it cannot express are left out, and it is compared with ours on the rest.
   */
  readonly complete: boolean;
  /** Whether it judges damaged events as CEL says. Unchecked JavaScript does not. */
  readonly checksData: boolean;
  /** Throws on a rule that it cannot express. */
  load(rules: readonly CorpusRule[], fixture: Fixture): Loaded;
}
