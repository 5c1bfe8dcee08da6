import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shortTender } from "../../../packages/server/test/support/cases.ts";
import { at } from "../../../packages/server/test/support/test-server.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { launch } from "../../support/processes.ts";
import { type Office, openOffice } from "./support/office.ts";
import { firstLook, looks, openVisitor, type Visitor } from "./support/visitor.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** Presses Tab until what has the focus is called so; a person without a mouse does no more. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<string>(
      `(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "").trim()`,
    );
    if (name.test(focused)) return;
  }
  throw new Error(`no focus on ${String(name)}`);
}

const rule = "PROC-TND-013";
const version = "/models/PROC-TND/1.1.0";

describe.skipIf(chromiumPath === undefined)("the console's models", () => {
  let browser: Browser;
  let office: Office;
  let author: Visitor;
  let approver: Visitor;

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice({
      "li.na": ["model_author"],
      "zhao.jing": ["model_approver"],
      "sun.lei": ["handler"],
    });
    await office.raise(["ocds-1", "ocds-2"]);
    author = await openVisitor(browser, office.server.url);
    approver = await openVisitor(browser, office.server.url);
  });
  afterAll(async () => {
    await author?.close();
    await approver?.close();
    await browser?.close();
    await office?.close();
  });

  test("ML-3: the warehouse is searched, narrowed and read, its filters standing in the address", async () => {
    const { page } = author;
    await author.signIn("li.na");
    await page.goto(`${office.server.url}/models`);
    await page.getByLabel("查找").fill("招标文件");
    await expect.poll(() => page.locator("main h2").allInnerTexts()).toEqual(["招标文件与时限"]);
    await expect.poll(() => page.url()).toContain("q=");
    await page.getByLabel("状态").selectOption("draft");
    await page.getByRole("heading", { name: "没有符合条件的模型" }).waitFor();
    await page.getByRole("button", { name: "显示全部" }).click();
    // What was typed does not come back.
    await expect.poll(() => page.getByLabel("查找").inputValue()).toBe("");
    await page.getByRole("button", { name: "表格" }).click();
    await page.getByRole("link", { name: "招标文件与时限" }).click();
    await page.getByRole("heading", { name: "PROC-TND-001 投标准备期过短" }).waitFor();
    // Made from the checked expression, in plain words.
    await page.getByText("属于 methods（参数，默认 open、selective）").waitFor();
  });

  test("ML-4: a rule is made without a typed character of CEL, checked and backtested", async () => {
    const { page } = author;
    await page.getByRole("link", { name: "在此基础上起草新版本" }).click();
    await page.getByRole("button", { name: "新增规则" }).click();
    await page.getByRole("heading", { name: `${rule} 基本内容` }).waitFor();
    for (const [name, chinese, english] of [
      ["规则名称", "价格分权重过高", "Price counts too much"],
      ["监督点", "综合评分法中的价格分权重。", "The weight of the price."],
      ["为什么重要", "只看价格会牺牲质量。", "Price alone costs quality."],
      ["提示语", "价格分权重为 {weight}。", "The price weighs {weight}."],
    ] as const) {
      await page.getByLabel(`${name}（中文）`).first().fill(chinese);
      await page.getByLabel(`${name}（英文）`).first().fill(english);
    }
    await page.getByLabel("依据", { exact: true }).fill("内部规定第一条");
    // A day is typed as the console writes it, or picked in a calendar of its language.
    await page.getByLabel("下次复审").fill("2027/6/30");
    await page.getByRole("button", { name: "打开日历" }).click();
    await page.locator("button:focus", { hasText: /^30$/ }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.getByText("2027年7月").waitFor();
    await page.keyboard.press("Enter");
    expect(await page.getByLabel("下次复审").inputValue()).toBe("2027-07-01");
    const when = page.getByRole("group", { name: "命中条件", exact: true });
    await when.getByLabel("命中条件：怎样组合").selectOption("all");
    for (const row of [1, 2]) {
      await page.getByRole("group", { name: "为命中条件增加" }).getByRole("button", { name: "比较" }).click();
      await when.getByLabel(`命中条件 第 ${row} 行 左侧：来源`).waitFor();
    }
    const field = when.getByLabel("命中条件 第 1 行 左侧：字段");
    // What a field is stands beside its path.
    await expect.poll(() => field.locator("option").allInnerTexts()).toContain("event.tender.value  估算价");
    await field.selectOption("event.tender.priceWeight");
    await when.getByLabel("命中条件 第 1 行：比较方式").selectOption(">");
    await when.getByLabel("命中条件 第 1 行 右侧：值", { exact: true }).fill("0.4");
    await when.getByLabel("命中条件 第 2 行 左侧：字段").selectOption("event.tender.procurementMethod");
    await when.getByLabel("命中条件 第 2 行 右侧：值", { exact: true }).fill('open" || true //');
    // What is entered is text, whatever stands in it.
    await page.getByText("生成的 CEL 文本（只读）", { exact: true }).click();
    await page.getByText(String.raw`event.tender.procurementMethod == "open\" || true //"`).waitFor();
    await when.getByLabel("命中条件 第 2 行 右侧：值", { exact: true }).fill("open");
    await page.getByText("- event.tender.priceWeight 大于 0.4").waitFor();
    await page.getByLabel("新证据名称").fill("weight");
    await page.keyboard.press("Enter");
    await page.getByLabel("证据 weight 的值：字段").selectOption("event.tender.priceWeight");
    await page.getByLabel("显示名称（中文）").fill("价格分权重");
    await page.getByLabel("显示名称（英文）").fill("Weight of the price");
    for (const [weight, expected] of [
      [0.9, "hit"],
      [0.3, "clear"],
    ] as const) {
      await page.getByRole("button", { name: "增加案例" }).click();
      const added = page.locator("details").last();
      await added.locator("summary").click();
      await added.getByLabel("应有结果").selectOption(expected);
      const data = { ocid: "p-1", tender: { priceWeight: weight, procurementMethod: "open" } };
      await added.getByLabel("事件数据（JSON）").fill(JSON.stringify(data));
    }
    await page.getByRole("heading", { name: `${rule} 基本内容` }).click();
    await page.keyboard.press("r");
    await page.getByText("通过 2 个，未通过 0 个。").waitFor();
    await page.locator("summary").filter({ hasText: "案例 1" }).click();
    await page
      .getByRole("table", { name: "“案例 1”的判断过程" })
      .getByRole("row", { name: "· event.tender.priceWeight > 0.4" })
      .getByText("是", { exact: true })
      .waitFor();
    // What an approver will read, in the notice itself, in both languages.
    const notices = page.locator("probity-notice[state=warn]");
    await expect.poll(() => notices.count()).toBe(2);
    await notices.nth(0).getByText("价格分权重为 0.9。").waitFor();
    await notices.nth(1).getByText("The price weighs 0.9.").waitFor();
    await page.getByLabel("版本号").selectOption("1.1.0");
    await page.getByRole("button", { name: "保存草稿" }).click();
    await page.waitForURL(`**${version}/edit**`);
    await page.getByRole("button", { name: "检查", exact: true }).waitFor();
    expect(await author.axe()).toEqual([]);
    await page.getByRole("button", { name: "检查", exact: true }).click();
    await page.getByRole("heading", { name: "检查通过" }).waitFor();
    await page.getByRole("button", { name: "回测", exact: true }).click();
    await page.getByRole("heading", { name: "回测结果" }).waitFor();
    await page.getByText("与生效版本 1.0.0 比较").waitFor();
    const stages = page.getByRole("list", { name: "处理流程" }).locator("> li");
    const stage = (name: string): Locator =>
      stages.filter({ has: page.getByRole("heading", { name, exact: true }) });
    expect(await stage("筛选").innerText()).toContain("输入 2，输出 2");
    expect(await stage("预警").innerText()).toContain("输入 0，输出 0");
    await page.getByRole("row", { name: "每位审核人每日预警（1 人）" }).waitFor();
    await page.getByText("已排除预警：不再产生 0").waitFor();
    await page.getByRole("button", { name: "显示样例事件" }).click();
    await page.getByRole("textbox", { name: "查看目的" }).fill("回测样例核对");
    await page.getByRole("button", { name: "继续查看" }).click();
    await page.getByRole("table", { name: "因数据不足无法判断的事件" }).getByText("ocds-1").waitFor();
    await page.getByRole("button", { name: "查看保留的命中：PROC-TND-001" }).click();
    await page.getByRole("table", { name: "PROC-TND-001 保留的命中" }).getByText("ocds-2").waitFor();
    expect(await author.axe()).toEqual([]);
    // A worked case that does not hold is named.
    await page.locator("details").last().locator("summary").click();
    await page.locator("details").last().getByLabel("应有结果").selectOption("hit");
    await page.getByRole("button", { name: "保存草稿" }).click();
    await page.getByRole("button", { name: "检查", exact: true }).click();
    await page.getByRole("heading", { name: "检查未通过" }).waitFor();
    await page.getByText("应为 hit，实为 clear").waitFor();
    await page.locator("details").last().getByLabel("应有结果").selectOption("clear");
    await page.getByRole("button", { name: "保存草稿" }).click();
    await page.getByRole("button", { name: "检查", exact: true }).click();
    await page.getByRole("heading", { name: "检查通过" }).waitFor();
  });

  test("ML-1: its author runs it in shadow and hands it in, and is not offered its release (CA-3)", async () => {
    const { page } = author;
    await page.getByRole("link", { name: "影子运行、提交与发布" }).click();
    for (const act of ["影子运行", "提交审核"] as const) {
      await page.getByRole("button", { name: act, exact: true }).click();
      const dialog = page.getByRole("dialog", { name: act });
      await dialog.getByRole("button", { name: "确定" }).click();
      await dialog.waitFor({ state: "detached" });
    }
    await page.locator("main").getByText("待审", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "发布" }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "编辑草稿" }).count()).toBe(0);
  });

  test("ML-1: another person releases it, by keyboard alone", async () => {
    const { page } = approver;
    await approver.signIn("zhao.jing");
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.getByRole("heading", { name: "模型仓库" }).waitFor();
    await tabTo(page, /^$/);
    await page.keyboard.type("招标文件");
    await expect.poll(() => page.locator("main h2").allInnerTexts()).toEqual(["招标文件与时限"]);
    await tabTo(page, /^1\.1\.0$/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `${rule} 价格分权重过高` }).waitFor();
    await tabTo(page, /^版本与差异$/);
    await page.keyboard.press("Enter");
    await page.getByText(`新增规则 ${rule}`).waitFor();
    await tabTo(page, /^发布$/);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "发布" });
    await dialog.waitFor();
    expect(await approver.axe()).toEqual([]);
    await tabTo(page, /^确定$/);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.locator("main").getByText("生效", { exact: true }).first().waitFor();
  });

  test("ML-1: and it fires on an event that is sent then", async () => {
    const { server, source } = office;
    const event = shortTender(source.id, "ocds-heavy");
    const { tender } = event.data as { readonly tender: object };
    await source.send([{ ...event, data: { ...event.data, tender: { ...tender, priceWeight: 0.95 } } }]);
    await server.scored();
    const { body } = await server.ops("GET", `/ops/alerts?rule=${rule}`);
    const alerts = at(body, "alerts") as readonly object[];
    expect(alerts.map((alert) => at(alert, "subject"))).toEqual(["ocds-heavy"]);
  });

  test("ML-4: and it warns in the example app, in a process of its own, whoever publishes a tender there", async () => {
    const { server } = office;
    const { body } = await server.ops("POST", "/ops/sources", { id: "procurement-demo" });
    const binding = { id: "price-weight", rule, source: "procurement-demo", action: "warn" };
    // What warns people is asked for by one and agreed to by another (RU-4).
    const bindings = "/ops/sources/procurement-demo/bindings";
    const asked = await office.as("li.na").ops("PUT", bindings, { bindings: [binding] });
    expect(asked.status, JSON.stringify(asked.body)).toBe(202);
    const request = String(at(asked.body, "request", "id"));
    const agreed = await office.as("zhao.jing").ops("POST", `/ops/requests/${request}/approve`);
    expect(agreed.status, JSON.stringify(agreed.body)).toBe(200);
    const folder = await mkdtemp(join(tmpdir(), "probity-shop-"));
    const app = await launch("the purchasing app", ["examples/procurement/src/main.ts"], {
      PROBITY_ENDPOINT: server.url,
      PROBITY_KEY: String(at(body, "key")),
      PROBITY_PUBLIC_KEY: server.running.vkey,
      DATA_DIR: folder,
      PORT: "0",
    });
    const buyer = await browser.newPage({ locale: "zh-CN" });
    try {
      await buyer.goto(app.url);
      await buyer.locator("form:has(input[value=p-wang-min]) button").click();
      await buyer.locator("select[name=person]").waitFor();
      await buyer.goto(`${app.url}/new`);
      for (const [name, text] of [
        ["zh", "课桌椅"],
        ["en", "Desks"],
        ["estimate", "3000000"],
      ] as const)
        await buyer.locator(`input[name=${name}]`).fill(text);
      await buyer.locator("form[action='/new'] button.main").click();
      await buyer.waitForURL("**/p/*");
      await buyer.goto(`${buyer.url()}/publish`);
      const notice = buyer.locator("probity-notice[state=warn]");
      await notice.waitFor();
      await notice.getByText("价格分权重过高").waitFor();
      await notice.getByText("价格分权重为 0.5。").waitFor();
    } finally {
      await buyer.close();
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }, 60_000);

  test("UI-3: axe finds nothing on any screen of models in both languages and themes", async () => {
    const { page } = author;
    const screens = [
      ["/models", "main li h2"],
      ["/models?view=table", "main table"],
      [version, "main section dl"],
      [`${version}?tab=results`, "main section li a"],
      [`${version}?tab=versions&with=1.0.0`, "main section select"],
      [`${version}?tab=history`, "main section ol"],
      [`${version}/edit?rule=${rule}`, "main fieldset"],
    ] as const;
    for (const look of looks) {
      await author.look(look);
      for (const [address, shown] of screens) {
        await page.goto(`${office.server.url}${address}`);
        await page.locator(shown).first().waitFor();
        expect(await author.axe(), `${address} ${JSON.stringify(look)}`).toEqual([]);
      }
    }
  }, 120_000);

  test("ML-4: steps are added and taken out by keyboard alone, and taking one out is undone", async () => {
    const { page } = author;
    await author.look(firstLook);
    await page.goto(`${office.server.url}/models/PROC-TND/1.1.0/edit?rule=${rule}`);
    await page.getByRole("list", { name: "处理流程" }).waitFor();
    await page.keyboard.press("p");
    await page.locator("button[data-card]:focus", { hasText: "事件" }).waitFor();
    await tabTo(page, /^在此之后添加：事件/);
    await page.keyboard.press("Enter");
    const list = page.getByRole("dialog", { name: /^在此之后添加：事件/ });
    // What can stand there, and nothing else: no score, no second alert.
    await expect
      .poll(() => list.getByRole("button").allInnerTexts())
      .toEqual([
        "事件",
        "适用条件",
        "流程记录",
        "流程历史",
        "窗口统计",
        "共同所有者",
        "共有信息",
        "关系路径",
        "条件",
      ]);
    for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("ArrowDown");
    expect(await author.axe()).toEqual([]);
    await page.keyboard.press("Enter");
    // The fields that belong to it are open.
    await page.locator("fieldset[data-step='feature:window1'] select:focus").waitFor();
    await page.getByText("已添加：窗口统计").waitFor();
    await page.getByLabel("window1 的名称").fill("earlier");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^窗口统计 earlier/ }).waitFor();
    await page.locator("fieldset[data-step='feature:earlier'] input:focus").waitFor();
    // Back, to the evidence; it goes, and comes back as it was.
    await tabTo(page, /^删除证据/);
    await page.keyboard.press("p");
    await tabTo(page, /^证据 weight/);
    await page.keyboard.press("Delete");
    await page.getByText("已删除：证据 weight").waitFor();
    await page.locator("button[data-card]:focus", { hasText: "预警与提示" }).waitFor();
    expect(await page.getByLabel("证据 weight 的值：字段").count()).toBe(0);
    await page.keyboard.press("u");
    await page.getByText("已撤销（已删除：证据 weight）").waitFor();
    expect(await page.getByLabel("证据 weight 的值：字段").inputValue()).toBe("event.tender.priceWeight");
    // The change before cannot be taken back any more: its window has another name by now.
    expect(await page.getByRole("button", { name: "撤销（U）" }).count()).toBe(0);
  }, 60_000);

  test("ML-4, FE-3: steps are dragged and pressed: a window and a relation are read by conditions, without a typed expression", async () => {
    const { page } = author;
    const palette = page.getByRole("region", { name: "可添加的步骤" });
    await page.getByLabel("统计 earlier 的分组字段 1：字段").selectOption("event.buyer.id");
    await page.getByLabel("不含本次事件").check();
    const conditions = page.getByRole("list", { name: "条件中的步骤" }).getByRole("listitem");
    await expect.poll(() => conditions.count()).toBe(2);
    // A source has no place behind a condition: nothing happens.
    await palette.getByRole("button", { name: "事件" }).dragTo(conditions.nth(0));
    await palette.getByRole("button", { name: "条件", exact: true }).dragTo(conditions.nth(1));
    await expect.poll(() => conditions.count()).toBe(3);
    await page.locator("[data-step=condition] li:nth-child(3) :focus").waitFor();
    await page.getByLabel("命中条件 第 3 行 左侧：字段").selectOption("features.earlier");
    await page.getByLabel("命中条件 第 3 行：比较方式").selectOption(">=");
    await page.getByLabel("命中条件 第 3 行 右侧：值", { exact: true }).fill("2");
    await page.getByText("- features.earlier 不小于 2").waitFor();
    await palette.getByRole("button", { name: "共同所有者" }).click();
    const owners = page.locator("fieldset[data-step='feature:owners1']");
    await owners.getByLabel("层数上限").fill("3");
    await owners.getByLabel("每层最低持股（%）").fill("25");
    await owners.getByRole("button", { name: "增加一处" }).click();
    await page.getByText("向上 3 层，在每家至少持有 25 %").first().waitFor();
    await palette.getByRole("button", { name: "共有信息" }).click();
    await page.locator("fieldset[data-step='feature:shared1']").getByLabel("账户").check();
    await page.getByText("has_account").first().waitFor();
    expect(await author.axe()).toEqual([]);
    await page.getByRole("button", { name: /^删除步骤：共有信息 shared1/ }).click();
    await page.getByText("已删除：共有信息 shared1").waitFor();
    await page.getByLabel("版本号").selectOption("2.0.0");
    await page.getByRole("button", { name: "保存草稿" }).click();
    await page.waitForURL("**/models/PROC-TND/2.0.0/edit**");
    await page.getByRole("button", { name: "检查", exact: true }).click();
    // The worked cases have no history: those that hit before no longer do.
    await page.getByRole("heading", { name: "检查未通过" }).waitFor();
    expect(await author.axe()).toEqual([]);
    // Somebody else stores the same draft meanwhile: it is not overwritten.
    const { body } = await office.as("li.na").ops("GET", "/ops/models/PROC-TND/2.0.0");
    const model = {
      ...(at(body, "model") as object),
      description: { "zh-CN": "同事的说明", en: "By a colleague" },
    };
    const stored = await office
      .as("li.na")
      .ops("POST", "/ops/models/drafts", { model, cases: at(body, "cases") });
    expect(at(stored.body, "outcome")).toBe("replaced");
    await page.getByLabel("规则名称（中文）").first().fill("我的名称");
    await page.getByRole("button", { name: "保存草稿" }).click();
    const dialog = page.getByRole("dialog", { name: "其他人已保存过此草稿" });
    await dialog.waitFor();
    expect(await author.axe()).toEqual([]);
    await dialog.getByRole("button", { name: "放弃修改，打开已保存的草稿" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "已保存" }).waitFor();
    expect(await page.getByLabel("模型说明（中文）").inputValue()).toBe("同事的说明");
  }, 60_000);

  test("SE-2: who may only read rules is offered no act, and does not reach the factory", async () => {
    const { page } = approver;
    await page.getByRole("button", { name: "个人菜单" }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.locator("input[name=username]").waitFor();
    await approver.signIn("sun.lei");
    await page.goto(`${office.server.url}/models/PROC-TND/1.0.0`);
    await page.getByRole("heading", { name: "PROC-TND-001 投标准备期过短" }).waitFor();
    for (const name of ["检查", "回测", "停用", "恢复此版本", "复制为新模型"])
      expect(await page.getByRole("button", { name, exact: true }).count(), name).toBe(0);
    await page.goto(`${office.server.url}/models/PROC-TND/1.0.0/edit`);
    await page.locator("main h1").waitFor();
    expect(await page.locator("main fieldset").count()).toBe(0);
  });
});
