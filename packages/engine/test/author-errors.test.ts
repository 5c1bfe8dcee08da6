import { type ErrorItem, ProbityError } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { compileModel, lintModel } from "../src/author/index.ts";
import { both, bundleOf, model, notice, purchase, rule } from "./support/make.ts";

const params = {
  limit: { type: "money", default: { amount: 5, currency: "CNY" }, description: both("x") },
  days: { type: "int", default: 3, description: both("x") },
  cut: { type: "double", default: 0.3, description: both("x") },
  wait: { type: "duration", default: "72h", description: both("x") },
} as const;

/** The error of a condition: its code, its item, and the part of the text that the item points at. */
function refusal(when: string): { readonly code: string; readonly item: ErrorItem; readonly part: string } {
  try {
    compileModel(model(rule({ when, params })), [purchase, notice]);
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    const [item] = error.errors;
    if (item?.at === undefined || item.length === undefined) throw error;
    expect(item.path).toBe("TST-ONE-001.when");
    return { code: error.code, item, part: when.slice(item.at, item.at + item.length) };
  }
  throw new Error(`accepted: ${when}`);
}

/** The problems of a rule. */
function items(part: Partial<Parameters<typeof rule>[0]>): readonly ErrorItem[] {
  try {
    compileModel(model(rule({ when: "true", ...part })), [purchase]);
  } catch (error) {
    if (error instanceof ProbityError) return error.errors;
  }
  return [];
}

function repaired(when: string, { at = 0, length = 0, fix = "" }: ErrorItem): string {
  return when.slice(0, at) + fix + when.slice(at + length);
}

describe("RU-2: a type error points at its characters, and its fix puts it right", () => {
  test.each<readonly [when: string, part: string, fix: string]>([
    // Misspelled names, wherever they stand.
    ["event.vlaue.amount > 1", "vlaue", "value"],
    ["event.value.amuont > 1", "amuont", "amount"],
    ["event.Title == 'a'", "Title", "title"],
    ["(event).vlaue.amount > 1", "vlaue", "value"],
    ["event . vlaue . amount > 1", "vlaue", "value"],
    ["has(event.titel)", "titel", "title"],
    ["has( event . value . amuont )", "amuont", "amount"],
    ["event.bids.exists(b, b.valeu.amount > 1)", "valeu", "value"],
    ["event.bids.exists(b, has(b.phoen))", "phoen", "phone"],
    ["event.bids.map(b, b.id != '', b.phoen) == []", "phoen", "phone"],
    ["event['titel'] == 'a'", "'titel'", '"title"'],
    ["event['value']['amuont'] > 1", "'amuont'", '"amount"'],
    ["evnet.count > 1", "evnet", "event"],
    ["event.count > params.day", "day", "days"],
    ["event.title.startWith('a')", "startWith", "startsWith"],
    ["szie(event.tags) > 1", "szie", "size"],
    ["event.bids.exists(b, b.id.endswith('x'))", "endswith", "endsWith"],
    ["'采购😀' == event.titel", "titel", "title"],
    // Called the other way round.
    ["event.tags.distinct().size() > 1", "event.tags.distinct()", "distinct(event.tags)"],
    ["contains(event.title, 'a')", "contains(event.title, 'a')", "event.title.contains('a')"],
    ["event.tags.size > 1", "size", "size()"],
    ["event.title.length > 1", "length", "size()"],
    // Numbers.
    ["event.count + event.share > 1.0", "event.count", "double(event.count)"],
    ["event.share * (event.count - 1) > 1.0", "event.count - 1", "double(event.count - 1)"],
    ["event.share == event.count", "event.count", "double(event.count)"],
    ["event.count == 1.0", "1.0", "1"],
    ["event.count + 2.0 > 1", "2.0", "2"],
    ["event.share > 1.0 && event.share - params.days > 2", "params.days", "double(params.days)"],
    // Money.
    ["event.value > 100", "event.value", "event.value.amount"],
    ["100 < event.value", "event.value", "event.value.amount"],
    ["event.value == 5", "event.value", "event.value.amount"],
    ["event.value > params.limit", "event.value > params.limit", "event.value.amount > params.limit.amount"],
    ["event.bids.exists(b, b.value >= 1)", "b.value", "b.value.amount"],
    // Moments and lengths of time.
    [
      "event.noticeAt < '2026-05-01T09:00:00+08:00'",
      "'2026-05-01T09:00:00+08:00'",
      'timestamp("2026-05-01T09:00:00+08:00")',
    ],
    ["event.noticeAt < '2026-05-01'", "'2026-05-01'", 'timestamp("2026-05-01T00:00:00+08:00")'],
    ["event.noticeAt == event.title", "event.title", "timestamp(event.title)"],
    ["now - event.noticeAt > '72h'", "'72h'", 'duration("72h")'],
    ["now - event.noticeAt > '3 days'", "'3 days'", 'duration("72h")'],
    ["now - event.noticeAt > duration('3 days')", "'3 days'", '"72h"'],
    ["now - event.noticeAt > duration('2天')", "'2天'", '"48h"'],
    ["event.noticeAt < timestamp('2026-05-01')", "'2026-05-01'", '"2026-05-01T00:00:00+08:00"'],
    ["event.noticeAt < timestamp('2026-05-01T08:30')", "'2026-05-01T08:30'", '"2026-05-01T08:30:00+08:00"'],
    // Texts, lists and conditions.
    ["event.title == event.count", "event.count", "string(event.count)"],
    ["event.urgent == 'true'", "'true'", "true"],
    ["event.tags == 'a'", "event.tags == 'a'", "'a' in event.tags"],
    ["event.tags != 'a'", "event.tags != 'a'", "!('a' in event.tags)"],
    ["'a' in event.title", "'a' in event.title", "event.title.contains('a')"],
    ["event.tags['0'] == 'a'", "'0'", "0"],
    ["event.tags[1.0] == 'a'", "1.0", "1"],
    ["event.tags[event.share] == 'a'", "event.share", "int(event.share)"],
    ["event.tags", "event.tags", "size(event.tags) > 0"],
    ["event.urgent && event.title", "event.title", 'event.title != ""'],
    [
      "event.bids.filter(b, b.phone == '1')",
      "event.bids.filter(b, b.phone == '1')",
      "size(event.bids.filter(b, b.phone == '1')) > 0",
    ],
    ["!(event.tags)", "event.tags", "size(event.tags) > 0"],
  ])("RU-2: %s", (when, part, fix) => {
    const found = refusal(when);
    expect([found.code, found.part, found.item.fix]).toEqual(["PROBITY_E_RULE_TYPE", part, fix]);
    expect(() =>
      compileModel(model(rule({ when: repaired(when, found.item), params })), [purchase, notice]),
    ).not.toThrow();
  });

  test.each<readonly [when: string, part: string, named: string]>([
    ["event.bids.id == 'x'", "id", "exists(x, x.id"],
    ["event.value.vat > 1", "vat", "there are amount, currency"],
    ["event.urgent.nope()", "nope", "does not exist"],
    ["event.count", "event.count", "must be a bool, not int"],
    ["event.count > 1 ? event.count : 2", "event.count > 1 ? event.count : 2", "must be a bool"],
    ["(event.urgent || event.count) && true", "event.count", "must be a bool"],
    ["[1, 'a', 2] == []", "'a'", "different types: int, string"],
    ["(event.urgent ? 1 : 'a') == 1", "'a'", "different types"],
    ["now - event.noticeAt > 72", "72", 'duration("72h")'],
    ["event.title.matches('a(b')", "'a(b'", "not RE2"],
    ["event.title.matches('(?=a)b')", "'(?=a)b'", "not RE2"],
    ["event.title.matches(r'\\1')", "r'\\1'", "not RE2"],
    ["event.count.exists(x, true)", "event.count", "needs a list or a map"],
    ["event.value[event.title] == 1", "event.title", "money cannot be indexed"],
    ["event.noticeAt < duration('soon')", "'soon'", "not a duration"],
    ["event.title - 'a' == 'b'", "-", "(string, string)"],
  ])("RU-2: %s has no sure fix; the message says what is possible", (when, part, named) => {
    const found = refusal(when);
    expect(found.code).toBe("PROBITY_E_RULE_TYPE");
    expect(found.part).toBe(part);
    expect(found.item.message).toContain(named);
  });
});

describe("RU-2: a syntax error points at its characters", () => {
  test.each<readonly [when: string, part: string, fix: string | undefined]>([
    ["event.count = 1", "=", "=="],
    ["event.count === 1", "===", "=="],
    ["event.count !== 1", "!==", "!="],
    ["event.count <> 1", "<>", "!="],
    ["event.urgent and event.count > 1", "and", "&&"],
    ["event.urgent or event.count > 1", "or", "||"],
    ["event.urgent & true", "&", "&&"],
    ["event.count ＞ 1", "＞", ">"],
    ["（event.count > 1)", "（", "("],
    ["event.count ≥ 1", "≥", ">="],
    ["event.title == “a”", "“", '"'],
    ["event.count > 1)", ")", ""],
    ["(event.count > 1", "(", undefined],
    ["event.bids.exists(b, [b.id].size() > 0", "(", undefined],
    ["event.title == 'a", "'", undefined],
    ["event.count >", ">", undefined],
    ["event.urgent &&", "&&", undefined],
    ["event.count > 1 ; true", ";", undefined],
    ["event.title inevent.tags", "inevent", "in event"],
    ["for > 1", "for", undefined],
    ["event.count 1", "1", undefined],
    ["  ", "  ", undefined],
  ])("RU-2: %s", (when, part, fix) => {
    const found = refusal(when);
    expect([found.code, found.part, found.item.fix]).toEqual(["PROBITY_E_RULE_SYNTAX", part, fix]);
  });
});

describe("RU-2: a construct outside the profile is refused by its name", () => {
  test.each<readonly [when: string, part: string, named: string]>([
    ["Thing{a: 1} == null", "Thing", "message literal Thing{...}"],
    ["google.protobuf.Int64Value{value: 1} == 1", "google", "message literal google.protobuf.Int64Value"],
    ["event.?title == 'a'", ".?", 'Optional values (".?")'],
    ["event.tags[?0] == 'a'", "[?", 'Optional values ("[?")'],
    ["[?event.title] == []", "[?", 'Optional values ("[?")'],
    ["{?'a': event.title} == {}", "{?", 'Optional values ("{?")'],
    ["optional.of(event.title) == 'a'", "of", "optional.of() is outside the profile: optional values"],
    ["optional.none() == 'a'", "none", "optional.none()"],
    ["event.title.orValue('a') == 'a'", "orValue", "orValue() is outside the profile: optional values"],
    ["event.title.optMap(x, x) == 'a'", "optMap", "optMap()"],
    ["event.tags.exists(a, b, a == b)", "exists", "two-variable macro exists(a, b, ...)"],
    ["event.tags.all(a, b, a == b)", "all", "two-variable macro all(a, b, ...)"],
    ["event.tags.transformList(i, v, v) == []", "transformList", "two-variable macro transformList"],
    ["event.labels.transformMap(k, v, v) == {}", "transformMap", "two-variable macro transformMap"],
    ["event.title.matches(event.ocid)", "ocid", "pattern of matches() must be a literal"],
    ["event.title.matches('a' + 'b')", "+", "pattern of matches() must be a literal"],
    ["math.ceil(event.share) > 1.0", "ceil", "math.ceil() is outside the profile: the math library"],
    ["math.bitAnd(1, 2) == 1", "bitAnd", "math.bitAnd()"],
    ["cel.block([1], cel.index(0)) == 1", "block", "cel.block() is outside the profile: the block library"],
    [
      "base64.encode(b'a') == 'YQ=='",
      "encode",
      "base64.encode() is outside the profile: the encoders library",
    ],
    ["strings.quote(event.title) == 'a'", "quote", "strings.quote()"],
    ["'%d'.format([1]) == '1'", "format", "format()"],
    ["event.title.reverse() == 'a'", "reverse", "reverse()"],
    ["lists.range(3) == []", "range", "lists.range()"],
    ["regex.extract(event.title, 'a') == 'a'", "extract", "regex.extract()"],
    ["proto.hasExt(event, 'a')", "hasExt", "proto.hasExt()"],
    ["event.`title` == 'a'", ".`title`", "Back-quoted field names"],
    ["has(event)", "has", "has() takes the selection of a field"],
    ["has(event['title'])", "has", "has() takes the selection of a field"],
    ["event.tags.exists(true)", "exists", "exists() takes a name and a condition"],
    ["event.tags.exists(event.title, true)", "title", "must be a new name"],
    ["event.tags.map(x)", "map", "map() takes a name and a value"],
    ["cel.bind(1, 2, 3) == 3", "bind", "cel.bind() takes a name"],
    ["event.count > 9007199254740993", "9007199254740993", "2^53"],
    ["event.share > 1e999", "1e999", "too large for a double"],
    ["event.title == 'a' && [[[1]]].exists(a, a.exists(b, b.exists(c, true)))", "exists", "nested macros"],
  ])("RU-2: %s", (when, part, named) => {
    const found = refusal(when);
    expect([found.code, found.part]).toEqual(["PROBITY_E_RULE_PROFILE", part]);
    expect(found.item.message).toContain(named);
  });

  test.each([
    ["math.greatest(event.count, 3) > 1", "max([event.count, 3]) > 1"],
    ["math.least([event.count]) > 1", "min([event.count]) > 1"],
    ["event.`title` == 'a'", `event["title"] == 'a'`],
  ])("RU-2: %s has a form inside the profile", (when, inside) => {
    const { item } = refusal(when);
    const written = repaired(when, item);
    expect(written).toBe(inside);
    expect(() => compileModel(model(rule({ when: inside })), [purchase])).not.toThrow();
  });

  test("RU-2: names that the profile leaves out stay free for fields and variables", () => {
    for (const when of [
      "event.tags.exists(math, math.contains('a'))",
      "event.bids.exists(first, first.id == 'a')",
    ])
      expect(() => compileModel(model(rule({ when })), [purchase])).not.toThrow();
  });
});

describe("RU-2: what surrounds the expressions", () => {
  test("RU-2: each problem of a rule comes with its place", () => {
    const evidence = [
      { name: "sum", label: both("sum"), value: "event.vlaue" },
      { name: "id", label: both("id"), value: "event.ocdi" },
    ];
    expect(items({ when: "event.cuont > 1", applies: "evnet.urgent", evidence })).toEqual([
      expect.objectContaining({ path: "TST-ONE-001.applies", at: 0, length: 5, fix: "event" }),
      expect.objectContaining({ path: "TST-ONE-001.when", at: 6, length: 5, fix: "count" }),
      expect.objectContaining({ path: "TST-ONE-001.evidence.sum", at: 6, length: 5, fix: "value" }),
      expect.objectContaining({ path: "TST-ONE-001.evidence.id", at: 6, length: 4, fix: "ocid" }),
    ]);
  });

  test("RU-2: evidence of the same name, and parameters that no expression could name, are refused", () => {
    const twice = { name: "sum", label: both("sum"), value: "event.value" };
    expect(items({ evidence: [twice, twice] })[0]?.path).toBe("TST-ONE-001.evidence.sum");
    for (const name of ["max-days", "__proto__", "1st", ""]) {
      const odd = JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(params.days)}}`) as typeof params;
      expect(items({ params: odd })[0]?.path).toBe(`TST-ONE-001.params.${name}`);
    }
  });

  test("RU-4: a binding that names an unknown parameter is told the nearest", () => {
    const bindings = [
      { id: "b", rule: "TST-ONE-001", source: "s", action: "warn", params: { dasy: 4 } },
    ] as const;
    expect(() => bundleOf([rule({ when: "true", params })], { bindings })).toThrow('did you mean "days"');
  });

  test("RU-2: a rule that could never end is refused; one that is only dear on long lists is not", () => {
    const literal = `[${Array.from({ length: 64 }, (_, at) => at).join()}]`;
    const pairs = `${literal}.map(a, ${literal}.filter(b, a == b))`;
    expect(
      items({ when: `size(${pairs}) + size(${pairs}) + size(${pairs}) > event.count` })[0]?.message,
    ).toContain("at least 12480 loop steps on any data");
    expect(items({ when: `size(${pairs}) + size(${pairs}) > event.count` })).toEqual([]);
    const dear = "event.bids.exists(a, event.bids.exists(b, a.id == b.id))";
    expect(items({ when: dear })).toEqual([]);
    const found = lintModel(model(rule({ when: dear })), [purchase]);
    expect(found.find((item) => item.check === "cost")?.severity).toBe("warning");
  });

  test("RU-7: the linter hands places on, of errors and of proposals", () => {
    const [error] = lintModel(model(rule({ when: "event.cuont > 1" })), [purchase]);
    expect(error).toMatchObject({
      severity: "error",
      path: "TST-ONE-001.when",
      at: 6,
      length: 5,
      fix: "count",
    });
    const pair = "event.bids.exists(a, event.bids.exists(b, a.id != b.id && a.phone == b.phone))";
    const loop = lintModel(model(rule({ when: pair })), [purchase]).find(
      (item) => item.check === "pair-loop",
    );
    expect(loop).toMatchObject({ path: "TST-ONE-001.when", at: 0, length: pair.length });
  });
});
