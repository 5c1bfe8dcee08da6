import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { isLongRun } from "../../../../scripts/long-tests.ts";
import { goodPassword } from "../../../../packages/server/test/support/sign-in.ts";
import { problemsOf } from "./checked-answers.ts";
import { pageFaults } from "./page-faults.ts";

/** A language and a theme. */
export interface Look {
  readonly language: "zh-CN" | "en";
  readonly theme: "light" | "dark";
}

/** As every visitor begins. */
export const firstLook: Look = { language: "zh-CN", theme: "light" };

const lastLook: Look = { language: "en", theme: "dark" };

/** Looks in which every screen is looked at (UI-3): both languages and both themes; in a long run each with each. */
export const looks: readonly Look[] = isLongRun
  ? [firstLook, { language: "zh-CN", theme: "dark" }, { language: "en", theme: "light" }, lastLook]
  : [firstLook, lastLook];

/** A person at a browser. */
export interface Visitor {
  readonly page: Page;
  /** Signs in on the sign-in page. */
  signIn(person: string): Promise<void>;
  /** What is wrong on the screen: by axe, rule and element; texts without words, and a page that is too wide. */
  axe(): Promise<readonly string[]>;
  /** Changes language and theme as the person's menu does, and loads the page again. */
  look(look: Look): Promise<void>;
  /** Ends the visit. Fails the test for anything that was reported on the way. */
  close(): Promise<void>;
}

const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Runs in the page. */
const tellReports = `document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  probityReport(["policy:", violatedDirective, blockedURI, sample].join(" ")));`;

/**
 * Opens a browser window. At `close` the test fails for every error of a script, every report of the content security policy
 * or of Trusted Types, every request to elsewhere, and every answer that is not as the API's description says (UI-1).
 */
export async function openVisitor(
  browser: Browser,
  url: string,
  size = { width: 1366, height: 768 },
): Promise<Visitor> {
  const context = await browser.newContext({ locale: "zh-CN", viewport: size, reducedMotion: "reduce" });
  const reports: string[] = [];
  const pending: Promise<unknown>[] = [];
  // As `expect.poll`: what is waited for comes when it comes.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.exposeFunction("probityReport", (report: string) => reports.push(report));
  await page.addInitScript({ content: tellReports });
  page.on("pageerror", (error) => reports.push(`error: ${error.message}`));
  page.on("console", (line) => {
    // Refusals are answered 4xx on purpose; the browser logs those as failed resources.
    const isAnswer = line.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(line.type()) && !isAnswer) reports.push(`console: ${line.text()}`);
  });
  context.on("request", (request) => {
    if (!request.url().startsWith(url)) reports.push(`request to elsewhere: ${request.url()}`);
  });
  context.on("response", (response) => {
    pending.push(problemsOf(response).then((problems) => reports.push(...problems)));
  });
  return {
    page,
    signIn: (person) => signIn(page, url, person),
    axe: async () => [...(await pageFaults(page)), ...(await runAxe(page))],
    look: (look) => changeLook(page, look),
    close: async () => {
      await Promise.all(pending);
      await context.close();
      expect(reports).toEqual([]);
    },
  };
}

async function signIn(page: Page, url: string, person: string): Promise<void> {
  if (!page.url().startsWith(url)) await page.goto(url);
  await page.locator("input[name=username]").fill(person);
  await page.locator("input[name=password]").fill(goodPassword);
  await page.keyboard.press("Enter");
  await page.locator("main#main").waitFor();
}

async function changeLook(page: Page, { language, theme }: Look): Promise<void> {
  await page.evaluate(
    `localStorage.setItem("probity.language", "${language}"); localStorage.setItem("probity.theme", "${theme}");`,
  );
  await page.reload();
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

const require = createRequire(import.meta.url);
/** The minified form: the other one is twice as long, and every page that is looked at parses it. */
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** axe is put in by the test's own door: the page's policy would not let it in. */
async function runAxe(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axeSource });
  await session.detach();
  const options = { runOnly: axeTags, resultTypes: ["violations"] };
  const { violations } = await page.evaluate<AxeResult>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
