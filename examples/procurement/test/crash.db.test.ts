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
    // The prepared tenders' 30 events of the first start, and the burst.
    await expect.poll(() => stored(central), { timeout: 100_000, interval: 250 }).toBe(count + 30);
    // Whatever is sent twice is stored once, so a moment later it is still this number.
    await said(second, "http://");
    expect(await stored(central)).toBe(count + 30);
  });
});

async function stored(central: Central): Promise<number> {
  // The operator API's own figure.
  const { head } = (await central.ops("/stats")) as { readonly head: number };
  return head;
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
