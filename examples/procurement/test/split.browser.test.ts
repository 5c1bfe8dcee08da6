import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openWalker, outcomeOf, submit, type Walker } from "./support/walker.ts";
import { alertsOf, openWorld, type World } from "./support/world.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** An alert with what its rule counted. */
interface AlertDetail {
  readonly subject: string;
  readonly findings: readonly {
    readonly finding: { readonly related?: readonly { readonly subject?: string }[] };
  }[];
}

describe.skipIf(chromiumPath === undefined)("PC-4, FE-1: a purchase split among two people", () => {
  let browser: Browser;
  let world: World;
  let first: Walker;
  let second: Walker;

  beforeAll(async () => {
    browser = await openBrowser();
    world = await openWorld();
    first = await openWalker(browser, world.app.url, "zh-CN");
    second = await openWalker(browser, world.app.url, "en-GB");
    await first.signIn("p-wang-min");
    await second.signIn("p-sun-lei");
  });
  afterAll(async () => {
    await first.close();
    await second.close();
    await browser.close();
    await world.close();
  });

  /** Registers a purchase; its number. */
  const register = async ({ page }: Walker, name: string, estimate: number): Promise<string> => {
    await page.goto(`${world.app.url}/new`);
    await page.locator("#f-zh").fill(name);
    await page.locator("#f-en").fill(name);
    await page.locator("#f-estimate").fill(String(estimate));
    await page.locator("form[action='/new'] button.main").click();
    await page.waitForURL("**/p/*");
    // Nothing was done yet, so nothing is offered to be done again.
    expect(await page.locator(".next").innerText()).not.toMatch(/重新办理|Do again/);
    return new URL(page.url()).pathname.slice("/p/".length);
  };
  /** Opens the form that chooses the method; the outcome of its check. */
  const choose = async ({ page }: Walker, id: string): Promise<string> => {
    await page.goto(`${world.app.url}/p/${id}/method`);
    return outcomeOf(page);
  };
  test("three purchases under the limit: of the last two, checked at one moment, one goes through", async () => {
    const ids = [
      await register(first, "打印机一批 / Printers 1", 800_000),
      await register(first, "打印机二批 / Printers 2", 700_000),
      await register(second, "打印机三批 / Printers 3", 650_000),
    ] as const;
    expect(await choose(first, ids[0])).toBe("allow");
    await submit(first);
    await first.page.waitForURL("**/p/*?done=method");

    const outcomes = await Promise.all([choose(first, ids[1]), choose(second, ids[2])]);
    expect(outcomes.toSorted()).toEqual(["allow", "second_approver"]);
    const [through, stopped] = outcomes[0] === "allow" ? [first, second] : [second, first];
    await submit(through);
    await through.page.waitForURL("**/p/*?done=method");
    // What is said to the one who is stopped tells nothing of what colleagues do.
    const shown = await stopped.page.locator("probity-notice .n").innerText();
    expect(shown).not.toContain("800");
    expect(shown).toMatch(/合并招标|tendered together/);

    // A check that is made again counts its own draft once.
    await stopped.page.reload();
    expect(await outcomeOf(stopped.page)).toBe("second_approver");
    await agreed(stopped);

    expect(await alertsOf(world)).toEqual([expect.stringMatching(/^PROC-AVD-002 ocds-prbdm1-/)]);
    const { alerts } = (await world.central.ops("/alerts?limit=10")) as {
      readonly alerts: readonly { readonly id: string }[];
    };
    const alert = (await world.central.ops(`/alerts/${alerts[0]?.id ?? ""}`)) as AlertDetail;
    const others = alert.findings.flatMap(({ finding: { related = [] } }) =>
      related.flatMap(({ subject }) => subject ?? []),
    );
    expect(new Set([alert.subject, ...others])).toEqual(new Set(ids));
  });

  /** Sends the stopped one to a colleague, who agrees on the page of the central server. */
  const agreed = async (stopped: Walker): Promise<void> => {
    await stopped.page.locator("probity-notice #person").selectOption("p-zhao-jing");
    await stopped.page.locator("probity-notice #ask").click();
    await stopped.page.waitForURL(/\/inbox\//);
    const { url } = world.app;
    const colleague = await openWalker(browser, [url, world.central.url], "zh-CN");
    await colleague.signIn("p-zhao-jing");
    await colleague.page.locator("nav a[href='/inbox']").click();
    await colleague.page.locator(".history a").first().click();
    // Here and at the central server: what is to be decided.
    const told = /BI-2026-07 办公设备[^]*A02010601 打印机[^]*(700,000|650,000)/;
    expect(await colleague.page.locator("main").innerText()).toMatch(told);
    await colleague.page.locator("a.main[href*='/approve/']").click();
    await colleague.page.waitForURL(/\/approve\//);
    expect(await colleague.page.locator("body").innerText()).toMatch(told);
    await colleague.page
      .locator("textarea")
      .fill("三次采购用途不同，已报主管部门备案 / reported to the supervising department");
    await colleague.page.locator("button.agree").click();
    await colleague.page.locator(".ending h1").waitFor();
    await colleague.page.goto(`${url}/inbox`);
    await colleague.page.locator(".history a").first().click();
    await colleague.page.locator(".pill.agreed").waitFor();
    await colleague.close();
  };
});
