import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UnreadableError } from "../src/fields.ts";
import { formatValue } from "../src/format-value.ts";
import type { NoticeDecision } from "../src/index.ts";
import { readApproval, readCandidates } from "../src/read-approval.ts";
import { readDecision, safeAddress } from "../src/read-decision.ts";
import { stateOf } from "../src/state.ts";
import { decisionOf, highPrice } from "./support/samples.ts";

const base = "https://host.example/form";
const read = (input: unknown): unknown => {
  try {
    return stateOf({ phase: readDecision(input, base) });
  } catch (error) {
    if (error instanceof UnreadableError) return "unreadable";
    throw error;
  }
};

const everyOutcome = new Set<unknown>(["allow", "warn", "justify", "second_approver", "block"]);

const degraded = (reason: string, result: string): Partial<NoticeDecision> => ({
  degraded: true,
  degradedReasons: [reason],
  findings: [{ ...highPrice, result }],
});

describe("UI-2: what the host sets is hostile until it is read", () => {
  test("whatever it is, it is either shown whole or unreadable; it never looks milder", () => {
    const junk = fc.anything({ withNullPrototype: true, withMap: true, withDate: true });
    fc.assert(
      fc.property(junk, (input) => {
        expect(read(input)).toBe("unreadable");
      }),
      { numRuns: 3000 },
    );
  });

  test("one broken part of a decision makes all of it unreadable, or changes nothing that it says", () => {
    const keys = ["decisionId", "outcome", "findings", "degraded", "degradedReasons", "token"] as const;
    const outcomes = fc.constantFrom("warn", "justify", "second_approver", "block");
    fc.assert(
      fc.property(outcomes, fc.constantFrom(...keys), fc.anything(), (outcome, key, value) => {
        const whole = decisionOf(outcome);
        const said = read({ ...whole, [key]: value });
        const same = read(whole);
        if (key === "outcome" && everyOutcome.has(value)) return;
        expect([
          "unreadable",
          same,
          ...(key === "degraded" || key === "findings" ? ["unreachable-closed"] : []),
        ]).toContain(said);
      }),
      { numRuns: 3000 },
    );
  });

  test("texts are bounded, on one line, without characters that hide or turn", () => {
    const name = { "zh-CN": `一\n二\u202e${"长".repeat(500)}`, en: `a\u0000\tb${"x".repeat(500)}` };
    const evidence = Array(5000).fill(highPrice.evidence?.[0]);
    const many = Array.from({ length: 5000 }, () => ({ ...highPrice, name, evidence }));
    const { findings, more } = readDecision(decisionOf("warn", { findings: many }), base);
    expect([findings.length, more]).toEqual([3, 97]);
    const [first] = findings;
    expect(first?.title["zh-CN"]).toMatch(/^一 二长+…$/);
    expect(Array.from(first?.title["zh-CN"] ?? "")).toHaveLength(120);
    expect(first?.title.en).toMatch(/^a bx+…$/);
    expect(first?.values).toHaveLength(6);
  });

  test("only web addresses become links", () => {
    const bad = [
      "javascript:alert(1)",
      " java\nscript:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc/passwd",
      "blob:x",
      "https://",
      "x".repeat(3000),
      7,
      null,
    ];
    expect(bad.map((href) => safeAddress(href, base))).toEqual(bad.map(() => undefined));
    expect(safeAddress("../law/40", base)).toBe("https://host.example/law/40");
    expect(safeAddress("http://law.example/40", base)).toBe("http://law.example/40");
  });

  test("values are one bounded line, whatever they are", () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom("zh-CN", "en"), (value, locale) => {
        const line = formatValue(value, locale);
        expect(Array.from(line).length).toBeLessThanOrEqual(200);
        expect(line).not.toMatch(/[\n\u202e]/);
      }),
    );
    const angry = {
      get amount(): number {
        throw new TypeError("no");
      },
    };
    expect([angry, { a: angry }, { toString: undefined }].map((value) => formatValue(value, "en"))).toEqual([
      "…",
      "…",
      "toString …",
    ]);
    expect(formatValue({ amount: 97_800_000, currency: "CNY" }, "zh-CN")).toBe("CNY 978,000.00");
    expect(formatValue([true, null, "x"], "zh-CN")).toBe("是、–、x");
    expect(formatValue({ amount: 5, currency: "JPY" }, "en")).toBe("JPY 5");
  });

  test("an answer about a second approver is read whole or not at all", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(() => readApproval(input)).toThrow(UnreadableError);
        expect(() => readCandidates({ input })).toThrow(UnreadableError);
      }),
    );
  });

  test("PC-2: what could not be checked is a state of its own, never an `allow` or a `block`", () => {
    const unavailable = degraded("PROBITY_E_RULE_UNAVAILABLE", "indeterminate");
    expect(read(decisionOf("allow", { ...unavailable, findings: [] }))).toBe("unreachable-open");
    expect(read(decisionOf("block", unavailable))).toBe("unreachable-closed");
    // A block that a rule really asks for stays one.
    expect(read(decisionOf("block", degraded("PROBITY_E_RULE_UNAVAILABLE", "hit")))).toBe("block");
    expect(read(decisionOf("justify", degraded("PROBITY_E_RULE_WEAKENED", "hit")))).toBe("justify");
  });
});
