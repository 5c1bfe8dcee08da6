import type { Binding, JsonObject, ParamSet } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { buildBundle, compileModel, createModelCompiler } from "../src/author/index.ts";
import { compile } from "../src/index.ts";
import { re2 } from "../src/re2/index.ts";
import { both, bundleOf, findingsOf, judge, model, notice, now, purchase, rule } from "./support/make.ts";

const limit = {
  type: "money",
  default: { amount: 100, currency: "CNY" },
  description: both("limit"),
} as const;
const overLimit = rule({ when: "event.value.amount > params.limit.amount", params: { limit } });
const sum = (amount: number): JsonObject => ({ value: { amount, currency: "CNY" } });

const set = (kind: "unit" | "district" | "region", amount: number, more: object = {}): ParamSet => ({
  scope: { kind, id: `${kind}-1` },
  rule: overLimit.id,
  values: { limit: { amount, currency: "CNY" } },
  ...more,
});

const resultAt = (
  paramSets: readonly ParamSet[],
  place: object,
  bindingParams: Binding["params"] = {},
): unknown => {
  const binding: Binding = {
    id: "b",
    rule: overLimit.id,
    source: "s",
    action: "warn",
    params: bindingParams,
  };
  const bundle = bundleOf([overLimit], { bindings: [binding], paramSets });
  const [finding] = findingsOf(bundle, sum(1), place);
  return finding?.params["limit"];
};

const cny = (amount: number): object => ({ amount, currency: "CNY" });

const refused = (make: () => unknown): unknown => {
  try {
    make();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("RU-3: four results", () => {
  test("RU-3: hit, clear, not applicable, indeterminate with the missing path", () => {
    const parts = { applies: "event.urgent" };
    const when = "event.count > 3";
    expect(judge(when, { urgent: true, count: 4 }, parts).result).toBe("hit");
    expect(judge(when, { urgent: true, count: 3 }, parts).result).toBe("clear");
    expect(judge(when, { urgent: false }, parts).result).toBe("not_applicable");
    expect(judge(when, { urgent: true }, parts)).toMatchObject({
      result: "indeterminate",
      reason: { code: "missing", paths: ["event.count"] },
    });
    expect(judge(when, {}, parts).reason).toMatchObject({ code: "missing", paths: ["event.urgent"] });
  });

  test("RU-3: a value of another type, null included, is never a silent pass", () => {
    expect(judge("event.title == 'x'", { title: 5 }).reason).toMatchObject({
      code: "type",
      paths: ["event.title"],
    });
    expect(judge("event.title == 'x'", { title: null }).reason).toMatchObject({
      code: "type",
      paths: ["event.title"],
    });
    expect(judge("event.count == 1", { count: 1.5 }).reason).toMatchObject({
      code: "type",
      paths: ["event.count"],
    });
    expect(judge("event.bids.all(b, b.id != '')", { bids: [{ id: "1" }, 7] }).reason).toMatchObject({
      code: "type",
    });
  });

  test("RU-3: every missing path that mattered is named, and an absorbed one does not matter", () => {
    expect(judge("event.count > 1 && event.share > 0.5", {}).reason?.paths).toEqual([
      "event.count",
      "event.share",
    ]);
    expect(judge("event.count > 1 || event.share > 0.5", { share: 0.6 }).result).toBe("hit");
    expect(
      judge("event.bids.exists(b, b.phone == '1')", { bids: [{ id: "x" }, { phone: "1" }] }).result,
    ).toBe("hit");
  });

  test("RU-3: a rule that reads the record waits for it, unless it does not apply", () => {
    const parts = { reads: "record", applies: "event.urgent" } as const;
    expect(judge("record.count > 1", { urgent: true, count: 2 }, parts).reason).toMatchObject({
      code: "record",
    });
    expect(judge("record.count > 1", { urgent: false }, parts).result).toBe("not_applicable");
    expect(judge("record.count > 1 || event.count > 1", { urgent: true, count: 2 }, parts).reason?.code).toBe(
      "record",
    );
  });

  test("PC-1: the record has the event merged in", () => {
    const bundle = bundleOf([
      rule({ when: "record.notice.id == 'n' && record.bids.size() == 2", reads: "record" }),
    ]);
    const record = { notice: { id: "n" }, bids: [{ id: "1" }] };
    expect(findingsOf(bundle, { bids: [{ id: "2" }] }, { record })[0]?.result).toBe("hit");
  });

  test("RU-3: an event whose time cannot be read leaves every rule open", () => {
    const bundle = bundleOf([rule({ when: "true" })]);
    expect(findingsOf(bundle, {}, { time: "yesterday" })[0]?.reason).toMatchObject({
      code: "type",
      paths: ["time"],
    });
  });
});

describe("RU-3: what is missing is named by its whole path", () => {
  const data = { title: "t", count: 9, bids: [{ id: "1" }], tags: ["q"], labels: { a: 1 }, anything: [] };
  test.each([
    ["event.bids.filter(b, b.id == '1')[0].phone == 'x'", "event.bids[].phone"],
    ["event.bids.filter(b, b.id == '2')[0].phone == 'x'", "event.bids[]"],
    ["event.bids.filter(b, b.id == '1').map(b, b.phone).exists(p, p == 'x')", "event.bids[].phone"],
    ["event.bids.filter(b, true).all(b, b.value.amount > 1)", "event.bids[].value.amount"],
    ["event.bids.map(b, b.value).exists(v, v.amount > 1)", "event.bids[].value"],
    ["event.bids[0].phone == 'a'", "event.bids[0].phone"],
    ["event.bids[3].phone == 'a'", "event.bids[3]"],
    ["event.labels[event.title] > 1", "event.labels[]"],
    ["event.labels['b'] > 1", 'event.labels["b"]'],
    ["{'a': 1}[event.title] == 1", "event.title"],
    ["[1, 2][event.count] == 1", "event.count"],
    ["max(event.anything) == 1", "event.anything"],
    ["min(event.bids.filter(b, b.id == '2').map(b, b.value.amount)) > 1", "event.bids[].value.amount"],
    ["event.title.charAt(5) == 'x'", "event.title"],
  ])("RU-3: %s lacks %s", (when, path) =>
    expect(judge(when, data).reason).toMatchObject({ code: "missing", paths: [path] }),
  );
});

describe("EN-4: a hit explains itself", () => {
  const explained = rule({
    when: "event.value.amount > 0",
    message: both("{value} due {due} by {tags} after {span}: {urgent} {nothing} {other}"),
    evidence: [
      { name: "value", label: both("v"), value: "event.value.amount" },
      { name: "due", label: both("d"), value: "event.dueAt" },
      { name: "tags", label: both("t"), value: "event.tags" },
      { name: "span", label: both("s"), value: "duration('48h')" },
      { name: "urgent", label: both("u"), value: "event.urgent" },
      { name: "nothing", label: both("n"), value: "event.title" },
    ],
  });
  const data = {
    value: { amount: 1234567.5, currency: "CNY" },
    dueAt: "2026-05-01",
    tags: ["a", "b"],
    urgent: true,
  };

  test("EN-4: evidence and one sentence in both languages, missing evidence included", () => {
    const [finding] = findingsOf(bundleOf([explained]), data);
    expect(finding?.result).toBe("hit");
    expect(finding?.message).toEqual({
      "zh-CN": "1,234,567.50 CNY due 2026-05-02 00:00 by a、b after 2天: 是 （无） {other}",
      en: "1,234,567.50 CNY due 2026-05-02 00:00 by a, b after 2 d: yes n/a {other}",
    });
    expect(finding?.evidence?.map((item) => item.value)).toEqual([
      { amount: 123456750, currency: "CNY" },
      "2026-05-02T00:00:00+08:00",
      ["a", "b"],
      "172800s",
      true,
      null,
    ]);
  });

  test.each([
    ["timestamp('2026-11-15T02:12:00Z')", "2026-11-15 10:12", "2026-11-15 10:12"],
    ["timestamp('2026-11-15T23:59:05.25Z')", "2026-11-16 07:59:05", "2026-11-16 07:59:05"],
    ["duration('76h')", "3天4小时", "3 d 4 h"],
    ["duration('-90m')", "-1小时30分钟", "-1 h 30 min"],
    ["duration('61s')", "1分钟1秒", "1 min 1 s"],
    ["duration('1.5s')", "1.5s", "1.5s"],
    ["duration('0')", "0s", "0s"],
  ])("EN-4: %s reads as people write it", (value, chinese, english) => {
    const said = rule({
      when: "true",
      message: both("{it}"),
      evidence: [{ name: "it", label: both("it"), value }],
    });
    expect(findingsOf(bundleOf([said]), {})[0]?.message).toEqual({ "zh-CN": chinese, en: english });
  });

  test("EN-4: text from the event is not read as a placeholder", () => {
    const echo = rule({
      ...explained,
      message: both("{tags}"),
      evidence: [{ name: "tags", label: both("t"), value: "event.tags" }],
    });
    const [finding] = findingsOf(bundleOf([echo]), { ...data, tags: ["{tags}", "$&"] });
    expect(finding?.message?.en).toBe("{tags}, $&");
  });
});

describe("RU-4: bindings and parameters", () => {
  test("RU-4: unit > district > region > binding > default, and the values used are stored", () => {
    const sets = [set("unit", 5), set("region", 3), set("district", 4)];
    const all = { unit: "unit-1", district: "district-1", region: "region-1" };
    const own = { limit: cny(2) };
    expect(resultAt(sets, all, own)).toEqual(cny(5));
    expect(resultAt(sets, { ...all, unit: "other" }, own)).toEqual(cny(4));
    expect(resultAt(sets, { region: "region-1" }, own)).toEqual(cny(3));
    expect(resultAt(sets, {}, own)).toEqual(cny(2));
    expect(resultAt(sets, {})).toEqual(cny(100));
  });

  test("RU-4: validity dates choose by the time of the act; the later beginning wins", () => {
    const old = set("region", 1, { validTo: "2026-01-01T00:00:00+08:00" });
    const present = set("region", 2, { validFrom: "2026-01-01T00:00:00+08:00" });
    const newer = set("region", 3, { validFrom: "2026-05-01T09:00:00+08:00" });
    const at = (time: string): unknown => resultAt([newer, old, present], { region: "region-1", time });
    expect(at("2025-12-31T23:59:59+08:00")).toEqual(cny(1));
    expect(at("2026-01-01T00:00:00+08:00")).toEqual(cny(2));
    expect(at("2026-05-01T08:59:59+08:00")).toEqual(cny(2));
    expect(at("2026-05-01T01:00:00Z")).toEqual(cny(3));
  });

  test("RU-4: the unit is the actor's when none is given", () => {
    const bundle = bundleOf([overLimit], { paramSets: [set("unit", 5)] });
    expect(findingsOf(bundle, { ...sum(1), actor: { unitId: "unit-1" } })[0]?.params["limit"]).toEqual(
      cny(5),
    );
  });

  test("RU-4: a binding holds for its units, its dates and its decision points", () => {
    const when = rule({ when: "true", at: [purchase.type, notice.type] });
    const binding = { id: "b", rule: when.id, source: "s", action: "warn" } as const;
    const found = (more: object, place: object = {}): number =>
      findingsOf(bundleOf([when], { bindings: [{ ...binding, ...more }] }), {}, place).length;
    expect(found({ units: ["u"] }, { unit: "u" })).toBe(1);
    expect(found({ units: ["u"] }, { unit: "v" })).toBe(0);
    expect(found({ units: ["u"] })).toBe(0);
    expect(found({ validFrom: now })).toBe(1);
    expect(found({ validTo: now })).toBe(0);
    expect(found({ at: [notice.type] })).toBe(0);
    expect(found({ source: "*" })).toBe(1);
    expect(found({ source: "other" })).toBe(0);
  });

  test("RU-4: the rule's own action is a ceiling, and a binding may only narrow disclosure", () => {
    const capped = rule({ when: "true", ceiling: "justify", disclosure: "generic" });
    const binding = { id: "b", rule: capped.id, source: "s", action: "block", disclosure: "full" } as const;
    expect(bundleOf([capped], { bindings: [binding] }).bindings[0]).toMatchObject({
      action: "justify",
      disclosure: "generic",
      onIndeterminate: "observe",
      onUnavailable: "allow",
    });
  });
});

describe("RU-5: what cannot be a bundle is refused with every reason", () => {
  test("RU-5: bad rules, bindings and parameters come together in errors", () => {
    const bad = rule({ when: "event.vlaue.amount > 1", params: { limit: { ...limit, default: 5 } } });
    const worse = rule({ id: "TST-ONE-002", when: "event.count + 1", at: [purchase.type] });
    expect(refused(() => bundleOf([bad, worse]))).toMatchObject({
      errors: [{ path: "TST-ONE-001.params.limit.default" }, { path: "TST-ONE-002.when" }],
    });
    const bindings: readonly Binding[] = [
      { id: "b1", rule: "TST-ONE-009", source: "s", action: "warn" },
      { id: "b2", rule: overLimit.id, source: "s", action: "warn", params: { nope: 1 }, at: ["x.y"] },
    ];
    expect(refused(() => bundleOf([overLimit], { bindings }))).toMatchObject({
      code: "PROBITY_E_MODEL",
      errors: [{ path: "b1" }, { path: "b2.nope" }, { path: "b2" }],
    });
    expect(refused(() => bundleOf([overLimit], { timeZone: "Mars/Base" }))).toMatchObject({
      errors: [{ path: "timeZone" }],
    });
  });

  test("RU-5: two bundles of the same input are the same", () => {
    expect(JSON.stringify(bundleOf([overLimit]))).toBe(JSON.stringify(bundleOf([overLimit])));
    expect(model(overLimit).rules).toHaveLength(1);
  });

  test("RU-2: patterns need an engine for them", () => {
    const bundle = bundleOf([rule({ when: `event.title.matches("^a+$")` })]);
    expect(refused(() => compile(bundle))).toMatchObject({ code: "PROBITY_E_BUNDLE_REGEX" });
    expect(compile(bundle, { regex: re2 }).bundle).toBe(bundle);
  });

  test("RU-1: an unknown decision point and a record rule without record are refused", () => {
    const input = {
      source: "s",
      version: 1,
      createdAt: now,
      notBefore: now,
      expiresAt: now,
      timeZone: "UTC",
      bindings: [],
    };
    const lonely = { ...purchase, record: null };
    const make = (part: object): unknown =>
      refused(() =>
        buildBundle({ ...input, types: [lonely], models: [model(rule({ when: "true", ...part }))] }),
      );
    expect(make({ at: ["x.y"] })).toMatchObject({ code: "PROBITY_E_MODEL" });
    expect(make({ reads: "record" })).toMatchObject({ code: "PROBITY_E_MODEL" });
  });
});

describe("RU-6: models that are compiled once for many bundles", () => {
  const one = model(
    rule({ when: "event.count > params.least", params: { least: { ...limit, type: "int", default: 3 } } }),
  );
  const other = model(
    rule({ when: "event.count > params.least", params: { least: { ...limit, type: "int", default: 4 } } }),
  );

  test("RU-6: are what they are when compiled alone: another text or another type is compiled for itself", () => {
    const compiler = createModelCompiler();
    const narrower = { ...purchase, record: null };
    for (const types of [[purchase], [narrower], [purchase, notice], [purchase]])
      for (const each of [one, other, structuredClone(one)])
        expect(compiler(types)(each)).toEqual(compileModel(each, types));
    expect(compiler([purchase])(structuredClone(one))).toBe(compiler([structuredClone(purchase)])(one));
    expect(compiler([purchase])(one)).not.toEqual(compiler([purchase])(other));
  });

  test("RU-6: tell their errors each time", () => {
    const compiler = createModelCompiler();
    const wrong = model(rule({ when: "event.nothing" }));
    const alone = refused(() => compileModel(wrong, [purchase]));
    expect(alone).toMatchObject({ code: expect.stringContaining("PROBITY_E_") });
    for (let time = 0; time < 2; time++) expect(refused(() => compiler([purchase])(wrong))).toEqual(alone);
  });
});
