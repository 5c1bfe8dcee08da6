import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openedEvent } from "../../../packages/server/test/support/prechecks.ts";
import { at } from "../../../packages/server/test/support/test-server.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { names, openOffice, type Office } from "./support/office.ts";
import { openVisitor, type Visitor } from "./support/visitor.ts";
import { openScreen } from "./support/walk.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** Who makes what is printed, and who prints it. */
const staff = { "chen.yi": ["discipline"], "zhao.jing": ["auditor"] } as const;

/** An A4 sheet between its margins, in pixels. */
const paper = { width: 688, height: 980 };

/** What stands on a sheet that should not, by the page itself. */
const readSheet = `(() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".visually-hidden");
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  return {
    controls: all("button, input, select, textarea, [role=tab], [role=combobox]").map((one) => one.outerHTML.slice(0, 120)),
    labels: all("label").map((one) => one.textContent),
    narrow: all("td, th").filter((cell) => cell.textContent.length > 1 && cell.clientWidth < 24).length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    cut: all("main table, main canvas, main [role=grid]").filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length,
    margin: document.documentElement.style.getPropertyValue("--paper-number"),
  };
})()`;
const clean = { controls: [], labels: [], narrow: 0, wide: 0, cut: 0 };

describe.skipIf(chromiumPath === undefined)("UI-1: a printed page is a document", () => {
  let browser: Browser;
  let office: Office;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice(staff, {}, { caseOpenLevel: 3 });
    await office.raise(["ocds-1", "ocds-2", "ocds-3"]);
    await office.source.send([openedEvent(office.source.id, { id: "blocked" })]);
    await office.server.scored();
    visitor = await openVisitor(browser, office.server.url);
    ({ page } = visitor);
    await visitor.signIn("zhao.jing");
    await page.evaluate(`sessionStorage.setItem("probity.purpose", "审计检查")`);
  });
  afterAll(async () => {
    await visitor?.close();
    await browser?.close();
    await office?.close();
  });

  const made = async (path: string, body: object): Promise<object> => {
    const answer = await office.as("chen.yi").ops("POST", path, body);
    expect(answer.status).toBeLessThan(300);
    if (typeof answer.body !== "object" || answer.body === null) throw new Error(String(answer.body));
    return answer.body;
  };

  test("every screen has its head, everything that was read, and nothing to press", async () => {
    const { body } = await office.as("zhao.jing").ops("GET", "/console/alerts?state=all");
    const alert = at(body, "alerts", 0);
    const report = await made("/console/reports", {
      title: "一季度采购监督报告",
      from: "2020-01-01T00:00:00Z",
      to: "2022-12-31T00:00:00Z",
    });
    const item = await made("/console/lists/task", {
      title: "自查投标期限",
      unit: "office-1",
      owner: "chen.yi",
      dueOn: "2030-01-01",
      fields: { origin: "plan" },
    });
    const models = await office.as("zhao.jing").ops("GET", "/ops/models?limit=1");
    const model = at(models.body, "versions", 0);
    const [id, version] = [String(at(model, "id")), String(at(model, "version"))];
    const papers: readonly (readonly [path: string, number: string, ready: string])[] = [
      ["/overview", "监督概览", "main canvas"],
      ["/?state=all", "预警收件箱", "[role=row][data-index='0'] [role=gridcell]:nth-child(2)"],
      [`/alerts/${String(at(alert, "id"))}`, String(at(alert, "id")), "main h2"],
      [`/cases/${String(at(alert, "case"))}`, String(at(alert, "case")), "main h2"],
      ["/cases", "问题", "main table"],
      ["/lists/task", "任务", "main table"],
      [`/lists/task/${String(at(item, "id"))}`, String(at(item, "id")), "main h2"],
      [`/reports/${String(at(report, "id"))}`, String(at(report, "number")), "main article"],
      ["/risks", "廉政风险点", "main table"],
      ["/audit", "存证日志", "main table"],
      ["/entities/person/chen.yi", "陈一", "main h2"],
      ["/decisions", "事前校验记录", "main table"],
      [`/models/${id}/${version}`, `${id} ${version}`, "main h2"],
    ];
    await page.setViewportSize(paper);
    await page.emulateMedia({ media: "print" });
    for (const [path, number, ready] of papers) {
      // oxlint-disable no-await-in-loop -- one window
      await openScreen({ page }, `${office.server.url}${path}`);
      await page.locator(ready).first().waitFor();
      const head = page.locator("[data-print]");
      expect([path, await head.count()]).toEqual([path, 1]);
      await expect.poll(() => head.innerText()).toContain(number);
      expect(await head.innerText()).toMatch(new RegExp(`内部资料.*${names["zhao.jing"]}`, "s"));
      const sheet = await page.evaluate<typeof clean & { readonly margin: string }>(readSheet);
      expect([path, sheet]).toEqual([
        path,
        { ...clean, margin: expect.stringContaining(number.slice(0, 8)) },
      ]);
      // oxlint-enable no-await-in-loop
    }
  });

  test("the moment on the paper is when it was printed, not when the page was opened", async () => {
    await openScreen({ page }, `${office.server.url}/audit`);
    const head = page.locator("[data-print]");
    const opened = await head.textContent();
    await page.clock.setFixedTime(Date.now() + 7_200_000);
    expect(await head.textContent()).toBe(opened);
    await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
    expect(await head.textContent()).not.toBe(opened);
  });
});
