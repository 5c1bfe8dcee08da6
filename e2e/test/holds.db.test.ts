// Holds between a real server and real SDK clients: committed, given up, left open, done otherwise than checked.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, createProbity, type Probity } from "@probity/sdk";
import { defaultConfig, type RunningServer, startServer } from "@probity/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draft } from "./support/drafts.ts";
import { askOperator } from "./support/operator.ts";

const folder = mkdtempSync(join(tmpdir(), "probity-holds-"));
const point = "procurement.tender.published";
const minute = 60_000;
const time = { ahead: 0 };
const clock: Clock = { now: () => Date.now() + time.ahead, monotonic: () => performance.now() };
let server: RunningServer;
let probity: Probity;

beforeAll(async () => {
  server = await startServer(
    { ...defaultConfig, dataDir: join(folder, "data"), port: 0, logLevel: "silent" },
    { clock: () => clock.now(), timersMs: 25, silenceCheckMs: 3_600_000 },
  );
  const { key, vkey } = await ops("POST", "/ops/sources", { id: "purchasing" });
  await ops("PUT", "/ops/sources/purchasing/bindings", {
    bindings: [{ id: "media", rule: "PROC-TND-009", source: "purchasing", action: "warn" }],
  });
  time.ahead += 10 * minute;
  probity = createProbity({
    endpoint: server.url,
    source: "purchasing",
    key: String(key),
    publicKey: String(vkey).split(" "),
    spoolDir: join(folder, "spool"),
    clock,
  });
  await until(() => probity.health().bundle.version > 0);
});
afterAll(async () => {
  await probity.shutdown({ timeoutMs: 5_000 });
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const ops = (method: string, path: string, body?: object): Promise<Record<string, unknown>> =>
  askOperator(server, method, path, body);

async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`it never happened: ${look.toString()}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

async function delivered(): Promise<void> {
  expect((await probity.flush({ timeoutMs: 10_000 })).pending).toBe(0);
  await until(async () => (await ops("GET", "/ops/stats"))["lag"] === 0);
}

async function inState(state: string): Promise<readonly Record<string, unknown>[]> {
  const { prechecks } = await ops("GET", `/ops/prechecks?source=purchasing&state=${state}&limit=500`);
  return prechecks as readonly Record<string, unknown>[]; // as the server lists them
}

async function findings(): Promise<readonly string[]> {
  const { alerts } = await ops("GET", "/ops/alerts?source=purchasing&limit=500");
  return (alerts as readonly { rule: string; subject: string }[])
    .filter(({ rule }) => rule.startsWith("PRE-"))
    .map(({ rule, subject }) => `${rule} ${subject}`)
    .toSorted();
}

describe("PC-4: what an SDK pre-checks", () => {
  test("200 at the same time are open holds until they are committed or given up, and nothing is found", async () => {
    const names = Array.from({ length: 200 }, (_, at) => `ocds-${at}`);
    const decisions = await Promise.all(names.map((name) => probity.precheck(point, draft(name))));
    await delivered();
    expect(await inState("open")).toHaveLength(200);
    for (const [at, decision] of decisions.entries())
      if (at % 4 === 0) probity.abandon(decision, "not needed any more");
      else probity.commit(decision, draft(names[at] ?? ""), { acknowledged: true });
    await delivered();
    expect(await inState("open")).toEqual([]);
    expect(await inState("committed")).toHaveLength(150);
    expect(await inState("aborted")).toHaveLength(50);
    time.ahead += 60 * minute;
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    await delivered();
    expect(await inState("expired")).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  test("left open, committed late, changed, or never checked: each is found once", async () => {
    const left = await probity.precheck(point, draft("ocds-left"));
    expect(left.outcome).toBe("warn");
    const late = await probity.precheck(point, draft("ocds-late"));
    const changed = await probity.precheck(point, draft("ocds-changed"));
    const { tender, ...rest } = draft("ocds-changed");
    probity.commit(changed, { ...rest, tender: { ...tender, title: "Golden desks" } });
    probity.emit(point, draft("ocds-bypass"));
    await delivered();
    await until(async () => (await findings()).join() === "PRE-CHG-001 ocds-changed");
    time.ahead += 31 * minute;
    probity.commit(late, draft("ocds-late"));
    await delivered();
    time.ahead += 6 * minute;
    await until(async () => (await inState("expired")).length === 1);
    const expected = [
      "PRE-BYP-001 ocds-bypass",
      "PRE-CHG-001 ocds-changed",
      "PRE-EXP-001 ocds-late",
      "PRE-OPN-001 ocds-left",
    ];
    await until(async () => (await findings()).length === expected.length);
    expect(await findings()).toEqual(expected);
    expect(await inState("open")).toEqual([]);
  });
});
