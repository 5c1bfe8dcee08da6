import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goodPassword } from "../../../packages/server/test/support/sign-in.ts";
import { chromiumPath, openBrowser } from "../../../scripts/test-browser.ts";
import { openOffice, type Office } from "./support/office.ts";
import { firstLook, looks, openVisitor, type Visitor } from "./support/visitor.ts";

if (chromiumPath === undefined) console.warn("browser tests skipped: no Chromium (set PROBITY_CHROMIUM)");

describe.skipIf(chromiumPath === undefined)("the console's shell", () => {
  let browser: Browser;
  let office: Office;
  let visitor: Visitor;
  const now = { value: Date.parse("2026-06-01T02:00:00Z") };

  beforeAll(async () => {
    browser = await openBrowser();
    office = await openOffice({ "li.na": ["dispatcher"], "wang.wu": ["intake"] }, { clock: () => now.value });
    visitor = await openVisitor(browser, office.server.url);
  });
  afterAll(async () => {
    await visitor?.close();
    await browser?.close();
    await office?.close();
  });

  test("UI-1: the page has a strict policy with a nonce of its own, and assets are kept for ever", async () => {
    const { url } = office.server;
    const [first, second] = [await fetch(url, html), await fetch(`${url}/cases/any`, html)];
    const policy = first.headers.get("content-security-policy") ?? "";
    expect(policy).not.toContain("unsafe");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(second.headers.get("content-security-policy")).not.toBe(policy);
    const page = await first.text();
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(page).toContain(`nonce="${nonce}"`);
    expect(page).not.toContain("PROBITY_NONCE");
    const script = /href="(\/assets\/shell-[^"]+\.js)"/.exec(page)?.[1] ?? "";
    for (const encoding of ["br", "gzip"]) {
      const asset = await fetch(`${url}${script}`, { headers: { "accept-encoding": encoding } });
      expect(asset.headers.get("content-encoding")).toBe(encoding);
      expect(asset.headers.get("cache-control")).toContain("immutable");
      expect((await asset.text()).length).toBeGreaterThan(10_000);
    }
    const plain = await fetch(`${url}${script}`, { headers: { "accept-encoding": "identity" } });
    expect(plain.headers.get("content-encoding")).toBeNull();
    // Addresses of the API are never the page.
    expect((await fetch(`${url}/console/nothing`, html)).status).toBe(404);
    expect((await fetch(`${url}/ops2`, { headers: { accept: "application/json" } })).status).toBe(404);
    expect((await fetch(`${url}/assets/..%2findex.html`)).status).toBe(404);
  });

  test("SE-1: failures are explained, a lock tells how long to wait, and the right password opens the console", async () => {
    const { page } = visitor;
    await page.goto(office.server.url);
    const attempt = async (password: string): Promise<string> => {
      await page.locator("input[name=username]").fill("li.na");
      await page.locator("input[name=password]").fill(password);
      const answered = page.waitForResponse("**/console/session/login");
      await page.keyboard.press("Enter");
      await answered;
      return page.getByRole("alert").innerText();
    };
    expect(await attempt("wrong-wrong-wrong")).toContain("账号或密码不正确");
    for (let failure = 2; failure <= 5; failure += 1) await attempt("wrong-wrong-wrong");
    // An attempt takes longer than the second that a poll has unless told otherwise.
    await expect.poll(() => attempt(goodPassword), { timeout: 60_000 }).toMatch(/请等待 \d+ 秒/);
    now.value += 60 * 60_000;
    await visitor.signIn("li.na");
    await page.getByRole("button", { name: "个人菜单" }).click();
    expect(await page.getByRole("dialog", { name: "个人菜单" }).innerText()).toContain("分办员");
    await page.keyboard.press("Escape");
  });

  test("UI-3: axe finds nothing on the account screen in both languages and themes", async () => {
    const { page } = visitor;
    for (const look of looks) {
      await visitor.look(look);
      await page.goto(`${office.server.url}/account`);
      await page.locator("main h1").waitFor();
      await page.locator("main table").nth(1).waitFor();
      expect(await visitor.axe(), JSON.stringify(look)).toEqual([]);
    }
    await visitor.look(firstLook);
  });

  test("SE-1: of the sessions the own one stays; how a person is told of things is switched by kind and way, and kept", async () => {
    const { page } = visitor;
    await page.goto(`${office.server.url}/account`);
    const sessions = page.getByRole("table", { name: "登录会话" });
    await sessions.getByText("当前会话").waitFor();
    const mail = page.getByRole("switch", { name: /: 邮件$/ }).first();
    const before = await mail.isChecked();
    await mail.press("Space");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("已保存。").waitFor();
    await page.reload();
    await mail.waitFor();
    expect(await mail.isChecked()).toBe(!before);
  });

  test("UI-1: the keyboard opens the help, which lists what works on this screen", async () => {
    const { page } = visitor;
    await page.locator("main h1").waitFor();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "快捷键" });
    await help.waitFor();
    expect(await visitor.axe()).toEqual([]);
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
  });

  test("UI-1: an address without a screen says so, and leads back", async () => {
    const { page } = visitor;
    await page.goto(`${office.server.url}/no-such-screen`);
    await page.getByRole("heading", { name: "没有这个页面" }).waitFor();
    expect(await visitor.axe()).toEqual([]);
  });

  test("SE-1: a session that ends keeps the page; the same person signs in over it", async () => {
    const { page } = visitor;
    await page.goto(`${office.server.url}/account`);
    const old = page.getByLabel("当前密码");
    await old.fill("what I was writing");
    now.value += 2 * 60 * 60_000;
    // Nobody has to do anything: the stream of changes ends with the sign-in.
    const expired = page.getByRole("dialog", { name: "登录已过期" });
    // The stream looks at the sign-in every 15 seconds, and the page asks again when it ended.
    await expired.waitFor({ timeout: 90_000 });
    expect(await visitor.axe()).toEqual([]);
    await expired.getByLabel("密码").fill(goodPassword);
    await page.keyboard.press("Enter");
    await expired.waitFor({ state: "detached" });
    expect(await old.inputValue()).toBe("what I was writing");
  });

  test("SE-1: signing out leaves nothing behind, and the sign-in page is as accessible as the rest", async () => {
    const { page } = visitor;
    await page.getByRole("button", { name: "个人菜单" }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.locator("input[name=username]").waitFor();
    for (const look of looks) {
      await visitor.look(look);
      await page.locator("input[name=username]").waitFor();
      expect(await visitor.axe(), JSON.stringify(look)).toEqual([]);
    }
  });
});

const html = { headers: { accept: "text/html" } };
