import { describe, expect, test } from "vitest";
import { fromMinorUnits, parseInstant, toMinorUnits } from "../src/index.ts";
import { judge } from "./support/make.ts";

const at = (text: string): string => `timestamp("${text}")`;

describe("EV-4: money", () => {
  test.each([
    [1234.56, "CNY", 123456],
    [0.1, "CNY", 10],
    [0.29, "USD", 29],
    [-0.01, "EUR", -1],
    [0, "JPY", 0],
    [-0, "CNY", 0],
    [5000, "JPY", 5000],
    [1.234, "BHD", 1234],
    [1.2345, "CLF", 12345],
    [90071992547409.9, "CNY", 9007199254740990],
    [9007199254740991, "JPY", 9007199254740991],
  ])("EV-4: %d %s is %d minor units", (amount, currency, minor) => {
    expect(toMinorUnits(amount, currency)).toBe(minor);
    expect(Object.is(toMinorUnits(amount, currency), -0)).toBe(false);
    expect(fromMinorUnits(minor, currency)).toBe(amount + 0);
  });

  test.each([
    [0.1 + 0.2, "CNY"],
    [1.005, "CNY"],
    [0.5, "JPY"],
    [1e-7, "CNY"],
    [1e21, "JPY"],
    [9007199254740992, "JPY"],
    [90071992547409.92, "CNY"],
    [Number.NaN, "CNY"],
    [Infinity, "CNY"],
    [1, "XXX"],
    [1, "cny"],
    [1, "constructor"],
  ])("EV-4: %d %s is refused", (amount, currency) => expect(toMinorUnits(amount, currency)).toBeUndefined());

  test("EV-4: every amount with two decimals below a million is exact", () => {
    for (let minor = 0; minor < 100_000_000; minor += 9973)
      expect(toMinorUnits(Number((minor / 100).toFixed(2)), "CNY")).toBe(minor);
  });

  test("EV-4: an amount without currency takes the nearest enclosing one", () => {
    const when = `event.bids.exists(b, b.value.currency == "JPY" && b.value.amount == 5)`;
    const bids = [{ id: "1", value: { amount: 5 } }];
    expect(judge(when, { value: { amount: 1, currency: "JPY" }, bids }).result).toBe("hit");
    expect(judge(when, { amount: { amount: 1, currency: "JPY" }, bids }).result).toBe("hit");
    expect(judge(when, { bids }, { defaultCurrency: "JPY" }).result).toBe("hit");
    expect(judge(when, { bids }).reason).toMatchObject({
      code: "missing",
      paths: ["event.bids[].value.currency", "event.bids[].value.amount"],
    });
  });

  test("EV-4: an amount that cannot be exact makes only its readers indeterminate", () => {
    const data = { value: { amount: 1.005, currency: "CNY" }, count: 1 };
    expect(judge("event.value.amount > 1", data).reason).toMatchObject({
      code: "type",
      paths: ["event.value.amount"],
    });
    expect(judge("event.count == 1", data).result).toBe("hit");
  });

  test("EV-4: the event itself is not changed", () => {
    const data = { value: { amount: 1.5, currency: "CNY" }, dueAt: "2026-05-01" };
    const before = structuredClone(data);
    judge("event.value.amount > 1", data);
    expect(data).toEqual(before);
  });
});

describe("EV-4: instants", () => {
  test.each([
    ["1970-01-01T00:00:00Z", 0, 0],
    ["2026-05-01T09:00:00+08:00", Date.UTC(2026, 4, 1, 1), 0],
    ["2024-02-29T23:59:59.123456789-08:00", Date.UTC(2024, 2, 1, 7, 59, 59, 123), 456_789],
    ["0001-01-01T00:00:00Z", -62_135_596_800_000, 0],
    ["9999-12-31t23:59:59.999z", 253_402_300_799_999, 0],
  ])("EV-4: %s", (text, ms, nanos) => expect(parseInstant(text)).toEqual({ ms, nanos }));

  test.each([
    "2026-05-01",
    "2026-05-01T09:00:00",
    "2026-05-01 09:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-05-01T24:00:00Z",
    "2026-05-01T09:60:00Z",
    "2026-06-30T23:59:60Z",
    "2026-05-01T09:00:00.Z",
    "2026-05-01T09:00:00.1234567890Z",
    "2026-05-01T09:00:00+8:00",
    "2026-05-01T09:00:00+24:00",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "2026-05-01T09:00:00Z\n",
    "２026-05-01T09:00:00Z",
    "",
  ])("EV-4: %j is refused", (text) => expect(parseInstant(text)).toBeUndefined());

  test("EV-4: instants compare across offsets, and a whole date is a day of the bundle's zone", () => {
    expect(
      judge(`event.noticeAt == ${at("2026-05-01T01:00:00Z")}`, { noticeAt: "2026-05-01T09:00:00+08:00" })
        .result,
    ).toBe("hit");
    expect(judge(`event.noticeAt == ${at("2026-04-30T16:00:00Z")}`, { noticeAt: "2026-05-01" }).result).toBe(
      "hit",
    );
    expect(judge(`event.dueAt == ${at("2026-05-01T16:00:00Z")}`, { dueAt: "2026-05-01" }).result).toBe("hit");
    const spring = { timeZone: "Europe/Berlin" };
    expect(
      judge(
        `event.dueAt - event.noticeAt == duration("23h")`,
        { noticeAt: "2026-03-29", dueAt: "2026-03-29" },
        spring,
      ).result,
    ).toBe("hit");
  });

  test("EV-4: a time without offset makes its readers indeterminate", () => {
    const finding = judge("event.noticeAt < now", { noticeAt: "2026-05-01T09:00:00" });
    expect(finding.reason).toMatchObject({ code: "type", paths: ["event.noticeAt"] });
  });
});
