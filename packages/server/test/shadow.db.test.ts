import type { Model } from "@probity/contracts";
import { expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { describeEngines, describePostgres } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { changedModel, modelId, packOf, ruleId, versionApi } from "./support/models.ts";
import { at, sourceOf, startTestServer, type TestPerson, type TestServer } from "./support/test-server.ts";

const version = "2.0.0";
const step = versionApi(version);

/** Hits below 15 days instead of 20, under another name of the parameter. */
const renamed = (model: Model): Model =>
  JSON.parse(JSON.stringify(model).replaceAll("limitCn", "limitHere")) as Model;

async function intoShadow(person: TestPerson, model: Model): Promise<void> {
  expect(await person.ops("POST", "/ops/models/drafts", { pack: packOf(model) })).toMatchObject({
    status: 201,
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
});
