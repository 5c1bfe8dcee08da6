import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { password, person } from "./office.ts";

/** A browser with an empty cache in which somebody is signed in. */
export interface Visit {
  readonly page: Page;
  readonly session: CDPSession;
  /** What went wrong on the way: requests to elsewhere, errors of scripts, reports of the policy. */
  readonly wrong: readonly string[];
  /** Bytes as they came over the wire, heads included. */
  sentBytes(): number;
  /** CPU time of the page's main thread so far, in milliseconds. */
  cpuMs(): Promise<number>;
  close(): Promise<void>;
}

/** How slow the reviewer's machine and network are. */
export interface Slowness {
  /** Times slower than this machine. */
  readonly cpu: number;
  readonly bitsPerSecond: number;
  readonly latencyMs: number;
}

const reportPolicy = `document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error("policy: " + violatedDirective + " " + blockedURI));`;

/** Opens one; nothing of the console is loaded yet. */
export async function openVisit(browser: Browser, url: string, slow?: Slowness): Promise<Visit> {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1366, height: 768 } });
  await signIn(context, url);
  const page = await context.newPage();
  const wrong: string[] = [];
  await page.addInitScript({ content: reportPolicy });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("console", (line) => {
    if (line.type() === "error") wrong.push(`console: ${line.text()}`);
  });
  context.on("request", (request) => {
    if (!request.url().startsWith(url)) wrong.push(`request to elsewhere: ${request.url()}`);
  });
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  if (slow !== undefined) await slowDown(session, slow);
  return {
    page,
    session,
    wrong,
    sentBytes: () => bytes,
    cpuMs: async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
    },
    close: () => context.close(),
  };
}

async function signIn(context: BrowserContext, url: string): Promise<void> {
  const answer = await context.request.post(`${url}/console/session/login`, { data: { person, password } });
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`);
}

async function slowDown(session: CDPSession, { cpu, bitsPerSecond, latencyMs }: Slowness): Promise<void> {
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  const throughput = bitsPerSecond / 8;
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: latencyMs,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
}

/** The row of a place in the list, once it shows its alert. */
export const rowAt = (index: number): string =>
  `[role=row][data-index="${index}"] [role=gridcell]:nth-child(4):not(:empty)`;
