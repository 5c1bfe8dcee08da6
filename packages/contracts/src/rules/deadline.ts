import type { FromSchema } from "json-schema-to-ts";
import type { Ir } from "./ir.ts";

/**
 * JSON Schema of a rule's deadline: what has to come in the same process after an event at which the rule's `when` holds,
 * and until when. Counted from `from`, an instant (default: the time of the event). `within` is a whole number of days
 * such as `30d`, of which the first is not counted and which end with the last one; a duration such as `72h`; or
 * `params.NAME` of either (an int counts days). In its place `workingDays` counts those of the calendar, in the same way:
 * a number, or `params.NAME` of an int. `until.where` narrows the awaited events; with `by`, over the awaited
 * event, and `at`, over the one that starts, both have to give the same.
 */
export const deadlineSchema = {
  $id: "urn:probity:schema:deadline:1",
  type: "object",
  properties: {
    from: { type: "string", minLength: 1, maxLength: 4096 },
    within: { type: "string", minLength: 1, maxLength: 100 },
    workingDays: { type: ["integer", "string"], minimum: 0, maximum: 3660, minLength: 1, maxLength: 100 },
    until: {
      type: "object",
      properties: {
        of: {
          type: "array",
          minItems: 1,
          maxItems: 20,
          uniqueItems: true,
          items: { type: "string", maxLength: 200 },
        },
        where: { type: "string", minLength: 1, maxLength: 4096 },
        by: { type: "string", minLength: 1, maxLength: 4096 },
        at: { type: "string", minLength: 1, maxLength: 4096 },
      },
      required: ["of"],
      additionalProperties: false,
    },
  },
  required: ["until"],
  additionalProperties: false,
} as const;

/** A deadline as the author of a rule declares it. */
export type Deadline = FromSchema<typeof deadlineSchema>;

/**
 * How long a deadline is: whole days that end with the last one, or a duration; or a parameter that holds one; or working
 * days, or a parameter that counts them.
 */
export type DeadlineSpan =
  | { readonly days: number }
  | { readonly workingDays: number }
  | { readonly workingDaysParam: string }
  | { readonly within: string }
  | { readonly param: string };

/** A deadline as the server runs it. SDKs pass it over: at the event that starts it, its rule is clear. */
export interface CompiledDeadline {
  /** Over the event that may start it: whether it does. */
  readonly start: Ir;
  /** Over the same: from when it is counted; absent, its time. */
  readonly from?: Ir | undefined;
  readonly span: DeadlineSpan;
  /** Event types that are awaited. */
  readonly of: readonly string[];
  /** Over an awaited event: whether it is the right one. */
  readonly where?: Ir | undefined;
  /** Over an awaited event: what has to equal `at`. */
  readonly by?: Ir | undefined;
  /** Over the event that starts. */
  readonly at?: Ir | undefined;
}
