import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProbityError } from "@probity/contracts";
import { afterAll, describe, expect, test } from "vitest";
import { loadBindings, loadModelFolder, yamlLimits } from "../src/index.ts";

const root = mkdtempSync(join(tmpdir(), "probity-models-"));
afterAll(() => rmSync(root, { recursive: true }));

const model = `
id: PROC-TST
version: 1.0.0
name: { zh-CN: 测试, en: Test }
description: { zh-CN: 测试, en: Test }
domain: PROC
created: 2026-11-21
rules:
  - id: PROC-TST-001
    version: 1.0.0
    name: { zh-CN: 名称, en: Name }
    point: { zh-CN: 监督点, en: Point }
    explanation: { zh-CN: 说明, en: Explanation }
    message: { zh-CN: 提示, en: Message }
    probability: 2
    harm: 2
    level: 2
    class: integrity
    phase: before
    at: [procurement.method.decided]
    reads: event
    ceiling: warn
    disclosure: full
    when: event.tender.urgent
    basis: [practice]
    review: 2027-11-21
`;

const cases = `
- rule: PROC-TST-001
  name: urgent
  type: procurement.method.decided
  data: { ocid: p-1, tender: { urgent: true } }
  expect: hit
`;

let folders = 0;

function folder(files: { readonly model?: string; readonly cases?: string } = {}): string {
  const dir = join(root, String(folders++));
  mkdirSync(dir);
  writeFileSync(join(dir, "model.yaml"), files.model ?? model);
  writeFileSync(join(dir, "cases.yaml"), files.cases ?? cases);
  return dir;
}

/** The refusal of a folder as `file:line:column: message`, with the folder's own path cut off. */
function refusal(dir: string): {
  readonly code: string;
  readonly message: string;
  readonly paths: readonly string[];
} {
  const short = (text: string): string => text.replaceAll(`${dir}/`, "");
  try {
    loadModelFolder(dir);
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    const { code, message, errors } = error;
    return { code, message: short(message), paths: errors.map(({ path }) => short(path)) };
  }
  throw new Error("the folder was accepted");
}

describe("RU-1: a model folder", () => {
  test("loads with its rules and cases", () => {
    const loaded = loadModelFolder(folder());
    expect(loaded.model.rules.map((rule) => rule.id)).toEqual(["PROC-TST-001"]);
    expect(loaded.cases.map((one) => one.name)).toEqual(["urgent"]);
  });

  test("keeps dates as text, so that no time zone creeps in", () => {
    expect(loadModelFolder(folder()).model.created).toBe("2026-11-21");
  });

  test("is refused when a file is missing, with its name", () => {
    const dir = folder();
    rmSync(join(dir, "cases.yaml"));
    expect(refusal(dir)).toMatchObject({ code: "PROBITY_E_MODEL", message: "cases.yaml: cannot be read" });
  });

  test("is refused on bad YAML, with line and column", () => {
    const { message } = refusal(folder({ model: model.replace("rules:", "rules: [") }));
    expect(message).toMatch(/^model\.yaml:\d+:\d+: /);
  });

  test("is refused on a key written twice", () => {
    const { message } = refusal(folder({ model: `${model}\nid: PROC-TWO\n` }));
    expect(message).toBe("model.yaml:28:1: key id is written twice");
  });

  test("is refused on an unknown key, at the rule that has it", () => {
    const { code, message, paths } = refusal(
      folder({ model: model.replace("harm: 2", "harm: 2\n    harms: 3") }),
    );
    expect(code).toBe("PROBITY_E_MODEL");
    expect(message).toBe("model.yaml:9:5: /rules/0 must NOT have additional properties: harms");
    expect(paths).toEqual(["model.yaml:9:5"]);
  });

  test("is refused on a value out of range, at that value", () => {
    const { message } = refusal(folder({ model: model.replace("level: 2", "level: 4") }));
    expect(message).toMatch(/^model\.yaml:17:12: \/rules\/0\/level must be equal to one of/);
  });

  test("names every violation, not only the first", () => {
    const { paths } = refusal(
      folder({ model: model.replace("level: 2", "level: 4").replace("harm: 2", "harm: 9") }),
    );
    expect(paths.toSorted()).toEqual(["model.yaml:16:11", "model.yaml:17:12"]);
  });

  test("is refused when a language is missing", () => {
    const { message } = refusal(
      folder({ model: model.replace("message: { zh-CN: 提示, en: Message }", "message: { en: Message }") }),
    );
    expect(message).toContain("/rules/0/message must have required property 'zh-CN'");
  });

  test("is refused on a tag that YAML's core schema does not know", () => {
    const { message } = refusal(folder({ model: model.replace("when: event", "when: !js event") }));
    expect(message).toMatch(/^model\.yaml:\d+:\d+: Unresolved tag: !js/);
  });
});

describe("RU-1: model and cases belong together", () => {
  test("a rule of another model is refused", () => {
    expect(refusal(folder({ model: model.replace("id: PROC-TST-001", "id: PROC-OTH-001") })).message).toBe(
      "model.yaml:9:9: rule PROC-OTH-001 does not belong to model PROC-TST",
    );
  });

  test("a rule written twice is refused", () => {
    const rule = model.slice(model.indexOf("  - id: PROC-TST-001"));
    expect(refusal(folder({ model: model + rule })).message).toBe(
      "model.yaml:27:9: rule PROC-TST-001 is written twice",
    );
  });

  test("a case of no rule, at no decision point of its rule or with no parameter of it is refused", () => {
    const wrong = [
      cases.replace("PROC-TST-001", "PROC-TST-002"),
      cases.replace("procurement.method.decided", "contract.signed"),
      cases.replace("expect: hit", "expect: hit\n  params: { floor: 1 }"),
    ];
    expect(wrong.map((text) => refusal(folder({ cases: text })).message)).toEqual([
      "cases.yaml:2:9: no rule PROC-TST-002 in this model",
      "cases.yaml:4:9: PROC-TST-001 is not judged at contract.signed",
      "cases.yaml:7:11: PROC-TST-001 has no parameter floor",
    ]);
  });

  test("missing paths belong to an indeterminate case", () => {
    const text = cases.replace("expect: hit", "expect: hit\n  missing: [event.tender.urgent]");
    expect(refusal(folder({ cases: text })).message).toBe(
      "cases.yaml:7:12: only an indeterminate result names missing paths",
    );
  });
});

describe("SE-4: hostile YAML is refused in bounded time and memory", () => {
  test("a file over the limit", () => {
    const text = `${cases}# ${"x".repeat(yamlLimits.maxBytes)}`;
    expect(refusal(folder({ cases: text })).message).toBe(
      `cases.yaml: larger than ${yamlLimits.maxBytes} bytes`,
    );
  });

  test("an alias bomb", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 10; i++)
      lines.push(`a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(", ")}]`);
    expect(refusal(folder({ model: lines.join("\n") })).message).toBe(
      "model.yaml: aliases repeat too much content",
    );
  });

  test("forty thousand keys, without quadratic work", () => {
    const text = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join("\n");
    const { message } = refusal(folder({ model: `${text}\nk7: 2` }));
    expect(message).toBe("model.yaml:40001:1: key k7 is written twice");
  });

  test("a key that is a collection", () => {
    expect(refusal(folder({ model: "? [a, b]\n: 1" })).message).toBe("model.yaml:1:3: a key must be text");
  });

  test("an alias that contains itself", () => {
    expect(refusal(folder({ model: "a: &a [*a]" })).message).toMatch(/^model\.yaml/);
  });

  test.each([
    ["flow lists", "[".repeat(100_000)],
    ["flow maps", "{a: ".repeat(100_000)],
    ["block lists", "- ".repeat(100_000)],
    ["indented maps", Array.from({ length: 700 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ])("deep nesting in %s", (_name, text) => {
    expect(refusal(folder({ model: text })).message).toMatch(/^model\.yaml:\d+:1: nested deeper than 40$/);
  });

  test("deep nesting that hides behind brackets in strings", () => {
    const { code, message } = refusal(folder({ model: '["]]", '.repeat(50_000) }));
    expect(code).toBe("PROBITY_E_MODEL");
    expect(message).toMatch(/^model\.yaml/);
  });

  test("a key that would reach a prototype stays a plain key", () => {
    const text = model.replace("domain: PROC", "domain: PROC\n__proto__: { polluted: true }");
    expect(refusal(folder({ model: text })).message).toContain(
      "must NOT have additional properties: __proto__",
    );
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("RU-4: a bindings file", () => {
  test("loads, and is refused with the place of what is wrong", () => {
    const file = join(root, "bindings.yaml");
    writeFileSync(file, "bindings:\n  - { id: b, rule: PROC-TST-001, source: erp, action: observe }\n");
    expect(loadBindings(file).bindings).toHaveLength(1);
    writeFileSync(file, "bindings:\n  - { id: b, rule: PROC-TST-001, source: erp, action: forbid }\n");
    expect(() => loadBindings(file)).toThrow(
      /bindings\.yaml:2:\d+: \/bindings\/0\/action must be equal to one of/,
    );
  });
});
