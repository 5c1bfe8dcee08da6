import { engineErrors } from "./engine-errors.ts";
import type { ErrorEntry } from "./entry.ts";
import { eventErrors } from "./event-errors.ts";
import { sdkErrors } from "./sdk-errors.ts";
import { serverErrors } from "./server-errors.ts";

export type { ErrorEntry } from "./entry.ts";
export type { ErrorItem } from "./probity-error.ts";
export { ProbityError } from "./probity-error.ts";

/** Every code that Probity can answer with. */
export type ErrorCode =
  | keyof typeof eventErrors
  | keyof typeof engineErrors
  | keyof typeof sdkErrors
  | keyof typeof serverErrors;

const joinTables = (): Readonly<Record<ErrorCode, ErrorEntry>> => ({
  ...eventErrors,
  ...engineErrors,
  ...sdkErrors,
  ...serverErrors,
});

/** The one table of errors (QU-3): code, status on the wire, title, and what to do next. */
// The mark lets bundlers leave the table out of hosts that never read it; a spread in place they must keep.
export const errorTable: Readonly<Record<ErrorCode, ErrorEntry>> = /* @__PURE__ */ joinTables();
