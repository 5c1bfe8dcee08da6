import type { JsonObject } from "@probity/contracts";
import type { Oracle } from "./oracles.ts";

/**
 * A difference that is known, and why. It explains a verdict when the expression or the event has its cause, and when
 * ours and theirs are the same once the cause is taken out of both.
 */
export interface KnownDifference {
  readonly name: string;
  readonly why: string;
  readonly oracles: readonly Oracle["name"][];
  /** Texts that cause it, and what is put in their place. */
  readonly causes: readonly (readonly [cause: string, instead: string])[];
}

/** All of them. What none of these explains is a bug of somebody. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    name: "int() of an empty text",
    why: "an error in CEL; both oracles use BigInt(), which reads an empty text as 0",
    oracles: ["bufbuild", "marcbachmann"],
    causes: [['""', '"x"']],
  },
  {
    name: "a day that the calendar does not have",
    why: "RFC 3339 has no 31 February; both oracles use Date, which makes it 3 March",
    oracles: ["bufbuild", "marcbachmann"],
    causes: [["2026-02-31T", "2026-02-xxT"]],
  },
  {
    name: "order of texts with astral characters",
    why: "by code point in CEL; both oracles order UTF-16 units, where U+1D49C comes before U+FF01",
    oracles: ["bufbuild", "marcbachmann"],
    causes: [["𝒜", "A"]],
  },
  {
    name: "sums of negative durations with a fraction",
    why: "marcbachmann does not carry between its seconds and nanoseconds",
    oracles: ["marcbachmann"],
    causes: [
      ['"0.001s"', '"1h"'],
      ["-1.5s", "-1s"],
      ["59.5Z", "59Z"],
      ["59.999+", "59+"],
    ],
  },
];

/** An expression and an event that it is judged on. */
export interface Trial {
  readonly cel: string;
  readonly event: JsonObject;
}

const without = (causes: KnownDifference["causes"], given: string): string =>
  causes.reduce((text, [cause, instead]) => text.replaceAll(cause, instead), given);

/** The same without one known cause or, at last, without any. */
export function withoutCauses(
  { cel, event }: Trial,
  oracle: Oracle["name"],
): readonly (Trial & { readonly name: string })[] {
  const text = JSON.stringify(event);
  const present = knownDifferences.filter(
    ({ oracles, causes }) =>
      oracles.includes(oracle) && causes.some(([cause]) => text.includes(cause) || cel.includes(cause)),
  );
  const changed = (name: string, causes: KnownDifference["causes"]): Trial & { readonly name: string } => ({
    name,
    cel: without(causes, cel),
    event: JSON.parse(without(causes, text)),
  });
  const all = present.flatMap(({ causes }) => causes);
  return [
    ...present.map(({ name, causes }) => changed(name, causes)),
    ...(present.length > 1 ? [changed("several of them at once", all)] : []),
  ];
}
