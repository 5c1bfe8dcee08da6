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
      expect(await dialog.innerText()).toMatch(/PROC-TND-001 ./);
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
      // Warned twice, given up once, gone past once, blocked once.
      expect(cells.slice(-6)).toEqual(["2", "1", "1", "50%", "1", "–"]);
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
});
