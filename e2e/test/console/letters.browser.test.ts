import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { firstLook, looks, openVisitor, type Visitor } from "./support/visitor.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

const people = {
  inge: ["intake"],
  hanna: ["handler", "discipline"],
  adam: ["approver", "discipline"],
} as const;
const soon = { timeout: 20_000 };
const text = "反映采购一处工作人员多次接受供应商宴请，并在评标前透露标底，请予核查。";
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe.skipIf(chromiumPath === undefined)("CA-4, CA-5: clues and letters in the console", () => {
  let browser: Browser;
  let office: Office;
  let inge: Visitor;
  let hanna: Visitor;
  let adam: Visitor;
  let clue = "";
  let letter = "";

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice(people);
    const open = async (name: keyof typeof people): Promise<Visitor> => {
      const visitor = await openVisitor(browser, office.server.url);
      await visitor.page.goto(`${office.server.url}/account`);
      await visitor.signIn(name);
      return visitor;
    };
    inge = await open("inge");
    hanna = await open("hanna");
    adam = await open("adam");
  });
  afterAll(async () => {
    await inge?.close();
    await hanna?.close();
    await adam?.close();
    await browser?.close();
    await office?.close();
  });

  const take = async (ref: string): Promise<void> => {
    const { page } = inge;
    await page.goto(`${office.server.url}/clues`);
    await page.getByRole("button", { name: "登记线索" }).click();
    const dialog = page.getByRole("dialog", { name: "登记线索" });
    await dialog.getByLabel("来源", { exact: true }).selectOption({ label: "热线" });
    await dialog.getByLabel("来源编号（选填）").fill(ref);
    await dialog.getByLabel("主题（选填）").fill(`宴请与泄密 ${ref}`);
    await dialog.getByLabel("反映内容").fill(text);
    await dialog.getByRole("button", { name: /添加/ }).click();
    await dialog.getByLabel("标识").fill("official-9");
    await dialog.getByLabel("反映人须保护").check();
    await dialog.getByLabel("姓名").fill("保密人");
    await dialog.getByRole("button", { name: "登记", exact: true }).click();
    await page.getByRole("dialog", { name: "线索已登记" }).waitFor();
  };

  test("CA-5: a clue is taken in; the same one again is said to be that at once, and a person decides", async () => {
    const { page } = inge;
    await take("12345-1");
    await page.getByRole("link", { name: "查看线索" }).click();
    await page.getByRole("heading", { level: 1, name: /宴请与泄密 12345-1/ }).waitFor();
    clue = new URL(page.url()).pathname;
    expect(await page.locator("main").innerText()).not.toContain("保密人");
    expect(await page.getByRole("button", { name: "查看反映人" }).count()).toBe(0);
    await take("12345-2");
    await page.getByText("可能是同一线索").waitFor();
    await page.getByText(/内容相似度 100%/).waitFor();
    // From the earlier of the two.
    await page.goto(`${office.server.url}${clue}`);
    await page.getByRole("button", { name: "不是同一线索", exact: true }).click();
    await page.getByText("已确认不同").waitFor();
  });

  test("CA-5, SE-2: it goes on by its stages; the reporter is shown for a purpose alone, which is in the history", async () => {
    const { page } = hanna;
    await page.goto(`${office.server.url}${clue}`);
    await page.getByRole("button", { name: "转入“线索处置”" }).click();
    await page.getByRole("dialog").getByLabel("流转说明").fill("转纪检处置");
    await page.getByRole("dialog").getByRole("button", { name: "转入“线索处置”" }).click();
    await page.getByRole("heading", { level: 1 }).getByText("线索处置").waitFor();
    await page.getByRole("button", { name: "查看反映人" }).click();
    const dialog = page.getByRole("dialog", { name: "查看反映人" });
    await dialog.getByLabel("查看目的").fill("联系核实细节");
    await dialog.getByRole("button", { name: "查看", exact: true }).click();
    await dialog.getByText("保密人").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("main tbody tr").filter({ hasText: "联系核实细节" }).waitFor();
    await page.getByRole("button", { name: "转为问题" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "立项" }).click();
    await page.locator(`[aria-current="step"]`).filter({ hasText: "预警" }).waitFor();
    await page.locator("main").getByText("线索转入").first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/cases\//);
  });

  test("CA-4: a letter is drafted from a template, signed by whoever may, received and answered", async () => {
    const { page } = hanna;
    await page.getByRole("tab", { name: "文书" }).click();
    await page.getByRole("button", { name: "起草文书" }).click();
    const dialog = page.getByRole("dialog", { name: "起草文书" });
    await dialog.getByLabel("种类").selectOption({ label: "廉政提示单" });
    await dialog.getByLabel("致", { exact: true }).fill("采购一处负责人");
    await dialog.getByLabel("回复期限").fill(dayIn(20));
    await dialog.getByLabel("有关情况").fill("招标过程中存在接受宴请的反映。");
    await dialog.getByLabel("原因").fill("内部监督不到位");
    await dialog.getByLabel(/需加强/).fill("开展警示教育");
    await dialog.getByRole("button", { name: "保存草稿" }).click();
    await page.getByRole("heading", { level: 1 }).getByText("草稿").waitFor();
    letter = new URL(page.url()).pathname;
    await page.getByRole("button", { name: "修改草稿" }).click();
    await page.getByRole("dialog").getByLabel("原因").fill("内部监督流于形式");
    await page.getByRole("dialog").getByRole("button", { name: "保存修改" }).click();
    await page.getByText("内部监督流于形式").waitFor();
    const signer = adam.page;
    await signer.goto(`${office.server.url}${letter}`);
    await signer.getByRole("button", { name: "签发" }).click();
    await signer.getByRole("dialog").getByRole("button", { name: "签发" }).click();
    await signer.getByRole("heading", { level: 1, name: /廉政提示单〔\d{4}〕1号/ }).waitFor();
    expect(await signer.locator("main").innerText()).toMatch(/打印页的 SHA-256\s+[0-9a-f]{64}/);
    await page.goto(`${office.server.url}${letter}`);
    await page.getByRole("button", { name: "登记签收" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "登记签收" }).click();
    await page.getByRole("heading", { level: 1 }).getByText("已签收").waitFor();
    await page.getByRole("button", { name: "登记回复" }).click();
    await page.getByRole("dialog").getByLabel("对方的书面回复").fill("已开展警示教育");
    await page.getByRole("dialog").getByRole("button", { name: "登记回复" }).click();
    await page.getByRole("heading", { level: 1 }).getByText("已回复").waitFor();
    expect(await page.getByRole("button", { name: "修改草稿" }).count()).toBe(0);
  });

  test("CA-4: the letter is there as a page to print and as a document", async () => {
    const { page } = hanna;
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "下载 DOCX" }).click();
    expect((await download).suggestedFilename()).toMatch(/\.docx$/);
    const popup = page.waitForEvent("popup");
    await page.getByRole("link", { name: "打印页" }).click();
    const print = await popup;
    await expect.poll(() => print.locator("body").innerText(), soon).toContain("采购一处负责人");
    await print.close();
  });

  test("UI-3: axe finds nothing on clues and letters, in both languages and themes", async () => {
    const { page } = hanna;
    for (const look of looks) {
      await hanna.look(look);
      for (const path of ["/clues?all=true", clue, "/letters", letter]) {
        await page.goto(`${office.server.url}${path}`);
        await page.locator("main h1").waitFor();
        await page
          .getByText(/正在加载…|Loading…/)
          .first()
          .waitFor({ state: "detached" });
        expect(await hanna.axe(), `${path} ${JSON.stringify(look)}`).toEqual([]);
      }
    }
    await hanna.look(firstLook);
  });
});
