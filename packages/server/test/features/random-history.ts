import type { JsonObject } from "@probity/contracts";
import * as fc from "fast-check";
import { paid, refunded } from "./window-bundle.ts";

/** One thing that happens in a history. */
export type Happening =
  | {
      readonly kind: "event";
      readonly source: string;
      readonly type: string;
      /** RFC 3339, with several offsets. */
      readonly time: string;
      readonly subject: string;
      readonly data: JsonObject;
      /** Number of the event of this history that it corrects; it may come later, be of another source or not exist. */
      readonly corrects: number | undefined;
    }
  /** The event of that number comes once more. */
  | { readonly kind: "again"; readonly event: number }
  | { readonly kind: "erase"; readonly event: number };

/** What happens, in the order of the log, in pieces that the scorer takes at a time. */
export type History = readonly (readonly Happening[])[];

export const historySources = ["one", "two"] as const;

const hour = 3_600_000;
/** Ends of a month, a quarter and a year in Shanghai are at 16:00 UTC of the day before. */
const ends = ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"].map((day) =>
  Date.parse(`${day}T16:00:00Z`),
);

const moment = fc.oneof(
  fc.tuple(fc.constantFrom(...ends), fc.constantFrom(-hour, -1, 0, 1, hour)).map(([end, by]) => end + by),
  fc.integer({ min: 0, max: 100 * 24 }).map((hours) => Date.parse("2025-12-20T00:00:00Z") + hours * hour),
);

const offsets = ["Z", "+08:00", "-05:00"] as const;
function timeOf(ms: number, offset: (typeof offsets)[number]): string {
  const shift = offset === "Z" ? 0 : Number(offset.slice(0, 3)) * hour;
  return new Date(ms + shift).toISOString().replace("Z", offset);
}
const time = fc.tuple(moment, fc.constantFrom(...offsets)).map(([ms, offset]) => timeOf(ms, offset));

const money = fc.record({
  amount: fc.oneof(
    fc.constantFrom(0, 1, 0.01, 0.1, 0.2, -5.55),
    fc.integer({ min: -9_999_999, max: 99_999_999 }).map((n) => n / 100),
  ),
  currency: fc.oneof(
    { weight: 30, arbitrary: fc.constant("CNY") },
    { weight: 1, arbitrary: fc.constantFrom("USD", "JPY", "EUR") },
  ),
});

const payee = fc.constantFrom("A", "B", 'quoted"', '"', "\u0001\u001e", "\ud83d\ude00", "");

const data = fc.record(
  {
    ocid: fc.constantFrom("p", "q"),
    budget: fc.constantFrom("x", "y"),
    lines: fc.array(fc.constantFrom("l", "m", "n"), { maxLength: 4 }),
    payee,
    value: fc.oneof(
      { weight: 20, arbitrary: money },
      { weight: 1, arbitrary: fc.constant({ amount: "much" }) },
    ),
    count: fc.oneof(fc.integer({ min: -10, max: 10 }), fc.constant(Number.MAX_SAFE_INTEGER)),
    rate: fc.oneof(
      fc.constantFrom(0.1, 0.2, 1e-9, 1e21, -0.3, 0),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    ),
    dueAt: time,
    urgent: fc.boolean(),
  },
  // What a window needs is mostly there: more than a fifth of gaps has no value.
  { requiredKeys: ["budget", "ocid"] },
);

const number = fc.integer({ min: 0, max: 24 });

const event = fc.record({
  kind: fc.constant("event" as const),
  source: fc.oneof(
    { weight: 4, arbitrary: fc.constant(historySources[0]) },
    { weight: 1, arbitrary: fc.constant(historySources[1]) },
  ),
  type: fc.oneof(
    { weight: 5, arbitrary: fc.constant(paid) },
    { weight: 1, arbitrary: fc.constant(refunded) },
  ),
  time,
  subject: fc.constantFrom("p", "q"),
  data: fc.oneof({ weight: 3, arbitrary: fullData() }, { weight: 1, arbitrary: data }),
  corrects: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: number }),
});

function fullData(): typeof data {
  return data.chain((partial) =>
    fc
      .record({
        lines: fc.array(fc.constantFrom("l", "m"), { minLength: 1, maxLength: 3 }),
        payee,
        value: money,
        count: fc.integer({ min: -10, max: 10 }),
        rate: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
        dueAt: time,
        urgent: fc.boolean(),
      })
      .map((rest) => ({ ...rest, ...partial, value: rest.value, rate: rest.rate, count: rest.count })),
  );
}

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: event },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("again" as const), event: number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("erase" as const), event: number }) },
);

/** Histories of two sources with late, repeated, corrected and erased events, gaps, and several currencies. */
export const history: fc.Arbitrary<History> = fc.array(fc.array(happening, { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 6,
});
