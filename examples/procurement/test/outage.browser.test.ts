import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openWalker, type Walker } from "./support/walker.ts";
import { alertsOf, eventsAt, openWorld, type World } from "./support/world.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

describe.skipIf(chromiumPath === undefined)("AD-7, PC-3: the central server stops in the middle", () => {
  let browser: Browser;
  let world: World;
  let walker: Walker;

  beforeAll(async () => {
    browser = await openBrowser();
    world = await openWorld();
    walker = await openWalker(browser, world.app.url, "zh-CN");
    await walker.signIn("p-li-qiang");
  });
  afterAll(async () => {
    await walker.close();
    await browser.close();
    await world.close();
  });

  test("decisions go on from the stored rules, acts are kept, and all of it arrives after the restart", async () => {
    const { page } = walker;
    expect(await alertsOf(world)).toEqual([]);
    expect(await page.locator(".foot .status.good").count()).toBe(1);
    await world.stopCentral();

    expect(await walker.open("002")).toBe("warn");
    await page.locator("probity-notice #acknowledge").click();
    await page.waitForURL("**/p/*?done=award");
    expect((await page.locator(".steps [aria-current]").innerText()).trim()).toBe("已定标");
    expect(await walker.open("005")).toBe("block");
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.locator(".foot").innerText();
        },
        { timeout: 20_000 },
      )
      .toContain("中心服务器连不上");
    expect(await page.locator(".foot").innerText()).toMatch(/待送事件 [1-9]\d* 条\s*规则包第 2 版/);

    await world.restartCentral();
    expect(await alertsOf(world)).toEqual([
      "GEN-PRE-001 ocds-prbdm1-2026-005",
      "PROC-PRC-006 ocds-prbdm1-2026-002",
    ]);
    expect(await eventsAt(world.central, "procurement.award.decided")).toHaveLength(1);
  });

  test("without scripts nothing is done unchecked, and the page says what it needs", async () => {
    const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(world.app.url);
    await page.locator("form:has(input[value=p-li-qiang]) button").click();
    await page.goto(`${world.app.url}/p/ocds-prbdm1-2026-001/award`);
    expect(await page.locator("noscript").innerText()).toContain("needs scripts");
    await page.locator("[data-result] button.main:not([type])").click();
    expect(await page.locator(".refused").innerText()).toContain("no valid check");
    await context.close();
  });
});
