import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

/** A person at a browser. */
export interface Walker {
  readonly page: Page;
  signIn(person: string): Promise<void>;
  /** Opens the form of an act and waits for the result of the check; the outcome. */
  open(tender: string, act?: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens a browser window in that language, at the first address. Any script error, or request to elsewhere, fails the test at `close`. */
export async function openWalker(
  browser: Browser,
  urls: string | readonly string[],
  locale: "zh-CN" | "en-GB",
): Promise<Walker> {
  const allowed = [urls, "data:"].flat();
  const [url = ""] = allowed;
  const context: BrowserContext = await browser.newContext({ locale });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  // Refused submits are answered 4xx on purpose; the browser logs those as failed resources.
  page.on("console", (line) => {
    if (line.type() === "error" && !line.text().startsWith("Failed to load resource"))
      problems.push(line.text());
  });
  page.on("request", (request) => {
    if (!allowed.some((one) => request.url().startsWith(one))) problems.push(request.url());
  });
  return {
    page,
    signIn: async (person) => {
      await page.goto(`${url}/`);
      if ((await page.locator("select[name=person]").count()) === 0) {
        await page.locator(`form:has(input[value=${person}]) button`).click();
      } else {
        await page.locator("select[name=person]").selectOption(person);
        await page.locator(".person button").first().click();
      }
      await page.waitForSelector("select[name=person]");
    },
    open: async (tender, act = "award") => {
      await page.goto(`${url}/p/ocds-prbdm1-2026-${tender}/${act}`);
      return outcomeOf(page);
    },
    close: async () => {
      await context.close();
      expect(problems).toEqual([]);
    },
  };
}

/** Waits for the answer of the check; its outcome, or the state where the notice has none. */
export async function outcomeOf(page: Page): Promise<string> {
  const notice = page.locator("probity-notice:not([state=checking]):not([state=unchecked])[state]");
  await notice.waitFor();
  return ((await notice.getAttribute("state")) ?? "").replace("-", "_");
}

/** Presses the button of the act. */
export async function submit({ page }: Walker): Promise<void> {
  await page.locator("[data-result] button.main:not([type])").click();
}

/** Gives reasons where the notice asks for them. */
export async function justify({ page }: Walker, text: string): Promise<void> {
  await page.locator("probity-notice #code").selectOption("verified");
  await page.locator("probity-notice #text").fill(text);
}
