import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openHost, type Host } from "./support/host.ts";
import { scenes } from "./support/samples.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Where pictures of every state go, when somebody wants to look at them. */
const pictures = process.env["PROBITY_PICTURES"];

/** Runs in the page: what some of the element's parts look like. */
const inspect = (): readonly unknown[] => {
  const root = document.querySelector("probity-notice")?.shadowRoot;
  return ["#title", "p", "#text", ".n"].map((selector) => {
    const element = root?.querySelector(selector);
    if (!element) return selector;
    const { color, fontFamily, fontSize, display, textAlign, float } = getComputedStyle(element);
    return { selector, color, fontFamily, fontSize, display, textAlign, float };
  });
};

describe.skipIf(chromiumPath === undefined)("UI-3: how the notice looks", () => {
  let browser: Browser;
  let host: Host;

  beforeAll(async () => {
    browser = await openBrowser();
    host = await openHost(browser);
  });
  afterAll(async () => {
    await host.close();
    await browser.close();
  });

  describe.each(["zh-CN", "en"] as const)("in %s", (lang) => {
    test.each(["plain", "dark"])("axe: 0 violations in every state, %s", async (style) => {
      await host.open(lang, style);
      await host.page.evaluate(axe.source);
      await host.showAll(Object.values(scenes));
      const { violations } = await host.page.evaluate<AxeResult>("axe.run()");
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      expect(found).toEqual([]);
      if (pictures === undefined) return;
      for (const [name, scene] of Object.entries(scenes)) {
        await host.show(scene);
        await host.page.locator("form").screenshot({ path: `${pictures}/${lang}-${style}-${name}.png` });
      }
    });

    test("320 px wide: every state without sideways scrolling, and nothing cut", async () => {
      await host.open(lang, "plain");
      await host.page.setViewportSize({ width: 320, height: 700 });
      for (const [name, scene] of Object.entries(scenes)) {
        await host.show(scene);
        const [wide, box] = await host.page.evaluate(() => {
          const inner = document.querySelector("probity-notice")?.shadowRoot?.querySelector(".n");
          return [
            document.documentElement.scrollWidth,
            (inner?.scrollWidth ?? 0) - (inner?.clientWidth ?? 0),
          ];
        });
        expect([name, wide, box]).toEqual([name, 320, 0]);
      }
      await host.page.setViewportSize({ width: 900, height: 700 });
    });
  });

  test("the page's own style does not reach inside", async () => {
    const look = (): Promise<unknown> => host.page.evaluate(inspect);
    await host.open("en", "plain");
    await host.show(scenes["justify"] ?? { decision: null });
    const polite = await look();
    await host.open("en", "rude");
    await host.show(scenes["justify"] ?? { decision: null });
    expect(await look()).toEqual(polite);
  });

  test("in print: the words and the colours, no buttons; with forced colours: borders and words", async () => {
    await host.open("zh-CN", "dark");
    await host.show(scenes["block"] ?? { decision: null });
    await host.page.emulateMedia({ media: "print" });
    expect(await host.page.locator("probity-notice #fix").isVisible()).toBe(false);
    const background = (): Promise<string> =>
      host.page.locator("probity-notice .n").evaluate((box) => getComputedStyle(box).backgroundColor);
    expect(await background()).toBe("rgb(255, 255, 255)");
    await host.page.emulateMedia({ media: "screen", forcedColors: "active" });
    expect(await host.page.locator("probity-notice #fix").isVisible()).toBe(true);
    const forced = await host.page.locator("probity-notice").evaluate(({ shadowRoot }) => {
      const styleOf = (selector: string): CSSStyleDeclaration =>
        getComputedStyle(shadowRoot?.querySelector(selector) ?? document.body);
      const [box, fix, text] = [styleOf(".n"), styleOf("#fix"), styleOf("#title").color];
      return [box, fix].map((style) => style.borderTopStyle === "solid" && style.borderTopColor === text);
    });
    expect(forced).toEqual([true, true]);
    await host.page.emulateMedia({ forcedColors: "none" });
  });
});
