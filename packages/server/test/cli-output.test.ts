import { describe, expect, test } from "vitest";
import { type Json, type Locale, ProbityError } from "@probity/contracts";
import { localeOf } from "../src/cli/locale.ts";
import { sayIn } from "../src/cli/messages/say.ts";
import { wordIn } from "../src/cli/messages/words.ts";
import { evidenceText } from "../src/cli/output/evidence-text.ts";
import { renderError } from "../src/cli/output/error.ts";
import { localTime } from "../src/cli/output/local-time.ts";
import { pairs, table } from "../src/cli/output/table.ts";
import { displayWidth, fit, printable } from "../src/cli/output/width.ts";

const read = (value: Json, locale: Locale = "en"): string | undefined =>
  evidenceText(value, locale, (moment) => localTime(moment));

describe("OP-2: output of the command line", () => {
  test("columns stand under each other, also with Chinese text and combining marks", () => {
    const rows = [
      { name: "采购系统", count: 5 },
      { name: "e\u0301te\u0301", count: 12 },
      { name: "abc", count: 100 },
    ];
    const lines = table(rows, [
      { title: "名称", value: (row) => row.name },
      { title: "次数", value: (row) => row.count, align: "right" },
    ]);
    expect(lines).toEqual([
      "名称      次数",
      "采购系统     5",
      "e\u0301te\u0301         12",
      "abc        100",
    ]);
    expect(new Set(lines.map((line) => displayWidth(line))).size).toBe(1);
    expect(
      pairs([
        ["编号", 1],
        ["id", "x"],
      ]),
    ).toEqual(["编号  1", "id    x"]);
  });

  test("an absent value is a dash, a long one is cut at the width that a terminal shows", () => {
    expect(table([{}], [{ title: "A", value: () => undefined }])).toEqual(["A", "-"]);
    expect(fit("监督模型仓库", 7)).toBe("监督模…");
    expect(displayWidth(fit("监督模型仓库", 8))).toBeLessThanOrEqual(8);
  });

  test("SE-4: data from outside cannot steer the terminal", () => {
    expect(printable("a\u001B[2Jb\r\nc\u009bd\u202Ee")).toBe("a [2Jb c d e");
    const [, cell] = table([{ v: "x\u001B]0;evil\u0007y" }], [{ title: "V", value: (row) => row.v }]);
    expect(cell).toBe("x ]0;evil y");
  });

  test("moments are shown in the tenant's zone", () => {
    expect(localTime("2026-05-01T01:00:00.000Z")).toBe("2026-05-01 09:00:00+08:00");
    expect(localTime("2026-07-01T23:30:00Z", "Europe/London")).toBe("2026-07-02 00:30:00+01:00");
    expect(localTime("2026-01-01T00:00:00Z", "UTC")).toBe("2026-01-01 00:00:00+00:00");
    expect(localTime("soon")).toBe("soon");
  });

  test("EN-4: evidence is read as people write it, money in the major unit and moments in the tenant's zone", () => {
    expect(read([{ amount: 201_870_000, currency: "CNY" }])).toBe("2,018,700.00 CNY");
    expect(read({ amount: 1500, currency: "JPY" })).toBe("1,500 JPY");
    expect(read(["B1", "B2"], "zh-CN")).toBe("B1、B2");
    expect(read("2026-05-01T01:00:00Z")).toBe("2026-05-01 09:00:00+08:00");
    expect([read(0.3), read(true, "zh-CN"), read({ amount: "x" })]).toEqual(["0.3", "是", '{"amount":"x"}']);
  });

  test("codes become words in Chinese; an unknown one stays", () => {
    expect([wordIn("zh-CN", "integrity"), wordIn("en", "integrity")]).toEqual(["廉政", "integrity"]);
    expect([wordIn("zh-CN", "new_code"), wordIn("zh-CN", "constructor")]).toEqual([
      "new_code",
      "constructor",
    ]);
  });

  test("the language follows --lang, then the environment, then is English", () => {
    expect(localeOf(["events", "--lang", "zh-CN"], {})).toBe("zh-CN");
    expect(localeOf(["--lang=en"], { LANG: "zh_CN.UTF-8" })).toBe("en");
    expect(localeOf([], { LANG: "zh_CN.UTF-8" })).toBe("zh-CN");
    expect(localeOf([], { LC_ALL: "de_CH.UTF-8", LANG: "zh_CN" })).toBe("en");
    expect(localeOf([], {})).toBe("en");
  });

  test("QU-3: an error is one coded line and what to do next, in both languages, or a problem document", () => {
    const error = new ProbityError("PROBITY_E_PORT_IN_USE", "127.0.0.1:7300 is taken", {
      errors: [{ path: "PROBITY_PORT", message: "7300" }],
    });
    const english = renderError(error, { say: sayIn("en"), locale: "en", json: false });
    expect(english.split("\n")).toEqual([
      "PROBITY_E_PORT_IN_USE: 127.0.0.1:7300 is taken",
      "  PROBITY_PORT: 7300",
      expect.stringMatching(/^next: Stop it/),
      "",
    ]);
    expect(renderError(error, { say: sayIn("zh-CN"), locale: "zh-CN", json: false })).toContain(
      "下一步： 请停止占用端口的程序",
    );
    expect(JSON.parse(renderError(error, { say: sayIn("en"), locale: "en", json: true }))).toMatchObject({
      code: "PROBITY_E_PORT_IN_USE",
      status: 500,
      errors: [{ path: "PROBITY_PORT", message: "7300" }],
    });
    expect(renderError(new TypeError("x"), { say: sayIn("en"), locale: "en", json: false })).toMatch(
      /^PROBITY_E_INTERNAL: x/,
    );
  });
});
