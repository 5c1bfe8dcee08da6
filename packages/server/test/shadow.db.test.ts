import type { Cases, JsonObject, Model } from "@probity/contracts";
import { packModel } from "@probity/models";
import { expect, test } from "vitest";
import { Client } from "pg";
import { openStore } from "../src/index.ts";
import { describeEngines, describePostgres, type Engine } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { changedModel, modelId, packOf, ruleId, versionApi } from "./support/models.ts";
import { at, sourceOf, startTestServer, type TestPerson, type TestServer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const version = "2.0.0";
const step = versionApi(version);

/** Hits below 15 days instead of 20, under another name of the parameter. */
const renamed = (model: Model): Model =>
  JSON.parse(JSON.stringify(model).replaceAll("limitCn", "limitHere")) as Model;

async function intoShadow(person: TestPerson, model: Model, cases?: Cases): Promise<void> {
  // A pack is JSON.
  const pack = cases === undefined ? packOf(model) : (JSON.parse(packModel({ model, cases })) as JsonObject);
  expect(await person.ops("POST", "/ops/models/drafts", { pack })).toMatchObject({
    status: 201,
    body: { outcome: "created" },
  });
  expect((await step(person, "check")).body).toMatchObject({ ok: true });
  expect((await step(person, "shadow")).body).toMatchObject({ state: "shadow" });
}

async function reportOf(server: TestServer): Promise<Readonly<Record<string, unknown>>> {
  await server.scored();
  const { body } = await server.ops("GET", `/ops/models/${modelId}/${version}/shadow`);
  const rules = at(body, "rules");
  const rule: unknown = Array.isArray(rules)
    ? rules.find((one: unknown) => at(one, "rule") === ruleId)
    : undefined;
  return {
    total: at(body, "total"),
    rule,
    sources: at(body, "sources"),
    days: at(body, "days"),
    from: at(body, "from"),
  };
}

describeEngines("ML-1: a version in shadow", (engine) => {
  test("counts what it finds beside the version in force, and neither alerts nor approvers notice", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const person = await server.addPerson();
      const source = await server.addSource("s");
      await server.ops("PUT", "/ops/sources/s/bindings", {
        bindings: [{ id: "b", rule: ruleId, source: "s", action: "block" }],
      });
      // Before it began: not judged.
      await source.send([tender("s", "early", 10)]);
      await server.scored();
      await intoShadow(person, changedModel({ version, limit: 15 }));
      await source.send([10, 12, 17, 30].map((days) => tender("s", `p-${days}`, days)));
      expect(await reportOf(server)).toMatchObject({
        rule: { hit: 2, clear: 2, notApplicable: 0, indeterminate: 0, kept: 2, new: 0, lost: 1 },
        sources: [{ source: "s", failed: 0 }],
        days: [{ day: "2026-05-01" }],
      });
      const hits = await server.ops(
        "GET",
        `/ops/models/${modelId}/${version}/shadow/hits?rule=${ruleId}&comparison=lost`,
      );
      expect(hits.body).toMatchObject({
        hits: [{ binding: "b", comparison: "lost", finding: { rule: ruleId, version: "1.0.0" } }],
      });
      const alerts = await server.ops("GET", `/ops/alerts?source=s&rule=${ruleId}`);
      const subjects = at(alerts.body, "alerts");
      expect(Array.isArray(subjects) ? subjects.map((one: unknown) => at(one, "ruleVersion")) : []).toEqual(
        Array.from({ length: 4 }, () => "1.0.0"),
      );
      const { type, data } = tender("s", "p-17", 17);
      expect((await source.post("/v1/precheck", { type, data })).body).toMatchObject({ outcome: "block" });

      // What it found is kept with the version when it leaves, and begins anew when it comes back.
      await step(person, "return", { reason: "look again" });
      await source.send([tender("s", "between", 10)]);
      await server.scored();
      const { body } = await person.ops("GET", `/ops/models/${modelId}/${version}/proofs`);
      expect(at(body, "proofs", 0)).toMatchObject({ kind: "shadow", ok: true });
      const kept = await person.ops(
        "GET",
        `/ops/models/${modelId}/${version}/proofs/${String(at(body, "proofs", 0, "id"))}`,
      );
      expect(at(kept.body, "result", "rules")).toContainEqual(
        expect.objectContaining({ rule: ruleId, hit: 2, lost: 1 }),
      );
      await step(person, "shadow");
      await source.send([tender("s", "again", 10)]);
      expect(await reportOf(server)).toMatchObject({ rule: { hit: 1, kept: 1, lost: 0 } });
    } finally {
      await server.close();
    }
  });

  test("AL-4: one that fails is counted as failed; every event is scored as if it were not there", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const person = await server.addPerson();
      const [good, bad] = [await server.addSource("good"), await server.addSource("bad")];
      await intoShadow(person, changedModel({ version, limit: 15, change: renamed }));
      // Fits the version in force alone.
      const bindings = {
        bindings: [{ id: "b", rule: ruleId, source: "bad", action: "warn", params: { limitCn: 40 } }],
      };
      expect((await server.ops("PUT", "/ops/sources/bad/bindings", bindings)).status).toBe(200);
      const event = tender("bad", "p", 30);
      await bad.send([event]);
      await good.send([tender("good", "p", 10)]);
      expect(await reportOf(server)).toMatchObject({
        total: { failed: 1 },
        sources: [
          { source: "bad", failed: 1, hit: 0 },
          { source: "good", failed: 0 },
        ],
      });
      const { body } = await server.ops("GET", `/ops/events/${event.id}`);
      expect(at(body, "findings")).toContainEqual(
        expect.objectContaining({ rule: ruleId, version: "1.0.0", result: "hit", action: "warn" }),
      );
      // It cannot be released either: it does not fit every source.
      expect((await step(person, "check")).body).toMatchObject({
        ok: false,
        sources: [
          { source: "bad", ok: false, errors: [{ path: "b.limitCn" }] },
          { source: "good", ok: true },
        ],
      });
      expect((await step(person, "submit")).body).toMatchObject({ code: "PROBITY_E_MODEL_UNPROVED" });
    } finally {
      await server.close();
    }
  });

  test("AL-4: results that the database refuses are left out, and scoring goes on", async () => {
    const config = await engine.newConfig();
    const first = await startTestServer(config);
    const person = await first.addPerson();
    const { key } = await first.addSource("s");
    await intoShadow(person, changedModel({ version, limit: 15 }));
    await first.close();
    const store = await openStore(config);
    await store.pool.query("alter table shadow_day add constraint refuse check (hit < 1)");
    await store.close();
    const server = await startTestServer(config);
    try {
      const event = tender("s", "p", 10);
      await sourceOf(server.url, "s", key).send([event]);
      await server.scored();
      const { body } = await server.ops("GET", `/ops/events/${event.id}`);
      expect(at(body, "result")).toMatchObject({ failure: null });
      expect(at(body, "alerts")).not.toHaveLength(0);
      expect(await reportOf(server)).toMatchObject({ rule: undefined });
    } finally {
      await server.close();
    }
  });

  test("lists every hit, page by page, also where several bindings hit at one event", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const person = await server.addPerson();
      const source = await server.addSource("s");
      const bindings = ["a", "b", "c"].map((id) => ({ id, rule: ruleId, source: "s", action: "observe" }));
      expect((await server.ops("PUT", "/ops/sources/s/bindings", { bindings })).status).toBe(200);
      await intoShadow(person, changedModel({ version, limit: 25 }));
      await source.send([tender("s", "p", 10), tender("s", "q", 10)]);
      await server.scored();
      const found: unknown[] = [];
      for (let cursor = ""; ;) {
        const path = `/ops/models/${modelId}/${version}/shadow/hits?rule=${ruleId}&limit=2${cursor}`;
        // oxlint-disable-next-line no-await-in-loop -- page after page
        const { status, body } = await server.ops("GET", path);
        expect(status).toBe(200);
        const hits = at(body, "hits");
        if (Array.isArray(hits)) found.push(...hits.map((one: unknown) => at(one, "binding")));
        const next = at(body, "next");
        if (next === undefined) break;
        cursor = `&cursor=${encodeURIComponent(typeof next === "string" ? next : "")}`;
      }
      expect(found).toEqual(["a", "b", "c", "a", "b", "c"]);
    } finally {
      await server.close();
    }
  });

  test("SE-3: what it found goes with an erased payload; its counts stay", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const person = await server.addPerson();
      const source = await server.addSource("s");
      await intoShadow(person, changedModel({ version, limit: 25 }));
      const event = tender("s", "p", 10);
      await source.send([event, tender("s", "q", 10)]);
      await server.scored();
      const hits = async (): Promise<unknown> =>
        at(
          (await server.ops("GET", `/ops/models/${modelId}/${version}/shadow/hits?rule=${ruleId}`)).body,
          "hits",
        );
      expect(await hits()).toHaveLength(2);
      await server.ops("POST", "/ops/erase", {
        source: "s",
        eventId: event.id,
        basis: "request",
        by: "clerk",
      });
      expect(await hits()).toHaveLength(1);
      expect(await reportOf(server)).toMatchObject({ rule: { hit: 2 } });
    } finally {
      await server.close();
    }
  });
});

describePostgres("two servers", (engine) => {
  test("ML-1: count every event of either in shadow exactly once", async () => {
    const config = await engine.newConfig();
    const [one, two] = [await startTestServer(config), await startTestServer(config)];
    try {
      const person = await one.addPerson();
      const { key } = await one.addSource("s");
      await intoShadow(person, changedModel({ version, limit: 25 }));
      const send = async (server: TestServer, from: number): Promise<void> => {
        for (let n = 0; n < 10; n++)
          // oxlint-disable-next-line no-await-in-loop
          await sourceOf(server.url, "s", key).send(
            Array.from({ length: 20 }, (_, index) => tender("s", `p-${from + n * 20 + index}`, 22)),
          );
      };
      await Promise.all([send(one, 0), send(two, 1_000)]);
      expect(await reportOf(one)).toMatchObject({ rule: { hit: 400, kept: 0, new: 400, lost: 0 } });
    } finally {
      await two.close();
      await one.close();
    }
  });

  test("ML-1: what one server registers is known to the other, which judges by it at once", async () => {
    const config = await engine.newConfig();
    const [one, two] = [await startTestServer(config), await startTestServer(config)];
    try {
      const person = await one.addPerson();
      const { key } = await one.addSource("s");
      const type = {
        type: "acme.seal_used",
        version: "1.0",
        schema: { type: "object", properties: { copies: { type: "integer" } } },
      };
      expect((await one.ops("POST", "/ops/types", type)).status).toBe(201);
      // The rule of the model at the registered type, with a condition on its field.
      const sealed = (model: Model): Model => {
        const rules = model.rules.filter(({ id }) => id === ruleId);
        const over = {
          at: [type.type],
          reads: "event",
          when: "event.copies > 1",
          params: {},
          applies: undefined,
          evidence: [],
          message: { "zh-CN": "份数过多", en: "Too many copies" },
        } as const;
        // JSON drops what is undefined.
        return JSON.parse(
          JSON.stringify({ ...model, rules: rules.map((rule) => Object.assign({}, rule, over)) }),
        ) as Model;
      };
      await intoShadow(person, changedModel({ version, change: sealed }), [
        { rule: ruleId, name: "two copies", type: type.type, data: { copies: 2 }, expect: "hit" },
      ]);
      await one.close();
      const left = sourceOf(two.url, "s", key);
      // Of a type that it always knew: the version is made ready before this server has heard of the other type.
      await left.send([tender("s", "p", 22)]);
      await two.scored();
      const data = { copies: 2, actor: { unitId: "u-1" } };
      const event = {
        specversion: "1.0",
        id: "e-1",
        source: "s",
        type: type.type,
        time: "2026-05-01T09:00:00Z",
        data,
      };
      const sent = await left.send([event]);
      expect(sent.body).toMatchObject({ results: [{ status: "accepted" }] });
      expect(await reportOf(two)).toMatchObject({ total: { hit: 1, failed: 0 } });
    } finally {
      await two.close();
    }
  });
});

describePostgres("ML-1: a stay in shadow that changes while the scorer works", (engine) => {
  test("takes nothing of the stay before, though the text is the same", async () => {
    await withLocks(engine, async ({ server, person, other }) => {
      const source = await server.addSource("s");
      await intoShadow(person, changedModel({ version, limit: 25 }));
      await other.query("begin");
      await other.query("select 1 from model_version where id = $1 for update", [modelId]);
      await source.send([tender("s", "old", 22)]);
      await waiting(other);
      // Left and entered again, behind the event that the scorer holds.
      await other.query(
        `update model_version set shadow_from = (select next_position - 1 from log_head where id = 1)
          where id = $1 and version = $2`,
        [modelId, version],
      );
      await other.query("commit");
      expect(await reportOf(server)).toMatchObject({ total: { hit: 0, new: 0 } });
      await source.send([tender("s", "new", 22)]);
      expect(await reportOf(server)).toMatchObject({ rule: { hit: 1, new: 1 } });
    });
  });

  test("judges every event behind the position that it names as its beginning", async () => {
    await withLocks(engine, async ({ server, person, other }) => {
      const source = await server.addSource("s");
      const model = changedModel({ version, limit: 25 });
      await person.ops("POST", "/ops/models/drafts", { pack: packOf(model) });
      expect((await step(person, "check")).body).toMatchObject({ ok: true });
      await server.scored();
      await other.query("begin");
      // Nobody may take the scorer's place; with the second lock nobody may even look at it.
      await other.query("lock table score_position in exclusive mode");
      await other.query("savepoint free");
      await other.query("lock table score_position in access exclusive mode");
      await source.send([tender("s", "first", 22)]);
      await step(person, "check");
      await other.query("rollback to savepoint free");
      // The scorer has looked what is ahead, an event of the server too, and which versions are in shadow: none.
      await waiting(other);
      expect((await step(person, "shadow")).body).toMatchObject({ state: "shadow" });
      await source.send([tender("s", "second", 22)]);
      await other.query("commit");
      // What was looked ahead at ends before the step: what came behind it is judged by what the step put in force.
      const { from, rule } = await reportOf(server);
      expect(rule).toMatchObject({ hit: 1, new: 1 });
      const { rows } = await other.query<{ position: number }>(
        "select max(position)::int as position from log",
      );
      expect(from).toBeLessThan(rows[0]?.position ?? 0);
      await source.send([tender("s", "third", 22)]);
      expect(await reportOf(server)).toMatchObject({ rule: { hit: 2, new: 2 } });
    });
  });
});

/** A server, a person, and a session of the database that makes the scorer wait. */
async function withLocks(
  engine: Engine,
  work: (parts: {
    readonly server: TestServer;
    readonly person: TestPerson;
    readonly other: Client;
  }) => Promise<void>,
): Promise<void> {
  const config = await engine.newConfig();
  const server = await startTestServer(config);
  const other = new Client({ connectionString: config.databaseUrl });
  await other.connect();
  try {
    await work({ server, person: await server.addPerson(), other });
  } finally {
    await other.end();
    await server.close();
  }
}

/** Resolves when somebody waits for a lock: the scorer, as nobody else is at work. */
async function waiting(client: Client): Promise<void> {
  await until(async () => {
    const { rows } = await client.query("select 1 from pg_locks where not granted");
    return rows.length > 0;
  });
}
