import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shortTender } from "../../../packages/server/test/support/cases.ts";
import { at } from "../../../packages/server/test/support/test-server.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { openVisitor, type Visitor } from "./support/visitor.ts";
import { axeInAllLooks, givePurpose, openScreen } from "./support/walk.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** People of the office and what they do there. */
const staff = {
  adam: ["model_author"],
  petra: ["model_approver"],
  "li.na": ["discipline"],
  cora: ["intake"],
  paul: ["intake"],
} as const;
const rule = "PROC-TND-001";

describe.skipIf(chromiumPath === undefined)("indicators and knowledge", () => {
  let browser: Browser;
  let office: Office;
  const visitors = new Map<string, Visitor>();

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice(staff);
    const { server, source } = office;
    const from = { validFrom: "2020-01-01" };
    const chief = { id: "chief", name: "处长", unit: "office-1", head: true, ...from };
    const held = { post: "chief", person: "paul", ...from };
    for (const [kind, body] of [
      ["posts", chief],
      ["holders", held],
    ] as const) {
      const answer = await server.ops("POST", `/ops/org/${kind}`, body);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    }
    const time = new Date(Date.now() - 3_600_000).toISOString();
    await source.send(
      Array.from({ length: 8 }, (_none, n) => shortTender(source.id, `ocds-${n}`, "cora", { time })),
    );
    await server.scored();
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
  const open = async (person: keyof typeof staff, path: string): Promise<Page> => {
    const visitor = await enter(person);
    await openScreen(visitor, `${office.server.url}${path}`);
    return visitor.page;
  };

  test("UI-1: what the source has bound, narrowed by the address; figures and data of 30 days", async () => {
    const page = await open("adam", "/indicators");
    await page.getByLabel("领域").selectOption("PROC");
    await page.getByLabel("状态").selectOption("observe");
    await page.getByLabel("指标、规则名称或负责人").fill(rule);
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=PROC-TND-001/);
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: rule }) });
    await row.waitFor();
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    expect(new URL(page.url()).searchParams.get("domain")).toBe("PROC");
    const text = await row.innerText();
    for (const part of ["观察（影子）", "法定最短天数 20 天 默认", "齐备"]) expect(text).toContain(part);
    expect(await row.getByRole("cell").nth(4).innerText()).toBe("8");
    await page.getByLabel("状态").selectOption("off");
    await page.getByRole("heading", { name: "没有符合条件的指标" }).waitFor();
    await page.getByLabel("状态").selectOption("");
    await row.waitFor();
  });

  test("RU-4: one asks for another threshold, owner and a pause; old and new are shown; another agrees", async () => {
    const visitor = await enter("adam");
    const { page } = visitor;
    await page.getByRole("link", { name: rule }).press("Enter");
    const shown = page.getByRole("dialog", { name: new RegExp(rule) });
    await shown.getByText("未绑定，自动观察").waitFor();
    expect(await visitor.axe()).toEqual([]);
    await shown.getByRole("button", { name: "申请变更" }).click();
    const form = page.getByRole("dialog", { name: `变更指标 ${rule}` });
    await form.getByLabel(/\(limitCn\)/).fill("ten");
    await form.getByText("不是 int 类型的值").waitFor();
    await form.getByLabel(/\(limitCn\)/).fill("5");
    await form.getByLabel("负责人").fill("adam");
    await form.getByLabel("启用或停用").selectOption("off");
    await form.getByLabel("理由").fill("近期公告期限另有规定。");
    expect(await visitor.axe()).toEqual([]);
    await form.getByRole("button", { name: "提交变更" }).click();
    await page.getByText("变更已提交，等待另一人批准。").waitFor();
    await page.getByRole("button", { name: "关闭" }).last().click();
    await page.keyboard.press("Escape");
    await page.getByText("由您提出，须由他人批准。").waitFor();
    expect(await page.getByRole("button", { name: "批准" }).count()).toBe(0);

    const other = await open("petra", `/indicators?q=${rule}`);
    const pending = other.getByRole("region", { name: "待批准的变更（1）" });
    await pending.getByText(/理由：近期公告期限/).waitFor();
    const words = await pending.innerText();
    for (const part of ["adam", `observe.${rule}`]) expect(words).toContain(part);
    expect(await (await enter("petra")).axe()).toEqual([]);
    await pending.getByRole("button", { name: "批准" }).click();
    await pending.waitFor({ state: "detached" });
    const row = other.getByRole("row").filter({ has: other.getByRole("link", { name: rule }) });
    await expect.poll(() => row.innerText()).toContain("停用");
    const text = await row.innerText();
    for (const part of ["法定最短天数 5 天 绑定设定", "亚当"]) expect(text).toContain(part);
  });

  test("RU-4: a change is told as from what to what, and can be withdrawn", async () => {
    const asked = await office.as("adam").ops("POST", "/console/indicators/changes", {
      source: "purchasing",
      binding: `observe.${rule}`,
      version: 1,
      params: { limitCn: 7 },
      reason: "Seven days.",
    });
    expect(asked.status).toBe(202);
    const page = await open("adam", "/indicators?source=purchasing");
    const pending = page.getByRole("region", { name: "待批准的变更（1）" });
    await pending.getByText('参数由 {"limitCn":5} 改为 {"limitCn":7}').waitFor();
    await pending.getByRole("button", { name: "撤回" }).click();
    const dialog = page.getByRole("dialog", { name: "结束该变更" });
    await dialog.getByLabel("理由").fill("不再需要。");
    await dialog.getByRole("button", { name: "结束该变更" }).click();
    await pending.waitFor({ state: "detached" });
  });

  test("UI-1: articles are written, searched in both languages with what models say, kept by versions, retired", async () => {
    const visitor = await enter("li.na");
    const page = await open("li.na", "/kb");
    await page.getByText("没有符合条件的文章。").waitFor();
    await page.getByRole("button", { name: "撰写文章" }).click();
    const form = page.getByRole("dialog", { name: "撰写文章" });
    await form.getByLabel("类型").selectOption("teaching");
    await form.getByLabel("标签").fill("招标 期限");
    await form.getByLabel("有关规则").fill(rule);
    await form.getByLabel("中文标题").fill("招标期限不得缩短");
    await form.getByLabel("中文正文").fill("法定期限是底线。\n\n发布前请核对。");
    await form.getByLabel("英文标题").fill("Bidding periods");
    expect(await visitor.axe()).toEqual([]);
    await form.getByRole("button", { name: "保存" }).click();
    // A title without its text is refused, and what was typed stays.
    await form.getByRole("alert").waitFor();
    await form.getByLabel("英文正文").fill("The legal minimum is a floor.");
    await form.getByRole("button", { name: "保存" }).click();
    const shown = page.getByRole("dialog", { name: "招标期限不得缩短" });
    await shown.getByText("发布前请核对。").waitFor();
    expect(await shown.getByText("法定期限是底线。").count()).toBe(1);
    await shown.getByRole("button", { name: "停用" }).click();
    await shown.getByRole("button", { name: "恢复" }).click();
    await shown.getByRole("button", { name: "修改文章" }).waitFor();
    expect(await shown.getByRole("row").count()).toBe(4);
    expect(await visitor.axe()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByLabel("关键词").fill("legal minimum");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=legal/);
    await page.getByRole("cell", { name: "教育材料" }).waitFor();
    await page.getByLabel("关键词").fill("no such words");
    await page.keyboard.press("Enter");
    await page.getByText("没有符合条件的规则。").waitFor();
    await page.getByText("没有符合条件的文章。").waitFor();
    await page.goto(`${office.server.url}/kb?rule=${rule}`);
    await page.getByRole("link", { name: "招标期限不得缩短" }).waitFor();
    await page.getByText("监督点", { exact: true }).waitFor();
  });

  test("UI-1: an alert leads to what the library says of its rule", async () => {
    const alerts = await office.as("li.na").ops("GET", `/ops/alerts?limit=100`);
    const list = at(alerts.body, "alerts");
    const found = Array.isArray(list) ? list.find((one) => at(one, "rule") === rule) : undefined;
    const page = await open("li.na", `/alerts/${encodeURIComponent(String(at(found, "id")))}`);
    await givePurpose(page);
    await page.getByRole("link", { name: "招标期限不得缩短" }).press("Enter");
    await page.getByRole("dialog", { name: "招标期限不得缩短" }).waitFor();
    expect(new URL(page.url()).searchParams.get("rule")).toBe(rule);
  });

  test("CA-6: repeated alerts: an article reaches the person, and who heads the unit; the list says who opened it", async () => {
    const page = await open("li.na", "/kb?tab=pushes");
    const send = async (subject: string): Promise<void> => {
      const row = page.getByRole("row").filter({ hasText: subject }).first();
      await row.getByRole("button", { name: "推送文章" }).click();
      const dialog = page.getByRole("dialog", { name: /推送文章$/ });
      await dialog.getByLabel("文章").selectOption({ label: "招标期限不得缩短" });
      await dialog.getByRole("button", { name: "推送", exact: true }).click();
    };
    await send("cora");
    await page.getByText("已通知本人：cora").waitFor();
    await page.getByRole("button", { name: "关闭" }).click();
    await page.getByLabel("对象").selectOption("unit");
    await send("采购一处");
    await page.getByText("已通知单位负责人：paul").waitFor();
    await page.getByRole("button", { name: "关闭" }).click();
    const sent = page.getByRole("table", { name: "推送记录" });
    await sent.getByText("柯拉").waitFor();
    expect(await sent.getByText("未读").count()).toBe(2);
    // Who was sent it reads it, and sees nothing else of the library.
    const reader = await open("cora", "/kb");
    await reader.getByRole("link", { name: "招标期限不得缩短" }).press("Enter");
    await reader.getByRole("dialog").getByText("法定期限是底线。").waitFor();
    expect(await reader.getByRole("heading", { name: "规则说明" }).count()).toBe(0);
    expect(await reader.getByRole("button", { name: "停用" }).count()).toBe(0);
    expect(
      at((await office.as("cora").ops("GET", "/console/notifications")).body, "notices", 0, "kind"),
    ).toBe("article.pushed");
  });

  test("UI-3: axe finds nothing in both languages and themes", async () => {
    const { url } = office.server;
    const author = await enter("adam");
    expect(await axeInAllLooks(author, `${url}/indicators`, "main table")).toEqual([]);
    const writer = await enter("li.na");
    expect(await axeInAllLooks(writer, `${url}/kb`, "main details")).toEqual([]);
    expect(await axeInAllLooks(writer, `${url}/kb?tab=pushes`, "main table")).toEqual([]);
  });
});
