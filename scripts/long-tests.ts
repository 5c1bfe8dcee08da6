/**
 * Whether this is a run of `pnpm test:long`. The suite draws fewer cases, looks at fewer looks and kills less often than such a
 * run: enough to find in minutes what is broken, with other cases in each run where they are drawn at random.
 */
export const isLongRun: boolean = process.env["PROBITY_TEST_LONG"] === "1";

/** How many there are of something: in the suite, and in a long run. */
export const howMany = (inSuite: number, inLongRun: number): number => (isLongRun ? inLongRun : inSuite);
