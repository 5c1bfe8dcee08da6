import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import type { ProbityNotice } from "../src/index.ts";
import { openHost, type Host } from "./support/host.ts";
import { approvalOf, candidates, decisionOf, generic, highPrice, scenes } from "./support/samples.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

const reason = "中标人已书面说明成本构成，评标委员会认可";

/** Fields of a submit. */
const fieldsOf = (body: string | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(new URL(body ?? "", "http://host").searchParams);

describe.skipIf(chromiumPath === undefined)("UI-2: the notice in a form", () => {
  let browser: Browser;
  let host: Host;

  beforeAll(async () => {
    browser = await openBrowser();
    host = await openHost(browser);
    await host.open("zh-CN");
  });
  afterAll(async () => {
    await host.close();
    await browser.close();
  });
  beforeEach(async () => {
    await host.submitted();
  });

  const notice = (): Locator => host.page.locator("probity-notice");
  const award = (): Locator => host.page.locator("button[name=do]");
  const state = (): Promise<string | null> => notice().getAttribute("state");
  const names = async (): Promise<readonly string[]> => (await host.events()).map(({ name }) => name);
  /** Id of what is focused inside the element. */
  const focused = (): Promise<string | undefined> =>
    notice().evaluate((element) => element.shadowRoot?.activeElement?.id);
  const set = (values: Partial<Pick<ProbityNotice, "decision" | "approval" | "appeal">>): Promise<void> =>
    notice().evaluate((element, given) => void Object.assign(element, given), values);

  test("every state speaks: its heading, in the language around it, in a group of that name", async () => {
    const headings: Record<string, string> = {};
    for (const [name, scene] of Object.entries(scenes)) {
      await host.show(scene);
      headings[name] = await notice().locator("#title").innerText();
      expect(await notice().locator("[role=group]").ariaSnapshot()).toContain(`group "${headings[name]}"`);
    }
    expect(headings).toMatchInlineSnapshot(`
      {
        "agreed": "赵静已同意",
        "allow": "可以办理",
        "block": "不能办理",
        "block-appealed": "不能办理",
        "checking": "正在检查……",
        "expired": "没有人按时复核",
        "justify": "请说明理由",
        "nobody": "须由另一人复核",
        "not-asked": "须由另一人复核",
        "readonly": "请注意风险",
        "refused": "赵静不同意",
        "second-approver": "须由另一人复核",
        "unchecked": "尚未检查",
        "unreachable-closed": "暂时无法检查",
        "unreachable-open": "可以办理，但检查不完整",
        "waiting": "等待复核",
        "warn": "请注意风险",
        "warn-optional": "请注意风险",
        "warn-reported": "请注意风险",
        "withdrawn": "复核请求已撤回",
      }
    `);
  });

  test("what interrupts is an alert, the rest a status; with a heading of its level, and nothing is focused", async () => {
    for (const [name, role] of [
      ["warn", "status"],
      ["justify", "alert"],
      ["block", "alert"],
      ["waiting", "status"],
      ["checking", "status"],
    ] as const) {
      await host.show({ decision: null });
      await host.page.locator("[name=amount]").focus();
      const { decision, approval = null } = scenes[name] ?? { decision: null };
      await set({ decision });
      if (approval !== null) await set({ approval });
      const tree = await notice().ariaSnapshot();
      expect(tree).toMatch(new RegExp(`- ${role}:\\n\\s+- heading "[^"]+" \\[level=3\\]`));
      expect(await host.page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("amount");
    }
    await host.show({ decision: decisionOf("warn"), attributes: { level: "4" } });
    expect(await notice().ariaSnapshot()).toContain("[level=4]");
  });

  test("allow: submits the token under its name; `quiet` shows nothing", async () => {
    await host.show({ decision: decisionOf("allow"), attributes: { name: "proof", quiet: "" } });
    expect(await notice().locator("[role=group]").isVisible()).toBe(false);
    await award().click();
    expect((await host.submitted()).map(fieldsOf)).toEqual([
      { amount: "978000", proof: "token-of-allow", do: "award" },
    ]);
  });

  test("warn: three findings at most, with numbers and basis; a click confirms and goes on; both is recorded", async () => {
    await host.show(scenes["warn"] ?? { decision: null });
    const text = await notice().locator("ul").innerText();
    expect(text).toMatch(/CNY 978,000\.00[^]*0\.978[^]*依据：招标投标法实施条例第四十条[^]*另有 1 项提示/);
    expect(await notice().locator("li a").first().getAttribute("href")).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/basis\/40$/,
    );
    await award().click();
    expect([await host.submitted(), await focused(), await names()]).toEqual([
      [],
      "acknowledge",
      ["blocked-submit"],
    ]);
    await host.page.keyboard.press("Enter");
    expect((await host.submitted()).map(fieldsOf)).toEqual([
      { amount: "978000", do: "award", probity_acknowledged: "yes", probity_token: "token-of-warn" },
    ]);
    expect((await host.events()).at(-1)).toMatchObject({
      name: "acknowledge",
      detail: { acknowledged: true, decisionId: "d-warn" },
    });
    expect(await notice().locator("#acknowledge").count()).toBe(0);
  });

  test("warn: what was confirmed is not asked again in the same form; what is new is", async () => {
    await host.show({ decision: decisionOf("warn") });
    await notice().evaluate((element) =>
      element.addEventListener("probity-acknowledge", (event) => event.preventDefault()),
    );
    await notice().locator("#acknowledge").click();
    expect(await host.submitted()).toEqual([]);
    await set({ decision: decisionOf("warn") });
    expect(await notice().locator("#acknowledge").count()).toBe(0);
    await set({ decision: decisionOf("warn", { findings: [highPrice, generic] }) });
    expect(await notice().locator("ul").innerText()).toMatch(/^需要核对[^]*另有 1 项，您此前已确认知悉$/);
    await award().click();
    expect(await host.submitted()).toEqual([]);
  });

  test("warn, where the host lets it be passed over: submits without the confirmation, which is told", async () => {
    await host.show(scenes["warn-optional"] ?? { decision: null });
    await award().click();
    expect((await host.submitted()).map(fieldsOf)).toEqual([
      { amount: "978000", do: "award", probity_token: "token-of-warn" },
    ]);
    expect(await host.events()).toMatchObject([{ name: "acknowledge", detail: { acknowledged: false } }]);
  });

  test("justify: by keyboard alone; errors focus their field, the count follows, the reason is submitted", async () => {
    await host.show({ decision: decisionOf("justify") });
    const { keyboard } = host.page;
    await host.page.locator("[name=amount]").focus();
    await keyboard.press("Enter");
    expect([await host.submitted(), await focused()]).toEqual([[], "code"]);
    expect(await notice().locator("#code-error").isVisible()).toBe(true);
    await keyboard.press("ArrowDown");
    await keyboard.press("Tab");
    await keyboard.type("太短");
    expect(await notice().locator(".count").innerText()).toBe("2 / 2000");
    await host.page.locator("[name=amount]").press("Enter");
    expect([await focused(), await notice().locator("#text").getAttribute("aria-invalid")]).toEqual([
      "text",
      "true",
    ]);
    await keyboard.type(reason);
    expect(await notice().locator("#text-error").isVisible()).toBe(false);
    await host.page.locator("[name=amount]").press("Enter");
    expect((await host.submitted()).map(fieldsOf)).toEqual([
      {
        amount: "978000",
        do: "award",
        probity_token: "token-of-justify",
        probity_reason: "urgent",
        probity_justification: `[情况紧急] 太短${reason}`,
      },
    ]);
    expect((await host.events()).at(-1)).toMatchObject({
      name: "justify",
      detail: { code: "urgent", text: `太短${reason}` },
    });
  });

  test("justify: a reason comes back as it was submitted, its kind chosen, when the page is shown again", async () => {
    for (const kind of ["情况紧急", "Urgent"]) {
      const attributes = { justification: `[${kind}] ${reason}` };
      await host.show({ decision: decisionOf("justify"), attributes });
      expect([
        await notice().locator("#code").inputValue(),
        await notice().locator("#text").inputValue(),
      ]).toEqual(["urgent", reason]);
      await award().click();
      expect((await host.submitted()).map(fieldsOf)).toMatchObject([
        { probity_reason: "urgent", probity_justification: `[情况紧急] ${reason}` },
      ]);
    }
    const attributes = { justification: `[其他情形] ${reason}` };
    await host.show({ decision: decisionOf("justify"), attributes });
    expect(await notice().locator("#text").inputValue()).toBe(`[其他情形] ${reason}`);
  });

  test("what was typed stays when the language, the decision or the page around changes, and so does the focus", async () => {
    await host.show({ decision: decisionOf("justify") });
    await notice().locator("#text").fill(reason);
    await host.page.evaluate(() => document.documentElement.setAttribute("lang", "en-GB"));
    await notice().locator("#title", { hasText: "Give your reasons" }).waitFor();
    expect([await notice().locator("#text").inputValue(), await focused()]).toEqual([reason, "text"]);
    await host.page.evaluate(() => document.documentElement.setAttribute("lang", "zh-CN"));
    await set({ decision: "checking" });
    expect(await focused()).toBe("title");
    await set({ decision: decisionOf("justify") });
    expect(await notice().locator("#text").inputValue()).toBe(reason);
  });

  test("second approver: who is not eligible is not offered; waiting is not red; nothing is submitted until agreed", async () => {
    await host.show({ decision: decisionOf("second_approver"), candidates });
    expect(await notice().locator("option").allTextContents()).toEqual(["赵静 · 复核审批", "陈伟"]);
    await award().click();
    expect([await host.submitted(), await focused()]).toEqual([[], "person"]);
    await notice().locator("select").selectOption("p-chen-wei");
    await notice().locator("#ask").click();
    expect((await host.events()).at(-1)).toEqual({
      name: "request-second",
      detail: { decisionId: "d-second_approver", personId: "p-chen-wei" },
    });
    await set({ approval: approvalOf("open") });
    expect([await state(), await focused()]).toEqual(["waiting", "title"]);
    expect(await notice().locator(".n").innerText()).toMatch(/已送请赵静复核[^]*截止 2026年5月7日 10:00/);
    expect(await notice().locator(".n").getAttribute("class")).toContain("two");
    await notice().locator("#remind").click();
    expect([(await names()).at(-1), await notice().locator("#remind").isDisabled()]).toEqual([
      "remind",
      true,
    ]);
    await award().click();
    expect(await host.submitted()).toEqual([]);
    await set({ approval: approvalOf("agreed") });
    expect(await notice().locator(".n").innerText()).toContain("赵静已同意");
    await award().click();
    expect((await host.submitted()).map(fieldsOf)).toEqual([
      { amount: "978000", do: "award", probity_token: "token-of-the-agreement" },
    ]);
    await set({ approval: approvalOf("refused") });
    expect(await notice().locator(".n").innerText()).toMatch(/赵静不同意[^]*意见：请先核实两家报价的来源/);
    await award().click();
    expect(await host.submitted()).toEqual([]);
  });

  test("block: Enter, click and script submit nothing with a token; the way out leads to the field; an appeal changes nothing", async () => {
    await host.show({ decision: decisionOf("block", { findings: [highPrice] }) });
    await award().click();
    await host.page.locator("[name=amount]").press("Enter");
    await host.page.evaluate(() => document.querySelector("form")?.requestSubmit());
    expect([await host.submitted(), await focused()]).toEqual([[], "title"]);
    // Nothing in a page can hold this one; the backend finds no token.
    const forced = await host.page.evaluate(() => {
      const form = document.querySelector("form");
      let fields: object = {};
      form?.addEventListener("formdata", ({ formData }) => (fields = Object.fromEntries(formData)));
      form?.submit();
      return fields;
    });
    expect(forced).toEqual({ amount: "978000" });
    await notice().locator("#fix").click();
    expect(await host.page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("amount");
    await notice().locator("#appeal").click();
    expect([await focused(), await notice().locator("#send").isDisabled()]).toEqual(["grounds", true]);
    await host.page.keyboard.type(reason);
    await notice().locator("#send").click();
    expect((await host.events()).at(-1)).toEqual({
      name: "appeal",
      detail: { decisionId: "d-block", kind: "appeal", text: reason },
    });
    await set({ appeal: "failed" });
    expect(await notice().locator("#grounds").inputValue()).toBe(reason);
    await set({ appeal: "sent" });
    expect(await notice().locator(".n").innerText()).toContain("答复之前仍不能办理");
    await award().click();
    expect(await host.submitted()).toEqual([]);
  });

  test("what the host does not handle is not offered", async () => {
    for (const name of ["block", "waiting", "unreachable-closed", "warn"]) {
      await host.show({ ...(scenes[name] ?? { decision: null }), attributes: { offers: "" } });
      expect(await notice().locator("#retry, #remind, #appeal").count()).toBe(0);
    }
  });

  test("PC-2: unreachable, open submits; closed and unchecked do not, and say how to go on", async () => {
    await host.show(scenes["unreachable-open"] ?? { decision: null });
    await award().click();
    expect((await host.submitted()).map(fieldsOf)).toMatchObject([{ probity_token: "token-of-allow" }]);
    for (const name of ["unreachable-closed", "unchecked"]) {
      await host.show(scenes[name] ?? { decision: null });
      await award().click();
      expect([await host.submitted(), await state()]).toEqual([[], name]);
      await notice().locator("#retry").click();
      expect((await names()).at(-1)).toBe("retry");
    }
  });

  test("checking: a submit is held until the answer comes, and goes on by itself where it may", async () => {
    await host.show({ decision: "checking" });
    await award().click();
    expect(await host.submitted()).toEqual([]);
    await host.show({ decision: "checking" });
    await notice().evaluate((element: ProbityNotice, decision) => {
      document.querySelector<HTMLElement>("button[name=do]")?.click();
      element.decision = decision;
    }, decisionOf("allow"));
    expect((await host.submitted()).map(fieldsOf)).toMatchObject([
      { do: "award", probity_token: "token-of-allow" },
    ]);
    await host.show({ decision: "checking" });
    await notice().evaluate((element: ProbityNotice, decision) => {
      document.querySelector<HTMLElement>("button[name=do]")?.click();
      element.decision = decision;
    }, decisionOf("block"));
    expect([await host.submitted(), await focused()]).toEqual([[], "title"]);
  });

  test("checking: a submit is held 300 ms at most, then it is unreachable; a late answer still counts", async () => {
    await host.show({ decision: "checking" });
    const waited = await notice().evaluate(async (element) => {
      const began = performance.now();
      document.querySelector<HTMLElement>("button[name=do]")?.click();
      await new Promise((resolve) => element.addEventListener("probity-blocked-submit", resolve));
      return performance.now() - began;
    });
    expect(waited).toBeGreaterThan(290);
    expect([await host.submitted(), await state()]).toEqual([[], "unreachable-closed"]);
    await set({ decision: decisionOf("allow") });
    expect([await host.submitted(), await state()]).toEqual([[], "allow"]);
  });

  test("buttons with `formnovalidate` are never held: a draft can always be saved, without a token", async () => {
    await host.show({ decision: decisionOf("block") });
    await host.page.locator("button[formnovalidate]").click();
    expect(await host.submitted()).toEqual(["/draft?amount=978000"]);
  });

  test("`readonly` shows what was decided, announces and submits nothing, and holds nothing", async () => {
    await host.show(scenes["readonly"] ?? { decision: null });
    expect(await notice().ariaSnapshot()).not.toMatch(/status|alert|button/);
    await award().click();
    expect(await host.submitted()).toEqual(["/submit?amount=978000&do=award"]);
  });

  test("the decision may come as an attribute, or before the element is defined; a broken one is unreachable with a code", async () => {
    await host.show({ decision: null, attributes: { decision: JSON.stringify(decisionOf("warn")) } });
    await notice().evaluate(
      (element, text) => element.setAttribute("decision", text),
      JSON.stringify(decisionOf("justify")),
    );
    expect(await state()).toBe("justify");
    for (const broken of ["{", "[]", "{}", '{"outcome":"allow"}', "x".repeat(300_000)]) {
      await notice().evaluate((element, text) => element.setAttribute("decision", text), broken);
      expect([await state(), (await host.events()).at(-1)?.detail["code"]]).toEqual([
        "unreachable-closed",
        "PROBITY_E_NOTICE_INPUT",
      ]);
    }
  });

  test("SE-4: what a foreign accessor throws is unreachable as well, and is not repeated", async () => {
    await host.show({ decision: null });
    await notice().evaluate((element: ProbityNotice) => {
      const proxy = new Proxy(
        {},
        {
          get: () => {
            throw new RangeError("secret");
          },
        },
      );
      Reflect.set(element, "decision", proxy);
      Reflect.set(element, "approval", proxy);
      Reflect.set(element, "candidates", [proxy]);
    });
    expect([await state(), await host.events()]).toEqual([
      "unreachable-closed",
      Array.from({ length: 3 }, () => ({
        name: "error",
        detail: { code: "PROBITY_E_NOTICE_INPUT", decisionId: "", detail: "it cannot be read" },
      })),
    ]);
  });

  test("SE-4: nothing of a decision becomes markup, script or a foreign address", async () => {
    const nasty = `<img src=x onerror="document.title='owned'">`;
    const name = { "zh-CN": nasty, en: nasty };
    await host.show({
      decision: decisionOf("warn", {
        findings: [
          {
            ...highPrice,
            name,
            message: name,
            basis: [{ text: nasty, href: "javascript:document.title='owned'" }],
            field: `"]${nasty}`,
          },
        ],
      }),
    });
    expect(await notice().locator(".what").innerText()).toBe(nasty);
    expect(await notice().locator("img, script, a").count()).toBe(0);
    await notice().locator("#field-0").click();
    expect(await host.page.title()).toBe("Award 定标");
  });

  test("without a form the answers are there for scripts", async () => {
    await host.show({ decision: decisionOf("block") });
    expect(await notice().evaluate((element: ProbityNotice) => element.answers)).toBe(null);
    await set({ decision: decisionOf("allow") });
    expect(await notice().evaluate((element: ProbityNotice) => element.answers)).toEqual({
      token: "token-of-allow",
      acknowledged: false,
    });
  });

  test("a door with one language speaks it, and says so, whatever the page is in", async () => {
    const spoken = [
      ["zh-CN.ts", "en", "请注意风险", "zh-CN"],
      ["en.ts", "zh-CN", "Please note this risk", "en"],
    ] as const;
    for (const [door, page, heading, lang] of spoken) {
      const other = await openHost(browser, door);
      await other.open(page);
      await other.show({ decision: decisionOf("warn") });
      const element = other.page.locator("probity-notice");
      expect(await element.locator("#title").innerText()).toBe(heading);
      expect(await element.locator("[role=group]").getAttribute("lang")).toBe(lang);
      expect(await other.problems()).toEqual([]);
      await other.close();
    }
  });

  test("no report of the strict policy, of Trusted Types or of a script error in all of that", async () => {
    expect(await host.problems()).toEqual([]);
  });
});
