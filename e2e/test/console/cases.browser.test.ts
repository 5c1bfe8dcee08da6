import { createHash } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { firstLook, looks, openVisitor, type Visitor } from "./support/visitor.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** Twice a tender leads to an alert, each to a case. */
const tenders = ["t-1", "t-2", "t-3"];
const soon = { timeout: 20_000 };
const people = {
  dina: ["dispatcher"],
  hanna: ["handler", "discipline"],
  adam: ["approver", "discipline"],
  olga: ["observer"],
} as const;

const rows = (page: Page) => page.locator("main tbody tr");

describe.skipIf(chromiumPath === undefined)("the console's cases", () => {
  let browser: Browser;
  let office: Office;
  let dina: Visitor;
  let hanna: Visitor;

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice(people);
    await office.raise(tenders);
    dina = await openVisitor(browser, office.server.url);
    await dina.page.goto(`${office.server.url}/cases`);
    await dina.signIn("dina");
    hanna = await openVisitor(browser, office.server.url);
    await hanna.page.goto(`${office.server.url}/cases`);
    await hanna.signIn("hanna");
  });
  afterAll(async () => {
    await dina?.close();
    await hanna?.close();
    await browser?.close();
    await office?.close();
  });

  test("UI-1: the list shows each case; filters stand in the address and are read from it", async () => {
    const { page } = dina;
    await expect.poll(() => rows(page).count(), soon).toBe(6);
    await page.getByRole("button", { name: "预警 6" }).click();
    await expect.poll(() => page.url(), soon).toContain("state=warned");
    await page.getByLabel("风险等级").selectOption({ label: "一级" });
    await page.getByText("没有符合条件的问题").waitFor();
    await page.getByRole("button", { name: "清除筛选" }).click();
    await page.goto(`${office.server.url}/cases?state=warned&level=2&overdue=no&state2=%3Cb%3E`);
    await expect.poll(() => rows(page).count(), soon).toBe(6);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await page.evaluate(`document.activeElement?.closest("tr")?.rowIndex`)).toBe(2);
  });

  test("UI-1, CA-1: many are assigned at once: counted by the server, without what was taken out, undone, then done", async () => {
    const { page } = dina;
    await page.goto(`${office.server.url}/cases?state=warned&track=integrity`);
    await expect.poll(() => rows(page).count(), soon).toBe(6);
    const assign = async (): Promise<void> => {
      await page.getByRole("button", { name: "批量办理" }).click();
      await rows(page).first().getByRole("checkbox").uncheck();
      await page.getByRole("group", { name: "办理步骤" }).getByRole("button", { name: "分办" }).click();
      const dialog = page.getByRole("dialog", { name: "批量办理" });
      await dialog.getByText(/共 5 件，已排除 1 件/).waitFor();
      await dialog.getByLabel("责任单位").selectOption("office-2");
      await dialog.getByLabel("承办人").fill("hanna");
      await dialog.getByRole("button", { name: "办理 5 件" }).click();
    };
    await assign();
    await page.getByRole("button", { name: "撤销" }).click();
    await page.getByText("已撤销，未作任何更改。").waitFor();
    await page.getByRole("button", { name: "退出批量" }).last().click();
    await assign();
    await page.getByText("已办理 5 件。").waitFor({ timeout: 40_000 });
    await expect.poll(() => rows(page).count(), soon).toBe(1);
    await page.getByRole("button", { name: "已分办 5" }).waitFor();
  });

  test("UI-1, CA-1: the handler accepts, adds a file whose hash is shown, and comments with a mention", async () => {
    const { page } = hanna;
    await page.goto(`${office.server.url}/cases?mine=true`);
    await expect.poll(() => rows(page).count(), soon).toBe(5);
    await rows(page).first().getByRole("link").click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("button", { name: "受理核查" }).click();
    const dialog = page.getByRole("dialog", { name: /受理核查/ });
    await dialog.getByRole("button", { name: "受理核查" }).click();
    await page.getByRole("listitem").filter({ hasText: "3. 核查 当前环节" }).waitFor();
    await page.keyboard.press("4");
    expect(await page.getByRole("tab", { name: "证据" }).getAttribute("aria-selected")).toBe("true");
    await page.getByText("还没有证据。").waitFor();
    const text = Buffer.from("approved by nobody\n");
    await page
      .getByLabel("选择文件")
      .setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: text });
    await page.getByRole("button", { name: "上传" }).click();
    const hash = createHash("sha256").update(text).digest("hex");
    await page.getByText(`已上传，SHA-256 ${hash}`).waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "下载 note.txt" }).click();
    expect((await download).suggestedFilename()).toBe("note.txt");
    await page.getByRole("tab", { name: "评论与意见" }).click();
    await page.getByRole("textbox", { name: "写评论" }).fill("请看合同");
    // Found on the server by name or id.
    await page.getByRole("combobox", { name: "提醒" }).fill("狄");
    await page.getByRole("option", { name: "狄娜 (dina)" }).click();
    expect(await page.getByRole("textbox", { name: "写评论" }).inputValue()).toBe("请看合同 @dina ");
    await page.getByRole("button", { name: "发表" }).click();
    await page.locator("main li").filter({ hasText: "请看合同 @dina" }).waitFor();
  });

  test("CA-1: a refused step says which condition does not hold, in the person's words, and keeps what was written", async () => {
    const { page } = hanna;
    await page.goto(`${office.server.url}/cases?state=assigned`);
    await rows(page).first().getByRole("link").click();
    await page.getByRole("button", { name: "受理核查" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "受理核查" }).click();
    await page.getByRole("button", { name: "提出不属问题" }).click();
    const dialog = page.getByRole("dialog", { name: /提出不属问题/ });
    await dialog.getByLabel("理由").selectOption({ label: "数据错误" });
    await dialog.getByLabel("说明").fill("日期录入有误");
    await dialog.getByRole("button", { name: "提出不属问题" }).click();
    await dialog.getByText("本线还没有有效证据。").waitFor();
    expect(await dialog.getByLabel("说明").inputValue()).toBe("日期录入有误");
    await page.keyboard.press("Escape");
  });

  test("CA-1: opinions are asked for and given; evidence is withdrawn and stays known; an alert gets a case of its own", async () => {
    const { page } = hanna;
    await page.goto(`${office.server.url}/cases?state=verifying`);
    const links = rows(page).getByRole("link");
    await links.first().waitFor();
    const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    const withFile = await firstWith(page, paths, "note.txt");
    await page.getByRole("button", { name: "撤回", exact: true }).click();
    await page.getByRole("dialog").getByLabel("撤回原因").fill("传错文件");
    await page.getByRole("dialog").getByRole("button", { name: "撤回" }).click();
    await page.getByText(/韩娜 于 .* 撤回：传错文件/).waitFor();
    expect(await page.getByRole("link", { name: "下载 note.txt" }).count()).toBe(0);
    await page.getByRole("tab", { name: "评论与意见" }).click();
    await page.getByRole("button", { name: "征求意见" }).click();
    const dialog = page.getByRole("dialog", { name: "征求意见" });
    await dialog.getByLabel("问题", { exact: true }).fill("公告期如何认定？");
    await dialog.getByRole("combobox", { name: "征求对象" }).fill("dina");
    await dialog.getByLabel("反馈期限").fill("2099-01-01T09:00");
    await dialog.getByRole("button", { name: "征求意见" }).click();
    await dialog.waitFor({ state: "detached" });
    const other = dina.page;
    await other.goto(`${office.server.url}${withFile}?tab=talk`);
    await other.getByLabel("我的意见").last().fill("以网站发布日期为准");
    await other.getByRole("button", { name: "提交意见" }).click();
    await other.getByText("以网站发布日期为准").waitFor();
    await other.getByRole("tab", { name: "预警", exact: true }).click();
    await other.getByRole("button", { name: "移出" }).click();
    const moving = other.getByRole("dialog", { name: "移出预警" });
    await moving.getByLabel("新案名称").fill("单独立案");
    await moving.getByLabel("理由").fill("与本案无关");
    await moving.getByRole("button", { name: "移出" }).click();
    await other.getByRole("heading", { level: 1, name: "单独立案" }).waitFor();
    expect(new URL(other.url()).pathname).not.toBe(withFile);
    await other.goto(`${office.server.url}${withFile}?tab=alerts`);
    await other.getByText("本案没有预警。").waitFor();
  });

  test("SE-2: whoever only reads is offered nothing", async () => {
    const olga = await openVisitor(browser, office.server.url);
    await olga.page.goto(`${office.server.url}/cases`);
    await olga.signIn("olga");
    await olga.page.getByText("没有符合条件的问题").waitFor();
    expect(await rows(olga.page).count()).toBe(0);
    await olga.close();
  });

  test("UI-3: axe finds nothing on the list and on every part of a case, in both languages and themes", async () => {
    const { page } = hanna;
    await page.goto(`${office.server.url}/cases?mine=true`);
    const [id = ""] = (await rows(page).first().getByRole("link").getAttribute("href"))?.split("?") ?? [];
    await page.goto(`${office.server.url}/cases?state=verifying`);
    const verifying = (await rows(page).first().getByRole("link").getAttribute("href")) ?? "";
    for (const look of looks) {
      await hanna.look(look);
      await page.goto(`${office.server.url}/cases`);
      await rows(page).first().waitFor();
      expect(await hanna.axe(), `list ${JSON.stringify(look)}`).toEqual([]);
      await page.goto(`${office.server.url}${verifying}`);
      await page
        .getByRole("group", { name: /步骤|Steps/ })
        .getByRole("button")
        .nth(1)
        .click();
      await page.getByRole("dialog").locator("textarea").first().waitFor();
      expect(await hanna.axe(), `dialog ${JSON.stringify(look)}`).toEqual([]);
      for (const tab of ["overview", "alerts", "measures", "evidence", "talk", "letters", "log"]) {
        await page.goto(`${office.server.url}${id}?tab=${tab}`);
        await page.getByRole("tabpanel").waitFor();
        await page
          .getByText("正在加载…")
          .or(page.getByText("Loading…"))
          .first()
          .waitFor({ state: "detached" });
        expect(await hanna.axe(), `${tab} ${JSON.stringify(look)}`).toEqual([]);
      }
    }
    await hanna.look(firstLook);
  });
});

/** Opens cases until one has this among its evidence; its address. */
async function firstWith(page: Page, paths: readonly string[], name: string): Promise<string> {
  for (const path of paths) {
    // oxlint-disable-next-line no-await-in-loop -- one page, one after the other
    await page.goto(`${new URL(page.url()).origin}${path}?tab=evidence`);
    const file = page.getByRole("link", { name });
    // oxlint-disable-next-line no-await-in-loop
    await file.or(page.getByText("还没有证据。")).first().waitFor();
    // oxlint-disable-next-line no-await-in-loop
    if ((await file.count()) > 0) return path;
  }
  throw new Error(`no case has ${name}`);
}
