import type { Locator, Page } from "playwright-core";
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchOffice } from "./office.ts";
import { median, p95 } from "./numbers.ts";
import { rowAt, type Visit } from "./visit.ts";

/** What somebody does with the list once it is there. */
export interface Triage {
  readonly frames: number;
  readonly cpuMsPerFrame: number;
  readonly framesPerSecond: number;
  /** From the key End to the last alert on the screen. */
  readonly jumpMs: number;
  readonly keyP50Ms: number;
  readonly keyP95Ms: number;
  /** From the server's acknowledgement of an event to the mark of a new alert. */
  readonly liveMs: number;
  /** While many alerts came. */
  readonly longestFrameMs: number;
  readonly heapMb: number;
}

/** Run in the page: counts frames and keeps the longest, until `stop`. */
const watchFrames = `() => {
  const seen = { frames: 0, longest: 0, last: performance.now(), on: true };
  window.probityFrames = seen;
  const frame = (now) => {
    seen.frames += 1;
    seen.longest = Math.max(seen.longest, now - seen.last);
    seen.last = now;
    if (seen.on) requestAnimationFrame(frame);
  };
  requestAnimationFrame((now) => { seen.last = now; requestAnimationFrame(frame); });
}`;
const stopFrames = `() => {
  const { frames, longest } = window.probityFrames;
  window.probityFrames.on = false;
  return { frames, longest };
}`;
/** Run in the page: keeps how long each key took to the next paint (Event Timing, in steps of 8 ms). */
const watchKeys = `() => {
  window.probityKeys = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") window.probityKeys.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });
}`;

interface Frames {
  readonly frames: number;
  readonly longest: number;
}

async function scroll(visit: Visit, seconds: number): Promise<Frames & { readonly cpu: number }> {
  const { page } = visit;
  await page.locator("[role=grid]").hover();
  await page.evaluate(`(${watchFrames})()`);
  const before = await visit.cpuMs();
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    // oxlint-disable-next-line no-await-in-loop -- a wheel turns step by step
    await page.mouse.wheel(0, 240);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await sleep(16);
  }
  const cpu = (await visit.cpuMs()) - before;
  // Of our own making, right above.
  const counted = await page.evaluate<Frames>(`(${stopFrames})()`);
  return { ...counted, cpu };
}

async function jump(page: Page, alerts: number): Promise<number> {
  await page.locator("[role=grid]").focus();
  const begun = performance.now();
  await page.keyboard.press("End");
  await page.locator(rowAt(alerts - 1)).waitFor({ timeout: 60_000 });
  const took = performance.now() - begun;
  await page.keyboard.press("Home");
  await page.locator(rowAt(0)).waitFor();
  return took;
}

async function pressKeys(page: Page, count: number): Promise<readonly number[]> {
  await page.evaluate(`(${watchKeys})()`);
  for (let n = 0; n < count; n += 1) {
    // oxlint-disable-next-line no-await-in-loop -- as fast as a person holds a key
    await page.keyboard.press("j", { delay: 20 });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await sleep(60);
  }
  const timed = await page.evaluate<readonly number[]>("window.probityKeys");
  // What took less than 16 ms is not reported.
  return [...timed, ...Array.from({ length: Math.max(0, count - timed.length) }, () => 16)];
}

const newer = (page: Page): Locator => page.getByRole("button", { name: "条新预警" });

async function live(page: Page, office: BenchOffice): Promise<number> {
  await office.raise(1);
  const begun = performance.now();
  await newer(page).waitFor({ timeout: 60_000 });
  return performance.now() - begun;
}

async function burst(page: Page, office: BenchOffice, count: number): Promise<number> {
  await page.evaluate(`(${watchFrames})()`);
  await office.raise(count);
  await office.scored();
  // The page's policy lets nobody evaluate a condition in it.
  while (Number(/[\d,]+/.exec(await newer(page).innerText())?.[0].replaceAll(",", "")) < count)
    // oxlint-disable-next-line no-await-in-loop -- until it says so
    await sleep(100);
  // Of our own making, right above.
  return (await page.evaluate<Frames>(`(${stopFrames})()`)).longest;
}

/** Measures one sitting in front of the inbox, which shows its first rows already. */
export async function measureTriage(
  visit: Visit,
  office: BenchOffice,
  of: {
    readonly alerts: number;
    readonly scrollSeconds: number;
    readonly keys: number;
    readonly burst: number;
  },
): Promise<Triage> {
  const { page, session } = visit;
  const scrolled = await scroll(visit, of.scrollSeconds);
  const jumpMs = await jump(page, of.alerts);
  const keys = await pressKeys(page, of.keys);
  const liveMs = await live(page, office);
  const longestFrameMs = await burst(page, office, of.burst);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return {
    frames: scrolled.frames,
    cpuMsPerFrame: scrolled.cpu / scrolled.frames,
    framesPerSecond: scrolled.frames / of.scrollSeconds,
    jumpMs,
    keyP50Ms: median(keys),
    keyP95Ms: p95(keys),
    liveMs,
    longestFrameMs,
    heapMb: usedSize / 1e6,
  };
}
