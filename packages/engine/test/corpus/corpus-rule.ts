import type { CorpusEvent } from "./corpus-event.ts";

/** Named numbers of a rule: `{name}` in its text. */
export type Limits = Readonly<Record<string, number>>;

/** A rule of the corpus: CEL in the Probity profile, and the same by hand in JavaScript. */
export interface CorpusRule {
  readonly id: string;
  /** What a hit means. */
  readonly says: string;
  readonly limits: Limits;
  /** CEL over `event`, with `{name}` for each limit. */
  readonly cel: string;
  /** The same in CEL with Probity's `distinct()`, for pairwise rules that it can replace. */
  readonly celDistinct?: string;
  /** The same in JavaScript without any check: what a programmer would write, and the upper bound of speed. */
  js(limits: Limits): (event: CorpusEvent) => boolean;
}

/**
 * Keeps the names of the limits typed in `js`. Methods are bivariant, so a rule with its own limits is a
 * {@link CorpusRule}.
 */
export const rule = <L extends Limits>(source: {
  readonly id: string;
  readonly says: string;
  readonly limits: L;
  readonly cel: string;
  readonly celDistinct?: string;
  js(limits: L): (event: CorpusEvent) => boolean;
}): CorpusRule => ({
  ...source,
  // `variant` keeps the names of the limits, so the limits that reach `js` are always L.
  js: (limits) => source.js(limits as L),
});
