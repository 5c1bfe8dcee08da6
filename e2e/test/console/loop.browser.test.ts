import { createHash, randomUUID } from "node:crypto";
import type { ProbityEvent } from "@probity/contracts";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { firstLook, looks, openVisitor, type Visitor } from "./support/visitor.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

/** The people of `pnpm demo:closed-loop`, which walks the same case by the API. */
const people = {
  dina: ["dispatcher"],
  hanna: ["handler", "approver", "discipline"],
  hugo: ["handler"],
  adam: ["approver", "discipline"],
  rita: ["reviewer", "discipline"],
  cora: ["reviewer", "discipline"],
  petra: ["appraiser", "discipline"],
  paul: ["appraiser", "discipline"],
} as const;
type Name = keyof typeof people;

/** Requested and approved by the same person: risk level 1, integrity side. */
const payment = (source: string): ProbityEvent => ({
  specversion: "1.0",
  id: randomUUID(),
  source,
  type: "finance.payment.approved",
  time: new Date().toISOString(),
  data: {
    actor: { personId: "h1", unitId: "office-1", postId: "cashier", channel: "human" },
    process: { step: "approve" },
    payment: {
      id: "pay-1",
      unitId: "office-1",
      budgetId: "B-2026-17",
      requesterId: "h1",
      payeeId: "firm-7",
      purposeCode: "goods",
      contractId: "contract-88",
      amount: { amount: 12_000, currency: "CNY" },
    },
  },
});

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const soon = { timeout: 20_000 };

/** Opens the dialog of a step or act, fills it, and does it. */
const act = async (page: Page, name: string, fill: (dialog: Locator) => Promise<unknown>): Promise<void> => {
  await page.getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await fill(dialog);
  await dialog.getByRole("button", { name, exact: true }).click();
};
const done = (page: Page): Promise<void> => page.getByRole("dialog").waitFor({ state: "detached" });
const stage = (page: Page, name: string): Promise<void> =>
  page.locator(`[aria-current="step"]`).filter({ hasText: name }).waitFor();
const upload = async (page: Page, name: string, text: string, button: string): Promise<void> => {
  const buffer = Buffer.from(text);
  await page.getByLabel("选择文件").setInputFiles({ name, mimeType: "text/plain", buffer });
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByText(`已上传，SHA-256 ${sha256(text)}`).waitFor();
};

describe.skipIf(chromiumPath === undefined)("CA-1, CA-3, CA-4: the closed loop in the console", () => {
  let browser: Browser;
  let office: Office;
  let file = "";
  const visitors = new Map<Name, Visitor>();

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice(people);
    const spouse = { id: "r-1", from: "cora", to: "person:h1", kind: "spouse", validFrom: "2025-01-01" };
    const { status, body } = await office.server.ops("POST", "/ops/org/relations", spouse);
    if (status !== 200) throw new Error(JSON.stringify(body));
    await office.source.send([payment(office.source.id)]);
    await office.server.scored();
  });
  afterAll(async () => {
    for (const visitor of visitors.values()) await visitor.close();
    await browser?.close();
    await office?.close();
  });

  /** The window in which somebody is signed in, at an address. */
  const as = async (name: Name, path: string): Promise<Page> => {
    const known = visitors.get(name);
    if (known !== undefined) {
      await known.page.goto(`${office.server.url}${path}`);
      return known.page;
    }
    const visitor = await openVisitor(browser, office.server.url);
    visitors.set(name, visitor);
    await visitor.page.goto(`${office.server.url}${path}`);
    await visitor.signIn(name);
    return visitor.page;
  };
  test("assigned by a dispatcher, never to whoever is close to the subject, who does not find it either", async () => {
    const page = await as("dina", "/cases?level=1");
    await page.locator("main tbody tr").first().getByRole("link").click();
    await stage(page, "预警");
    file = new URL(page.url()).pathname;
    await act(page, "分办", async (dialog) => {
      await dialog.getByLabel("责任单位").selectOption("office-1");
      await dialog.getByLabel("承办人").fill("cora");
    });
    const dialog = page.getByRole("dialog");
    await dialog.getByText("PROBITY_E_CASE_CONFLICT").waitFor();
    await dialog.getByLabel("承办人").fill("hanna");
    await dialog.getByRole("button", { name: "分办", exact: true }).click();
    await done(page);
    await stage(page, "分办");
    const close = await as("cora", file);
    await close.getByText("PROBITY_E_NOT_FOUND").waitFor();
    expect(await close.getByRole("tab").count()).toBe(0);
  });

  test("verified by two persons, with a file whose hash is that of what was uploaded", async () => {
    const page = await as("hanna", file);
    await act(page, "受理核查", () => Promise.resolve());
    const dialog = page.getByRole("dialog");
    await dialog.getByText("一级风险须至少两人核查（含承办人）。").waitFor();
    await dialog.getByRole("button", { name: /添加/ }).click();
    await dialog.getByLabel("共同核查人", { exact: true }).fill("hugo");
    await dialog.getByRole("button", { name: "受理核查", exact: true }).click();
    await done(page);
    await stage(page, "核查");
    await page.getByRole("tab", { name: "证据" }).click();
    await upload(page, "approval.txt", "付款审批单 pay-1：申请人与审批人均为 h1\n", "上传");
    const other = await as("hugo", `${file}?tab=evidence`);
    const download = other.waitForEvent("download");
    await other.getByRole("link", { name: "下载 approval.txt" }).click();
    expect((await download).suggestedFilename()).toBe("approval.txt");
  });

  test("disposed of by one person and approved by another; whoever proposed it is not offered that", async () => {
    const page = await as("hanna", file);
    await act(page, "提交处置", async (dialog) => {
      await dialog.getByLabel("核查报告").fill("付款单已核对。");
      await dialog.getByLabel("查明的事实").fill("申请人自行审批 12,000 元。");
      await dialog.getByRole("button", { name: /添加/ }).click();
      await dialog.getByLabel("标识").fill("h1");
    });
    await done(page);
    await stage(page, "处置");
    await page.getByText("您不能批准：您已参与此事项。").waitFor();
    expect(await page.getByRole("button", { name: "批准处置" }).count()).toBe(0);
    const other = await as("adam", file);
    await other.getByText("您可以批准。").waitFor();
    await act(other, "批准处置", async (dialog) => {
      await dialog.getByText("申请人自行审批 12,000 元。").waitFor();
      await dialog.getByRole("combobox", { name: "处置方式" }).selectOption({ label: "责令整改" });
      await dialog.getByRole("button", { name: "添加 整改措施" }).click();
      await dialog.getByLabel("措施内容").fill("付款系统中申请人与审批人不得为同一人");
      await dialog.getByLabel("整改责任人（选填）").fill("hugo");
      await dialog.getByLabel("整改期限（选填）").fill(dayIn(30));
    });
    await done(other);
    await stage(other, "运用");
  });

  test("rectified with proof, sent back, proven better, signed off by somebody else", async () => {
    const list = await as("hugo", "/lists/rectification?mine=true");
    await list.locator("main tbody tr").first().getByRole("link").first().click();
    await act(list, "申请销号", () => Promise.resolve());
    await list.getByRole("dialog").getByText("PROBITY_E_ITEM_CONDITION").waitFor();
    await list.keyboard.press("Escape");
    await upload(list, "rule.txt", "新付款规程\n", "上传佐证");
    const item = new URL(list.url()).pathname;
    await act(list, "申请销号", () => Promise.resolve());
    await done(list);
    await expect.poll(() => list.getByRole("button", { name: "同意销号" }).count(), soon).toBe(0);
    const reviewer = await as("rita", item);
    await act(reviewer, "退回", (dialog) => dialog.getByLabel("退回理由").fill("缺少系统截图"));
    await done(reviewer);
    const again = await as("hugo", item);
    await again.getByText("缺少系统截图").waitFor();
    await upload(again, "system.txt", "系统已拒绝自审\n", "上传佐证");
    await act(again, "申请销号", () => Promise.resolve());
    await done(again);
    const signing = await as("rita", item);
    await act(signing, "同意销号", (dialog) => dialog.getByLabel(/回头看日期/).fill(dayIn(90)));
    await done(signing);
    await signing.getByRole("heading", { level: 1 }).getByText("已完成").waitFor();
    for (const look of looks) {
      await visitors.get("rita")?.look(look);
      await signing.locator("main tbody tr").first().waitFor();
      expect(await visitors.get("rita")?.axe(), JSON.stringify(look)).toEqual([]);
    }
    await visitors.get("rita")?.look(firstLook);
  });

  test("looked back at, appraised, proposed to be closed, and closed by an appraiser who took no part", async () => {
    const page = await as("rita", "/lists/look_back");
    await page.locator("main tbody tr").first().getByRole("link").first().click();
    await act(page, "记录回头看结果", (dialog) => dialog.getByLabel("检查结果").fill("未复发"));
    await done(page);
    const reviewer = await as("rita", file);
    await act(reviewer, "提交考核", (dialog) => dialog.getByLabel("完善制度或系统").check());
    await done(reviewer);
    await stage(reviewer, "考核");
    const appraiser = await as("petra", file);
    await act(appraiser, "提出办结", async (dialog) => {
      await dialog.getByLabel("认定结论").selectOption({ label: "属实" });
      await dialog.getByLabel("对单位的考核意见").fill("扣 1 分");
      await dialog.getByLabel("对人员的考核意见").fill("谈话提醒");
      await dialog.getByLabel("回头看日期").fill(dayIn(90));
    });
    await done(appraiser);
    await appraiser.getByText("您不能批准：您已参与此事项。").waitFor();
    expect(await appraiser.getByRole("button", { name: "办结", exact: true }).count()).toBe(0);
    const closer = await as("paul", file);
    await act(closer, "办结", (dialog) => dialog.getByText("谈话提醒").waitFor());
    await done(closer);
    await closer.getByText("已办结").first().waitFor();
  });

  test("LO-7: the timeline has every act under who made it, with its hash, and prints with its own head", async () => {
    const page = await as("paul", `${file}?tab=log`);
    const rows = page.locator("main tbody tr");
    await expect
      .poll(() => rows.filter({ hasText: "办结" }).filter({ hasText: "保罗" }).count(), soon)
      .toBe(1);
    for (const [what, who] of [
      ["分办", "狄娜"],
      ["添加证据", "韩娜"],
      ["批准处置", "亚当"],
      ["销号退回", "丽塔"],
      ["上传整改佐证", "胡戈"],
      ["提出办结", "佩特拉"],
    ] as const)
      expect(await rows.filter({ hasText: what }).filter({ hasText: who }).count(), what).toBeGreaterThan(0);
    await page.emulateMedia({ media: "print" });
    const head = page.locator("[data-print]");
    expect(await head.isVisible()).toBe(true);
    expect(await head.innerText()).toMatch(/内部资料[\s\S]*[0-9a-f]{64}/);
    expect(await page.getByRole("tab", { name: "留痕" }).isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
  });
});
