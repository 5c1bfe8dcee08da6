import type { JsonObject } from "@probity/contracts";
import type { Oracle } from "./oracles.ts";

/**
 * A difference that is known, and why. It explains a verdict when the event has its cause, and when ours and theirs are
 * the same once the cause is taken out of the event.
 */
export interface KnownDifference {
  readonly name: string;
  readonly why: string;
  readonly oracles: readonly Oracle["name"][];
  /** Text of an event that causes it, and what is put in its place. */
  readonly cause: string;
  readonly instead: string;
}

/** All of them. What none of these explains is a bug of somebody. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    name: "int() of an empty text",
    why: "an error in CEL; both oracles use BigInt(), which reads an empty text as 0",
    oracles: ["bufbuild", "marcbachmann"],
    cause: '""',
    instead: '"x"',
  },
  {
    name: "a day that the calendar does not have",
    why: "RFC 3339 has no 31 February; both oracles use Date, which makes it 3 March",
    oracles: ["bufbuild", "marcbachmann"],
    cause: "2026-02-31T",
    instead: "2026-02-xxT",
  },
  {
    name: "order of texts with astral characters",
    why: "by code point in CEL; both oracles order UTF-16 units, where U+1D49C comes before U+FF01",
    oracles: ["bufbuild", "marcbachmann"],
    cause: "𝒜",
    instead: "A",
  },
  {
    name: "sums of negative durations with a fraction",
    why: "marcbachmann does not carry between its seconds and nanoseconds",
    oracles: ["marcbachmann"],
    cause: '"0.001s"',
    instead: '"1h"',
  },
];

/** Events like this one, each without one known cause or, at last, without any. */
export function withoutCauses(
  event: JsonObject,
  oracle: Oracle["name"],
): readonly { readonly name: string; readonly event: JsonObject }[] {
  const text = JSON.stringify(event);
  const present = knownDifferences.filter(
    ({ oracles, cause }) => oracles.includes(oracle) && text.includes(cause),
  );
  const single = present.map(({ name, cause, instead }) => ({ name, text: text.replaceAll(cause, instead) }));
  const none = present.reduce((changed, { cause, instead }) => changed.replaceAll(cause, instead), text);
  const several = present.length > 1 ? [{ name: "several of them at once", text: none }] : [];
  return [...single, ...several].map((one) => ({ name: one.name, event: JSON.parse(one.text) }));
}
