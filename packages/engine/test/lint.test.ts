import { describe, expect, test } from "vitest";
import { lintModel } from "../src/author/index.ts";
import { both, model, notice, purchase, rule } from "./support/make.ts";

function checks(
  part: Partial<Parameters<typeof rule>[0]> & { readonly when: string },
): Record<string, string> {
  const found = lintModel(model(rule(part)), [purchase, notice]);
  return Object.fromEntries(found.map((item) => [item.check, `${item.severity}: ${item.message}`]));
}

describe("RU-7: the linter", () => {
  test("RU-7: says what a rule reads and costs", () => {
    const found = checks({ when: "event.bids.exists(b, b.value.amount > 1 && b.phone == event.title)" });
    expect(found["reads"]).toBe("info: Reads event.bids[].phone, event.bids[].value.amount, event.title");
    expect(found["cost"]).toContain("At most 100 loop steps");
  });

  test("RU-7: proposes distinct() for pairwise loops", () => {
    const pairs = checks({
      when: "event.bids.exists(a, event.bids.exists(b, a.id != b.id && a.phone == b.phone))",
    });
    expect(pairs["pair-loop"]).toContain("distinct");
    expect(pairs["cost"]).toContain("info: At most 10100 loop steps".replace("info", "warning"));
    expect(
      checks({ when: "event.bids.exists(a, event.tags.exists(b, a.id == b))" })["pair-loop"],
    ).toBeUndefined();
  });

  test("RU-7: finds unused parameters, placeholders without evidence, hidden names, has() that looks too far", () => {
    const limit = { type: "int", default: 1, description: both("x") } as const;
    const found = checks({
      when: "has(event.value.amount) && event.bids.exists(event, event.id == 'x')",
      message: both("{sum}"),
      params: { limit },
    });
    expect(found["unused-param"]).toContain("limit");
    expect(found["placeholder"]).toContain("{sum}");
    expect(found["hidden-name"]).toContain("event");
    expect(found["nested-has"]).toContain("event.value");
    const clean = checks({
      when: "has(event.value) && has(event.value.amount) && event.count > params.limit",
      params: { limit },
    });
    expect(Object.keys(clean).toSorted()).toEqual(["cost", "reads"]);
  });

  test("RU-7: what compiling refuses is an error with its place", () => {
    const [found] = lintModel(model(rule({ when: "event.cuont > 1" })), [purchase, notice]);
    expect(found).toMatchObject({ severity: "error", check: "compile", path: "TST-ONE-001.when" });
    expect(found?.message).toMatch(/did you mean "count"/);
  });
});
