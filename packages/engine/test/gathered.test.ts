import { ProbityError, type Rule } from "@probity/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compileModel,
  environments,
  type Gathered,
  gatheredOf,
  textOfGathered,
} from "../src/author/index.ts";
import { model, notice, purchase, rule } from "./support/make.ts";

/** Words that no name of a field can be (CEL, "reserved"). */
const reserved =
  /^(in|as|if|has|var|let|for|true|null|false|break|const|continue|else|function|import|loop|package|namespace|return|void|while)$/;
const name = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,8}$/).filter((text) => !reserved.test(text));
const names = fc.array(name, { minLength: 1, maxLength: 3 });
const place: fc.Arbitrary<Gathered> = fc.oneof(
  names.map((field): Gathered => ({ lists: [], field })),
  fc.array(names, { minLength: 1, maxLength: 3 }).map((lists): Gathered => ({ lists })),
  fc
    .record({ lists: fc.array(names, { minLength: 1, maxLength: 2 }), field: names })
    .map((one): Gathered => one),
);

/** What is compiled of a rule that asks for common owners among these; or the code of the error that refuses it. */
function compiled(among: string): unknown {
  const features: NonNullable<Rule["features"]> = { found: { owners: { among, depth: 2 } } };
  const own = rule({ when: "size(features.found) > 0", features });
  try {
    return compileModel(model(own), [purchase, notice], environments([purchase, notice]))[0]?.features;
  } catch (error) {
    if (error instanceof ProbityError) return error.code;
    throw error;
  }
}

describe("FE-3, ML-4: a list of those among whom relations are looked for, as the places that it gathers from", () => {
  test("random places go through text and back", () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 4 }), (places) => {
        expect(gatheredOf(textOfGathered(places))).toEqual(places);
      }),
      { numRuns: 500, seed: 20261201 },
    );
  });

  test.each([
    ["event.tags", "event.tags"],
    ["[event.title]", "[event.title]"],
    ["[]", "[]"],
    ["event.bids.map(b, b.id)", "event.bids.map(x, x.id)"],
    ["event.tags + event.bids.map(b, b.id) + [event.title, event.ocid]", undefined],
  ])("%s is gathered, and its text compiles to the same", (text, expected) => {
    const places = gatheredOf(text);
    expect(places).toBeDefined();
    const back = textOfGathered(places ?? []);
    if (expected !== undefined) expect(back).toBe(expected);
    expect(compiled(back)).toEqual(compiled(text));
    expect(compiled(back)).toMatchObject({ found: { kind: "owners" } });
  });

  test.each([
    ["event.bids.filter(b, b.phone != '').map(b, b.id)"],
    ["event.bids.map(b, b.phone != '', b.id)"],
    ["event.bids.map(b, event.title)"],
    ["event.bids.map(b, b)"],
    ["has(event.title) ? [event.title] : []"],
    ["[event.title + 'x']"],
    ["[event.title] + [event.ocid]"],
    ["event.tags + (event.tags + event.tags)"],
    ["event.tags + []"],
    ["distinct(event.tags)"],
  ])("%s does something else, and stays as text", (text) => {
    expect(gatheredOf(text)).toBeUndefined();
  });

  test("SE-4: a name that is none is refused", () => {
    for (const places of [
      [{ lists: [["event", "a)||true"]] }],
      [{ lists: [], field: [""] }],
      [{ lists: [] }],
    ])
      expect(() => textOfGathered(places)).toThrow(ProbityError);
    expect(() => gatheredOf("event.(")).toThrow(ProbityError);
  });
});
