import type { Json, JsonObject } from "@probity/contracts";
import * as fc from "fast-check";

const text = fc.constantFrom(
  "",
  "a",
  "ab",
  "采购",
  "𝒜b",
  "12",
  "2026-05-01T00:00:00Z",
  "__proto__",
  "constructor",
);
const money = fc.record({
  amount: fc.constantFrom<Json>(0, 1, 100.5, 1e13, -3, 0.001, "1", null),
  currency: fc.constantFrom<Json>("CNY", "JPY", "XXX", "cny", 5),
});
const instant = fc.constantFrom<Json>(
  "2026-05-01T09:00:00+08:00",
  "2026-05-01",
  "2026-02-31",
  "soon",
  "9999-12-31T23:59:59Z",
  5,
);

/** An event of the tests' type `purchase`, any of its fields absent. */
const wellFormed: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      ocid: text,
      title: text,
      urgent: fc.boolean(),
      count: fc.oneof(
        fc.integer({ min: -5, max: 5 }),
        fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
      ),
      share: fc.constantFrom(0, 0.5, -1.5, 1e300, 5e-324),
      value: money,
      noticeAt: instant,
      dueAt: instant,
      tags: fc.array(text, { maxLength: 4 }),
      labels: fc.dictionary(text, fc.integer({ min: -2, max: 2 }), { maxKeys: 3 }),
      anything: fc.jsonValue({ maxDepth: 3 }),
      constructor: text,
      bids: fc.array(fc.record({ id: text, phone: text, value: money }, { requiredKeys: [] }), {
        maxLength: 4,
      }),
    },
    { requiredKeys: [] },
  )
  .map((event) => plain(event));

const field = fc.constantFrom(
  "title",
  "count",
  "tags",
  "bids",
  "value",
  "labels",
  "anything",
  "noticeAt",
  "amount",
  "id",
);

/** Some of its fields replaced by anything, also deep inside. */
const damaged: fc.Arbitrary<JsonObject> = fc
  .tuple(wellFormed, fc.dictionary(field, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 }))
  .map(([event, wrong]) =>
    plain(
      JSON.parse(JSON.stringify(event), (key, value: unknown) =>
        Object.hasOwn(wrong, key) ? wrong[key] : value,
      ),
    ),
  );

/** Long lists and texts, so that budgets come to their end. */
const large: fc.Arbitrary<JsonObject> = fc
  .record({ count: fc.integer({ min: 1, max: 3000 }), text })
  .map(({ count, text: word }) =>
    plain({
      title: word.repeat(count * 10),
      count,
      tags: Array.from({ length: count }, (_, at) => `${word}${at}`),
      bids: Array.from({ length: count }, (_, at) => ({
        id: `${at % 7}`,
        value: { amount: at, currency: "CNY" },
      })),
      labels: Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at])),
      anything: Array.from({ length: count }, (_, at) => [at, { at }]),
    }),
  );

/** Events as they are, as they should not be, and as nobody would wish them. */
export const anyEvent: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 4, arbitrary: wellFormed },
  { weight: 4, arbitrary: damaged },
  { weight: 1, arbitrary: large },
  { weight: 1, arbitrary: fc.object({ maxDepth: 3 }).map((value) => plain(value)) },
);

/** JSON of a value: what an event on the wire can be. */
function plain(value: unknown): JsonObject {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? String(item) : item)),
  );
}
