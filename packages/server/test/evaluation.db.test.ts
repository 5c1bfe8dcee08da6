import { rmSync } from "node:fs";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { ServerConfig } from "../src/index.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describePglite, describeUsualEngine } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { eventsOf } from "./support/events-of.ts";
import {
  at,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";
import { until } from "./support/until.ts";

const rule = "PROC-TND-001";

/** Alerts of the rule at a source, the newest first. */
async function alertsAt(server: TestServer, source: string): Promise<readonly string[]> {
  await server.scored();
  const { body } = await server.ops("GET", `/ops/alerts?source=${source}&rule=${rule}&limit=500`);
  return (at(body, "alerts") as readonly { id: string }[]).map(({ id }) => id); // a list of the API
}

/** Sends so many short tenders, each of a process of its own. */
async function raise(server: TestServer, source: TestSource, count: number): Promise<readonly string[]> {
  const events = Array.from({ length: count }, () => tender(source.id, `ocds-${randomUUID()}`, 10));
  await source.send(events);
  return await alertsAt(server, source.id);
}

const shareOf = async (server: TestServer, event: string): Promise<number> => {
  const { body } = await server.ops("GET", `/ops/events/${event}`);
  const shares = at(body, "shares") as readonly { rule: string; share: number }[]; // a list of the API
  return shares.find((one) => one.rule === rule)?.share ?? -1;
};

const bindingOf = async (server: TestServer): Promise<unknown> =>
  at((await server.ops("GET", "/ops/bundles/strict")).body, "bindings", 0, "action");

/** A short tender by somebody. */
function act(): ReturnType<typeof tender> {
  const event = tender("shop", `ocds-${randomUUID()}`, 10);
  return { ...event, data: { ...event.data, actor: { personId: "p", unitId: "u", postId: "o" } } };
}

describeUsualEngine("evaluation", (engine) => {
  let server: TestServer;
  let source: TestSource;
  let ahead = 0;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const config: ServerConfig = { ...(await engine.newConfig()), precisionFloorAlerts: 5 };
    server = await startTestServer(config, { clock: () => Date.now() + ahead, silenceCheckMs: 50 });
    source = await server.addSource("shop");
  });
  afterAll(() => server?.close());

  const label = (id: string, body: object): ReturnType<TestServer["ops"]> =>
    server.ops("POST", `/ops/alerts/${id}/label`, body);

  test("AL-2: a label names its reason, is logged, and the last one counts", async () => {
    const [id = ""] = await raise(server, source, 1);
    expect((await label(id, { label: "not_confirmed" })).status).toBe(400);
    expect((await label(id, { label: "confirmed", reason: "other" })).status).toBe(400);
    expect((await label("nothing", { label: "confirmed" })).status).toBe(404);
    expect(
      (await label(id, { label: "not_confirmed", reason: "rule_too_strict", note: "desks" })).status,
    ).toBe(200);
    expect(await label(id, { label: "partly" })).toMatchObject({
      body: { n: 2, rule, weight: 1, by: "operator" },
    });
    const { body } = await server.ops("GET", `/ops/rules/${rule}/effectiveness`);
    expect(at(body, "versions", 0)).toMatchObject({
      confirmed: 0,
      partly: 1,
      notConfirmed: 0,
      precision: { observed: 0.5 },
    });
    expect(Number(at(body, "versions", 0, "evaluations"))).toBeGreaterThan(0);
    const logged = await eventsOf(server, "probity", "alert.label.recorded");
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain("desks");
  });

  test("AL-3: hits behind the label open another alert; those of before stay in theirs", async () => {
    const ocid = `ocds-${randomUUID()}`;
    await source.send([tender("shop", ocid, 10)]);
    const [id = ""] = await alertsAt(server, "shop");
    await source.send([tender("shop", ocid, 9)]);
    const of = async (): Promise<readonly unknown[]> => {
      await server.scored();
      const { body } = await server.ops("GET", `/ops/alerts?rule=${rule}&subject=${ocid}`);
      return at(body, "alerts") as readonly unknown[]; // a list of the API
    };
    expect(await of()).toMatchObject([{ id, count: 2 }]);
    await label(id, { label: "confirmed" });
    await server.scored();
    await source.send([tender("shop", ocid, 8)]);
    expect(await of()).toMatchObject([{ count: 1 }, { id, count: 2 }]);
  });

  test("AL-1: labels move scores from the place of a calibration in the log on, and nothing before it", async () => {
    const before = tender("shop", `ocds-${randomUUID()}`, 10);
    await source.send([before]);
    await server.scored();
    const share = await shareOf(server, before.id);
    const made = await server.ops("POST", "/ops/calibrations");
    expect(made).toMatchObject({ status: 200, body: { made: true } });
    expect((await server.ops("POST", "/ops/calibrations")).body).toMatchObject({ made: false });
    const after = tender("shop", `ocds-${randomUUID()}`, 10);
    await source.send([after]);
    await server.scored();
    const version = at(made.body, "version");
    expect(at((await server.ops("GET", `/ops/events/${after.id}`)).body, "result", "calibration")).toBe(
      version,
    );
    expect(await shareOf(server, before.id)).toBe(share);
    expect(await shareOf(server, after.id)).not.toBe(share);
    const list = await server.ops("GET", "/ops/calibrations");
    expect(at(list.body, "calibrations", 0)).toMatchObject({ version, from: expect.any(Number) });
  });

  test("AL-2: the daily calibration comes by itself, once there is something new", async () => {
    const newest = async (): Promise<number> =>
      Number(at((await server.ops("GET", "/ops/calibrations")).body, "calibrations", 0, "version"));
    const version = await newest();
    const [id = ""] = await raise(server, source, 1);
    await label(id, { label: "confirmed" });
    ahead += 25 * 3_600_000;
    const next = await until(async () => {
      const found = await newest();
      return found !== version && found;
    });
    expect(next).toBe(version + 1);
  });

  describe("AL-2: a rule below its floor proposes its own demotion", () => {
    let li: TestPerson;
    let wang: TestPerson;

    test("with a notice, and two people decide", async () => {
      const strict = await server.addSource("strict");
      const bindings = [{ id: "short", rule, source: "strict", action: "warn", onIndeterminate: "warn" }];
      expect((await server.ops("PUT", "/ops/sources/strict/bindings", { bindings })).status).toBe(200);
      const alerts = await raise(server, strict, 90);
      for (const id of alerts)
        // oxlint-disable-next-line no-await-in-loop
        expect((await label(id, { label: "not_confirmed", reason: "rule_too_strict" })).status).toBe(200);
      [li, wang] = [await server.addPerson("li.na"), await server.addPerson("wang.wei")];
      await server.ops("POST", "/ops/calibrations");
      expect((await li.ops("POST", "/ops/calibrations")).status).toBe(200);
      const { body } = await server.ops("GET", "/ops/requests?source=strict");
      expect(at(body, "requests", 0)).toMatchObject({
        kind: "bindings",
        requestedBy: "system",
        proposedBy: "system",
        state: "open",
      });
      const id = String(at(body, "requests", 0, "id"));
      // Nothing is demoted by itself, nor by one person.
      expect(await bindingOf(server)).toBe("warn");
      expect((await li.ops("POST", `/ops/requests/${id}/approve`)).body).toMatchObject({
        requestedBy: "li.na",
        state: "open",
      });
      expect((await li.ops("POST", `/ops/requests/${id}/approve`)).body).toMatchObject({
        code: "PROBITY_E_FOUR_EYES",
      });
      expect(await bindingOf(server)).toBe("warn");
      expect((await wang.ops("POST", `/ops/requests/${id}/approve`)).status).toBe(200);
      expect(await bindingOf(server)).toBe("observe");
      const told = await until(async () => {
        await server.scored();
        const found = at(
          (await server.ops("GET", "/ops/alerts?rule=RUL-PRC-001&source=strict")).body,
          "alerts",
        );
        return Array.isArray(found) && found.length > 0 && found;
      });
      expect(told).toMatchObject([{ subject: rule, level: 3, count: 1 }]);
      const effectiveness = await server.ops("GET", `/ops/rules/${rule}/effectiveness`);
      expect(at(effectiveness.body, "versions", 0)).toMatchObject({ belowFloor: true, notConfirmed: 90 });
    });

    test("and says it once until there is as much to say again", async () => {
      await li.ops("POST", "/ops/calibrations");
      expect(at((await server.ops("GET", "/ops/requests?source=strict")).body, "requests")).toEqual([]);
    });

    test("a person labels once there are two; the operator token stands for nobody", async () => {
      const [id = ""] = await raise(server, source, 1);
      expect((await label(id, { label: "confirmed" })).body).toMatchObject({ code: "PROBITY_E_PERSON" });
      expect((await li.ops("POST", `/ops/alerts/${id}/label`, { label: "confirmed" })).body).toMatchObject({
        by: "li.na",
      });
    });
  });
});

describePglite("evaluation and the journal", (engine) => {
  test("LO-9, AL-1: a lost database gives back labels, and a replay gives the same scores", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    const source = await server.addSource("shop");
    const events = [act(), act(), act()];
    await source.send(events.slice(0, 2));
    for (const id of await alertsAt(server, "shop"))
      await server.ops("POST", `/ops/alerts/${id}/label`, { label: "confirmed" });
    await server.ops("POST", "/ops/calibrations");
    await source.send(events.slice(2));
    await server.scored();
    const seen = async (from: TestServer): Promise<unknown> => {
      const found = await Promise.all(events.map(({ id }) => from.ops("GET", `/ops/events/${id}`)));
      const alerts = at((await from.ops("GET", `/ops/alerts?rule=${rule}`)).body, "alerts") as readonly {
        id: string;
      }[]; // a list of the API
      return [
        found.map(({ body }) => [
          at(body, "result", "score"),
          at(body, "result", "calibration"),
          at(body, "shares"),
        ]),
        alerts.map(({ id }) => id),
        at((await from.ops("GET", `/ops/rules/${rule}/effectiveness`)).body, "versions", 0, "confirmed"),
        at((await from.ops("GET", "/ops/scores/person/p")).body, "score"),
      ];
    };
    const before = await seen(server);
    expect(at(before, 0, 2, 1)).toBe(1);
    expect(at(before, 0, 2, 0)).not.toBe(at(before, 0, 0, 0));
    await server.close();
    rmSync(join(config.dataDir, "db"), { recursive: true, force: true });
    const again = await startTestServer(config);
    try {
      await again.scored();
      expect(await seen(again)).toEqual(before);
    } finally {
      await again.close();
    }
  });
});
