import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openedEvent } from "../../../packages/server/test/support/prechecks.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { openVisitor, type Visitor } from "./support/visitor.ts";
import { axeInAllLooks, givePurpose, openScreen } from "./support/walk.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** Petra approves in a business system and has no role here. */
const staff = { petra: [], rita: ["reviewer"], "wang.wu": ["admin"] } as const;
const grounds = "该项目经批准采用简化公告期，附批文。";
const answer = "已核实批文，确属误报。";

describe.skipIf(chromiumPath === undefined)("approvers and reviewers", () => {
  let browser: Browser;
  let office: Office;
  let petra: Visitor;
  let rita: Visitor;

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice(staff);
    const { source, server } = office;
    await server.ops("POST", "/ops/org/people", { id: "petra", keys: ["EMP-7"] });
    const { headers } = await source.get("/v1/bundle");
    const findings = [
      { indicatorId: "PROC-TND-009", result: "hit", bindingId: "observe.PROC-TND-009", action: "justify" },
      { indicatorId: "PROC-CMP-003", result: "hit", bindingId: "observe.PROC-CMP-003", action: "warn" },
    ];
    const bundleHash = headers.get("etag")?.replaceAll('"', "") ?? "";
    const precheck = { outcome: "justify", bundleHash, findings };
    const event = openedEvent(source.id, { id: "pc-1", subject: "ocds-desks", precheck });
    const actor = { personId: "EMP-7", unitId: "office-1", postId: "buyer" };
    await source.send([{ ...event, data: { ...event.data, actor } }]);
    await office.raise(["ocds-1"]);
    [petra, rita] = [await openVisitor(browser, server.url), await openVisitor(browser, server.url)];
    await petra.signIn("petra");
    await rita.signIn("rita");
  });
  afterAll(async () => {
    await petra?.close();
    await rita?.close();
    await browser?.close();
    await office?.close();
  });

  test("UI-2: who has no role here is led to their own pre-checks, and appeals against one with the keyboard", async () => {
    const { page } = petra;
    await page.getByRole("heading", { name: "我的事前校验" }).waitFor();
    expect(page.url()).toMatch(/\/my\/prechecks$/);
    const card = page.getByRole("listitem", { name: "ocds-desks" });
    await card.getByText("要求说明").waitFor();
    const text = await card.innerText();
    expect(text).toContain("需要核对的事项");
    expect(text).not.toContain("PROC-CMP-003");
    const open = card.getByRole("button", { name: "申诉：这是误报" });
    await open.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "申诉" });
    await dialog.getByLabel("申诉理由").waitFor();
    expect(await petra.axe()).toEqual([]);
    const send = dialog.getByRole("button", { name: "提交申诉" });
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByLabel("针对哪一项").selectOption("PROC-TND-009");
    await dialog.getByLabel("原因").selectOption("authorised_exception");
    await page.keyboard.press("Tab");
    await page.keyboard.type(grounds);
    await send.click();
    await card.getByText("待答复").waitFor();
    expect(await card.innerText()).toContain(grounds);
    // What was not named can be appealed against still.
    await open.click();
    await dialog.getByLabel("申诉理由").fill(grounds);
    await send.click();
    await card.getByText("待答复").nth(1).waitFor();
    expect(await open.count()).toBe(0);
  });

  test("AL-2, LO-7: a reviewer reads an appeal for a purpose and answers it; the figures by rule show it", async () => {
    const { page } = rita;
    await openScreen(rita, `${office.server.url}/decisions?tab=appeals`);
    const table = page.getByRole("table", { name: "申诉" });
    const row = table.getByRole("row").filter({ hasText: "PROC-TND-009" });
    await row.getByRole("link").first().click();
    await givePurpose(page);
    const dialog = page.getByRole("dialog", { name: "申诉详情" });
    await dialog.getByText(grounds).waitFor();
    expect(await rita.axe()).toEqual([]);
    const uphold = dialog.getByRole("button", { name: "申诉成立：确属误报" });
    expect(await uphold.isDisabled()).toBe(true);
    await dialog.getByLabel("答复").fill(answer);
    await uphold.click();
    await dialog.waitFor({ state: "detached" });
    await table.getByRole("row").nth(1).waitFor();
    expect(await table.getByRole("row").count()).toBe(2);
    await page.getByLabel("申诉状态").selectOption("any");
    await table.getByText("成立（误报）").waitFor();
    await table.getByRole("row").filter({ hasText: "PROC-CMP-003" }).getByRole("link").first().click();
    await dialog.getByText("仅中性提示").waitFor();
    await dialog.getByLabel("答复").fill("经核实，公告期确实不足，提示正确。");
    await dialog.getByRole("button", { name: "申诉不成立" }).click();
    await table.getByText("不成立", { exact: true }).waitFor();
    await openScreen(rita, `${office.server.url}/decisions?tab=rules`);
    const figures = page.getByRole("row").filter({ hasText: "PROC-TND-009" });
    await figures.waitFor();
    const heads = await page.getByRole("columnheader").allInnerTexts();
    const cells = await figures.locator("th, td").allInnerTexts();
    expect([cells[heads.indexOf("申诉")], cells[heads.indexOf("申诉成立")]]).toEqual(["1", "1"]);
  });

  test("CA-6: the approver is told, and reads the answers", async () => {
    const { page } = petra;
    await page.reload();
    await page.getByRole("button", { name: /通知/ }).click();
    await page.getByText("您的申诉已有答复").click();
    const card = page.getByRole("listitem", { name: "ocds-desks" });
    await card.getByText("成立（误报）").waitFor();
    expect(await card.innerText()).toContain(answer);
  });

  test("UI-1: a filter of the list of cases is kept as a view, opened again and removed", async () => {
    const { page } = rita;
    await openScreen(rita, `${office.server.url}/cases`);
    const views = page.getByRole("navigation", { name: "常用视图" });
    await page.getByLabel("风险等级").selectOption("2");
    await views.getByRole("button", { name: "保存为视图" }).click();
    await page.getByLabel("视图名称").fill("二级风险");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    const own = views.getByRole("link", { name: "二级风险" });
    await own.waitFor();
    expect(await own.getAttribute("aria-current")).toBe("page");
    await views.getByRole("link", { name: "全部在办" }).click();
    await page.waitForURL(/\/cases$/);
    // Views of other lists are others.
    await openScreen(rita, office.server.url);
    await page.getByRole("navigation", { name: "常用视图" }).getByRole("link", { name: "未分办" }).waitFor();
    expect(await page.getByRole("link", { name: "二级风险" }).count()).toBe(0);
    await openScreen(rita, `${office.server.url}/cases`);
    await own.click();
    await page.waitForURL(/level=2/);
    await views.getByRole("button", { name: "删除视图：二级风险" }).click();
    await own.waitFor({ state: "detached" });
  });

  test("UI-3: no screen of theirs has a fault for assistive technology, in both languages and themes", async () => {
    const { url } = office.server;
    expect(await axeInAllLooks(petra, `${url}/my/prechecks`, "main li h3")).toEqual([]);
    expect(await axeInAllLooks(rita, `${url}/decisions?tab=appeals&state=any`, "main tbody tr")).toEqual([]);
    expect(await axeInAllLooks(rita, `${url}/cases`, "main nav a")).toEqual([]);
  });
});
