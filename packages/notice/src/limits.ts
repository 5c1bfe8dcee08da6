// What is taken from a host at most. In a file of their own, so that the bundle holds the numbers and no names.

/** Findings shown at most; people stop reading after a few. */
export const mostFindings = 3;
export const mostFindingsRead = 100;
export const mostValues = 6;
export const mostBasis = 4;
/** As many as the server takes. */
export const mostCandidates = 50;
export const mostReasons = 30;

/** Adapters read tokens up to this length. */
export const longestToken = 20_000;
export const longestAttribute = 200_000;
export const longestTitle = 120;
export const longestMessage = 1000;
export const longestLabel = 60;
export const longestId = 200;
export const longestHref = 2000;
export const longestName = 80;
export const longestOpinion = 500;

/** Of one value that is shown: levels, items of each, characters. */
export const deepestValue = 3;
export const mostItems = 10;
export const longestValue = 200;

/** Fewest and most characters of a written reason. */
export const shortestReason = 10;
export const longestReason = 2000;

/** How long a submit waits for a check that is under way. */
export const holdMs = 300;
/** How long a check may take before it counts as unreachable, whether or not anybody submits. */
export const checkMs = 10_000;
