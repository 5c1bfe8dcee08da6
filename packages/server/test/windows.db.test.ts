import { rmSync } from "node:fs";
import { join } from "node:path";
import type { ProbityEvent } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { startChildServer } from "./support/child-server.ts";
import { cli, type CliResult } from "./support/cli.ts";
import { describeEngines, describePglite, describePostgres } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { bringToReview, jobEnd, modelId, packOf, versionApi } from "./support/models.ts";
import { at, sourceOf, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";
import { windowedModel, windowedRule } from "./support/windowed-model.ts";

const version = "2.0.0";
const day = (n: number): string => new Date(Date.UTC(2026, 4, n, 1)).toISOString();

/** A tender of the title that is counted. */
const counted = (
  source: TestSource,
  name: string,
  n: number,
  over: Partial<ProbityEvent> = {},
): ProbityEvent => tender(source.id, name, 30, { time: day(n), ...over });

async function inForce(server: TestServer, name = ""): Promise<unknown> {
  const [author, reviewer] = [await server.addPerson(`a${name}`), await server.addPerson(`r${name}`)];
  await bringToReview(author, windowedModel());
  return (await versionApi(version)(reviewer, "release")).body;
}

const windowsOf = async (server: Pick<TestServer, "ops">): Promise<readonly Record<string, unknown>[]> => {
  const { body } = await server.ops("GET", "/ops/windows");
  // A list of the operator API.
  const list = at(body, "windows") as readonly Record<string, unknown>[];
  // Built-in rules have windows of their own.
  const ours = list.filter((one) => String(one["usedBy"]).includes(windowedRule));
  return ours.toSorted((a, b) => String(a["usedBy"]).localeCompare(String(b["usedBy"])));
};

const members = async (server: Pick<TestServer, "ops">): Promise<readonly unknown[]> =>
  (await windowsOf(server)).map((one) => one["members"]);

/** What the windowed rule said about an event. */
async function findingOn(server: TestServer, event: ProbityEvent): Promise<unknown> {
  await server.scored();
  const { body } = await server.ops("GET", `/ops/events/${event.id}`);
  const findings: unknown = at(body, "findings");
  return Array.isArray(findings)
    ? findings.find((one: unknown) => at(one, "rule") === windowedRule)
    : undefined;
}

const manyIn = (finding: unknown): unknown => at(finding, "evidence", 0, "value");

describeEngines("FE-1: windows of rules", (engine) => {
  test("count what came before the release, late, repeated and corrected events, and forget erased ones", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const source = await server.addSource("s");
      const before = [1, 2, 3].map((n) => counted(source, `p${n}`, n));
      await source.send(before);
      await server.scored();
      expect(await inForce(server)).toMatchObject({ released: 1, waiting: [] });
      expect(await windowsOf(server)).toMatchObject([
        { scope: "s", members: 3, usedBy: [`${windowedRule}.days`] },
        {
          scope: "s",
          state: "ready",
          filled: 100,
          members: 3,
          keys: 1,
          largestKey: 3,
          usedBy: [`${windowedRule}.many`],
        },
        { scope: "*", members: 3, usedBy: [`${windowedRule}.total`] },
      ]);

      const fourth = counted(source, "p4", 10);
      await source.send([fourth, before[0]]);
      const found = await findingOn(server, fourth);
      expect(manyIn(found)).toBe(4);
      expect(at(found, "evidence", 1, "value")).toEqual({ amount: 2_000_000_000, currency: "CNY" });
      const related = at(found, "related");
      expect(
        Array.isArray(related) ? related.map((one: unknown) => [at(one, "feature"), at(one, "subject")]) : [],
      ).toEqual(
        ["days", "many", "total"].flatMap((feature) =>
          ["p1", "p2", "p3"].map((subject) => [feature, subject]),
        ),
      );
      expect(at(found, "related", 6, "value")).toEqual({ amount: 500_000_000, currency: "CNY" });

      // Late: of its own time there were two before it, and one of these is corrected in the same breath.
      const correction = counted(source, "p1", 1, { corrects: before[0]?.id });
      const late = counted(source, "late", 2);
      const fifth = counted(source, "p5", 11);
      await source.send([correction, late, fifth]);
      expect(manyIn(await findingOn(server, fifth))).toBe(6);
      expect(manyIn(await findingOn(server, late))).toBe(3);

      const erased = await server.ops("POST", "/ops/erase", {
        source: "s",
        eventId: before[1]?.id,
        basis: "law",
        by: "me",
      });
      expect(erased.body).toMatchObject({ outcome: "erased" });
      // What showed its values shows nothing any more; that there was a hit stays.
      expect(await findingOn(server, fourth)).toMatchObject({ result: "hit", evidence: [] });
      expect(await findingOn(server, fourth)).not.toHaveProperty("related");
      const sixth = counted(source, "p6", 12);
      await source.send([sixth]);
      expect(manyIn(await findingOn(server, sixth))).toBe(6);
      expect((await members(server)).map(Number)).toEqual([7, 7, 7]);

      // Erasing the correction brings what it corrected back, as if it had never been.
      await server.ops("POST", "/ops/erase", { source: "s", eventId: correction.id, basis: "law", by: "me" });
      const seventh = counted(source, "p7", 13);
      await source.send([seventh]);
      expect(manyIn(await findingOn(server, seventh))).toBe(7);

      const [, first] = await windowsOf(server);
      const rebuilt = await server.ops("POST", `/ops/windows/${String(first?.["id"])}/rebuild`);
      expect(rebuilt.status).toBe(202);
      await until(async () =>
        (await windowsOf(server)).some((one) => one["id"] === at(rebuilt.body, "rebuild")),
      );
      const again = (await windowsOf(server)).find((one) => one["id"] === at(rebuilt.body, "rebuild"));
      expect(again).toMatchObject({
        members: 7,
        rebuilt: { differences: 0 },
        usedBy: [`${windowedRule}.many`],
      });
      const uncounted = (await server.ops("GET", "/ops/windows?counts=false")).body;
      expect(at(uncounted, "windows")).toContainEqual(
        expect.objectContaining({
          id: at(rebuilt.body, "rebuild"),
          state: "ready",
          filled: 100,
          members: null,
          bytes: null,
        }),
      );
      const eighth = counted(source, "p8", 14);
      await source.send([eighth]);
      expect(manyIn(await findingOn(server, eighth))).toBe(8);
      expect((await server.ops("POST", "/ops/windows/99999/rebuild")).status).toBe(404);
    } finally {
      await server.close();
    }
  });

  test("CLI: people read what windows cost, which events were counted, and have members made again", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    const run = (...argv: readonly string[]): Promise<CliResult> =>
      cli(config.dataDir, [...argv, "--url", server.url], { PROBITY_OPS_TOKEN: server.running.opsToken });
    try {
      const source = await server.addSource("s");
      await source.send([1, 2, 3].map((n) => counted(source, `p${n}`, n)));
      await server.scored();
      const [author, reviewer] = [await server.addPerson("a"), await server.addPerson("r")];
      await bringToReview(author, windowedModel());
      const needed = await cli(
        config.dataDir,
        ["models", "release", `${modelId}@${version}`, "--dry-run", "--url", server.url],
        {
          PROBITY_TOKEN: reviewer.token,
        },
      );
      expect(needed.out).toMatch(/all sources +PROC-TND-900.total +entries of the log to read: 0/);
      await versionApi(version)(reviewer, "release");
      const last = counted(source, "p4", 4);
      await source.send([last]);
      await findingOn(server, last);
      const list = await run("windows");
      expect(list.out).toMatch(/PROC-TND-900.many +ready +4 +1 +4/);
      expect((await run("windows", "--lang", "zh-CN")).out).toContain("就绪");
      const alert = at((await server.ops("GET", `/ops/alerts?rule=${windowedRule}`)).body, "alerts", 0, "id");
      const shown = await run("alerts", "show", String(alert));
      expect(shown.out).toContain("counted with it (total)");
      expect(shown.out).toMatch(/ s +p1 .* 5,000,000.00 CNY/);
      expect((await run("alerts", "show", String(alert), "--lang", "zh-CN")).out).toContain(
        "相关事件（total）",
      );
      const [first] = await windowsOf(server);
      const rebuilt = await run("windows", "rebuild", String(first?.["id"]));
      expect(rebuilt).toMatchObject({ code: 0, out: expect.stringContaining(": 0 differences") });
      expect((await run("windows", "rebuild", "99999")).err).toContain("PROBITY_E_NOT_FOUND");
      expect((await run("windows", "rebuild", "x")).code).toBe(2);
    } finally {
      await server.close();
    }
  });

  test("FE-2: a backtest finds what the scorer found, hit by hit, and so did the version in shadow", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const [one, two] = [await server.addSource("one"), await server.addSource("two")];
      const [author, reviewer] = [await server.addPerson("a"), await server.addPerson("r")];
      await one.send([counted(one, "early", 1), counted(one, "late", 9)]);
      await server.scored();
      await bringToReview(author, windowedModel());
      await versionApi(version)(author, "return", { reason: "again" });
      await versionApi(version)(author, "shadow");
      const sent: ProbityEvent[] = [];
      for (const n of [3, 2, 9, 8, 1, 20, 19]) {
        const batch = [one, two].map((source) =>
          counted(source, `p${n}`, n, { corrects: n === 19 ? sent[2]?.id : undefined }),
        );
        sent.push(...batch);
        for (const [index, source] of [one, two].entries()) await source.send([batch[index]]);
      }
      await server.scored();
      const shadow = (await server.ops("GET", `/ops/models/${modelId}/${version}/shadow`)).body;
      await versionApi(version)(author, "submit");
      expect((await versionApi(version)(reviewer, "release")).body).toMatchObject({ state: "active" });
      // The same events once more, of other processes and later: these the scorer judges with the version in force.
      for (const n of [30, 25, 29])
        for (const source of [one, two]) await source.send([counted(source, `q${n}`, n)]);
      await server.scored();
      const job = (await versionApi(version)(author, "backtests")).body;
      expect(await jobEnd(author, at(job, "id"))).toMatchObject({ body: { state: "done" } });
      const proof = await author.ops(
        "GET",
        `/ops/models/${modelId}/${version}/proofs/${String(at(job, "id"))}`,
      );
      const rules: unknown = at(proof.body, "result", "rules");
      const result: unknown = Array.isArray(rules)
        ? rules.find((rule: unknown) => at(rule, "rule") === windowedRule)
        : undefined;
      const stored = await hitsIn(server);
      const examples = at(result, "examples", "kept");
      const shown = (Array.isArray(examples) ? examples.map(Number) : []).toSorted((x, y) => x - y);
      expect(stored.scored.length).toBeGreaterThan(4);
      expect(stored.shadow.length).toBeGreaterThan(5);
      expect(shown.filter((position) => position > stored.shadowEnd)).toEqual(stored.scored);
      expect(shown.filter((position) => position <= stored.shadowEnd)).toEqual(stored.shadow);
      expect(at(shadow, "total", "failed")).toBe(0);
      const windows = at(proof.body, "result", "windows");
      const ours = (Array.isArray(windows) ? windows : []).filter((needed: unknown) =>
        String(at(needed, "usedBy")).includes(windowedRule),
      );
      expect(ours.map((needed: unknown) => at(needed, "left"))).toEqual([0, 0, 0, 0, 0]);
    } finally {
      await server.close();
    }
  });

  test("ML-1: a release waits until the windows are filled; the older bundle stays in force", async () => {
    const server = await startTestServer(await engine.newConfig(), { inlineWindowEntries: 0 });
    try {
      const [source, other] = [await server.addSource("s"), await server.addSource("other")];
      await source.send([1, 2, 3].map((n) => counted(source, `p${n}`, n)));
      await server.scored();
      const versionOf = async (): Promise<unknown> => {
        const payload = String(at((await source.get("/v1/bundle")).body, "payload"));
        return at(JSON.parse(Buffer.from(payload, "base64").toString("utf8")), "version");
      };
      const before = await versionOf();
      const [author, reviewer] = [await server.addPerson("a"), await server.addPerson("r")];
      // Proved at another source: of this one, nobody keeps the members yet.
      await author.ops("POST", "/ops/models/drafts", { pack: packOf(windowedModel()) });
      const step = versionApi(version);
      await step(author, "check");
      const job = (await step(author, "backtests", { sources: [other.id] })).body;
      await jobEnd(author, at(job, "id"));
      await step(author, "shadow");
      await step(author, "submit");
      const dry = (await step(reviewer, "release", { dryRun: true })).body;
      const windows = at(dry, "windows");
      expect(
        Array.isArray(windows)
          ? windows.map((one: unknown) => [at(one, "scope"), Number(at(one, "left")) > 0])
          : [],
      ).toEqual(
        expect.arrayContaining([
          ["s", true],
          ["*", false],
          ["other", false],
        ]),
      );
      const released = (await step(reviewer, "release")).body;
      expect(released).toMatchObject({
        state: "active",
        waiting: [{ source: "s", left: expect.any(Number) }],
      });
      // Judged by the older bundle, or by the new one with everything counted; never by a window without its members.
      const between = counted(source, "p0", 4);
      await source.send([between]);
      expect([undefined, 4]).toContain(manyIn(await findingOn(server, between)));
      await until(async () => (await versionOf()) !== before);
      const next = counted(source, "p4", 4);
      await source.send([next]);
      expect(manyIn(await findingOn(server, next))).toBe(5);
      expect(at((await server.ops("GET", "/ops/windows")).body, "waiting")).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

interface StoredHits {
  readonly scored: readonly number[];
  readonly shadow: readonly number[];
  readonly shadowEnd: number;
}

/** Positions of the hits of the windowed rule. */
async function hitsIn(server: TestServer): Promise<StoredHits> {
  const { body } = await server.ops(
    "GET",
    `/ops/models/${modelId}/${version}/shadow/hits?rule=${windowedRule}&limit=500`,
  );
  const hits: unknown = at(body, "hits");
  const shadow = (Array.isArray(hits) ? hits : [])
    .map((one: unknown) => Number(at(one, "position")))
    .toSorted((a, b) => a - b);
  const alerts = await server.ops("GET", `/ops/alerts?rule=${windowedRule}&limit=500`);
  const list: unknown = at(alerts.body, "alerts");
  const scored: number[] = [];
  for (const alert of Array.isArray(list) ? list : []) {
    const one = await server.ops("GET", `/ops/alerts/${String(at(alert, "id"))}`);
    const findings: unknown = at(one.body, "findings");
    for (const finding of Array.isArray(findings) ? findings : [])
      scored.push(Number(at(finding, "position")));
  }
  return { scored: scored.toSorted((a, b) => a - b), shadow, shadowEnd: shadow.at(-1) ?? 0 };
}

describe("OP-5: windows after a crash", () => {
  describeEngines("kill -9 of the scorer", (engine) => {
    test("leaves no member twice and none out", async () => {
      const config = await engine.newConfig();
      const first = await startChildServer(config);
      const source = await first.addSource("s");
      const [author, reviewer] = [await first.addPerson("a"), await first.addPerson("r")];
      await bringToReview(author, windowedModel());
      await versionApi(version)(reviewer, "release");
      const sending = Array.from({ length: 12 }, async (_, batch) => {
        const events = Array.from({ length: 50 }, (__, n) => counted(source, `p${batch}-${n}`, n % 28));
        return await source.send(events).catch(() => undefined);
      });
      await Promise.all(sending.slice(0, 6));
      await first.kill();
      await Promise.allSettled(sending);
      const second = await startChildServer(config);
      try {
        await second.scored();
        const stats = await second.ops("GET", "/ops/stats");
        expect(at(stats.body, "lag")).toBe(0);
        const [many, total] = await members(second);
        expect(Number(many)).toBe(Number(total));
        expect(Number(many)).toBeGreaterThanOrEqual(300);
      } finally {
        await second.stop();
      }
      const store = await openStore(config);
      try {
        const { rows } = await store.pool.query<{ events: number; members: number }>(
          `select (select count(*)::int from event where type = 'procurement.tender.published') as events,
            (select count(*)::int from window_member m join window_definition d on d.id = m.definition where d.scope = '*' and d.definition like '%"title"%') as members`,
        );
        expect(rows[0]?.members).toBe(rows[0]?.events);
      } finally {
        await store.close();
      }
    });
  });

  describePglite("LO-9: a database that is made again from its journal", (engine) => {
    test("has its members again, but for those of erased events", async () => {
      const config = await engine.newConfig();
      const first = await startTestServer(config);
      const source = await first.addSource("s");
      const events = [1, 2, 3, 4].map((n) => counted(source, `p${n}`, n));
      await source.send(events);
      await first.scored();
      await inForce(first);
      await first.ops("POST", "/ops/erase", { source: "s", eventId: events[0]?.id, basis: "law", by: "me" });
      await first.scored();
      await first.close();
      rmSync(join(config.dataDir, "db"), { recursive: true });
      const second = await startTestServer(config);
      try {
        await second.scored();
        expect(await members(second)).toEqual([3, 3, 3]);
        const next = counted(source, "p5", 5);
        await sourceOf(second.url, source.id, source.key).send([next]);
        expect(manyIn(await findingOn(second, next))).toBe(4);
      } finally {
        await second.close();
      }
    });
  });

  describePostgres("OP-5: two servers on one database", (engine) => {
    test("fill and score together, and count every event once", async () => {
      const config = await engine.newConfig();
      const [first, second] = [
        await startTestServer(config, { inlineWindowEntries: 0 }),
        await startTestServer(config),
      ];
      try {
        const source = await first.addSource("s");
        for (let batch = 0; batch < 10; batch++)
          await source.send(Array.from({ length: 50 }, (_, n) => counted(source, `a${batch}-${n}`, n % 28)));
        const releasing = inForce(first);
        for (let batch = 0; batch < 6; batch++)
          await source.send(Array.from({ length: 50 }, (_, n) => counted(source, `b${batch}-${n}`, n % 28)));
        await releasing;
        await second.scored();
        await until(async () => (await windowsOf(second)).every((one) => one["state"] === "ready"));
        expect(await members(second)).toEqual([800, 800, 800]);
      } finally {
        await second.close();
        await first.close();
      }
    });
  });
});
