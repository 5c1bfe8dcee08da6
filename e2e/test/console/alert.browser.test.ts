import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inputs, mover } from "../../../packages/server/test/support/cases.ts";
import {
  commonOwner,
  ownedBidders,
  relationOf,
} from "../../../packages/server/test/support/owned-bidders.ts";
import { at } from "../../../packages/server/test/support/test-server.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { firstLook, type Look, looks, openVisitor, type Visitor } from "./support/visitor.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** How far the clock of the server is ahead. */
const ahead = { value: 0 };
const clock = (): number => Date.now() + ahead.value;

describe.skipIf(chromiumPath === undefined)("the detail of an alert", () => {
  let browser: Browser;
  let office: Office;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    const staff = {
      "li.na": ["discipline", "dispatcher"],
      "wang.wu": ["handler"],
      "zhao.jing": ["dispatcher"],
    };
    office = await openOffice(staff, { clock }, { caseOpenLevel: 1 });
    await office.raise(["ocds-1", "ocds-2", "ocds-3"]);
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

  const rule = "PROC-TND-001";
  const open = async (): Promise<void> => {
    await page.goto(`${office.server.url}/?rule=${rule}`);
    await page.locator("[role=row][data-index='0']").waitFor();
    await page.keyboard.press("Enter");
  };

  test("SE-2: it is read for a purpose, which is asked for once; then it says why, with value against threshold", async () => {
    await open();
    const form = page.getByRole("form", { name: "说明查看目的" });
    await form.waitFor();
    expect(await visitor.axe()).toEqual([]);
    await form.getByRole("button", { name: "日常预警研判" }).click();
    await page.keyboard.press("Enter");
    await form.getByRole("button", { name: "继续查看" }).click();
    await page.getByRole("heading", { level: 1, name: "投标准备期过短" }).waitFor();
    const why = page.getByRole("region", { name: "为什么预警" });
    const text = await why.innerText();
    expect(text).toContain("投标准备期只有 10 天，少于规定的 20 天");
    // What was compared, the parameter that it was held against, its share of the score, and on which grounds.
    expect(await why.getByRole("table", { name: "比较的数值" }).innerText()).toMatch(/天.*\s10\b/);
    expect(await why.getByRole("table", { name: "规则参数" }).innerText()).toMatch(/法定最短天数\s+20/);
    expect(text).toMatch(/占风险分 \d+\.\d 分/);
    expect(text).toContain("招标投标法 art 24");
    expect(await why.getByRole("table", { name: "同一事件的其他规则" }).innerText()).toContain("命中");
    const event = page.getByRole("region", { name: /^事件内容/ });
    expect(await event.innerText()).toContain("¥5,000,000.00");
    expect(await page.getByRole("region", { name: "审批人看到了什么" }).innerText()).toContain(
      "没有事前校验记录",
    );
    expect(await page.getByRole("region", { name: "重复与相似预警" }).innerText()).toContain(
      "公告发布不规范",
    );
  });

  test("UI-1: it knows its place in the list; J and K go on and back, Escape leads to the list", async () => {
    const place = page.getByText(/第 \d 条，共 \d 条/);
    expect(await place.innerText()).toBe("第 1 条，共 3 条");
    const first = page.url();
    await page.keyboard.press("j");
    await expect.poll(() => place.innerText()).toBe("第 2 条，共 3 条");
    await page.keyboard.press("j");
    await expect.poll(() => place.innerText()).toBe("第 3 条，共 3 条");
    expect(await page.getByRole("button", { name: "下一条" }).isDisabled()).toBe(true);
    await page.keyboard.press("k");
    await page.keyboard.press("k");
    await expect.poll(() => page.url()).toBe(first);
    await page.keyboard.press("Escape");
    await page.getByRole("grid").waitFor();
    expect(new URL(page.url()).searchParams.get("rule")).toBe(rule);
  });

  test("LO-7: its receipt is downloaded as the log gives it", async () => {
    await open();
    const link = page.getByRole("link", { name: "下载存证回执" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(await readFile(await download.path(), "utf8")).toContain("c2sp.org/tlog-proof@v1");
  });

  test("UI-1: relations are read when they are asked for, and say so where there are none", async () => {
    await page.getByRole("button", { name: "查看关联关系" }).click();
    await page.getByText("没有登记的关联关系。").waitFor();
    expect(await visitor.axe()).toEqual([]);
  });

  const draw = async (look: Look): Promise<void> => {
    const words =
      look.language === "en" ? ["Show relations", "Show as a graph"] : ["查看关联关系", "显示关系图"];
    for (const name of words) await page.getByRole("button", { name }).press("Enter");
    await page.locator("[data-entity]").nth(4).waitFor();
  };

  describe("FE-3: the network of relations", () => {
    let address = "";
    beforeAll(async () => {
      const { server, source } = office;
      const kin = { fromPersonId: "wang.wu", toPersonId: "wang.fang", kind: "sibling" };
      await source.send([...commonOwner(source.id), relationOf(source.id, kin)]);
      await server.scored();
      await source.send(ownedBidders(source.id, "ocds-owned", "wang.wu"));
      await server.scored();
      const { body } = await office.as("zhao.jing").ops("GET", "/console/alerts?rule=PROC-LNK-002");
      address = `${server.url}/alerts/${String(at(body, "alerts", 0, "id"))}`;
    });
    test("the way that is the evidence stands in words, in the table, and thick in the drawing", async () => {
      await page.goto(address);
      await draw(firstLook);
      const part = page.getByRole("region", { name: "关联关系" });
      const ways = await part.getByRole("listitem").allInnerTexts();
      expect(ways).toEqual([
        "boss —股东 60%→ upper —股东 50%→ bidder-1 累计比例 30%",
        "boss —股东 70%→ bidder-2 累计比例 70%",
      ]);
      const rows = part.getByRole("table", { name: "关联关系" }).getByRole("row");
      expect((await rows.allInnerTexts()).filter((row) => row.includes("预警依据"))).toHaveLength(3);
      expect(await part.locator("svg text").allTextContents()).toContain("股东 50%");
    });

    test("UI-2: Tab reaches one node, arrow keys go from node to node, and Enter opens a file", async () => {
      const graph = page.getByRole("application", { name: /^关系图/ });
      expect(await graph.locator("[data-entity][tabindex='0']").count()).toBe(1);
      await graph.locator("[data-entity][tabindex='0']").focus();
      const reached = new Set<string | undefined>();
      const focused = (): Promise<string | undefined> =>
        page.evaluate<string | undefined>("document.activeElement?.dataset.entity");
      for (const key of [
        "ArrowRight",
        "ArrowDown",
        "ArrowLeft",
        "ArrowLeft",
        "ArrowUp",
        "ArrowUp",
        "ArrowRight",
      ]) {
        await page.keyboard.press(key);
        reached.add(await focused());
      }
      expect(reached).not.toContain(undefined);
      expect(reached.size).toBeGreaterThan(3);
      // A person of the centre: the reader may open the file.
      await graph.getByRole("link", { name: /^王武/ }).press("Enter");
      await page.getByRole("heading", { name: "王武 的廉政档案" }).waitFor();
    });

    test("UI-3: axe finds nothing on the detail with the drawing, in both languages and themes", async () => {
      for (const look of looks) {
        await visitor.look(look);
        await page.goto(address);
        await draw(look);
        expect(await visitor.axe(), JSON.stringify(look)).toEqual([]);
      }
      await visitor.look(firstLook);
    });
  });

  test("UI-1: dismissing it opens the next one; after ten seconds it has left the list", async () => {
    await open();
    await page.getByRole("region", { name: "处置" }).waitFor();
    const first = page.url();
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog", { name: "排除预警" });
    await dialog.waitFor();
    await page.keyboard.press("1");
    await page.keyboard.type("日期录入有误。");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => page.url()).not.toBe(first);
    const bar = page.getByRole("region", { name: "批量操作" });
    await bar.getByText("秒内可撤销").waitFor();
    ahead.value += 11_000;
    await bar.getByText("已处理 1 条").waitFor();
    await expect.poll(() => page.getByText(/第 \d 条，共 \d 条/).innerText()).toBe("第 1 条，共 2 条");
    await page.goto(first);
    const timeline = page.getByRole("region", { name: "时间线" });
    await timeline.getByText("日期录入有误。").waitFor();
    expect(await timeline.innerText()).toContain("数据错误");
    expect(await page.getByRole("region", { name: "处置" }).innerText()).toContain("结论：不属问题");
  });

  test("CA-3: that a colleague has proposed how it ends is told, and that another person has to agree", async () => {
    const { server } = office;
    const [dispatcher, handler] = [office.as("zhao.jing"), office.as("wang.wu")];
    const { body: list } = await dispatcher.ops("GET", `/console/alerts?rule=${rule}`);
    const id = String(at(list, "alerts", 0, "id"));
    const made = { title: "投标期", level: 2, tracks: ["integrity"], alerts: [id] };
    const { body: file } = await dispatcher.ops("POST", "/console/cases", made);
    const { step } = mover(String(at(file, "id")));
    expect((await step(dispatcher, "assign", { ...inputs.assign, handler: "wang.wu" })).status).toBe(200);
    expect((await step(handler, "accept", {})).status).toBe(200);
    const evidence = { kind: "note", track: "integrity", text: "已核对登记簿。" };
    const path = `/console/cases/${String(at(file, "id"))}/evidence`;
    expect((await handler.ops("POST", path, evidence)).status).toBe(201);
    const why = { reasonCode: "data_error", text: "日期录入有误。" };
    expect((await step(handler, "propose_dismissal", why)).status).toBe(200);
    await page.goto(`${server.url}/alerts/${encodeURIComponent(id)}`);
    await page.getByText("wang.wu 已提出排除，须由另一人同意。").waitFor();
    const timeline = page.getByRole("region", { name: "时间线" });
    for (const said of ["立为问题", "分办", "受理", "提出排除"])
      await timeline.getByText(said, { exact: false }).first().waitFor();
    expect(await page.getByRole("region", { name: "处置" }).innerText()).toContain("王武");
    await page.keyboard.press("e");
    await page.getByRole("dialog", { name: "在问题中办理" }).waitFor();
    await page.keyboard.press("Escape");
  });

  test("QU-3: what does not exist, or is not for this person, says so", async () => {
    await visitor.look(firstLook);
    await page.goto(`${office.server.url}/alerts/none`);
    await page.getByText("内容不存在，或您无权查看。").waitFor();
    expect(await visitor.axe()).toEqual([]);
  });
});
