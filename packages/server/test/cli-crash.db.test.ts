import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alertsOf } from "./support/alerts.ts";
import { cli, finished, serve, type ServerProcess, spawnCli } from "./support/cli.ts";
import { sampleReleases } from "./support/ocds.ts";

let dir = "";
let file = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "probity-crash-"));
  file = join(dir, "sample.jsonl");
  writeFileSync(file, sampleReleases(200));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Waits until the log of a running server holds so many events. */
async function logReaches(server: ServerProcess, dataDir: string, head: number): Promise<void> {
  const token = readFileSync(join(dataDir, "ops-token"), "utf8").trim();
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const answer = await fetch(`${server.url}/ops/stats`, { headers: { authorization: `Bearer ${token}` } });
    // oxlint-disable-next-line no-await-in-loop
    const stats = (await answer.json()) as { head: number };
    if (stats.head >= head) return;
    // oxlint-disable-next-line no-await-in-loop
    await sleep(5);
  }
}

describe("OP-6, AL-4: kill -9 during an import", () => {
  test("server and import killed, the server killed again: resumed, it ends with the alerts of an undisturbed run", async () => {
    const calm = join(dir, "calm");
    const undisturbed = await cli(calm, ["import", "ocds", file, "--json"]);
    expect(undisturbed.code, undisturbed.err).toBe(0);
    const total = Number(undisturbed.json()["events"]);

    const dataDir = join(dir, "killed");
    const command = ["import", "ocds", file, "--json", "--batch", "10", "--wait", "60"];
    let server = await serve(dataDir, 0);
    const first = spawnCli(command, { PROBITY_DATA_DIR: dataDir });
    const firstEnd = finished(first);
    await logReaches(server, dataDir, 200);
    await server.kill();
    first.kill("SIGKILL");
    expect((await firstEnd).out).toBe("");

    const { port } = server;
    server = await serve(dataDir, port);
    const second = spawnCli([...command, "--resume"], { PROBITY_DATA_DIR: dataDir });
    const secondEnd = finished(second);
    await logReaches(server, dataDir, 600);
    await server.kill();
    server = await serve(dataDir, port);
    const result = await secondEnd;
    expect(result.code, result.err).toBe(0);
    const { events, unscored, report } = result.json() as unknown as {
      events: number;
      unscored: number;
      report: { accepted: number; duplicates: number; processes: number };
    };
    expect({ events, unscored, processes: report.processes }).toEqual({
      events: total,
      unscored: 0,
      processes: 200,
    });
    expect(report.accepted + report.duplicates).toBe(total);
    expect(await alertsOf(dataDir, "import-ocds")).toEqual(await alertsOf(calm, "import-ocds"));
    expect(await server.stop()).toBe(0);
  });
});
