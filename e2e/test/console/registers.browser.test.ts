import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closedEvent, openedEvent } from "../../../packages/server/test/support/prechecks.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { openVisitor, type Visitor } from "./support/visitor.ts";
import { axeInAllLooks, givePurpose } from "./support/walk.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** People of the office and what they do there. */
const staff = {
  "li.na": ["discipline"],
  "sun.lei": ["approver"],
  "zhao.jing": ["auditor"],
  "chen.yi": ["observer"],
} as const;

describe.skipIf(chromiumPath === undefined)("registers of the console", () => {
  let browser: Browser;
  let office: Office;
  const visitors = new Map<string, Visitor>();

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice(staff);
  });
  afterAll(async () => {
    for (const visitor of visitors.values()) await visitor.close();
    await browser?.close();
    await office?.close();
  });

  async function enter(person: keyof typeof staff): Promise<Visitor> {
    const known = visitors.get(person);
    if (known !== undefined) return known;
    const visitor = await openVisitor(browser, office.server.url);
    visitors.set(person, visitor);
    await visitor.signIn(person);
    return visitor;
  }
  const inAllLooks = (visitor: Visitor, path: string, ready: string): Promise<readonly string[]> =>
    axeInAllLooks(visitor, `${office.server.url}${path}`, ready);

  describe("UI-1: the log of pre-checks", () => {
    beforeAll(async () => {
      const { source, server } = office;
      const findings = [
        { indicatorId: "PROC-TND-001", result: "hit", bindingId: "short-period", action: "warn" },
      ];
      const warned = { outcome: "warn", findings };
      await source.send([
        openedEvent(source.id, { id: "warned", precheck: warned }),
        openedEvent(source.id, { id: "left", precheck: warned }),
        openedEvent(source.id, { id: "blocked" }),
        closedEvent(source.id, "warned", "committed"),
        closedEvent(source.id, "left", "aborted"),
      ]);
      await server.scored();
    });

    test("shows what approvers were told and what they did; filters stand in the address", async () => {
      const { page } = await enter("zhao.jing");
      await page.keyboard.press("g");
      await page.keyboard.press("p");
      await page.getByRole("heading", { name: "事前校验记录" }).waitFor();
      const cell = (text: string) => page.getByRole("cell", { name: text, exact: true });
      await cell("ocds-warned").waitFor();
      await page.getByLabel("办理结果").selectOption("aborted");
      await cell("ocds-warned").waitFor({ state: "detached" });
      expect(await page.getByRole("row").filter({ hasText: "ocds-left" }).innerText()).toContain("已放弃");
      expect(page.url()).toContain("state=aborted");
      await page.getByLabel("办理结果").selectOption("any");
      await page.getByLabel("系统答复").selectOption("block");
      await cell("ocds-blocked").waitFor();
      expect(await page.getByRole("row").count()).toBe(2);
      await page.getByLabel("系统答复").selectOption("");
      await page.getByLabel("事项").fill("ocds-warned");
      await page.keyboard.press("Enter");
      await cell("ocds-left").waitFor({ state: "detached" });
      await page.getByRole("row").filter({ hasText: "ocds-warned" }).getByRole("link").press("Enter");
      const dialog = page.getByRole("dialog", { name: "事前校验详情" });
      await givePurpose(page);
      await dialog.getByRole("cell", { name: "提醒" }).waitFor();
      // Names of rules come by themselves.
      await expect.poll(() => dialog.innerText()).toMatch(/PROC-TND-001 ./);
      expect(await dialog.innerText()).toContain("已继续办理");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    });

    test("GEN-WRN-003: shows how often each rule was gone past", async () => {
      const { page } = await enter("zhao.jing");
      await page.getByRole("link", { name: "各规则绕过率" }).press("Enter");
      const row = page.getByRole("row").filter({ hasText: "PROC-TND-001" });
      await row.waitFor();
      const cells = await row.getByRole("cell").allInnerTexts();
      // Warned twice, given up once, gone past once, blocked once, never appealed against.
      expect(cells.slice(-8)).toEqual(["2", "1", "1", "50%", "1", "0", "0", "–"]);
      await page.getByRole("link", { name: "第二审批" }).press("Enter");
      await page.getByRole("heading", { name: "没有符合条件的第二审批请求" }).waitFor();
    });

    test("UI-3: axe finds nothing in both languages and themes", async () => {
      const visitor = await enter("zhao.jing");
      expect(await inAllLooks(visitor, "/decisions", "main table")).toEqual([]);
      expect(await inAllLooks(visitor, "/decisions?tab=rules", "main table")).toEqual([]);
      expect(await inAllLooks(visitor, "/decisions?tab=approvals", "main h2")).toEqual([]);
    });
  });

  describe("UI-1: the risk register", () => {
    test("a risk is written, stands in the matrix at its grade, and its gap is shown (GEN-DAT-004)", async () => {
      const visitor = await enter("li.na");
      const { page } = visitor;
      await page.goto(`${office.server.url}/risks`);
      await page.getByRole("heading", { name: "没有符合条件的风险点" }).waitFor();
      await page.getByRole("button", { name: "新增风险点" }).press("Enter");
      const form = page.getByRole("dialog", { name: "新增风险点" });
      await form.getByLabel("编号").fill("r-1");
      await form.getByLabel("单位").selectOption("office-1");
      await form.getByLabel("风险表现").fill("为特定投标人设置条件");
      await form.getByLabel("发生概率").selectOption("3");
      await form.getByLabel("危害程度").selectOption("2");
      expect(await visitor.axe()).toEqual([]);
      await form.getByRole("button", { name: "保存" }).click();
      const shown = page.getByRole("dialog", { name: "风险点 r-1" });
      await shown.getByText("没有防控措施。").waitFor();
      expect(await shown.innerText()).toContain("一级");
      // One's own change is somebody else's to decide about.
      await shown.getByText("最近一次修改由您提交，须由他人确认或销号。").waitFor();
      expect(await shown.getByRole("button", { name: "销号" }).count()).toBe(0);
      expect(await visitor.axe()).toEqual([]);
      await page.keyboard.press("Escape");
      const field = page.getByRole("table", { name: /^有效风险点数/ }).getByRole("link", { name: "1 一级" });
      await field.press("Enter");
      await page.waitForURL(/harm=2/);
      await page.getByText("没有防控措施", { exact: true }).waitFor();
      expect(new URL(page.url()).searchParams.get("probability")).toBe("3");
      await page.getByRole("cell", { name: "为特定投标人设置条件" }).waitFor();
    });

    test("a control that is added closes the gap", async () => {
      const { page } = await enter("li.na");
      await page.goto(`${office.server.url}/risks?risk=r-1`);
      await page.getByRole("button", { name: "修改" }).click();
      const form = page.getByRole("dialog", { name: "修改风险点 r-1" });
      await form.getByRole("button", { name: "增加措施" }).click();
      await form.getByLabel("措施内容").fill("两人开标");
      await form.getByRole("button", { name: "保存" }).click();
      const shown = page.getByRole("dialog", { name: "风险点 r-1" });
      await shown.getByText("事中 · 两人开标").waitFor();
      expect(await shown.getByText("没有防控措施。").count()).toBe(0);
      await page.keyboard.press("Escape");
      await page.getByText("没有缺口。").waitFor();
      expect(await page.getByText("没有防控措施", { exact: true }).count()).toBe(0);
    });

    test("CA-3: another person retires it; it leaves the list and the matrix, its versions stay", async () => {
      const { page } = await enter("sun.lei");
      await page.goto(`${office.server.url}/risks`);
      // Who may not write is not offered it.
      await page.getByRole("link", { name: "r-1" }).waitFor();
      expect(await page.getByRole("button", { name: "新增风险点" }).count()).toBe(0);
      await page.getByRole("link", { name: "r-1" }).press("Enter");
      const shown = page.getByRole("dialog", { name: "风险点 r-1" });
      expect(await shown.getByRole("button", { name: "修改" }).count()).toBe(0);
      await shown.getByRole("button", { name: "销号" }).click();
      await shown.getByRole("row").filter({ hasText: "sun.lei" }).getByText("销号").waitFor();
      expect(await shown.getByRole("row").count()).toBe(4);
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { name: "没有符合条件的风险点" }).waitFor();
      await page.getByLabel("状态").selectOption("retired");
      await page.getByRole("link", { name: "r-1" }).waitFor();
    });

    test("the register is taken along as a file, and taken over from one, whole or not at all", async () => {
      const { page } = await enter("li.na");
      await page.goto(`${office.server.url}/risks`);
      await page.getByRole("button", { name: "导入 CSV" }).click();
      const dialog = page.getByRole("dialog", { name: "导入 CSV" });
      const head = "id,level,unit,description,namedBy,probability,harm,controls\n";
      const good = "f-1,unit,office-1,New,person,1,3,manual: Two people @during\n";
      const take = async (text: string): Promise<void> => {
        const file = { name: "risks.csv", mimeType: "text/csv", buffer: Buffer.from(head + text) };
        await dialog.getByLabel("选择文件").setInputFiles(file);
        await dialog.getByRole("button", { name: "导入" }).click();
      };
      await take(`${good}f-2,unit,office-1,New,person,9,3,\n`);
      await expect.poll(() => dialog.innerText()).toContain("line 3");
      await take(good);
      await dialog.getByText("共 1 行，变更 1 个风险点。").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("link", { name: "f-1" }).waitFor();
      const saving = page.waitForEvent("download");
      await page.getByRole("link", { name: "导出 CSV" }).click();
      const text = readFileSync(await (await saving).path(), "utf8");
      expect(text).toContain("manual: Two people @during");
      expect(text).not.toContain("f-2");
    });

    test("UI-3: axe finds nothing in both languages and themes", async () => {
      expect(await inAllLooks(await enter("li.na"), "/risks", "main table a")).toEqual([]);
    });
  });

  describe("UI-1: people, units and their files", () => {
    beforeAll(async () => {
      const { server } = office;
      const from = { validFrom: "2020-01-01" };
      const put = async (kind: string, body: object): Promise<void> => {
        const { status, body: said } = await server.ops("POST", `/ops/org/${kind}`, { ...body, ...from });
        expect(status, JSON.stringify(said)).toBe(200);
      };
      await put("units", {
        id: "team-1",
        name: "比价组",
        nameEn: "Quotes",
        kind: "office",
        parent: "office-1",
      });
      await put("posts", { id: "buyer", name: "采购员", unit: "team-1", head: false });
      await put("holders", { id: "h-1", post: "buyer", person: "chen.yi" });
      await server.ops("POST", "/ops/org/people", { id: "chen.yi", unit: "team-1", keys: ["official-0"] });
      await put("relations", { from: "chen.yi", to: "organisation:firm-1", kind: "director" });
      await office.raise(["ocds-file"]);
    });

    test("units stand under each other, and one narrows the people beside them", async () => {
      const { page } = await enter("zhao.jing");
      await page.goto(`${office.server.url}/people`);
      await page.getByRole("link", { name: "李娜" }).waitFor();
      const units = page.getByRole("region", { name: "单位", exact: true });
      const branch = units.getByRole("listitem").filter({ hasText: "采购一处" });
      await branch.getByRole("link", { name: "比价组" }).press("Enter");
      await page.getByRole("heading", { name: "比价组的人员" }).waitFor();
      await page.getByRole("link", { name: "陈一" }).waitFor();
      expect(await page.getByRole("link", { name: "李娜" }).count()).toBe(0);
      expect(page.url()).toContain("unit=team-1");
    });

    test("SE-2: a file is found by name, read for a purpose, and gathers what is known", async () => {
      const { page } = await enter("zhao.jing");
      await page.goto(`${office.server.url}/people`);
      await page.evaluate(`sessionStorage.removeItem("probity.purpose")`);
      await page.getByLabel("姓名、账号或单位名称").fill("陈一");
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "陈一" }).press("Enter");
      await givePurpose(page);
      await page.getByRole("heading", { name: "陈一 的廉政档案" }).waitFor();
      const alerts = page.getByRole("region", { name: /^预警 \(\d+\)$/ });
      await alerts
        .getByRole("link", { name: /^PROC-TND-001 ./ })
        .first()
        .waitFor();
      expect(await alerts.getByRole("link").first().getAttribute("href")).toMatch(/^\/alerts\//);
      const posts = page.getByRole("region", { name: "任职 (1)" });
      await posts.getByRole("cell", { name: "比价组" }).waitFor();
      const relations = page.getByRole("region", { name: "关联关系 (1)" });
      await relations.getByRole("cell", { name: "董事" }).waitFor();
      const network = page.getByRole("region", { name: "关系网络" });
      await network.getByRole("button", { name: "查看关系网络" }).press("Enter");
      await network.getByRole("row").filter({ hasText: "firm-1" }).waitFor();
      await network.getByRole("button", { name: "显示关系图" }).press("Enter");
      const drawn = network.getByRole("application");
      await drawn.getByRole("group", { name: /^firm-1 \(单位\)/ }).waitFor();
      expect(await drawn.getByRole("link").getAttribute("href")).toBe("/entities/person/chen.yi");
      // That it was read is itself in the log.
      await page.goto(`${office.server.url}/audit?type=account.read.recorded&subject=zhao.jing`);
      await page.getByRole("cell", { name: "zhao.jing" }).first().waitFor();
    });

    test("CA-3: nobody opens a file of their own, and a kind that is none is no page", async () => {
      const { page } = await enter("zhao.jing");
      await page.goto(`${office.server.url}/entities/person/zhao.jing`);
      await page.getByRole("alert").waitFor();
      expect(await page.locator("main table").count()).toBe(0);
      await page.goto(`${office.server.url}/entities/planet/mars`);
      await page.getByRole("heading", { name: "没有这个页面" }).waitFor();
    });

    test("UI-3: axe finds nothing in both languages and themes", async () => {
      const visitor = await enter("zhao.jing");
      expect(await inAllLooks(visitor, "/people?unit=team-1", "main table")).toEqual([]);
      expect(await inAllLooks(visitor, "/entities/person/chen.yi", "main table")).toEqual([]);
      expect(await inAllLooks(visitor, "/entities/unit/office-1", "main table")).toEqual([]);
    });
  });
});
