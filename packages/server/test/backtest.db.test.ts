import type { Model } from "@probity/contracts";
import { builtinModels } from "@probity/models";
import { Client } from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { howMany } from "../../../scripts/long-tests.ts";
import { openStore, type ServerConfig } from "../src/index.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines, describePostgres } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { importSample } from "./support/import-sample.ts";
import { changedModel, jobEnd, modelId, packOf, ruleId, versionApi } from "./support/models.ts";
import {
  at,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";
import { until } from "./support/until.ts";

interface Stored {
  readonly position: number;
  readonly rule: string;
  readonly source: string;
}

/** Every hit that the scorer stored, and its counts by rule. */
async function scorerFound(config: ServerConfig): Promise<{
  readonly hits: readonly Stored[];
  readonly counts: ReadonlyMap<string, object>;
  readonly alerts: ReadonlyMap<string, number>;
}> {
  const store = await openStore(config);
  try {
    const hits = await store.pool.query<Stored>(
      "select f.position, f.rule from finding f where result = 'hit' order by 1, 2",
    );
    const days = await store.pool.query<{ rule: string }>(
      `select rule, sum(hit)::int as hit, sum(clear)::int as clear, sum(not_applicable)::int as "notApplicable",
        sum(indeterminate)::int as indeterminate, sum(hit + clear + not_applicable + indeterminate)::int as evaluated
        from rule_day group by rule`,
    );
    const alerts = await store.pool.query<{ rule: string; n: number }>(
      "select rule, count(*)::int as n from alert group by rule",
    );
    return {
      hits: hits.rows,
      counts: new Map(days.rows.map(({ rule, ...counts }) => [rule, counts])),
      alerts: new Map(alerts.rows.map(({ rule, n }) => [rule, n])),
    };
  } finally {
    await store.close();
  }
}

const listOf = (value: unknown, key: string): readonly unknown[] => {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
};

/** The cost is measured, and what else there is in a log grows. */
const withoutClock = ({ cost, scope, ...rest }: Record<string, unknown>): object => {
  expect(at(cost, "candidate")).toMatchObject({ mean: expect.any(Number), p99: expect.any(Number) });
  return { ...rest, sources: at(scope, "sources") };
};

const deadlines: ReadonlySet<string> = new Set(
  builtinModels().flatMap(({ model }) =>
    model.rules.filter(({ deadline }) => deadline !== undefined).map(({ id }) => id),
  ),
);

const time = (n: number): string => new Date(Date.UTC(2026, 4, n)).toISOString();

describeEngines("ML-2: a backtest", (engine) => {
  test("FE-2: of the versions in force finds exactly what the scorer found, hit by hit", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    const results: unknown[] = [];
    let orders: unknown[] = [];
    try {
      const person = await server.addPerson();
      await importSample(server, howMany(25, 60));
      // Several sources, processes whose events came in between each other, events late and in any order of time.
      const other = await server.addSource();
      for (const days of [30, 10, 21, 5, 19])
        await other.send(
          ["a", "b"].map((ocid) =>
            tender(other.id, ocid, days, { time: new Date(Date.UTC(2026, 0, days)).toISOString() }),
          ),
        );
      await server.scored();
      const { body } = await person.ops("GET", "/ops/models?state=active&limit=500");
      const versions = listOf(body, "versions");
      expect(versions.length).toBeGreaterThan(10);
      for (const version of versions) {
        const [id, number] = [String(at(version, "id")), String(at(version, "version"))];
        const job = await versionApi(number, id)(person, "backtests");
        orders.push(at(job.body, "id"));
        expect(await jobEnd(person, at(job.body, "id"))).toMatchObject({ body: { state: "done" } });
        const path = `/ops/models/${id}/${number}/proofs/${String(at(job.body, "id"))}`;
        results.push(at((await person.ops("GET", path)).body, "result"));
      }
      orders = [...new Set(orders)];
    } finally {
      await server.close();
    }
    expect(orders).toHaveLength(results.length);
    const { hits, counts, alerts } = await scorerFound(config);
    expect(hits.length).toBeGreaterThan(50);
    const rules = results.flatMap((result) => listOf(result, "rules"));
    expect(rules.length).toBeGreaterThan(20);
    const told = new Set(rules.map((rule) => at(rule, "rule")));
    expect([...new Set(hits.map(({ rule }) => rule))].filter((rule) => !told.has(rule))).toEqual([]);
    for (const rule of rules) {
      const id = String(at(rule, "rule"));
      // What they find depends on the time that has passed; their own tests compare them.
      if (deadlines.has(id)) continue;
      const stored = hits.filter((hit) => hit.rule === id).map(({ position }) => position);
      expect(at(rule, "candidate"), id).toEqual(counts.get(id));
      expect(at(rule, "inForce"), id).toEqual(counts.get(id));
      expect(at(rule, "hits"), id).toEqual({ kept: stored.length, new: 0, lost: 0 });
      const shown = listOf(at(rule, "examples"), "kept").map(Number);
      if (stored.length <= 100)
        expect(
          shown.toSorted((a, b) => a - b),
          id,
        ).toEqual(stored);
      else
        expect(
          shown.filter((position) => !stored.includes(position)),
          id,
        ).toEqual([]);
      const opened = alerts.get(id) ?? 0;
      expect(at(rule, "alerts"), id).toEqual({ candidate: opened, inForce: opened });
    }
  });

  test("is the same each time, keeps to its sources and period, and says what nobody can judge", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const person = await server.addPerson();
      const [one, two] = [await server.addSource("one"), await server.addSource("two")];
      const gone = tender("one", "p-gone", 10, { time: time(3) });
      await one.send([
        tender("one", "p-1", 22, { time: time(1) }),
        gone,
        tender("one", "p-2", 30, { time: time(9) }),
        // Same process, later: judged with the record, which holds what came before the period.
        tender("one", "p-1", 22, { time: time(8), data: { ocid: "p-1", tender: { id: "T1" } } }),
      ]);
      await two.send([tender("two", "p-1", 22, { time: time(8) })]);
      await server.scored();
      await server.ops("POST", "/ops/erase", {
        source: "one",
        eventId: gone.id,
        basis: "request",
        by: "clerk",
      });
      await server.scored();
      const model = changedModel({ version: "1.1.0" });
      await person.ops("POST", "/ops/models/drafts", { pack: packOf(model) });
      const step = versionApi("1.1.0");
      await step(person, "check");
      const run = async (order: object): Promise<Record<string, unknown>> => {
        const { body } = await step(person, "backtests", order);
        expect((await jobEnd(person, at(body, "id"))).body).toMatchObject({ state: "done" });
        const path = `/ops/models/${modelId}/1.1.0/proofs/${String(at(body, "id"))}`;
        return at((await person.ops("GET", path)).body, "result") as Record<string, unknown>;
      };
      const [first, second] = [await run({}), await run({})];
      expect(withoutClock(first)).toEqual(withoutClock(second));
      expect(first).toMatchObject({ totals: { judged: 4, erased: 1, hits: { lost: 0 } } });
      const part = await run({ sources: ["one"], from: time(8), to: time(9) });
      expect(part).toMatchObject({
        scope: { from: time(8), to: time(9), sources: [{ source: "one", judged: 1, erased: 0 }] },
      });
      expect(listOf(part, "rules")).toContainEqual(
        expect.objectContaining({ rule: ruleId, hits: { kept: 0, new: 1, lost: 0 } }),
      );
    } finally {
      await server.close();
    }
  });

  test("a model that is new is compared with nothing: all its hits are new", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const person = await server.addPerson();
      const source = await server.addSource();
      await source.send([tender(source.id, "p", 10)]);
      const renamed = JSON.stringify(changedModel({ version: "1.0.0" })).replaceAll(modelId, "TEST-NEW");
      const model = JSON.parse(renamed) as ReturnType<typeof changedModel>;
      const cases = [
        {
          rule: "TEST-NEW-001",
          name: "empty",
          type: "procurement.tender.published",
          data: {},
          expect: "indeterminate",
        },
      ];
      const { packModel } = await import("@probity/models");
      const pack: unknown = JSON.parse(packModel({ model, cases: cases as never }));
      expect(await person.ops("POST", "/ops/models/drafts", { pack })).toMatchObject({ status: 201 });
      const step = versionApi("1.0.0", "TEST-NEW");
      expect((await step(person, "check")).body).toMatchObject({ ok: true, problems: [] });
      const { body } = await step(person, "backtests");
      await jobEnd(person, at(body, "id"));
      const proof = await person.ops("GET", `/ops/models/TEST-NEW/1.0.0/proofs/${String(at(body, "id"))}`);
      expect(proof.body).toMatchObject({
        result: { against: null, totals: { inForce: { evaluated: 0 }, hits: { kept: 0, lost: 0 } } },
      });
      expect(Number(at(proof.body, "result", "totals", "hits", "new"))).toBeGreaterThan(0);
    } finally {
      await server.close();
    }
  });
});

const many = howMany(900, 1_500);

/** So many rules more that a backtest takes some seconds. */
const heavy = (model: Model): Model => ({
  ...model,
  rules: [
    ...model.rules,
    ...Array.from({ length: 25 }, (_, n) => {
      const [rule] = model.rules;
      if (rule === undefined) throw new Error("no rule");
      return { ...rule, id: `${modelId}-${900 + n}`, version: "1.0.0" };
    }),
  ],
});

async function fill(source: TestSource): Promise<void> {
  for (let from = 0; from < many; from += 100) {
    const events = Array.from({ length: 100 }, (_, index) =>
      tender(source.id, `p-${(from + index) % 300}`, 5 + ((from + index) % 40), {
        id: `e-${from + index}`,
        time: new Date(Date.UTC(2026, 0, 1) + (from + index) * 3_600_000).toISOString(),
      }),
    );
    expect((await source.send(events)).body).toMatchObject({ accepted: 100 });
  }
}

async function draftReady(person: TestPerson): Promise<void> {
  await person.ops("POST", "/ops/models/drafts", {
    pack: packOf(changedModel({ version: "1.1.0", change: heavy })),
  });
  expect((await versionApi("1.1.0")(person, "check")).body).toMatchObject({ ok: true });
}

/** Waits until a job has done a part of its work, but not all. */
async function underWay(person: Pick<TestPerson, "ops">, id: unknown, part = 0): Promise<unknown> {
  for (;;) {
    const { body } = await person.ops("GET", `/ops/jobs/${String(id)}`);
    if (Number(at(body, "done")) > part * many) return body;
    if (at(body, "state") === "done") throw new Error("the job was too quick");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describeEngines("a backtest under way", (engine) => {
  const children: ChildServer[] = [];
  const servers: TestServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    for (const child of children.splice(0)) await child.kill();
  });

  test("tells how far it is, lets the server serve, and is cancelled by anybody at once", async () => {
    const server = await startTestServer(await engine.newConfig());
    servers.push(server);
    const person = await server.addPerson();
    const other = await server.addPerson();
    const source = await server.addSource();
    await fill(source);
    await server.scored();
    await draftReady(person);
    const step = versionApi("1.1.0");
    const { body: job } = await step(person, "backtests");
    // The same again while it runs is the same job.
    expect(at((await step(person, "backtests")).body, "id")).toBe(at(job, "id"));
    expect(await underWay(person, at(job, "id"))).toMatchObject({
      state: "running",
      total: expect.any(Number),
    });
    // All at once, so that they are answered while it runs on a slow machine too: that it can be cancelled proves it.
    const start = performance.now();
    const checks = Array.from({ length: 20 }, () =>
      source.post("/v1/precheck", { type: "procurement.award.decided", data: {} }),
    );
    for (const { status } of await Promise.all(checks)) expect(status).toBe(200);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(await other.ops("POST", `/ops/jobs/${String(at(job, "id"))}/cancel`)).toMatchObject({
      body: { state: "cancelled", cancelledBy: other.id },
    });
    expect(await other.ops("POST", `/ops/jobs/${String(at(job, "id"))}/cancel`)).toMatchObject({
      status: 409,
      body: { code: "PROBITY_E_JOB_STATE" },
    });
    expect((await server.ops("POST", `/ops/jobs/${String(at(job, "id"))}/cancel`)).body).toMatchObject({
      code: "PROBITY_E_PERSON",
    });
    await step(person, "shadow");
    expect((await step(person, "submit")).body).toMatchObject({ code: "PROBITY_E_MODEL_UNPROVED" });
    expect(
      at((await person.ops("GET", `/ops/models/${modelId}/1.1.0`)).body, "proofs", "backtest"),
    ).toBeNull();
    // The next one runs.
    const { body: next } = await step(person, "backtests");
    expect((await jobEnd(person, at(next, "id"))).body).toMatchObject({ state: "done" });
    expect((await person.ops("GET", "/ops/jobs?kind=backtest")).body).toMatchObject({
      jobs: [{ state: "done", result: at(next, "id") }, { state: "cancelled" }],
    });
  });

  test("OP-6: kill -9 of the server in the midst: it goes on after the restart, with the result of a calm run", async () => {
    const config = await engine.newConfig();
    const start = async (): Promise<ChildServer> => {
      const child = await startChildServer(config);
      children.push(child);
      return child;
    };
    let child = await start();
    const { token, id: personId } = await child.addPerson("tester");
    const source = await child.addSource("s");
    await fill(source);
    await child.scored();
    const as = (server: ChildServer): TestPerson => ({
      id: personId,
      token,
      ops: async (method, path, body) => {
        const answer = await fetch(`${server.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return { status: answer.status, headers: answer.headers, body: await answer.json() };
      },
    });
    await draftReady(as(child));
    const step = versionApi("1.1.0");
    const { body: calm } = await step(as(child), "backtests");
    expect((await jobEnd(as(child), at(calm, "id"))).body).toMatchObject({ state: "done", attempt: 1 });
    const { body: hard } = await step(as(child), "backtests");
    await underWay(as(child), at(hard, "id"), 0.3);
    await child.kill();
    child = await start();
    const ended = await jobEnd(as(child), at(hard, "id"));
    expect(ended.body).toMatchObject({ state: "done", attempt: 2 });
    const resultOf = async (id: unknown): Promise<object> => {
      const path = `/ops/models/${modelId}/1.1.0/proofs/${String(id)}`;
      const {
        cost: _,
        scope,
        ...rest
      } = at((await as(child).ops("GET", path)).body, "result") as Record<string, unknown>;
      return { ...rest, sources: at(scope, "sources") };
    };
    expect(await resultOf(at(hard, "id"))).toEqual(await resultOf(at(calm, "id")));
  });

  test("OP-6: a server that stops hands it on; it goes on where it was", async () => {
    const config = await engine.newConfig();
    const first = await startTestServer(config);
    const person = await first.addPerson("tester");
    await fill(await first.addSource("s"));
    await first.scored();
    await draftReady(person);
    const { body: job } = await versionApi("1.1.0")(person, "backtests");
    await underWay(person, at(job, "id"), 0.3);
    await first.close();
    const second = await startTestServer(config);
    servers.push(second);
    expect((await jobEnd(second, at(job, "id"))).body).toMatchObject({ state: "done", attempt: 1 });
  });
});

describePostgres("OP-6: a database that goes away under a backtest", (engine) => {
  test("costs it no attempt: it goes on where it was", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    const other = new Client({ connectionString: config.databaseUrl });
    await other.connect();
    try {
      const person = await server.addPerson();
      await fill(await server.addSource("s"));
      await server.scored();
      await draftReady(person);
      const { body: job } = await versionApi("1.1.0")(person, "backtests");
      await underWay(person, at(job, "id"), 0.3);
      await other.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`);
      const ended = await until(async () => {
        const { rows } = await other.query<{ state: string; attempt: number; failure: string | null }>(
          "select state, attempt, failure from job",
        );
        return ["done", "failed"].includes(rows[0]?.state ?? "") ? rows[0] : undefined;
      });
      expect(ended).toEqual({ state: "done", attempt: 1, failure: null });
    } finally {
      await other.end();
      await server.close();
    }
  });
});

describePostgres("two servers", (engine) => {
  test("run no job twice; the one that is left takes over", async () => {
    const config = await engine.newConfig();
    const [one, two] = [await startTestServer(config), await startTestServer(config)];
    try {
      const person = await one.addPerson();
      await fill(await one.addSource("s"));
      await one.scored();
      await draftReady(person);
      const step = versionApi("1.1.0");
      const wanted = [undefined, "2026-01-05T00:00:00Z", "2026-01-09T00:00:00Z", "2026-01-13T00:00:00Z"];
      const asTwo: Pick<TestPerson, "ops"> = {
        ops: (method, path, body) =>
          fetch(`${two.url}${path}`, {
            method,
            headers: { authorization: `Bearer ${person.token}`, "content-type": "application/json" },
            body: JSON.stringify(body),
          }).then(async (answer) => ({
            status: answer.status,
            headers: answer.headers,
            body: await answer.json(),
          })),
      };
      const jobs = await Promise.all(
        wanted.map((from, index) =>
          step(index % 2 === 0 ? person : asTwo, "backtests", { ...(from !== undefined && { from }) }),
        ),
      );
      for (const { body } of jobs)
        expect((await jobEnd(one, at(body, "id"))).body).toMatchObject({ state: "done", attempt: 1 });
      const { body } = await person.ops("GET", `/ops/models/${modelId}/1.1.0/proofs`);
      expect(listOf(body, "proofs").filter((proof) => at(proof, "kind") === "backtest")).toHaveLength(4);
    } finally {
      await two.close();
      await one.close();
    }
  });
});

describe("numbers", () => {
  test("a 99th percentile in memory that does not grow is a few per cent above the truth at most", async () => {
    const { Histogram } = await import("../src/models/backtest/histogram.ts");
    let histogram = new Histogram();
    for (let n = 1; n <= 10_000; n++) {
      histogram.add(n);
      if (n % 1_000 === 0) histogram = new Histogram(JSON.parse(JSON.stringify(histogram)));
    }
    const summary = histogram.summary();
    expect(summary?.mean).toBeCloseTo(5_000.5);
    expect(summary?.p99).toBeGreaterThanOrEqual(9_900);
    expect(summary?.p99).toBeLessThanOrEqual(9_900 * 1.05);
    expect(new Histogram().summary()).toBeNull();
  });
});
