import { describe, expect, test } from "vitest";
import { selectRules } from "../../../packages/engine/test/corpus/rules.ts";
import { compareVerdicts, expressible } from "../check.ts";
import type { Contender } from "../contender.ts";
import { celJs } from "../contenders/cel-js.ts";
import { handWritten } from "../contenders/hand-written.ts";
import { marcbachmann } from "../contenders/marcbachmann.ts";
import { makeFixture } from "../fixture.ts";
import { ours } from "../lanes.ts";

const fixture = makeFixture(10);
const rules = selectRules(82);

/** An engine that is wrong about one rule on one event. */
const liar: Contender = {
  ...marcbachmann,
  name: "liar",
  load: (own, events) => {
    const loaded = marcbachmann.load(own, events);
    return {
      ...loaded,
      verdicts: (index) =>
        loaded.verdicts(index).map((verdict, at) => (index === 3 && at === 5 ? !verdict : verdict)),
    };
  },
};

describe("QU-6: bench:engine fails when engines disagree", () => {
  test("engines that agree give no difference", () => {
    const comparison = compareVerdicts(ours, [handWritten, marcbachmann], rules, fixture, 10);
    expect(comparison.differences).toEqual([]);
    expect(comparison.verdicts).toBe(4 * 10 * 82);
    expect(comparison.hits).toBeGreaterThan(50);
  });

  test("one wrong verdict is named, on intact and on damaged events", () => {
    const { differences } = compareVerdicts(ours, [liar], rules, fixture, 10);
    expect(differences).toHaveLength(2);
    expect(differences[0]).toContain("liar, rule P06, event 3");
  });

  test("a peer that lacks a part of the language is measured on the rest", () => {
    const able = expressible(celJs, rules, fixture).map((rule) => rule.id);
    expect(able).toContain("P06");
    expect(able).not.toContain("P12");
  });
});
