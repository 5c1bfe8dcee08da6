import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtinModels } from "@probity/models";
import { at, listIn } from "../../bench/support/json.ts";
import { type Desk, deskOf } from "../../bench/support/desk.ts";
import { describePglite } from "../../packages/server/test/support/engines.ts";
import { cookieOf } from "../../packages/server/test/support/sign-in.ts";
import { startTestServer, type TestServer } from "../../packages/server/test/support/test-server.ts";
import { caseStates } from "../../packages/server/src/cases/states.ts";
import { fillOffice, type Filled } from "../../scripts/demo/fill-office.ts";
import { historyUntil } from "../../scripts/demo/history/history.ts";
import { colleagues, demoPassword } from "../../scripts/demo/office/people.ts";

/** Every scheme, and a little ordinary business. */
const volume = { tenders: 3, inquiries: 4, contracts: 3, bills: 6 };
/** It is opened on a Monday morning, by a clock that goes on from there. */
const openedAt = Date.parse("2026-11-30T03:00:00Z");
const began = Date.now();
const clock = (): number => openedAt + Date.now() - began;

describe("demo office: its history", () => {
  test("OP-1: the same moment has the same history, and no event is in the future or there twice", () => {
    const events = historyUntil(openedAt, volume);
    expect(historyUntil(openedAt, volume)).toEqual(events);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.filter(({ time }) => Date.parse(time) > openedAt)).toEqual([]);
  });
});

describePglite("demo office", (engine) => {
  let server: TestServer;
  let operator: Desk;
  let path: string;
  const fill = (): Promise<Filled> => {
    const order = { url: server.url, opsToken: server.running.opsToken, path, volume };
    return fillOffice({ ...order, now: clock, say: () => undefined });
  };
  beforeAll(async () => {
    const config = { ...(await engine.newConfig()), precheckGraceSeconds: 1 };
    server = await startTestServer(config, { clock, silenceCheckMs: 200 });
    operator = deskOf(server.url, server.running.opsToken, "test");
    path = join(config.dataDir, "demo", "office.json");
    await fill();
  }, 300_000);
  afterAll(() => server?.close());

  /** What people see who see everything: cases as they stand, and what stands beside them. */
  const seen = async (): Promise<Readonly<Record<string, unknown>>> => {
    const issued = await operator.ask("POST", `/ops/people/${colleagues.lin.id}/tokens`, {});
    const lin = deskOf(server.url, String(at(issued, "token")), "test");
    const list = async (address: string, key: string): Promise<readonly unknown[]> => {
      const items = listIn(await lin.ask("GET", address), key);
      expect(items.length, address).toBeGreaterThan(0);
      return items;
    };
    const cases = await list("/console/cases?all=true&limit=500", "cases");
    const worked = cases
      .filter((one) => listIn(one, "tracks").some((track) => at(track, "state") === "verifying"))
      .map((one) => encodeURIComponent(String(at(one, "id"))));
    return {
      cases,
      timelines: await Promise.all(worked.map((one) => list(`/console/cases/${one}/timeline`, "entries"))),
      clues: await list("/console/clues?limit=100", "clues"),
      letters: await list("/console/letters", "letters"),
      risks: await list("/console/risks", "risks"),
      views: await list("/console/views?screen=cases", "views"),
      measures: await list("/console/lists/rectification", "items"),
    };
  };
  const alerts = async (query = ""): Promise<readonly unknown[]> =>
    listIn(await operator.ask("GET", `/ops/alerts?limit=500${query}`), "alerts");

  test("OP-1: every event is taken, none is refused, and every rule group has alerts", async () => {
    await expect.poll(async () => at(await operator.ask("GET", "/ops/stats"), "lag")).toBe(0);
    expect(at(await operator.ask("GET", "/ops/stats"), "quarantined")).toBe(0);
    const kept: unknown = JSON.parse(readFileSync(path, "utf8"));
    const events = historyUntil(Date.parse(String(at(kept, "openedAt"))), volume);
    const own: unknown[] = [];
    for (let since = 0, more = true; more;) {
      const page = listIn(await operator.ask("GET", `/ops/events?since=${since}&limit=500`), "events");
      own.push(...page.filter((event) => String(at(event, "id")).startsWith("demo-")));
      since = Number(at(page.at(-1), "position"));
      more = page.length === 500;
    }
    expect(own.length).toBe(events.length);
    const models = builtinModels().map(({ model }) => model.id);
    const rules = (await alerts()).map((alert) => String(at(alert, "rule")));
    expect(rules.length).toBeLessThanOrEqual(120);
    expect(models.filter((id) => !rules.some((rule) => rule.startsWith(`${id}-`)))).toEqual([]);
  });

  test("CA-2: an objection that nobody answered and one answered late are overdue", async () => {
    await expect
      .poll(async () => (await alerts("&rule=PROC-AWD-012")).map((one) => at(one, "subject")))
      .toEqual(expect.arrayContaining(["cg-2026-956", "cg-2026-957"]));
  });

  test("CA-1: a case stands in every state, and people sign in with the demo's password", async () => {
    const { cases } = await seen();
    const states = listIn(cases).flatMap((one) => listIn(one, "tracks").map((track) => at(track, "state")));
    expect(caseStates.filter((state) => !states.includes(state))).toEqual([]);
    await expect(cookieOf(server, colleagues.chen.id, demoPassword)).resolves.toHaveProperty("cookie");
  });

  test("OP-1: filled once more nothing changes, nor when a run that was stopped goes on", async () => {
    const before = [await seen(), (await alerts()).length];
    expect(await fill()).toBe("known");
    const kept: unknown = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...Object(kept), done: ["sources"] }));
    expect(await fill()).toBe("filled");
    expect([await seen(), (await alerts()).length]).toEqual(before);
  });

  test("OP-1: a server on which people work already is left alone", async () => {
    const other = join(path, "..", "other.json");
    const order = { url: server.url, opsToken: server.running.opsToken, path: other, volume };
    expect(await fillOffice({ ...order, now: clock, say: () => undefined })).toBe("foreign");
    expect(existsSync(other)).toBe(false);
  });
});
