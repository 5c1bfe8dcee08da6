import { describe, expect, test } from "vitest";
import { builtinEvents } from "../src/schemas.ts";
import { dataValidators, validateBindings, validateEnvelope, validateModel } from "../src/validators.ts";

const envelope = {
  specversion: "1.0",
  id: "0199a1b2-0000-7000-8000-000000000001",
  source: "procurement-demo",
  type: "procurement.award.decided",
  time: "2026-05-01T09:00:00+08:00",
  data: {},
};

describe("EV-1: the envelope is CloudEvents 1.0", () => {
  test("a complete event passes, extension attributes too", () => {
    expect(validateEnvelope({ ...envelope, sequence: "7" })).toEqual([]);
  });
  test.each([
    ["id", ""],
    ["time", "2026-05-01 09:00"],
    ["time", "2026-05-01T09:00:00"],
    ["type", "Award"],
    ["source", "two words"],
    ["specversion", "0.3"],
    ["data", []],
    ["subject", "a\u001eb"],
  ])("%s = %j is refused with its path", (name, value) => {
    expect(validateEnvelope({ ...envelope, [name]: value }).map(({ path }) => path)).toContain(`/${name}`);
  });
});

describe("EV-2: one validator per built-in event type", () => {
  test("there is one for every type", () => {
    expect(Object.keys(dataValidators)).toEqual(Object.keys(builtinEvents));
  });
  test("EV-4: a number that JSON can write but nothing can hold is refused with its path", () => {
    const check = dataValidators["procurement.bid.opened"];
    const data: unknown = JSON.parse('{"ocid":"o","tender":{"id":"t","numberOfTenderers":1e400}}');
    expect(check(data).map(({ path }) => path)).toEqual(["/tender/numberOfTenderers"]);
  });
  test("data is checked against the type and the common block, never changed", () => {
    const check = dataValidators["procurement.award.decided"];
    const data = { ocid: "ocds-1", unknown: 1, awards: [{ id: "a", value: { amount: 1, currency: "CNY" } }] };
    const before = structuredClone(data);
    expect(check(data)).toEqual([]);
    expect(data).toEqual(before);
    expect(check({ awards: [] })).toEqual([{ path: "", message: "must have required property 'ocid'" }]);
    expect(check({ ocid: "1", actor: { personId: 7 } })).toEqual([
      { path: "/actor/personId", message: "must be string" },
    ]);
    expect(check({ ocid: "1", awards: [{ id: "a", date: "1 May" }] })[0]?.path).toBe("/awards/0/date");
    expect(check({ ocid: "1", awards: [{ id: "a", value: { amount: "5" } }] })[0]?.path).toBe(
      "/awards/0/value/amount",
    );
  });
  test("SE-4: a hostile value gets a bounded list of violations", () => {
    const details = Array.from({ length: 5000 }, () => 1);
    const violations = dataValidators["procurement.bid.submitted"]({ ocid: "1", bids: { details } });
    expect(violations.length).toBeGreaterThan(0);
    expect(violations.length).toBeLessThanOrEqual(50);
  });
});

describe("RU-1, RU-4: model and bindings files", () => {
  test("an unknown key is named", () => {
    const file = { bindings: [{ id: "b", rule: "PROC-CMP-001", source: "*", action: "warn", typo: 1 }] };
    expect(validateBindings(file)).toEqual([
      { path: "/bindings/0", message: "must NOT have additional properties: typo" },
    ]);
  });
  test("a model without rules is refused", () => {
    expect(validateModel({ id: "PROC-CMP" }).length).toBeGreaterThan(0);
  });
});
