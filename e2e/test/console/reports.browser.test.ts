import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at } from "../../../packages/server/test/support/test-server.ts";
import { readWorkbook } from "../../../packages/server/test/support/xlsx.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { openVisitor, type Visitor } from "./support/visitor.ts";
import { axeInAllLooks, givePurpose, openScreen } from "./support/walk.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

const staff = {
  dina: ["dispatcher"],
  "chen.yi": ["discipline"],
} as const;

describe.skipIf(chromiumPath === undefined)("UI-1: reports, and files of lists", () => {
  let browser: Browser;
  let office: Office;
  let visitor: Visitor;
  let page: Page;
  let report = "";

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice(staff);
    await office.raise(["ocds-1", "ocds-2", "ocds-3"]);
    visitor = await openVisitor(browser, office.server.url);
    page = visitor.page;
    await visitor.signIn("chen.yi");
  });
  afterAll(async () => {
    await visitor?.close();
    await browser?.close();
    await office?.close();
  });
  const open = (path: string): Promise<void> => openScreen({ page }, `${office.server.url}${path}`);
  const dialog = () => page.getByRole("dialog");

  test("UI-1, SE-2: the inbox is taken along as a file, for a purpose, and the file has what the list has", async () => {
    await open("/?state=all");
    await page.getByRole("button", { name: "导出" }).click();
    await givePurpose(page);
    await dialog().getByText("已生成").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog().getByRole("button", { name: "下载" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^EXP-\d{4}-\d{5}\.xlsx$/);
    const { 预警: rows = [] } = readWorkbook(await readFile(await download.path()));
    const { body } = await office.as("chen.yi").ops("GET", "/console/alerts/count?state=all");
    expect(rows.length - 1).toBe(at(body, "count"));
    expect(await visitor.axe()).toEqual([]);
    await page.keyboard.press("Escape");
    for (const path of ["/cases", "/lists/problem", "/decisions", "/risks"]) {
      // oxlint-disable-next-line no-await-in-loop -- one window
      await open(path);
      // oxlint-disable-next-line no-await-in-loop
      await page.getByRole("button", { name: "导出", exact: true }).waitFor();
    }
  });

  test("UI-1: a report is made, shown as it was made, and a paper of it checked by number and hash", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    await page.getByRole("heading", { name: "还没有报告" }).waitFor();
    await page.getByRole("button", { name: "生成报告" }).click();
    await dialog().getByLabel("标题").fill("一季度采购监督报告");
    await dialog().getByLabel("起始日期").fill("2020-01-01");
    await dialog().getByLabel("截止日期").fill("2022-12-31");
    await dialog().getByLabel("工作建议").fill("规范投标期限。");
    expect(await visitor.axe()).toEqual([]);
    await dialog().getByRole("button", { name: "生成", exact: true }).click();
    await page.getByRole("heading", { name: "一季度采购监督报告" }).waitFor();
    report = new URL(page.url()).pathname;
    const hash = (await page.locator("article code").first().textContent()) ?? "";
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    await page.getByText("规范投标期限。").waitFor();
    await open("/reports?tab=verify");
    const check = async (digits: string): Promise<void> => {
      await page.getByLabel("编号").fill(`REP-${new Date().getFullYear()}-0001`);
      await page.getByLabel("内容的 SHA-256").fill(digits);
      await page.getByRole("button", { name: "核验" }).click();
    };
    await check(hash);
    await page.getByText("与存档一致", { exact: true }).waitFor();
    await check(hash.replace(/^./, (first) => (first === "0" ? "1" : "0")));
    await page.getByText("与存档不一致", { exact: true }).waitFor();
  });

  test("UI-1: a periodic report is set up by keyboard, and stopped again", async () => {
    await open("/reports?tab=series");
    await page.getByRole("button", { name: "设置定期报告" }).press("Enter");
    await page.keyboard.type("月报");
    await dialog().getByLabel("接收人 1").fill("chen.yi");
    await dialog().getByRole("button", { name: "开始" }).press("Enter");
    await page.getByRole("rowheader", { name: "月报" }).waitFor();
    await page.getByRole("button", { name: "停止" }).click();
    await page.getByRole("cell", { name: "已停止" }).waitFor();
    const { body } = await office.as("chen.yi").ops("GET", "/console/report-series");
    expect(at(body, "series")).toMatchObject([{ title: "月报", every: "month", nextAt: null }]);
  });

  test("UI-3: axe finds nothing, in both languages and both themes", async () => {
    const url = office.server.url;
    for (const [path, ready] of [
      ["/reports", "table"],
      ["/reports?tab=series", "table"],
      ["/reports?tab=files", "table"],
      ["/reports?tab=verify", "form"],
      [report, "article"],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop -- one window
      expect([path, await axeInAllLooks(visitor, `${url}${path}`, ready)]).toEqual([path, []]);
  });

  test("SE-2: whoever may not export is not offered it", async () => {
    const other = await openVisitor(browser, office.server.url);
    await other.signIn("dina");
    await openScreen(other, `${office.server.url}/?state=all`);
    await other.page.getByRole("grid").waitFor();
    expect(await other.page.getByRole("button", { name: "导出" }).count()).toBe(0);
    await openScreen(other, `${office.server.url}/reports`);
    expect(await other.page.getByRole("button", { name: "生成报告" }).count()).toBe(0);
    await other.close();
  });
});
