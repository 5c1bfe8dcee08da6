import type { Browser } from "playwright-core";
import { median } from "./numbers.ts";
import { openVisit, rowAt, type Slowness } from "./visit.ts";

/** A first visit, up to the first rows. */
export interface FirstRows {
  readonly visits: number;
  readonly kib: number;
  readonly cpuMs: number;
  readonly leastCpuMs: number;
  readonly wallMs: number;
  readonly leastWallMs: number;
  readonly wrong: readonly string[];
}

/** Opens the console that often with an empty cache. */
export async function measureFirstRows(
  browser: Browser,
  url: string,
  visits: number,
  slow?: Slowness,
): Promise<FirstRows> {
  const bytes: number[] = [];
  const cpu: number[] = [];
  const wall: number[] = [];
  const wrong: string[] = [];
  for (let n = 0; n < visits; n += 1) {
    // oxlint-disable no-await-in-loop -- one after the other, as they are timed
    const visit = await openVisit(browser, url, slow);
    const begun = performance.now();
    await visit.page.goto(url, { waitUntil: "commit" });
    await visit.page.locator(rowAt(0)).waitFor({ timeout: 120_000 });
    wall.push(performance.now() - begun);
    cpu.push(await visit.cpuMs());
    bytes.push(visit.sentBytes());
    wrong.push(...visit.wrong);
    await visit.close();
    // oxlint-enable no-await-in-loop
  }
  return {
    visits,
    kib: median(bytes) / 1024,
    cpuMs: median(cpu),
    leastCpuMs: Math.min(...cpu),
    wallMs: median(wall),
    leastWallMs: Math.min(...wall),
    wrong,
  };
}
