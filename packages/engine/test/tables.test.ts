import type { Json, Rule } from "@probity/contracts";
import { expect, test } from "vitest";
import { bundleOf, both, findingsOf, rule } from "./support/make.ts";

const columns = { step: "string", from: "timestamp?", units: "list<string>?", most: "money?" } as const;

const listed = (value: Json, when = "params.rows.exists(r, r.step == event.title)"): Rule =>
  rule({ when, params: { rows: { type: "table", columns, default: value, description: both("rows") } } });

const refused = (params: Rule["params"]): (() => unknown) => {
  return () => bundleOf([rule({ when: "true", ...(params !== undefined && { params }) })]);
};

const judged = (value: Json, when?: string): unknown => {
  const [finding] = findingsOf(bundleOf([listed(value, when)]), { title: "approve" });
  return finding?.result ?? finding;
};

test("RU-4: a parameter may be a table of rows, whose cells rules read by their columns", () => {
  expect(judged([])).toBe("clear");
  expect(judged([{ step: "prepare" }, { step: "approve" }])).toBe("hit");
  const row = {
    step: "approve",
    from: "2026-04-01T00:00:00+08:00",
    units: ["u-1"],
    most: { amount: 12.5, currency: "CNY" },
  };
  expect(
    judged([row], "params.rows.exists(r, r.from < now && 'u-1' in r.units && r.most.amount == 1250)"),
  ).toBe("hit");
  expect(judged([{ step: "approve" }], "params.rows.exists(r, has(r.from))")).toBe("clear");
  expect(judged([{ step: "approve" }], "params.rows.exists(r, r.from < now)")).toBe("indeterminate");
});

test("RU-4: rows that are not what the columns say are refused with the columns", () => {
  const wrong: readonly Json[] = [
    {},
    "approve",
    [{}],
    [{ step: 1 }],
    [{ step: "a", more: "b" }],
    [{ step: "a", from: "yesterday" }],
    [{ step: "a", units: [1] }],
    [{ step: "a", most: { amount: 1.001, currency: "CNY" } }],
    JSON.parse('[{"step":"a","__proto__":"b"}]'),
    JSON.parse('[{"step":"a","constructor":"b"}]'),
  ];
  for (const value of wrong)
    expect(() => bundleOf([listed(value)])).toThrow(/rows with the columns step: string, from: timestamp\?/);
  const bindings = [
    { id: "b", rule: "TST-ONE-001", source: "s", action: "warn", params: { rows: [{ step: 1 }] } },
  ] as const;
  expect(() => bundleOf([listed([])], { bindings })).toThrow(/rows with the columns/);
});

test("RU-4: columns belong to tables, and are typed", () => {
  const param = { description: both("rows"), default: [] };
  expect(refused({ rows: { ...param, type: "table" } })).toThrow(/table/);
  expect(refused({ rows: { ...param, type: "list<string>", columns } })).toThrow(/columns/);
  expect(refused({ rows: { ...param, type: "table", columns: { "a b": "string" } } })).toThrow(/column/);
  expect(() => bundleOf([listed([], "params.rows.exists(r, r.other == 'x')")])).toThrow(/other/);
  expect(() => bundleOf([listed([], "params.rows.exists(r, r.step == 1)")])).toThrow(/string, int/);
});
