import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { justify, openWalker, outcomeOf, submit, type Walker } from "./support/walker.ts";
import { alertsOf, eventsAt, openWorld, type World } from "./support/world.ts";

const approver = "p-li-qiang";
const colleague = "p-zhao-jing";
const accepted = "中标人已书面说明成本构成，评标委员会予以认可 / cost breakdown accepted";
const draftOfConference = { bid: "ocds-prbdm1-2026-004-B1", amount: "1251600", reason: "none" };
const titles = {
  "zh-CN": ["可以办理", "请注意风险", "请说明理由", "须由另一人复核", "不能办理"],
  "en-GB": [
    "May go on",
    "Please note this risk",
    "Give your reasons",
    "Another person must agree",
    "Cannot go on",
  ],
} as const;

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

describe.skipIf(chromiumPath === undefined).each(["zh-CN", "en-GB"] as const)(
  "AD-7: the walk in %s",
  (locale) => {
    let browser: Browser;
    let world: World;
    let walker: Walker;

    beforeAll(async () => {
      browser = await openBrowser();
      world = await openWorld();
      walker = await openWalker(browser, world.app.url, locale);
      await walker.signIn(approver);
    });
    afterAll(async () => {
      await walker.close();
      await browser.close();
      await world.close();
    });

    const stage = (): Promise<string> => walker.page.locator(".steps [aria-current]").innerText();
    const awarded = locale === "zh-CN" ? "已定标" : "Awarded";
    const headline = (): Promise<string> =>
      walker.page
        .locator("probity-notice #title")
        .innerText()
        .then((text) => text.trim());
    const done = (act: string): Promise<void> => walker.page.waitForURL(`**/p/*?done=${act}`);

    test("the prepared tenders raise no alert before anybody acts", async () => {
      expect(await alertsOf(world)).toEqual([]);
      expect(await walker.page.locator("html").getAttribute("lang")).toBe(
        locale === "zh-CN" ? "zh-CN" : "en",
      );
    });

    test("PC-5: an amount changed after the check is refused, with a message; nothing is done", async () => {
      expect(await walker.open("001")).toBe("allow");
      // The field is changed without the page noticing, as a forged request would be.
      await walker.page
        .locator("input[name=amount]")
        .evaluate((input) => input.setAttribute("value", "972400"));
      await submit(walker);
      const refused = walker.page.locator(".refused");
      await refused.waitFor();
      expect(await refused.innerText()).toContain(
        locale === "zh-CN" ? "检查之后被改动" : "changed after the check",
      );
      await walker.page.locator(".refused:focus").waitFor();
      await walker.page.goto(`${world.app.url}/p/ocds-prbdm1-2026-001`);
      expect(await stage()).not.toBe(awarded);
    });

    test("allow: goes on", async () => {
      expect(await walker.open("001")).toBe("allow");
      expect(await headline()).toBe(titles[locale][0]);
      await submit(walker);
      await done("award");
      expect(await stage()).toBe(awarded);
    });

    test("warn: goes on after the findings were acknowledged", async () => {
      expect(await walker.open("002")).toBe("warn");
      expect(await headline()).toBe(titles[locale][1]);
      await submit(walker);
      await walker.page.locator("probity-notice #acknowledge:focus").press("Enter");
      await done("award");
      expect(await stage()).toBe(awarded);
    });

    test("UI-2, justify: goes on with written reasons and their kind, and the backend insists", async () => {
      expect(await walker.open("003")).toBe("justify");
      expect(await headline()).toBe(titles[locale][2]);
      await submit(walker);
      await walker.page.locator("probity-notice #code:focus").waitFor();
      const form = await draftWithToken(walker);
      expect(await forge(walker, "/p/ocds-prbdm1-2026-003/award", form)).toEqual([
        403,
        "PROBITY_E_DECISION_JUSTIFICATION",
      ]);
      await justify(walker, accepted);
      // Changed without the page noticing: refused, and shown again with what was typed.
      await walker.page
        .locator("input[name=amount]")
        .evaluate((input) => input.setAttribute("value", `${Number(input.getAttribute("value")) - 100}`));
      await submit(walker);
      await walker.page.locator(".refused").waitFor();
      expect(await outcomeOf(walker.page)).toBe("justify");
      expect(await walker.page.locator("probity-notice #code").inputValue()).toBe("verified");
      expect(await walker.page.locator("probity-notice #text").inputValue()).toBe(accepted);
      const [sent] = await Promise.all([
        walker.page.waitForRequest((request) => request.url().endsWith("-003/award")),
        submit(walker),
      ]);
      await done("award");
      const fields = new URLSearchParams(sent.postData() ?? "");
      const kind = locale === "zh-CN" ? "已核实，情况属实" : "Checked and found correct";
      expect([fields.get("probity_reason"), fields.get("probity_justification")]).toEqual([
        "verified",
        `[${kind}] ${accepted}`,
      ]);
      expect(await stage()).toBe(awarded);
      expect(await walker.page.locator(".history q").allInnerTexts()).toContain(`[${kind}] ${accepted}`);
    });

    test("PC-7, second_approver: another person agrees on a page of the central server; the requester cannot", async () => {
      expect(await walker.open("004")).toBe("second_approver");
      expect(await headline()).toBe(titles[locale][3]);
      expect(await walker.page.locator("probity-notice option").allTextContents()).toHaveLength(1);
      await walker.page.locator("probity-notice #ask").click();
      await walker.page.waitForURL(/\/inbox\//);
      // The requester has neither a form nor the address of the other's page.
      expect(await walker.page.content()).not.toContain("/approve/");
      const form = { ...draftOfConference, probity_token: "x" };
      expect(await forge(walker, "/p/ocds-prbdm1-2026-004/award", form)).toEqual([
        403,
        "PROBITY_E_TOKEN_INVALID",
      ]);

      const { url } = world.app;
      const other = await openWalker(browser, [url, world.central.url], locale);
      await other.signIn(colleague);
      await other.page.locator("nav a[href='/inbox']").click();
      await other.page.locator(".history a").first().click();
      expect(await outcomeOf(other.page)).toBe("second_approver");
      await other.page.locator("a.main[href*='/approve/']").click();
      await other.page.waitForURL(/\/approve\//);
      expect(await other.page.locator("html").getAttribute("lang")).toBe(locale === "zh-CN" ? "zh-CN" : "en");
      expect(await other.page.locator("table").innerText()).toContain("1,251,600");
      // Without a reason nothing is refused; the other language is one click away.
      await other.page.locator("button.refuse").click();
      expect(await other.page.locator(".error").innerText()).toContain(
        locale === "zh-CN" ? "尚未作出任何决定" : "Nothing has been decided yet",
      );
      await other.page.locator("a.language").click();
      await other.page.locator(`html[lang=${locale === "zh-CN" ? "en" : "zh-CN"}]`).waitFor();
      await other.page.locator("a.language").click();
      await other.page.locator(`html[lang=${locale === "zh-CN" ? "zh-CN" : "en"}]`).waitFor();
      await other.page.locator("textarea").fill("已核对两家报价来源 / prices checked with both bidders");
      await other.page.locator("button.agree").click();
      await other.page.locator(".ending h1").waitFor();
      expect(await other.page.locator(".ending h1").innerText()).toBe(
        locale === "zh-CN" ? "您已同意" : "You agreed",
      );
      await other.page.goto(`${url}/inbox`);
      await other.page.locator(".history a").first().click();
      await other.page.locator(".pill.agreed").waitFor();
      await other.close();
      await walker.page.goto(`${world.app.url}/p/ocds-prbdm1-2026-004`);
      expect(await stage()).toBe(awarded);
    });

    test("block: explained, with a way out and nothing to submit", async () => {
      expect(await walker.open("005")).toBe("block");
      expect(await headline()).toBe(titles[locale][4]);
      expect(await walker.page.locator("[data-result] button.main:not([type])").isVisible()).toBe(false);
      await walker.page.locator("input[name=amount]").press("Enter");
      await walker.page.locator("probity-notice #title:focus").waitFor();
      expect(await walker.page.locator(".wayout a").first().getAttribute("href")).toBe(
        "/p/ocds-prbdm1-2026-005/evaluate",
      );
      // An appeal goes to the reviewers, and lifts nothing.
      await walker.page.locator("probity-notice #appeal").click();
      await walker.page
        .locator("probity-notice #grounds")
        .fill("投标文件系统时间有误，附系统日志 / the clock was wrong");
      await walker.page.locator("probity-notice #send").click();
      await walker.page.locator("probity-notice [role=status].degraded").waitFor();
      expect(await outcomeOf(walker.page)).toBe("block");
      const { appeals } = (await world.central.ops("/appeals")) as { readonly appeals: readonly object[] };
      expect(appeals).toHaveLength(1);
      const form = await draftWithToken(walker);
      const forced = await forge(walker, "/p/ocds-prbdm1-2026-005/award", form);
      expect(forced).toEqual([403, "PROBITY_E_DECISION_BLOCKED"]);
    });

    test("the server has every act with its decision, and the alerts", async () => {
      expect(await alertsOf(world)).toEqual([
        "GEN-PRE-001 ocds-prbdm1-2026-005",
        "PROC-PRC-001 ocds-prbdm1-2026-004",
        "PROC-PRC-006 ocds-prbdm1-2026-002",
        "PROC-PRC-007 ocds-prbdm1-2026-003",
      ]);
      expect(await eventsAt(world.central, "procurement.award.decided")).toHaveLength(4);
    });

    test("the way out of a block works: the late bid is rejected, the next one awarded, and the purchase paid", async () => {
      const { page } = walker;
      await walker.signIn("p-wang-min");
      await walker.open("005", "evaluate");
      await page.locator("select[name=verdict_0]").selectOption("late");
      await page.waitForResponse((response) => response.url().endsWith("/evaluate/check"));
      expect(await outcomeOf(page)).toBe("allow");
      await submit(walker);
      await done("evaluate");
      await walker.signIn(approver);
      // That the lowest bid was rejected wants a reason; the block itself is gone.
      expect(await walker.open("005")).toBe("justify");
      await justify(walker, "最低价投标逾期送达，依法否决 / the lowest bid came too late");
      await submit(walker);
      await done("award");
      expect(await walker.open("005", "contract")).toBe("allow");
      await submit(walker);
      await done("contract");
      await walker.signIn("p-chen-wei");
      expect(await walker.open("005", "payment")).toBe("allow");
      await submit(walker);
      await done("payment");
      expect(await stage()).toBe(locale === "zh-CN" ? "已付款" : "Paid");
    });
  },
);

/** Sends a form that no page offers, with the walker's session. */
async function forge(
  walker: Walker,
  path: string,
  form: Record<string, string>,
): Promise<readonly unknown[]> {
  const csrf = await walker.page.locator("input[name=csrf]").first().inputValue();
  const url = new URL(path, walker.page.url()).href;
  const answer = await walker.page.request.post(url, { form: { ...form, csrf }, maxRedirects: 0 });
  return [answer.status(), answer.headers()["probity-code"]];
}

/** What the form of the act holds, with the token of its decision, which a page of its own could send at any time. */
async function draftWithToken({ page }: Walker): Promise<Record<string, string>> {
  return page.locator("form[data-check]").evaluate((form) => {
    const fields: Record<string, string> = {};
    for (const field of form.querySelectorAll(".fields [name]"))
      fields[field.getAttribute("name") ?? ""] = String(Reflect.get(field, "value"));
    const decision = Reflect.get(form.querySelector("probity-notice") ?? {}, "decision") as {
      readonly token: string;
    };
    return { ...fields, probity_token: decision.token };
  });
}
