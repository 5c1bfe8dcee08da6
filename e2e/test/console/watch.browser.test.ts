import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { award } from "../../../packages/server/test/support/events.ts";
import { closedEvent, openedEvent } from "../../../packages/server/test/support/prechecks.ts";
import { type StreamWriter, streamWriter } from "../../../packages/server/test/support/stream-writer.ts";
import { sourceOf } from "../../../packages/server/test/support/test-server.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { openVisitor, type Visitor } from "./support/visitor.ts";
import { axeInAllLooks, givePurpose, openScreen } from "./support/walk.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** People of the office and what they do there. */
const staff = {
  "li.na": ["dispatcher"],
  "wang.wu": ["admin"],
  "zhao.jing": ["auditor"],
} as const;

describe.skipIf(chromiumPath === undefined)("screens for watching", () => {
  let browser: Browser;
  let office: Office;
  let writer: StreamWriter;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice(staff);
    await office.raise(["ocds-1", "ocds-2", "ocds-3"]);
    const { source, server } = office;
    writer = streamWriter(source);
    await writer.send(award(source.id));
    await writer.heartbeat(3_600);
    const gap = { stream: writer.src, fromSequence: 4, toSequence: 5, count: 2, reason: "damaged" };
    await writer.send({ ...award(source.id), id: randomUUID(), type: "stream.gap", data: { gap } });
    const findings = [
      { indicatorId: "PROC-TND-001", result: "hit", bindingId: "short-period", action: "warn" },
    ];
    await source.send([
      openedEvent(source.id, { id: "pc-1", precheck: { outcome: "warn", findings } }),
      closedEvent(source.id, "pc-1", "committed"),
    ]);
    await server.scored();
  });
  afterAll(async () => {
    for (const visitor of visitors) await visitor.close();
    await browser?.close();
    await office?.close();
  });

  async function enter(person: keyof typeof staff): Promise<Visitor> {
    const visitor = await openVisitor(browser, office.server.url);
    visitors.push(visitor);
    await visitor.signIn(person);
    return visitor;
  }
  const open = (page: Page, path: string): Promise<void> =>
    openScreen({ page }, `${office.server.url}${path}`);
  const inAllLooks = (visitor: Visitor, path: string, ready: string): Promise<readonly string[]> =>
    axeInAllLooks(visitor, `${office.server.url}${path}`, ready);

  describe("UI-1: the overview", () => {
    let visitor: Visitor;
    beforeAll(async () => {
      visitor = await enter("li.na");
    });

    test("opens by two keys and shows the figures, each with the filter of the list behind it", async () => {
      const { page } = visitor;
      await page.keyboard.press("g");
      await page.keyboard.press("o");
      await page.getByRole("heading", { name: "监督概览" }).waitFor();
      const opened = page.getByRole("link", { name: "新增预警" });
      await opened.waitFor();
      const { body } = await office.server.ops("GET", "/ops/stats");
      const { alerts } = body as { readonly alerts: number };
      expect(alerts).toBeGreaterThanOrEqual(3);
      expect(await opened.locator("strong").innerText()).toBe(String(alerts));
      expect(await opened.getAttribute("href")).toMatch(/^\/\?from=.*&to=.*&state=all$/);
      expect(await page.getByRole("link", { name: "未办结" }).getAttribute("href")).toBe("/");
      // The rule that was gone past, with its name.
      await page.getByRole("link", { name: /^PROC-TND-001 ./ }).waitFor();
      // The unit whose alerts are handled.
      await page.getByRole("link", { name: "采购一处" }).waitFor();
    });

    test("each chart has the same figures as a table, whose rows lead to the list", async () => {
      const { page } = visitor;
      const panel = page.getByRole("region", { name: "预警来源" }).first();
      await panel.getByRole("img", { name: "预警来源" }).waitFor();
      await panel.getByRole("button", { name: "看表格" }).press("Enter");
      const row = panel.getByRole("row").filter({ hasText: "purchasing" });
      await row.waitFor();
      expect(await row.getByRole("link").getAttribute("href")).toContain("source=purchasing");
      expect(await panel.getByRole("img").count()).toBe(0);
    });

    test("period and unit stand in the address, and the figures follow them", async () => {
      const { page } = visitor;
      await page.getByLabel("统计时段").selectOption("7");
      await page.waitForURL(/days=7/);
      await page.getByRole("button", { name: /全部单位/ }).click();
      await page.getByRole("button", { name: "采购二处" }).click();
      await page.waitForURL(/unit=office-2/);
      const opened = page.getByRole("link", { name: "新增预警" });
      await expect.poll(() => opened.locator("strong").innerText()).toBe("0");
      expect(await page.getByText("所选时段内没有预警。").count()).toBe(3);
      await page.getByLabel("统计时段").selectOption("own");
      await page.getByLabel("起始日期").waitFor();
      expect(new URL(page.url()).searchParams.get("from")).toMatch(/^\d{4}-\d{2}-01$/);
      expect(await visitor.axe()).toEqual([]);
      // What the server refuses is said.
      await page.goto(`${office.server.url}/overview?from=2001-01-01&to=2026-01-01`);
      await page.getByRole("alert").waitFor();
    });

    test("on a wall it turns, names no unit, and offers nothing; Escape leaves it", async () => {
      const { page } = visitor;
      await open(page, "/overview?wall=true");
      const wall = page.getByRole("dialog", { name: "大屏" });
      await wall.getByRole("heading", { name: "总体情况" }).waitFor();
      expect(await wall.getByRole("link").count()).toBe(0);
      for (const name of ["预警趋势", "各领域预警", "各单位亮灯数", "未办结预警的时长"]) {
        await page.keyboard.press("ArrowRight");
        await wall.getByRole("heading", { name }).waitFor();
        expect(await wall.innerText()).not.toContain("采购一处");
        expect(await visitor.axe()).toEqual([]);
      }
      await page.keyboard.press("Escape");
      await wall.waitFor({ state: "detached" });
      expect(page.url()).not.toContain("wall");
    });

    test("UI-3: axe finds nothing in both languages and themes", async () => {
      expect(await inAllLooks(visitor, "/overview", "canvas")).toEqual([]);
    });
  });

  describe("UI-1: modules and sources", () => {
    test("LO-6: an embedded module shows its heartbeat, delay, events and holes", async () => {
      const visitor = await enter("zhao.jing");
      const { page } = visitor;
      await open(page, "/modules");
      const row = page.getByRole("row").filter({ hasText: writer.src.split("/")[1]?.slice(0, 8) ?? "" });
      await row.waitFor();
      const cells = await row.getByRole("cell").allInnerTexts();
      expect(cells[0]).toBe("在线");
      expect(cells[2]).toBe("1小时");
      expect(cells[3]).toMatch(/^[\d,]+天$/);
      expect(cells.slice(-3)).toEqual(["3", "1", "2"]);
      await row.getByRole("link").press("Enter");
      const dialog = page.getByRole("dialog", { name: "模块实例详情" });
      await dialog.getByText("damaged").waitFor();
      expect(await dialog.innerText()).toContain("4 – 5");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      // Narrowed in the address.
      await page.getByLabel("状态").selectOption("silent");
      await page.getByRole("heading", { name: "没有嵌入模块" }).waitFor();
      expect(page.url()).toContain("state=silent");
      // Whoever may only read is offered nothing to do.
      await page.getByRole("link", { name: "数据源" }).last().click();
      await page.getByRole("cell", { name: "purchasing" }).first().waitFor();
      expect(await page.getByRole("button", { name: "更换密钥" }).count()).toBe(0);
      // How well the source tells its events.
      await page.getByRole("row").filter({ hasText: "purchasing" }).getByRole("button").click();
      const quality = page.getByRole("dialog", { name: "“purchasing”的数据质量" });
      await quality.getByRole("table", { name: "收到的事件" }).waitFor();
      expect(await visitor.axe()).toEqual([]);
    });

    test("SE-1: a business system is registered, gets another key, and is ended; keys are shown once", async () => {
      const { page } = await enter("wang.wu");
      await open(page, "/modules?tab=sources");
      await page.getByRole("button", { name: "登记业务系统" }).click();
      const adding = page.getByRole("dialog", { name: "登记业务系统" });
      await adding.getByLabel("系统标识").fill("finance");
      await adding.getByLabel("名称").fill("财务系统");
      await page.keyboard.press("Enter");
      const issued = page.getByRole("dialog", { name: "密钥已生成" });
      const key = await issued.getByLabel("密钥").inputValue();
      expect(await postWith(key, "finance")).toBe(200);
      await issued.getByRole("button", { name: "已保存" }).click();
      const row = page.getByRole("row").filter({ hasText: "财务系统" });
      await row.getByRole("button", { name: "更换密钥" }).click();
      const rotating = page.getByRole("dialog", { name: "更换“finance”的密钥" });
      await rotating.getByLabel("旧密钥继续有效的小时数").fill("0");
      await page.keyboard.press("Enter");
      const next = await issued.getByLabel("密钥").inputValue();
      await issued.getByRole("button", { name: "已保存" }).click();
      expect(await postWith(key, "finance")).toBe(401);
      expect(await postWith(next, "finance")).toBe(200);
      await row.getByRole("button", { name: "停用" }).click();
      await page.getByRole("dialog", { name: "停用“finance”" }).getByRole("button", { name: "停用" }).click();
      await row.getByRole("button", { name: "停用" }).waitFor({ state: "detached" });
      expect(await postWith(next, "finance")).toBe(401);
    });

    test("EV-6: what was refused shows why, and is replayed after the repair, tried out first", async () => {
      const { source, server } = office;
      const type = "office.seal.used";
      const seal = (): object => ({ ...award(source.id), id: randomUUID(), type, data: { seal: "S1" } });
      await source.send([seal(), seal()]);
      const visitor = visitors.at(-1) ?? (await enter("wang.wu"));
      const { page } = visitor;
      await open(page, "/modules?tab=quarantine");
      const rows = page.getByRole("row").filter({ hasText: type });
      await expect.poll(() => rows.count()).toBe(2);
      await page.getByRole("button", { name: "全部重放" }).click();
      const replay = page.getByRole("dialog", { name: "全部重放" });
      await replay.getByRole("status").waitFor();
      expect(await replay.getByRole("button", { name: "重放 0 条" }).isDisabled()).toBe(true);
      await page.keyboard.press("Escape");
      await rows.first().getByRole("link").click();
      const one = page.getByRole("dialog", { name: "被隔离的事件" });
      await givePurpose(page);
      await one.getByText('"seal"').waitFor();
      await one.getByRole("button", { name: "重放" }).click();
      await one.getByRole("alert").waitFor();
      const schema = { type: "object", properties: { seal: { type: "string" } }, required: ["seal"] };
      const made = await server.ops("POST", "/ops/types", {
        source: source.id,
        type,
        version: "1.0",
        schema,
      });
      expect(made.status, JSON.stringify(made.body)).toBeLessThan(300);
      await one.getByRole("button", { name: "重放" }).click();
      await one.getByText(/已写入日志第 \d+ 条/).waitFor();
      expect(await visitor.axe()).toEqual([]);
      await page.keyboard.press("Escape");
      await expect.poll(() => rows.count()).toBe(1);
      await page.getByRole("button", { name: "全部重放" }).click();
      await replay.getByRole("button", { name: "重放 1 条" }).click();
      await replay.getByRole("button", { name: "完成" }).click();
      await page.getByRole("heading", { name: "隔离区里没有事件" }).waitFor();
    });

    test("UI-3: axe finds nothing in both languages and themes", async () => {
      const visitor = visitors.at(-1) ?? (await enter("wang.wu"));
      expect(await inAllLooks(visitor, "/modules", "main table")).toEqual([]);
      expect(await inAllLooks(visitor, "/modules?tab=sources", "main table")).toEqual([]);
      expect(await inAllLooks(visitor, "/modules?tab=quarantine&state=resolved", "main table")).toEqual([]);
    });
  });

  describe("UI-1: the audit screen", () => {
    let visitor: Visitor;
    beforeAll(async () => {
      visitor = visitors[1] ?? (await enter("zhao.jing"));
    });

    test("LO-6: the browser itself checks that the log only grew, and finds one that does not continue", async () => {
      const { page } = visitor;
      await open(page, "/audit");
      const check = page.getByRole("button", { name: "校验日志" });
      await check.press("Enter");
      await page.getByText(/首次校验：已记住当前 \d+ 条/).waitFor();
      await office.source.send([award(office.source.id)]);
      await check.press("Enter");
      await page.getByText(/校验通过：.*日志只增不改/).waitFor();
      // Another log than the one that was seen: one bit of its root is another one.
      await page.evaluate(`(() => {
        const [origin, size, root, at] = localStorage.getItem("probity.log-head").split("\\n");
        const other = (root[0] === "A" ? "B" : "A") + root.slice(1);
        localStorage.setItem("probity.log-head", [origin, size, other, at].join("\\n"));
      })()`);
      await check.press("Enter");
      await page.getByText(/校验未通过/).waitFor();
      expect(await visitor.axe()).toEqual([]);
      // A log that has become shorter has no proof to offer.
      await page.evaluate(`(() => {
        const [origin, , root, at] = localStorage.getItem("probity.log-head").split("\\n");
        localStorage.setItem("probity.log-head", [origin, 999999, root, at].join("\\n"));
      })()`);
      await check.press("Enter");
      await page.getByText(/与 .* 看到的 999,999 条不衔接/).waitFor();
    });

    test("LO-7: entries are narrowed, one is opened for a purpose, checked, and that it was read is itself an entry", async () => {
      const { page } = visitor;
      await open(page, "/audit");
      await page.getByLabel("来源系统").fill("purchasing");
      await page.getByLabel("范围").selectOption("acts");
      await page.getByLabel("来源系统").fill("purchasing");
      await page.keyboard.press("Enter");
      await page.waitForURL(/source=purchasing/);
      const cell = page.getByRole("cell", { name: "ocds-1", exact: true });
      const row = page.getByRole("row").filter({ has: cell }).first();
      await row.getByRole("link").press("Enter");
      const dialog = page.getByRole("dialog", { name: /^第 .* 条$/ });
      await givePurpose(page);
      await dialog.getByText('"procurement.tender.published"').first().waitFor();
      await dialog.getByRole("button", { name: "校验本条" }).click();
      await dialog.getByText("内容与写入时一致。").waitFor();
      await dialog.getByText(/条目在 \d+ 条的日志中，位置正确。/).waitFor();
      const saving = page.waitForEvent("download");
      await dialog.getByRole("button", { name: "下载存证凭据" }).click();
      expect((await saving).suggestedFilename()).toMatch(/^entry-\d+\.tlog-proof$/);
      expect(await visitor.axe()).toEqual([]);
      await page.keyboard.press("Escape");
      await open(page, "/audit?type=account.read.recorded");
      await expect.poll(() => page.getByRole("row").count()).toBeGreaterThan(1);
    });

    test("what is listed can be taken along as a table", async () => {
      const { page } = visitor;
      await open(page, "/audit?source=purchasing&about=acts");
      const saving = page.waitForEvent("download");
      await page.getByRole("button", { name: "导出表格" }).click();
      const path = await (await saving).path();
      const lines = readFileSync(path, "utf8").trimEnd().split("\r\n");
      expect(lines[0]).toBe("\uFEFFposition,time,receivedAt,source,type,subject,id,hits");
      expect(lines.length).toBeGreaterThan(3);
      await page.getByText(`已导出 ${lines.length - 1} 条。`).waitFor();
    });

    test("UI-3: axe finds nothing in both languages and themes", async () => {
      expect(await inAllLooks(visitor, "/audit", "main table")).toEqual([]);
    });
  });

  /** The status of an event that is sent with this key. */
  async function postWith(key: string, source: string): Promise<number> {
    return (await sourceOf(office.server.url, source, key).send([award(source)])).status;
  }
});
