import type { LocalizedText } from "./text.ts";

/** Which compiled record an event belongs to; `contracting` is an OCDS contracting process. */
export type RecordKind = "contracting";

/** When in the life of a process the power is exercised. */
export type Phase = "before" | "during" | "after";

/**
 * An event type: the JSON Schema of its data and what the rest of the system derives from it (EV-2).
 *
 * Keywords that Probity adds to JSON Schema, all ignored by other validators:
 * - `format: "instant"`: RFC 3339 with offset, or a whole date. Rules see an instant, never a string (EV-4).
 * - `x-day: "end"`: a whole date in this field means the end of that day (deadlines); otherwise its start.
 * - `x-money: true`: an object `{amount, currency}`. Rules see `amount` as an integer of minor units (EV-4).
 * - `x-privacy`: the {@link PrivacyClass} of the field.
 * - `x-identifier`: what the SDK does with a value that identifies somebody or something (EV-5). `true`: it is replaced by
 *   a pseudonym, which is also what happens to every `sensitive` text that says nothing; `"person"`: a person key, replaced
 *   only where it is a national identity number; `"clear"`: it is sent as it is, although it is sensitive.
 * - `x-supervision: "required" | "conditional"`: without it the event is stored but counted as incomplete.
 * - `x-unit`: unit of a number.
 */
export interface EventType {
  /** Dotted name, `domain.object.verb_in_past`. Never reused, never renamed. */
  readonly type: string;
  /** `major.minor` of the schema. A new optional field raises minor, a changed meaning major. */
  readonly version: string;
  readonly name: LocalizedText;
  /** In one sentence, when the business system emits it. */
  readonly when?: string;
  readonly phase: Phase;
  /** The decision that can be pre-checked with a draft of this event, or null for a mere fact. */
  readonly decision: string | null;
  /** The compiled record that this event is merged into, or null. */
  readonly record: RecordKind | null;
  /** True for events about the reporting itself, not about an act: nobody acted, so the common block is not expected. */
  readonly system?: boolean;
  /**
   * Paths tried in order to find the CloudEvents `subject` (the business process); the first string wins.
   * A number in a path is an array index.
   */
  readonly subject: readonly string[];
  /** JSON Schema (draft 07 vocabulary) of the event's own data, beside `commonData`. */
  readonly schema: object;
}
