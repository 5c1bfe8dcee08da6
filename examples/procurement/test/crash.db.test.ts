import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { startCentral, type Central } from "./support/central.ts";

const main = join(import.meta.dirname, "../src/main.ts");
const count = 10_000;

describe("DE-1: kill -9 of the app right after 10,000 emits", () => {
  test("loses nothing: the next start sends them all, each stored once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "probity-crash-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const central = await startCentral(join(folder, "central"));
    onTestFinished(() => central.close());

    const first = startApp(central, folder, ["--emit", String(count)]);
    await said(first, `emitted ${count}`);
    first.kill("SIGKILL");
    await once(first, "exit");

    const second = startApp(central, folder, []);
    onTestFinished(async () => {
      second.kill("SIGTERM");
      await once(second, "exit");
    });
    // The prepared tenders' 30 events of the first start, and the burst; beside them each process says that it lives.
    await expect.poll(() => logged(central), { timeout: 100_000, interval: 250 }).toBeGreaterThan(count + 30);
    await said(second, "http://");
    await expect
      .poll(async () => (await bids(central)).length, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(count);
    const ids = await bids(central);
    expect(new Set(ids).size).toBe(ids.length);
    // Whatever is sent twice is stored once, so a moment later there are as many.
    expect(await bids(central)).toHaveLength(ids.length);
  });
});

/** Entries of the log. */
async function logged(central: Central): Promise<number> {
  // The operator API's own figure.
  const { head } = (await central.ops("/stats")) as { readonly head: number };
  return head;
}

interface Page {
  readonly events: readonly { readonly id: string }[];
  readonly next?: string;
}

/** Ids of the stored events of the burst's type. */
async function bids(central: Central): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor = "";
  do {
    const path = `/events?type=procurement.bid.submitted&limit=500${cursor}`;
    // A page of the operator API.
    const page = (await central.ops(path)) as Page;
    ids.push(...page.events.map(({ id }) => id));
    cursor = page.next === undefined ? "" : `&cursor=${page.next}`;
  } while (cursor !== "");
  return ids;
}

function startApp(central: Central, folder: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ["--conditions=@probity/source", main, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PROBITY_ENDPOINT: central.url,
      PROBITY_SOURCE: "procurement-demo",
      PROBITY_KEY: central.key,
      PROBITY_PUBLIC_KEY: central.publicKey,
      PROBITY_SPOOL_DIR: join(folder, "spool"),
      DATA_DIR: join(folder, "app"),
      PORT: "0",
    },
  });
}

const heard = new WeakMap<ChildProcess, string[]>();

/** Waits for a line of the child's output that contains the text. */
async function said(child: ChildProcess, text: string): Promise<void> {
  const lines = heard.get(child) ?? [];
  heard.set(child, lines);
  if (lines.some((line) => line.includes(text))) return;
  if (child.stdout === null) throw new Error("no output");
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes(text)) return;
  }
  throw new Error(`the app ended without saying ${text}`);
}
