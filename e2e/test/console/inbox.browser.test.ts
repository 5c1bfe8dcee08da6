import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at } from "../../../packages/server/test/support/test-server.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { firstLook, looks, openVisitor, type Visitor } from "./support/visitor.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

const note = "制度已允许，规则不识别此例外。";

/** How far the clock of the server is ahead. */
const ahead = { value: 0 };
const clock = (): number => Date.now() + ahead.value;

/** Ten seconds later, by the clock of the server. */
const later = (): void => {
  ahead.value += 11_000;
};

describe.skipIf(chromiumPath === undefined)("the inbox", () => {
  let browser: Browser;
  let office: Office;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    const staff = { "li.na": ["dispatcher", "reviewer"], "wang.wu": ["handler"], "sun.lei": ["intake"] };
    office = await openOffice(staff, { clock }, { caseOpenLevel: 1 });
    // Each of them two alerts: the bid period, and the medium.
    await office.raise(Array.from({ length: 60 }, (_, n) => `ocds-${n}`));
    visitor = await openVisitor(browser, office.server.url);
    ({ page } = visitor);
    await page.goto(office.server.url);
    await visitor.signIn("li.na");
  });
  afterAll(async () => {
    await visitor?.close();
    await browser?.close();
    await office?.close();
  });

  const row = (index: number): Locator => page.locator(`[role=row][data-index="${index}"]`);
  const active = async (): Promise<string | null> =>
    await page.getByRole("grid").getAttribute("aria-activedescendant");
  const total = (): Locator => page.locator("h1 + [role=status]");
  const bar = (): Locator => page.getByRole("region", { name: "批量操作" });
  const undoable = (): Locator => bar().getByText(/秒内可撤销|正在逐条核对/);

  test("UI-1: the start page is the inbox, and J, K, End, X and Shift+X work without the mouse", async () => {
    await row(3).waitFor();
    expect(await total().innerText()).toBe("共 120 条");
    const preview = page.getByRole("complementary", { name: "预览" });
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect.poll(active).toBe("line-2");
    expect(await preview.innerText()).toContain(await row(2).locator("[role=gridcell]").nth(4).innerText());
    expect(await preview.innerText()).toContain("投标准备期只有 10 天，少于规定的 20 天");
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    const chosen = page.getByRole("group", { name: "已选预警的操作" });
    await chosen.getByText("已选 3 条").waitFor();
    expect(await row(3).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Escape");
    await chosen.waitFor({ state: "detached" });
    await page.keyboard.press("End");
    await row(119).waitFor();
    await expect.poll(active).toBe("line-119");
    await page.keyboard.press("p");
    await preview.waitFor({ state: "detached" });
    await page.keyboard.press("p");
    await page.keyboard.press("Home");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "快捷键" });
    for (const command of ["下一条", "排除", "分办", "选择到此处"])
      await help.getByText(command, { exact: true }).waitFor();
    await page.keyboard.press("Escape");
  });

  test("UI-1: E, a number, a note and Ctrl+Enter dismiss; U takes it back within ten seconds", async () => {
    await row(0).waitFor();
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog", { name: "排除预警" });
    await dialog.waitFor();
    expect(await visitor.axe()).toEqual([]);
    await page.keyboard.press("5");
    expect(await dialog.getByRole("radio", { name: "制度允许" }).isChecked()).toBe(true);
    await page.keyboard.type(note);
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(active).toBe("line-1");
    await undoable().waitFor();
    expect(await row(0).getAttribute("aria-busy")).toBe("true");
    expect(await visitor.axe()).toEqual([]);
    await page.keyboard.press("u");
    await bar().getByText("已撤销，未作任何更改").waitFor();
    await expect.poll(() => row(0).getAttribute("aria-busy")).toBe("false");
    later();
    await page.keyboard.press("k");
    await page.keyboard.press("e");
    await dialog.waitFor();
    await page.keyboard.press("5");
    await page.keyboard.type(note);
    await page.keyboard.press("Control+Enter");
    await undoable().waitFor();
    later();
    await bar().getByText("已处理 1 条").waitFor();
    await expect.poll(() => total().innerText()).toBe("共 119 条");
  });

  test("UI-1: what a dialog is about stays, however the list changes behind it", async () => {
    const listed = (await office.as("li.na").ops("GET", "/console/alerts?limit=2")).body;
    const [first, second] = [0, 1].map((place) => String(at(listed, "alerts", place, "id")));
    const dismissed = async (): Promise<readonly unknown[]> => {
      const { body } = await office.as("li.na").ops("GET", "/console/alerts?state=all&label=dismissed");
      const found = at(body, "alerts");
      return Array.isArray(found) ? found.map((alert: unknown) => at(alert, "id")) : [];
    };
    await page.keyboard.press("Home");
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog", { name: "排除预警" });
    await dialog.waitFor();
    await page.keyboard.press("5");
    await page.keyboard.type(note);
    await page.keyboard.press("Control+Enter");
    await undoable().waitFor();
    // Of the next one it is asked while the first goes from the list.
    await page.keyboard.press("e");
    await dialog.waitFor();
    later();
    await bar().getByText("已处理 1 条").last().waitFor();
    await expect.poll(() => total().innerText()).toBe("共 118 条");
    await expect.poll(active).toBe("line-0");
    await page.keyboard.press("6");
    await page.keyboard.type(note);
    await page.keyboard.press("Control+Enter");
    await undoable().waitFor();
    expect(await dismissed()).toContain(first);
    expect(await dismissed()).not.toContain(second);
    later();
    await expect.poll(dismissed).toContain(second);
    await expect.poll(() => total().innerText()).toBe("共 117 条");
  });

  test("UI-1: of everything that a filter finds, as many as are shown are changed, and none beside", async () => {
    await page.goto(`${office.server.url}/?rule=PROC-TND-009`);
    await row(0).waitFor();
    const shown = Number(/\d+/.exec(await total().innerText())?.[0]);
    await page.keyboard.press("Control+a");
    // One of them not.
    await page.keyboard.press("x");
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: "分办预警" });
    await dialog.getByText(`共 ${shown - 1} 条预警`).waitFor();
    await dialog.getByRole("combobox", { name: "责任单位" }).fill("采购二处");
    await dialog.getByRole("option", { name: "采购二处" }).waitFor();
    await page.keyboard.press("Enter");
    await dialog.getByRole("combobox", { name: "承办人" }).fill("wang");
    await dialog.getByRole("option", { name: "王武" }).waitFor();
    expect(await visitor.axe()).toEqual([]);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await undoable().waitFor();
    later();
    await bar()
      .getByText(`已处理 ${shown - 1} 条`)
      .waitFor({ timeout: 60_000 });
    await expect.poll(() => row(1).innerText()).toContain("已分办");
    await page.keyboard.press("j");
    await page.getByRole("complementary", { name: "预览" }).getByText("王武 (wang.wu)").waitFor();
    await page.goto(`${office.server.url}/?rule=PROC-TND-009&unassigned=true`);
    await expect.poll(() => total().innerText()).toBe("共 1 条");
  });

  test("UI-1: C puts an alert into a case that is looked for by words", async () => {
    const made = { title: "采购一处专项核查", level: 2, tracks: ["integrity"] };
    expect((await office.as("li.na").ops("POST", "/console/cases", made)).status).toBe(201);
    await page.goto(`${office.server.url}/?rule=PROC-TND-001`);
    await row(0).waitFor();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "并入问题" });
    await dialog.waitFor();
    await page.keyboard.type("专项核查");
    await dialog.getByRole("option", { name: "采购一处专项核查" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    // Not without a reason.
    await dialog.getByText("请选择问题并填写理由。").waitFor();
    expect(await visitor.axe()).toEqual([]);
    await dialog.getByLabel("并入理由").fill("同一人员。");
    await page.keyboard.press("Control+Enter");
    await undoable().waitFor();
    later();
    await bar().getByText("已处理 1 条").waitFor();
    // The cursor has gone on to the next one. What is in no case shows none.
    await page.keyboard.press("k");
    await page.getByRole("complementary", { name: "预览" }).getByText("所属问题").waitFor();
  });

  test("UI-1: what is in a case is dismissed in the case, and the list says so", async () => {
    await page.goto(`${office.server.url}/?state=assigned`);
    await row(0).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("dialog", { name: "在问题中办理" }).waitFor();
    expect(await visitor.axe()).toEqual([]);
    await page.keyboard.press("Escape");
  });

  test("UI-1: filters stand in the address; a filter with a name is a view, also at the next visit", async () => {
    // As the overview links: each filter is a chip that says it, and can be taken out.
    await page.goto(`${office.server.url}/?state=all&domain=PROC&label=confirmed&risk=10&minAmount=5`);
    await page.getByText("共 0 条").waitFor();
    for (const filter of ["结论：属实", "最低分值：10", "金额不低于：5"])
      await page.getByRole("button", { name: `移除筛选：${filter}` }).click();
    await page.getByRole("button", { name: "移除筛选：领域：采购" }).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?state=all&domain=PROC");
    await page.goto(`${office.server.url}/?q=official-7&level=9`);
    // What is not valid is left out.
    await row(0).waitFor();
    await page.getByRole("button", { name: "移除筛选：搜索：official-7" }).waitFor();
    await page.getByRole("combobox", { name: "轨道" }).selectOption("integrity");
    await expect.poll(() => page.url()).toContain("track=integrity");
    await page.getByRole("button", { name: "保存为视图" }).click();
    await page.keyboard.type("七号人员");
    await page.keyboard.press("Enter");
    const chip = page.getByRole("navigation", { name: "常用视图" }).getByRole("link", { name: "七号人员" });
    await chip.waitFor();
    const found = await total().innerText();
    await page.goto(office.server.url);
    await chip.click();
    await expect.poll(() => total().innerText()).toBe(found);
    await page.keyboard.press("/");
    await page.keyboard.type("nobody-of-this-name");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "没有符合条件的预警" }).waitFor();
    expect(await visitor.axe()).toEqual([]);
    await chip.click();
    await page.getByRole("button", { name: "删除视图：七号人员" }).click();
    await chip.waitFor({ state: "detached" });
  });

  test("UI-1: new alerts are told in a pill, and no line moves until it is pressed; one stream for all windows", async () => {
    await page.goto(office.server.url);
    await row(0).waitFor();
    const first = await row(0).innerText();
    const before = await total().innerText();
    // A browser opens six connections to a server: with a stream each, the seventh window would have none left.
    const others = await Promise.all(Array.from({ length: 7 }, () => page.context().newPage()));
    for (const other of others) {
      await other.goto(office.server.url);
      await other.getByRole("grid").waitFor();
    }
    await office.raise(["ocds-new"]);
    for (const window of [page, ...others])
      await window.getByRole("button", { name: "2 条新预警" }).waitFor();
    expect([await row(0).innerText(), await total().innerText()]).toEqual([first, before]);
    for (const other of others) await other.close();
    await page.getByRole("button", { name: "2 条新预警" }).click();
    await expect.poll(() => total().innerText()).not.toBe(before);
    await page.getByRole("button", { name: "2 条新预警" }).waitFor({ state: "detached" });
  });

  test("UI-3: axe finds nothing on the inbox in both languages and themes", async () => {
    for (const look of looks) {
      await visitor.look(look);
      await row(3).waitFor();
      await page.keyboard.press("x");
      await page.getByRole("group").first().waitFor();
      expect(await visitor.axe(), JSON.stringify(look)).toEqual([]);
    }
    await visitor.look(firstLook);
  });

  test("SE-2: whoever may not see alerts is led to what they may see", async () => {
    const other = await openVisitor(browser, office.server.url);
    await other.page.goto(office.server.url);
    await other.signIn("sun.lei");
    await expect.poll(() => other.page.locator("main").innerText()).not.toContain("预警收件箱");
    await other.page.getByRole("main").getByRole("heading").first().waitFor();
    expect(await other.page.getByRole("search").count()).toBe(0);
    expect(await other.axe()).toEqual([]);
    await other.close();
  });
});
