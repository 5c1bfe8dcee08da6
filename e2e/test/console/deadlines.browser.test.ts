import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at } from "../../../packages/server/test/support/test-server.ts";
import { until } from "../../../packages/server/test/support/until.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { firstLook, looks, openVisitor, type Visitor } from "./support/visitor.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

const people = { dina: ["dispatcher", "discipline"], hanna: ["handler"] } as const;
const soon = { timeout: 30_000 };
const day = 86_400_000;

describe.skipIf(chromiumPath === undefined)("CA-2, CA-4: deadlines and lists in the console", () => {
  let browser: Browser;
  let office: Office;
  let dina: Visitor;
  let hanna: Visitor;
  /** How far the server is behind: the browser's clock is that of the machine. */
  const behind = { days: 60 };

  beforeAll(async () => {
    browser = await openBrowser();
    const clock = (): number => Date.now() - behind.days * day;
    office = await openOffice(people, { clock, timersMs: 50 });
    await office.raise(["t-1"]);
    // What is handed up now goes on to the next level within the month that follows.
    behind.days = 30;
    await office.raise(["t-2"]);
    await reached(office, "0,0,1,1");
    behind.days = 0;
    await reached(office, "1,1,2,2");
    await office.raise(["t-3"]);
    dina = await openVisitor(browser, office.server.url);
    await dina.page.goto(`${office.server.url}/escalations`);
    await dina.signIn("dina");
    hanna = await openVisitor(browser, office.server.url);
    await hanna.page.goto(`${office.server.url}/lists`);
    await hanna.signIn("hanna");
  });
  afterAll(async () => {
    await dina?.close();
    await hanna?.close();
    await browser?.close();
    await office?.close();
  });

  test("CA-2: lanes by escalation level, what is due first comes first, with clock, next level and body", async () => {
    const { page } = dina;
    const lane = (name: string) => page.getByRole("region", { name, exact: true });
    await expect.poll(() => lane("二级督办").getByRole("article").count(), soon).toBe(2);
    expect(await lane("一级督办").getByRole("article").count()).toBe(2);
    expect(await lane("未升级").getByRole("article").count()).toBe(2);
    expect(await lane("三级督办").innerText()).toContain("此层级没有事项");
    expect(await lane("二级督办").getByRole("article").first().innerText()).toMatch(
      /投标准备期过短[\s\S]*已超 \d+ 天/,
    );
    await page.getByLabel("亮灯", { exact: true }).selectOption({ label: "临期" });
    await expect.poll(() => page.getByRole("article").count(), soon).toBe(2);
    expect(page.url()).toContain("light=yellow");
    await page.getByLabel("亮灯", { exact: true }).selectOption({ label: "全部" });
  });

  test("CA-2: a supervisor urges and it is in the case's clock; ending is not offered while it is late", async () => {
    const { page } = dina;
    const card = page.getByRole("region", { name: "二级督办" }).getByRole("article").first();
    await card.waitFor();
    expect(await card.getByRole("button", { name: "解除督办" }).count()).toBe(0);
    await card.getByRole("button", { name: "催办" }).click();
    const dialog = page.getByRole("dialog", { name: "催办" });
    await dialog.getByLabel("说明").fill("请三日内办结");
    await dialog.getByRole("button", { name: "催办" }).click();
    await dialog.waitFor({ state: "detached" });
    await card.getByRole("link").first().click();
    await page.getByText("督办记录").click();
    await page.getByRole("listitem").filter({ hasText: "请三日内办结" }).waitFor();
  });

  test("CA-4: an item is written into a list, reported on, and withdrawn by whoever may", async () => {
    const { page } = dina;
    await page.goto(`${office.server.url}/lists/task`);
    await page.getByText("清单里没有符合条件的事项").waitFor();
    await page.getByRole("button", { name: "登记事项" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("事项名称").fill("清理逾期公告");
    await dialog.getByLabel("任务来源").fill("专项检查");
    await dialog.getByRole("button", { name: /添加 分解任务/ }).click();
    await dialog.getByLabel("分项", { exact: true }).fill("核对公告");
    await dialog.getByLabel("责任单位（选填）").selectOption("office-1");
    await dialog.getByLabel("责任人（选填）").fill("hanna");
    await dialog.getByRole("button", { name: "登记", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /清理逾期公告/ }).waitFor();
    const item = new URL(page.url()).pathname;
    const handler = hanna.page;
    await handler.goto(`${office.server.url}${item}`);
    await handler.getByLabel("完成百分比").fill("60");
    await handler.getByLabel("核对公告").check();
    await handler.getByRole("button", { name: "报告进展" }).click();
    await handler.getByText("60%").waitFor();
    expect(await handler.getByRole("button", { name: "撤销" }).count()).toBe(0);
    await page.goto(`${office.server.url}${item}`);
    await page.getByRole("button", { name: "撤销" }).click();
    await page.getByRole("dialog").getByLabel("撤销理由").fill("并入另一任务");
    await page.getByRole("dialog").getByRole("button", { name: "撤销" }).click();
    await page.getByRole("heading", { level: 1 }).getByText("已撤销").waitFor();
    await page.goto(`${office.server.url}/lists/task?state=withdrawn`);
    await page.getByRole("button", { name: "已撤销 1" }).waitFor();
  });

  test("UI-3: axe finds nothing on the board and the lists, in both languages and themes", async () => {
    const { page } = dina;
    for (const look of looks) {
      await dina.look(look);
      for (const path of ["/escalations", "/lists", "/lists/task"]) {
        await page.goto(`${office.server.url}${path}`);
        await page.locator("main h1").waitFor();
        await page
          .getByText(/正在加载…|Loading…/)
          .first()
          .waitFor({ state: "detached" });
        expect(await dina.axe(), `${path} ${JSON.stringify(look)}`).toEqual([]);
      }
    }
    await dina.look(firstLook);
  });
});

/** Waits until the open deadlines have these escalation levels. */
async function reached({ server }: Office, wanted: string): Promise<void> {
  const { body } = await server.ops("POST", "/ops/people/dina/tokens", {});
  const headers = { authorization: `Bearer ${String(at(body, "token"))}` };
  await until(async () => {
    const answer = await fetch(`${server.url}/console/escalations`, { headers });
    if (answer.status !== 200) throw new Error(await answer.text());
    // As its route describes it.
    const list = (await answer.json()) as { readonly escalations: readonly { escalationLevel: number }[] };
    const levels = list.escalations.map(({ escalationLevel }) => escalationLevel);
    return levels.toSorted((a, b) => a - b).join() === wanted;
  });
}
