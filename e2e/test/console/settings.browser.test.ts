import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isSignedBy, makeHookSecret } from "../../../packages/server/test/support/notices.ts";
import { type HttpReceiver, startHttpReceiver } from "../../../packages/server/test/support/receivers.ts";
import { goodPassword } from "../../../packages/server/test/support/sign-in.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { looks, openVisitor, type Visitor } from "./support/visitor.ts";
import { openScreen } from "./support/walk.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** People of the office and what they do there. */
const staff = {
  "wang.wu": ["admin"],
  "zhao.jing": ["auditor"],
  "li.na": ["dispatcher"],
  "sun.lei": [],
} as const;

/** The parts of the screen that somebody is offered. */
const tabs = (at: Page): Promise<readonly string[]> =>
  at.getByRole("navigation", { name: "设置分类" }).getByRole("link").allInnerTexts();

describe.skipIf(chromiumPath === undefined)("UI-1: settings", () => {
  let browser: Browser;
  let office: Office;
  let hook: HttpReceiver;
  let secretsDir: string;
  let admin: Visitor;
  let page: Page;
  const secret = makeHookSecret();
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    secretsDir = await mkdtemp(join(tmpdir(), "probity-secrets-"));
    await writeFile(join(secretsDir, "oa-hook"), secret);
    hook = await startHttpReceiver();
    browser = await openBrowser();
    office = await openOffice(staff, { noticesMs: 20 }, { secretsDir, notifyAllow: ["127.0.0.0/8"] });
    admin = await enter("wang.wu");
    ({ page } = admin);
  });
  afterAll(async () => {
    for (const visitor of visitors) await visitor.close();
    await browser?.close();
    await office?.close();
    await hook?.close();
    await rm(secretsDir, { recursive: true, force: true });
  });

  async function enter(person: keyof typeof staff): Promise<Visitor> {
    const visitor = await openVisitor(browser, office.server.url);
    visitors.push(visitor);
    await visitor.signIn(person);
    return visitor;
  }
  const open = (search: string, at: Page = page): Promise<void> =>
    openScreen({ page: at }, `${office.server.url}/settings${search}`);
  const ops = async (path: string): Promise<unknown> => (await office.server.ops("GET", path)).body;
  const dialog = (): Locator => page.getByRole("dialog");
  const press = (name: string | RegExp, within: Page | Locator = page): Promise<void> =>
    within.getByRole("button", { name, exact: typeof name === "string" }).press("Enter");
  const closed = (): Promise<void> => dialog().waitFor({ state: "detached" });

  test("SE-2: it opens by two keys, and shows everybody only what is theirs", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("f");
    await page.getByRole("heading", { name: "系统设置" }).waitFor();
    expect(await tabs(page)).toEqual([
      "人员与授权",
      "待批事项",
      "组织机构",
      "工作日历",
      "督办时限",
      "通知渠道",
      "签名密钥",
    ]);
    const { page: other } = await enter("li.na");
    await open("?tab=access&of=sun.lei", other);
    expect(await tabs(other)).toEqual(["组织机构", "工作日历", "督办时限"]);
    await open("?tab=calendars&year=2026", other);
    await other.getByRole("button", { name: "2026年10月1日 放假 国庆节" }).click();
    await other.getByRole("dialog").getByText("国庆节").waitFor();
    expect(await other.getByRole("button", { name: /保存|导入|新增|公布/ }).count()).toBe(0);
  });

  test("SE-2: a role is given for a unit and a time, in words before it is done, and taken away", async () => {
    await open("?tab=access&of=wang.wu");
    await page.getByText("任何人不得给自己授予角色。").waitFor();
    expect(await page.getByRole("button", { name: "授予角色" }).isDisabled()).toBe(true);
    await open("?tab=access");
    await page.getByLabel("按姓名或账号查找").fill("李");
    await page.getByRole("link", { name: "李娜" }).press("Enter");
    await page.getByRole("heading", { name: "李娜 (li.na)" }).waitFor();
    await press("授予角色");
    // What the form does not have is not sent.
    await dialog().getByLabel("范围").selectOption("office-1");
    await press("授予角色", dialog());
    expect(await dialog().locator("select:invalid").count()).toBe(1);
    await dialog().getByLabel("角色").selectOption("handler");
    await dialog().getByLabel("截止日期").fill("2030-12-31");
    await dialog().getByText("李娜将自现在起在采购一处及其下属担任“承办人”，至 2030-12-31 止。").waitFor();
    expect(await admin.axe()).toEqual([]);
    await press("授予角色", dialog());
    await closed();
    const row = page.getByRole("row").filter({ hasText: "承办人" });
    await row.getByText("生效中").waitFor();
    expect(await ops("/ops/people/li.na/grants")).toMatchObject({
      grants: [
        { role: "handler", unit: "office-1", by: "wang.wu", state: "in_force" },
        { role: "dispatcher" },
      ],
    });
    await press("收回“承办人”");
    await dialog()
      .getByText(/“承办人”立即失效/)
      .waitFor();
    await press("收回", dialog());
    await row.getByText("已结束").waitFor();
  });

  test("CA-3: a role that two persons give waits for another one, who agrees on the same screen", async () => {
    await open("?tab=access&of=sun.lei");
    await press("授予角色");
    await dialog().getByLabel("角色").selectOption("auditor");
    await dialog()
      .getByText(/此项授权须两人/)
      .waitFor();
    await press("授予角色", dialog());
    await dialog()
      .getByText(/申请已提交/)
      .waitFor();
    await press("知道了", dialog());
    await page.getByText("等待另一人同意：").waitFor();
    await page.getByRole("link", { name: "前往待批事项" }).press("Enter");
    // Whoever asked can only withdraw it.
    await page.getByRole("button", { name: "撤回申请" }).waitFor();
    expect(await page.getByRole("button", { name: "同意", exact: true }).count()).toBe(0);
    const { page: other } = await enter("zhao.jing");
    await open("?tab=requests", other);
    await press("同意", other);
    await other
      .getByRole("dialog")
      .getByText(/由wang.wu申请/)
      .waitFor();
    await press("同意", other.getByRole("dialog"));
    await other.getByRole("heading", { name: "没有待批事项" }).waitFor();
    expect(await ops("/ops/people/sun.lei/grants")).toMatchObject({
      grants: [{ role: "auditor", by: "wang.wu", agreedBy: "zhao.jing" }],
    });
  });

  test("SE-1: a new person gets a one-time token, shown once, that sets a password", async () => {
    await open("?tab=access");
    await press("登记人员");
    await dialog().getByLabel("编号").fill("zhou.min");
    await dialog().getByLabel("名称").fill("周敏");
    await page.keyboard.press("Enter");
    const field = dialog().getByLabel("口令", { exact: true });
    await field.waitFor();
    // It is not lost by a slip.
    await page.keyboard.press("Escape");
    const token = await field.inputValue();
    await press("复制", dialog());
    await expect.poll(() => dialog().getByRole("status").innerText()).toMatch(/已复制|已选中/);
    await press("我已妥善保存", dialog());
    await closed();
    expect(await page.content()).not.toContain(token);
    const answer = await fetch(`${office.server.url}/console/session/reset`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, password: goodPassword }),
    });
    expect(await answer.json()).toEqual({ id: "zhou.min" });
    // Again: the server refuses it, in words.
    await press("登记人员");
    await dialog().getByLabel("编号").fill("zhou.min");
    await dialog().getByLabel("名称").fill("周敏");
    await page.keyboard.press("Enter");
    await dialog().getByRole("alert").getByText("PROBITY_E_PERSON_EXISTS").waitFor();
    await page.keyboard.press("Escape");
    await closed();
  });

  test("a delegation is made for a time, and ended before", async () => {
    await open("?tab=organisation&view=delegations");
    await press("新增代理");
    await dialog().getByLabel("委托人").fill("li.na");
    await dialog().getByLabel("代理人").fill("li.na");
    await dialog().getByText("代理人不能是委托人本人").waitFor();
    expect(await dialog().getByRole("button", { name: "保存" }).isDisabled()).toBe(true);
    await dialog().getByLabel("代理人").fill("zhao.jing");
    await dialog().getByLabel("事由").fill("出差");
    await dialog().getByLabel("截止日期").fill("2030-01-31");
    await dialog()
      .getByText(/赵静可做李娜可做之事/)
      .waitFor();
    await page.keyboard.press("Enter");
    const row = page.getByRole("row").filter({ hasText: "出差" });
    await row.getByText("生效中").waitFor();
    expect(await ops("/ops/org/delegations")).toMatchObject({
      delegations: [{ from: "li.na", to: "zhao.jing", permissions: null, reason: "出差" }],
    });
    await press("提前结束", row);
    await dialog()
      .getByText(/不再代理李娜/)
      .waitFor();
    await press("提前结束", dialog());
    await row.getByText("已结束").waitFor();
  });

  test("units, posts and holders are entered; a file is looked at before it is taken", async () => {
    await open("?tab=organisation");
    await press("新增单位");
    await dialog().getByLabel("编号").fill("bureau-1");
    await dialog().getByLabel("中文名称").fill("采购局");
    await dialog().getByLabel("类别").selectOption("department");
    await press("保存", dialog());
    await page.getByRole("link", { name: "采购局" }).press("Enter");
    await press("新增岗位");
    await dialog().getByLabel("编号").fill("bureau-head");
    await dialog().getByLabel("中文名称").fill("局长");
    await dialog().getByLabel("任此岗位者为本单位负责人").check();
    await press("保存", dialog());
    await press("“局长”的任职人员");
    await dialog().getByLabel("人员").fill("li.na");
    await press("登记任职", dialog());
    await dialog().getByRole("row").filter({ hasText: "李娜" }).waitFor();
    await press("关闭", dialog());
    await page.getByRole("row").filter({ hasText: "局长" }).getByText("李娜").waitFor();
    // Nobody ends a holder by one press.
    await press("“局长”的任职人员");
    const asked = page.getByRole("dialog", { name: "结束李娜的任职" });
    const row = page.getByRole("dialog").getByRole("row").filter({ hasText: "李娜" });
    await press("结束李娜的任职");
    await asked.getByText("李娜自现在起不再担任“局长”").waitFor();
    await page.keyboard.press("Escape");
    await asked.waitFor({ state: "detached" });
    await row.getByText("长期").waitFor();
    await press("结束李娜的任职");
    await press("结束任职", asked);
    await asked.waitFor({ state: "detached" });
    await row.getByText("长期").waitFor({ state: "detached" });
    await press("关闭", dialog());
    // What cannot be is said by the server, and shown.
    await press("撤销单位");
    await press("撤销单位", dialog());
    await dialog().getByRole("alert").getByText("PROBITY_E_ORG_ROW").waitFor();
    await page.keyboard.press("Escape");
    await open("?tab=organisation&view=import");
    const choose = (text: string): Promise<void> =>
      page
        .locator("input[type=file]")
        .setInputFiles({ name: "units.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    const head = "单位编号,单位名称,类别,上级单位\n";
    await choose(`${head}office-3,采购三处,office,nowhere\n`);
    await page.getByText("有的行不能导入，请修改文件后重新选择。").waitFor();
    await page.getByRole("row").filter({ hasText: "nowhere" }).waitFor();
    expect(await page.getByRole("button", { name: "全部导入" }).isDisabled()).toBe(true);
    await choose(`${head}office-3,采购三处,office,bureau-1\n`);
    await page.getByText("试算完成，尚未导入。").waitFor();
    expect(JSON.stringify(await ops("/ops/org/units"))).not.toContain("office-3");
    await press("全部导入");
    await page.getByText("已全部导入。").waitFor();
    expect(JSON.stringify(await ops("/ops/org/units"))).toContain("office-3");
  });

  test("CA-2: a holiday is set by keys, and what is counted follows it", async () => {
    await open("?tab=calendars&year=2027");
    await page.getByLabel("自何日").fill("2027-01-07");
    await page.getByLabel("工作日数（负数为倒推）").fill("1");
    await page.getByText("暂定为 2027-01-08（2027 年安排未公布）").waitFor();
    await page.getByRole("button", { name: "2027年1月1日 工作日" }).focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.locator("[data-date='2027-01-08']:focus").count()).toBe(1);
    await page.keyboard.press("Enter");
    await dialog().getByRole("heading", { name: "2027-01-08 星期五" }).waitFor();
    await dialog().getByLabel("中文名称").fill("校准日");
    await dialog().getByLabel("依据").fill("国办发明电〔2026〕1号");
    expect(await admin.axe()).toEqual([]);
    await page.keyboard.press("Enter");
    await closed();
    await page.getByRole("button", { name: "2027年1月8日 放假 校准日" }).waitFor();
    await page.getByText("暂定为 2027-01-11（2027 年安排未公布）").waitFor();
    await press("标为已公布");
    await dialog().getByLabel("依据").fill("国办发明电〔2026〕1号");
    await page.keyboard.press("Enter");
    await page.getByText("期限为 2027-01-11").waitFor();
    expect(await ops("/ops/calendars/CN?year=2027")).toMatchObject({
      announced: true,
      days: [{ date: "2027-01-08", kind: "holiday", names: { "zh-CN": "校准日" }, changedBy: "wang.wu" }],
    });
  });

  test("CA-2: terms of a unit are set within their bounds", async () => {
    await open("?tab=terms");
    await press("设置时限");
    await dialog().getByLabel("单位", { exact: true }).selectOption("office-1");
    await dialog().getByLabel("核查").fill("0");
    await press("保存", dialog());
    expect(await dialog().locator("input:invalid").count()).toBe(1);
    await dialog().getByLabel("核查").fill("12");
    await press("保存", dialog());
    await closed();
    await press("修改“采购一处及其下属”的时限");
    await dialog().getByLabel("每级督办").fill("3");
    await press("保存", dialog());
    await closed();
    expect(await ops("/console/escalation-terms")).toMatchObject({
      terms: [{ scope: "unit:office-1", terms: { stages: { verifying: 12 }, levelDays: 3 } }],
    });
  });

  test("CA-6: a webhook is made and tested; what it refuses is seen and sent once more", async () => {
    await open("?tab=channels");
    await press("新增渠道");
    await dialog().getByLabel("编号").fill("oa");
    await dialog().getByLabel("地址（URL）").fill("ftp://nowhere");
    await dialog().getByLabel("签名密钥").fill("absent");
    await dialog().getByLabel("账号变更").check();
    await press("新增渠道", dialog());
    await dialog().getByText("格式不正确").waitFor();
    await dialog().getByLabel("地址（URL）").fill(`${hook.url}/hook`);
    await press("新增渠道", dialog());
    await dialog().getByRole("alert").getByText("PROBITY_E_SECRET").waitFor();
    expect(await admin.axe()).toEqual([]);
    await dialog().getByLabel("签名密钥").fill("oa-hook");
    await press("新增渠道", dialog());
    await closed();
    await press("测试 oa");
    await press("发送测试消息", dialog());
    await dialog()
      .getByText(/对方已接收 200/)
      .waitFor();
    expect(hook.received).toHaveLength(1);
    expect(hook.received[0] !== undefined && isSignedBy(hook.received[0], secret)).toBe(true);
    hook.answer = () => ({ status: 410 });
    await press("发送测试消息", dialog());
    await dialog()
      .getByText(/没有成功 410/)
      .waitFor();
    await page.keyboard.press("Escape");
    // Somebody's account is changed: that is told, and refused for good.
    await office.server.ops("POST", "/ops/people/li.na/tokens", {});
    await expect
      .poll(async () => JSON.stringify(await ops("/ops/deliveries?state=dead")))
      .toContain('"person":"li.na"');
    await open("?tab=channels&view=deliveries&state=dead&channel=oa");
    await page.getByRole("row").filter({ hasText: "李娜" }).getByRole("link").press("Enter");
    await dialog().getByRole("row").filter({ hasText: "410" }).waitFor();
    hook.answer = () => ({ status: 200 });
    await press("重新发送", dialog());
    await dialog().getByText("已重新排队，稍后发出。").waitFor();
    await expect
      .poll(async () => JSON.stringify(await ops("/ops/deliveries?state=dead")))
      .toBe('{"deliveries":[]}');
    await page.keyboard.press("Escape");
    await open("?tab=channels");
    await press("停用 oa");
    await press("停用", dialog());
    await page.getByText("已停用").waitFor();
    expect(await ops("/ops/channels/oa")).toMatchObject({ state: "disabled", kinds: ["account.changed"] });
  });

  test.each(looks)("UI-3: axe finds nothing in $language, $theme", async (look) => {
    await admin.look(look);
    const found: string[] = [];
    const check = async (): Promise<void> => {
      await page
        .locator("main")
        .getByText(/正在加载|Loading/)
        .waitFor({ state: "detached" });
      found.push(...(await admin.axe()).map((fault) => `${page.url()} ${fault}`));
    };
    await open("?tab=organisation&of=bureau-1");
    await page.getByRole("row").filter({ hasText: "局长" }).waitFor();
    await check();
    await open("?tab=access&of=li.na");
    await page.locator("main form").waitFor();
    await check();
    // Every part and view by its link.
    const links = (place: number): Locator => page.locator("main nav").nth(place).getByRole("link");
    for (const part of await links(0).all()) {
      await part.press("Enter");
      await page.locator("main nav a[aria-current=page]").first().waitFor();
      for (const view of (await links(1).count()) === 0 ? [part] : await links(1).all()) {
        await view.press("Enter");
        await check();
      }
    }
    expect(found).toEqual([]);
  });
});
