import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { ruleProblemIn } from "../src/cli/messages/rule-problems.ts";
import { caretLines } from "../src/cli/output/caret.ts";
import { displayWidth } from "../src/cli/output/width.ts";
import { cli, type CliResult, spawnCli } from "./support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "probity-rules-"));
afterAll(() => rmSync(root, { recursive: true }));
const builtin = fileURLToPath(new URL("../../models/models/", import.meta.url));

const rules = (...argv: string[]): Promise<CliResult> => cli(root, ["rules", ...argv]);
let made = 0;

/** A new model folder. */
async function folder(...options: string[]): Promise<string> {
  const dir = join(root, `m${made++}`);
  expect((await rules("new", dir, "--id", "PROC-OWN", ...options)).code).toBe(0);
  return dir;
}

function edit(dir: string, change: (text: string) => string, name = "model.yaml"): void {
  const file = join(dir, name);
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

test.each(["new", "test", "lint", "explain", "diff", "pack"])(
  "OP-2: rules %s has help with an example, in both languages",
  async (command) => {
    const english = await rules(command, "--help");
    expect([english.code, english.err]).toEqual([0, ""]);
    expect(english.out).toContain(`Example:\n  probity rules ${command}`);
    const chinese = await rules(command, "--help", "--lang", "zh-CN");
    expect(chinese.out).toContain("示例：");
    expect(chinese.out).not.toMatch(/Options:|Usage:|Commands:/);
  },
);

describe("RU-1: rules new", () => {
  test("RU-1: makes a folder that passes test and lint at once, and names the schema of the package", async () => {
    const dir = await folder(
      "--name-zh",
      "自有规则",
      "--name-en",
      "Own rule",
      "--event-type",
      "finance.payment.approved",
    );
    expect(await rules("test", dir)).toMatchObject({ code: 0, err: "" });
    const linted = (await rules("lint", dir, "--json")).json();
    expect(linted).toMatchObject({ errors: 0 });
    expect(JSON.stringify(linted["diagnostics"])).not.toContain('"warning"');
    const [head = ""] = readFileSync(join(dir, "model.yaml"), "utf8").split("\n");
    const schema = /^# yaml-language-server: \$schema=(.+)$/.exec(head)?.[1] ?? "";
    expect(JSON.parse(readFileSync(join(dir, schema), "utf8"))).toMatchObject({
      title: "Probity model.yaml",
    });
  });

  test("RU-1: overwrites nothing, writes nothing on a dry run, refuses unknown types and ids", async () => {
    const dir = await folder();
    edit(dir, (text) => `${text}# mine\n`);
    const again = await rules("new", dir, "--id", "PROC-OWN");
    expect(again.code).toBe(1);
    expect(again.err).toContain("is there already");
    expect(readFileSync(join(dir, "model.yaml"), "utf8")).toContain("# mine");
    const dry = join(root, "PROC-DRY");
    const shown = await rules("new", dry, "--dry-run");
    expect([shown.code, existsSync(dry)]).toEqual([0, false]);
    expect(shown.out).toContain("id: PROC-DRY");
    expect(await rules("new", dry, "--event-type", "no.such.type")).toMatchObject({ code: 2 });
    expect((await rules("new", join(root, "odd"))).err).toContain("PROBITY_E_MODEL");
  });
});

describe("RU-2: a problem in an expression is shown at its characters", () => {
  test("RU-2: test and lint show the line, carets and the fix, in both languages", async () => {
    const dir = await folder();
    edit(dir, (text) => text.replaceAll("event.tender.value.amount >", "event.tendr.value.amount >"));
    const english = await rules("test", dir);
    expect(english.code).toBe(1);
    const lines = english.err.split("\n");
    expect(lines[0]).toBe("PROC-OWN-001.when");
    expect(lines[1]).toMatch(/^ {4}event\.tendr\.value/);
    expect(lines[2]).toBe(`${" ".repeat(10)}^^^^^`);
    expect(lines.slice(3, 5)).toEqual([
      '    The field "tendr" does not exist; did you mean "tender"?',
      "    fix: tendr -> tender",
    ]);
    expect(english.err).toContain("PROBITY_E_RULE_TYPE: PROC-OWN has 1 errors");
    const chinese = await rules("lint", dir, "--lang", "zh-CN");
    expect(chinese.code).toBe(1);
    expect(chinese.out).toContain("字段“tendr”不存在；是否为“tender”？");
    expect(chinese.out).toContain("建议： tendr -> tender");
    expect(await rules("explain", "PROC-OWN-001", "--model", dir)).toMatchObject({ code: 1 });
  });

  test("RU-2: with --json the items carry place and fix", async () => {
    const dir = await folder();
    edit(dir, (text) => text.replaceAll("event.tender.value.amount >", "event.tendr.value.amount >"));
    const problem: unknown = JSON.parse((await rules("test", dir, "--json")).err);
    expect(problem).toMatchObject({
      code: "PROBITY_E_RULE_TYPE",
      errors: [{ path: "PROC-OWN-001.when", at: 6, length: 5, fix: "tender" }],
    });
    expect((await rules("lint", dir, "--json")).json()).toMatchObject({
      errors: 1,
      diagnostics: [{ severity: "error", path: "PROC-OWN-001.when", at: 6, length: 5, fix: "tender" }],
    });
  });

  test("RU-2: carets stand under wide characters, in later lines, and in sight of a narrow terminal", () => {
    const text = 'event.title == "采购项目" && event.titel == "x"';
    const at = text.indexOf("titel");
    const [line, carets] = caretLines(text, { at, length: 5 }, 100);
    expect(line).toBe(text);
    expect(carets).toBe(" ".repeat(displayWidth(text.slice(0, at))) + "^^^^^");
    const [second, below] = caretLines("event.a &&\n  event.b", { at: 13, length: 7 }, 80);
    expect([second, below]).toEqual(["  event.b", "  ^^^^^^^"]);
    const long = `${"event.count > 1 && ".repeat(60)}event.oops && ${"event.count > 1 && ".repeat(60)}true`;
    const [cut, mark] = caretLines(long, { at: long.indexOf("oops"), length: 4 }, 60);
    expect(displayWidth(cut)).toBeLessThanOrEqual(61);
    expect(cut.slice(mark.indexOf("^"), mark.length)).toBe("oops");
    expect(caretLines("", { at: 0, length: 1 }, 80)).toEqual(["", "^"]);
    expect(caretLines("a", { at: 5, length: 9 }, 80)[1]).toBe(" ^");
  });

  test.each([
    ['The field "amuont" does not exist; did you mean "amount"?', "字段“amuont”不存在；是否为“amount”？"],
    ['"evnet" is not known; did you mean "event"?', "“evnet”未定义；是否为“event”？"],
    [
      'The field "vat" does not exist; there are amount, currency',
      "字段“vat”不存在；现有字段：amount, currency",
    ],
    [
      '">" does not take (money, int); use the amount, which is in minor units',
      "“>”不能用于（money, int）；请用 amount，以最小货币单位计",
    ],
    [
      '"+" does not take (int, double); convert one with double(x)',
      "“+”不能用于（int, double）；请用 double(x) 转换其一",
    ],
    [
      '"3 days" is not a duration, such as "480h"; did you mean "72h"?',
      '“3 days”不是时长，应如 "480h"；是否为“72h”？',
    ],
    [
      "A condition must be a bool, not list<string>; did you mean size(event.tags) > 0?",
      "条件必须是 bool，而不是 list<string>；是否为 size(event.tags) > 0？",
    ],
    ['Syntax error: "=" means nothing here; write ==', "语法错误：“=”在此没有意义；请写 =="],
    ['Syntax error: "and" is no operator; write &&', "语法错误：“and”不是运算符；请写 &&"],
    ['Syntax error: "(" is not closed with )', "语法错误：“(”没有以 ) 结束"],
    [
      "math.greatest() is outside the profile: the math library; write max([a, b])",
      "不允许 math.greatest()：math 库；请写 max([a, b])",
    ],
    ["The two-variable macro exists(a, b, ...) is outside the profile", "不允许双变量宏 exists(a, b, ...)"],
    [
      '"id" is read from list<object>, which has no fields; use a macro, such as exists(x, x.id ...) or an index',
      "“id”取自 list<object>，它没有字段；请用宏（如 exists(x, x.id ...)）或下标",
    ],
    [
      "At most 10100 loop steps when lists are as long as their schemas allow; the engine stops a rule at 10000, which then cannot be judged",
      "列表达到允许的最大长度时最多 10100 步；引擎限 10000 步，超过则无法判断",
    ],
    ["1.0.5 must be higher than 1.1.0, which is active", "1.0.5 必须高于 1.1.0（生效）"],
    [
      "1.0.1 after 1.0.0: the changes demand a minor step (level, when)",
      "1.0.0 之后为 1.0.1：修改要求升级次版本号 (level, when)",
    ],
    ["1.1.0 has another text in PROC-TND@1.1.0", "1.1.0 在 PROC-TND@1.1.0 中是另一内容"],
    ["expected hit, got indeterminate (event.a)", "应为命中，实为无法判断 (event.a)"],
    ["expected clear, got no finding", "应为未命中，没有判定"],
    ["evidence days: expected 3, got 4", "依据 days：应为 3，实为 4"],
    ["Something new", "Something new"],
  ])("RU-2: in Chinese: %s", (english, chinese) => {
    expect(ruleProblemIn("zh-CN", english)).toBe(chinese);
    expect(ruleProblemIn("en", english)).toBe(english);
  });
});

describe("RU-7: rules explain", () => {
  test("RU-7: says in both languages what a built-in rule does", async () => {
    const english = await rules("explain", "PROC-CMP-002");
    expect(english.code).toBe(0);
    for (const part of [
      "Watches",
      "Hits when",
      "minBidders (parameter, 3 unless set otherwise)",
      "loop steps",
      "Basis",
      "Review due",
    ])
      expect(english.out).toContain(part);
    const chinese = await rules("explain", "PROC-CMP-002", "--lang", "zh-CN");
    expect(chinese.out).toContain("minBidders（参数，默认 3）");
    expect((await rules("explain", "PROC-CMP-002", "--json")).json()).toMatchObject({
      rule: { id: "PROC-CMP-002" },
      cost: { budget: 10_000 },
    });
  });

  test("RU-7: every built-in rule can be explained", async () => {
    const listed = (await rules("test", "--json")).json()["results"];
    const ids = new Set(JSON.stringify(listed).match(/[A-Z]+-[A-Z]+-\d{3}/g));
    expect(ids.size).toBeGreaterThan(30);
    for (const id of ids) expect([id, (await rules("explain", id, "--json")).code]).toEqual([id, 0]);
  });

  test("RU-7: judges an event and shows every part with its value or what is missing", async () => {
    const dir = await folder();
    const file = join(root, "event.json");
    writeFileSync(file, JSON.stringify({ tender: { value: { amount: 2_000_000, currency: "CNY" } } }));
    const hit = await rules("explain", "PROC-OWN-001", "--model", dir, "--event", file);
    expect(hit.out).toContain("On this event: hit");
    expect(hit.out).toMatch(/event\.tender\.value\.amount {2}=> {2}2,000,000\.00 CNY/);
    const event = {
      type: "procurement.method.decided",
      time: "2026-05-01T09:00:00+08:00",
      data: { tender: {} },
    };
    writeFileSync(file, JSON.stringify(event));
    const blind = await rules("explain", "PROC-OWN-001", "--model", dir, "--event", file, "--lang", "zh-CN");
    expect(blind.out).toContain("对该事件的判定：无法判断");
    expect(blind.out).toContain("缺少 event.tender.value");
    const cased = await rules("explain", "PROC-OWN-001", "--model", dir, "--case", "Quiet", "--json");
    expect(cased.json()).toMatchObject({ trace: { finding: { result: "clear" } } });
  });

  test("RU-7: unknown rules, cases and files are coded errors", async () => {
    expect((await rules("explain", "PROC-XXX-001")).err).toContain("PROBITY_E_NOT_FOUND");
    expect((await rules("explain", "PROC-CMP-002", "--case", "nothing like it")).err).toContain(
      "PROBITY_E_NOT_FOUND",
    );
    expect((await rules("explain", "PROC-CMP-002", "--event", join(root, "absent.json"))).err).toContain(
      "PROBITY_E_FILE",
    );
    writeFileSync(join(root, "bad.json"), "{");
    expect((await rules("explain", "PROC-CMP-002", "--event", join(root, "bad.json"))).err).toContain(
      "PROBITY_E_FILE",
    );
    writeFileSync(join(root, "other.json"), JSON.stringify({ type: "finance.payment.approved", data: {} }));
    expect((await rules("explain", "PROC-CMP-002", "--event", join(root, "other.json"))).err).toContain(
      "is not judged at",
    );
    expect(await rules("explain", "PROC-CMP-002", "--event", "x", "--case", "y")).toMatchObject({ code: 2 });
  });
});

describe("RU-5: rules pack and diff", () => {
  test("RU-5: a pack is the same every time, and takes the place of its folder", async () => {
    const dir = await folder();
    const [one, two] = [join(root, "one.json"), join(root, "two.json")];
    expect(await rules("pack", dir, "-o", one)).toMatchObject({ code: 0 });
    const packed = (await rules("pack", dir, "--out", two, "--json")).json();
    expect(packed).toMatchObject({ model: "PROC-OWN", version: "0.1.0", rules: 1, cases: 3 });
    expect(readFileSync(one)).toEqual(readFileSync(two));
    expect(await rules("test", one)).toMatchObject({ code: 0 });
    expect(await rules("lint", one)).toMatchObject({ code: 0 });
    expect(await rules("explain", "PROC-OWN-001", "--model", one)).toMatchObject({ code: 0 });
    expect((await rules("diff", dir, one)).out).toContain("do not differ");
    writeFileSync(two, readFileSync(two, "utf8").replace("1000000", "9000000"));
    expect((await rules("test", two)).err).toContain("the pack was changed");
  });

  test("RU-5: diff demands the step of the version that the change needs", async () => {
    const before = await folder();
    const after = await folder();
    edit(after, (text) => text.replace("amount: 1000000", "amount: 2000000"));
    const short = await rules("diff", before, after);
    expect(short.code).toBe(1);
    expect(short.out).toContain(
      "PROC-OWN-001 0.1.0 -> 0.1.0: demands minor, made nothing, which is NOT ENOUGH",
    );
    expect(short.out).toContain("params.limit.default  [minor]");
    expect(short.out).toMatch(/Fires: above the limit +hit +clear/);
    edit(after, (text) => text.replaceAll("version: 0.1.0", "version: 0.2.0"));
    expect((await rules("diff", before, after, "--json")).json()).toMatchObject({
      enough: true,
      version: { required: "minor", made: "minor" },
      cases: { cases: 3, compared: 3, same: 2 },
    });
    edit(after, (text) => text.replace("amount > {", "amount >= {"));
    const other = await rules("diff", before, after, "--lang", "zh-CN");
    expect(other.code).toBe(1);
    expect(other.out).toContain("判断改变");
    edit(after, (text) =>
      text.replace("amount >= {", "amount  >  {").replace("amount: 2000000", "amount: 1000000"),
    );
    expect((await rules("diff", before, after)).out).toContain("only written otherwise");
  });

  test("RU-5: built-in models are named by id and version", async () => {
    const dir = join(root, "PROC-CMP");
    cpSync(join(builtin, "PROC-CMP"), dir, { recursive: true });
    expect(await rules("diff", "PROC-CMP", dir)).toMatchObject({ code: 0 });
    expect((await rules("diff", "PROC-CMP@9.9.9", dir)).err).toContain("PROBITY_E_NOT_FOUND");
    expect((await rules("diff", "../PROC-CMP", dir)).err).toContain("PROBITY_E_NOT_FOUND");
  });
});

describe("RU-7: --watch", () => {
  test("RU-7: runs again when a file changes, shows errors and goes on, ends on SIGINT", async () => {
    const dir = await folder();
    const child = spawnCli(["rules", "test", dir, "--watch"], {});
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (part) => void (text += String(part)));
    const seen = async (what: RegExp): Promise<void> => {
      await expect.poll(() => text, { timeout: 15_000, interval: 50 }).toMatch(what);
      text = "";
    };
    await seen(/all pass\.[^]*Ctrl\+C/);
    edit(dir, (old) => old.replace("expect: clear", "expect: hit"), "cases.yaml");
    await seen(/cases\.yaml changed[^]*1 of 3 cases fail[^]*Ctrl\+C/);
    edit(dir, (old) => `${old}: : :\n`, "cases.yaml");
    await seen(/PROBITY_E_MODEL[^]*Ctrl\+C/);
    edit(
      dir,
      (old) =>
        old
          .replace(": : :\n", "")
          .replace(
            'expect: hit\n\n- rule: PROC-OWN-001\n  name: "Cannot',
            'expect: clear\n\n- rule: PROC-OWN-001\n  name: "Cannot',
          ),
      "cases.yaml",
    );
    await seen(/all pass\.[^]*Ctrl\+C/);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("RU-7: a change of the model's own file is seen by lint, also of a pack that is replaced", async () => {
    const dir = await folder();
    const pack = join(root, "watched.json");
    await rules("pack", dir, "-o", pack);
    const child = spawnCli(["rules", "lint", pack, "--watch", "--lang", "zh-CN"], {});
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (part) => void (text += String(part)));
    await expect.poll(() => text, { timeout: 15_000 }).toContain("正在监视");
    edit(dir, (old) => old.replace("amount >", "amout >"));
    text = "";
    await rules("pack", dir, "-o", pack);
    await expect.poll(() => text, { timeout: 15_000 }).toMatch(/watched\.json 有变化[^]*字段“amout”不存在/);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("RU-7: without a folder there is nothing to watch", async () => {
    expect(await rules("test", "--watch")).toMatchObject({ code: 2 });
  });
});
