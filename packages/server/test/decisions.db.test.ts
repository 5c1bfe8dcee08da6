import { createHash, randomUUID } from "node:crypto";
import type { JsonObject, ProbityEvent } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { award, tender } from "./support/events.ts";
import { eventsOf } from "./support/events-of.ts";
import { closedEvent, openedEvent } from "./support/prechecks.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const digestOf = (data: JsonObject): string => createHash("sha256").update(canonicalJson(data)).digest("hex");

const warned = (source: string, id: string, over: JsonObject = {}): ProbityEvent =>
  openedEvent(source, {
    id,
    precheck: {
      outcome: "warn",
      findings: [{ indicatorId: "PROC-TND-001", result: "hit", bindingId: "short-period", action: "warn" }],
      ...over,
    },
  });

const setUp = async (server: TestServer): Promise<{ source: TestSource; hash: string }> => {
  const source = await server.addSource();
  await server.ops("PUT", `/ops/sources/${source.id}/bindings`, {
    bindings: [{ id: "media", rule: "PROC-TND-009", source: source.id, action: "warn" }],
  });
  const { headers, body } = await source.get("/v1/bundle");
  const bundle: unknown = JSON.parse(Buffer.from(String(at(body, "payload")), "base64").toString());
  expect(at(bundle, "version")).toBe(2);
  return { source, hash: headers.get("etag")?.replaceAll('"', "") ?? "" };
};

const recorded: readonly JsonObject[] = [
  { indicatorId: "PROC-TND-009", result: "hit", bindingId: "media", action: "warn" },
];

/** What every other rule says about this draft; asked once of a first, wrong record. */
const othersOf = async (server: TestServer, source: TestSource): Promise<readonly JsonObject[]> => {
  const [event] = await eventsOf(server, source.id, "rule.parity.diverged");
  const found = at(event, "data", "parity", "found") ?? at(event, "event", "data", "parity", "found");
  return Array.isArray(found)
    ? found.map((one) => ({
        indicatorId: String(at(one, "indicatorId")),
        result: String(at(one, "result")),
        bindingId: `observe.${String(at(one, "indicatorId"))}`,
        action: "observe",
      }))
    : [];
};

const pair = (
  source: string,
  hash: string,
  over: {
    findings?: readonly JsonObject[];
    precheck?: JsonObject;
    act?: JsonObject;
    without?: string;
  } = {},
): { readonly opened: ProbityEvent; readonly act: ProbityEvent } => {
  const id = randomUUID();
  const { data, type } = tender(source, `ocds-${id}`, 5);
  const draft = data as JsonObject; // as the helper makes it
  const findings = [...(over.findings ?? recorded)];
  const opened = openedEvent(source, {
    id,
    subject: `ocds-${id}`,
    precheck: {
      outcome: "warn",
      findings,
      draftHash: digestOf(draft),
      bundleHash: hash,
      ...over.precheck,
    },
  });
  if (over.without !== undefined) Reflect.deleteProperty(Object(at(opened.data, "precheck")), over.without);
  const act: ProbityEvent = {
    ...award(source),
    type,
    time: new Date().toISOString(),
    data: { ...draft, ...over.act, decision: { precheckId: id, outcome: "warn", bundleHash: hash } },
  };
  return { opened, act };
};

const unjudged = (source: string): ProbityEvent =>
  tender(source, `ocds-${randomUUID()}`, 30, {
    time: new Date().toISOString(),
    data: {
      ocid: `ocds-${randomUUID()}`,
      tender: { id: "T1", status: "active", procurementMethod: "open" },
    },
  });

const exceeded = async (server: TestServer, source: string, rule: string): Promise<readonly unknown[]> => {
  const events = await eventsOf(server, source, "rule.indeterminate.exceeded");
  return events.filter((event) => JSON.stringify(event).includes(`"rule":"${rule}"`));
};

describeUsualEngine("decisions", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { silenceCheckMs: 50 });
  });
  afterAll(() => server?.close());

  const ruleStats = async (source: string, rule: string): Promise<unknown> => {
    const { body } = await server.ops("GET", `/ops/rules/stats?source=${source}&rule=${rule}&days=90`);
    return at(body, "rules", 0);
  };
  const parityOf = async (source: string): Promise<unknown> => {
    const { body } = await server.ops("GET", `/ops/rules/stats?source=${source}`);
    const parity = at(body, "parity", 0);
    return [at(parity, "equal"), at(parity, "diverged"), at(parity, "notComparable")];
  };

  describe("GEN-WRN-003: how often a rule's warnings are passed", () => {
    test("is counted from the events, also when a decision is closed before it is opened", async () => {
      const source = await server.addSource();
      await source.send([
        warned(source.id, "d1"),
        closedEvent(source.id, "d1", "committed"),
        closedEvent(source.id, "d2", "committed"),
        closedEvent(source.id, "d3", "aborted"),
      ]);
      await server.scored();
      await source.send([
        warned(source.id, "d2"),
        warned(source.id, "d3"),
        warned(source.id, "d4"),
        openedEvent(source.id, { id: "d5" }),
        // Only observed: nobody was warned.
        warned(source.id, "d6", {
          outcome: "warn",
          findings: [{ indicatorId: "PROC-TND-001", result: "hit", bindingId: "other", action: "observe" }],
        }),
      ]);
      await server.scored();
      expect(await ruleStats(source.id, "PROC-TND-001")).toMatchObject({
        warned: 4,
        overridden: 2,
        aborted: 1,
        open: 1,
        overriddenShare: 0.5,
        blocked: 1,
        breakers: [],
      });
    });

    test("stands beside what the rule found on the acts themselves", async () => {
      const source = await server.addSource();
      const time = new Date().toISOString();
      await source.send([
        tender(source.id, "ocds-1", 5, { time }),
        tender(source.id, "ocds-2", 30, { time }),
        tender(source.id, "ocds-3", 30, {
          time,
          data: { ocid: "ocds-3", tender: { id: "T1", status: "active", procurementMethod: "open" } },
        }),
      ]);
      await server.scored();
      expect(await ruleStats(source.id, "PROC-TND-001")).toMatchObject({
        evaluated: 3,
        hits: 1,
        indeterminate: 1,
        indeterminateShare: 1 / 3,
        overriddenShare: null,
      });
    });
  });

  describe("RU-6: an act is judged again with the bundle that its SDK had used", () => {
    test("equal when both found the same, in whatever order the events come; diverged is logged and an alert", async () => {
      const { source, hash } = await setUp(server);
      // A manipulated record: the hit was left out, and so were the rules that could not judge this draft.
      const hidden = pair(source.id, hash, { findings: [] });
      await source.send([hidden.opened, hidden.act]);
      await server.scored();
      expect(await parityOf(source.id)).toEqual([0, 1, 0]);
      await until(async () => (await eventsOf(server, source.id, "rule.parity.diverged")).length === 1);
      await server.scored();
      const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=RUL-PAR-001`);
      expect(at(body, "alerts")).toMatchObject([{ level: 1, class: "integrity", count: 1 }]);
      const all = await othersOf(server, source);
      expect(all).toContainEqual(expect.objectContaining({ indicatorId: "PROC-TND-009", result: "hit" }));
      const findings = [...recorded, ...all.filter(({ indicatorId }) => indicatorId !== "PROC-TND-009")];

      const honest = pair(source.id, hash, { findings });
      await source.send([honest.opened, honest.act]);
      const late = pair(source.id, hash, { findings });
      await source.send([late.act]);
      await server.scored();
      await source.send([late.opened]);
      await server.scored();
      expect(await parityOf(source.id)).toEqual([2, 1, 0]);

      // The old bundle is still the one that counts after a release.
      await server.ops("PUT", `/ops/sources/${source.id}/bindings`, { bindings: [] });
      const old = pair(source.id, hash, { findings });
      await source.send([old.opened, old.act]);
      // A rule that was made up is a divergence as well.
      const invented = pair(source.id, hash, {
        findings: [
          ...findings,
          { indicatorId: "PROC-TND-003", result: "hit", bindingId: "observe.PROC-TND-003" },
        ],
      });
      await source.send([invented.opened, invented.act]);
      await server.scored();
      expect(await parityOf(source.id)).toEqual([3, 2, 0]);
      await until(async () => (await eventsOf(server, source.id, "rule.parity.diverged")).length === 2);
    });

    test("whatever ids a source uses up before: those of the server's own events cannot be foreseen", async () => {
      const { source, hash } = await setUp(server);
      const position = Number(at((await server.ops("GET", "/ops/stats")).body, "head"));
      const taken = Array.from({ length: 200 }, (_, index) =>
        award(source.id, { id: `parity-${position + index}` }),
      );
      await source.send(taken);
      const hidden = pair(source.id, hash, { findings: [] });
      await source.send([hidden.opened, hidden.act]);
      await until(async () => (await eventsOf(server, source.id, "rule.parity.diverged")).length === 1);
      expect(await parityOf(source.id)).toEqual([0, 1, 0]);
    });

    test("not comparable when the act is not its draft, or too little was recorded", async () => {
      const { source, hash } = await setUp(server);
      const cases = [
        pair(source.id, hash, { act: { ocid: "another" } }),
        pair(source.id, "ef".repeat(32)),
        pair(source.id, hash, { without: "judgedAt" }),
        pair(source.id, hash, { precheck: { answeredBy: "remote" } }),
        pair(source.id, hash, { findings: [{ indicatorId: "PROC-TND-009", result: "hit" }] }),
      ];
      await source.send(cases.flatMap(({ opened, act }) => [opened, act]));
      await server.scored();
      expect(await parityOf(source.id)).toEqual([0, 0, 5]);
      expect(await eventsOf(server, source.id, "rule.parity.diverged")).toEqual([]);
    });
  });

  describe("RU-3: a rule that cannot be judged on too many of a day's events", () => {
    test("is told once with what was missing most often, and raises an alert", async () => {
      const source = await server.addSource();
      await source.send(Array.from({ length: 20 }, () => unjudged(source.id)));
      await server.scored();
      await new Promise((resolve) => {
        setTimeout(resolve, 300);
      });
      expect(await exceeded(server, source.id, "PROC-TND-001")).toEqual([]);
      await source.send([unjudged(source.id)]);
      await until(async () => (await exceeded(server, source.id, "PROC-TND-001")).length === 1);
      await source.send([unjudged(source.id)]);
      await server.scored();
      await new Promise((resolve) => {
        setTimeout(resolve, 300);
      });
      expect(await exceeded(server, source.id, "PROC-TND-001")).toHaveLength(1);
      const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=RUL-IND-001`);
      const alerts = at(body, "alerts");
      const about = Array.isArray(alerts)
        ? alerts.find((one) => at(one, "subject") === "PROC-TND-001")
        : undefined;
      expect(about).toMatchObject({ level: 3, class: "business", count: 1 });
      expect(JSON.stringify(about)).toContain("missing record.tender.legalRegime (21)");
    });

    test("under an id that the same event at another source does not tell: the log shows ids to everybody", async () => {
      const tags = await Promise.all(
        ["one", "two"].map(async () => {
          const source = await server.addSource();
          await source.send(Array.from({ length: 21 }, () => unjudged(source.id)));
          const [event] = await until(async () => {
            const found = await exceeded(server, source.id, "PROC-TND-001");
            return found.length > 0 && found;
          });
          return /^indeterminate-PROC-TND-001-\d{4}-\d\d-\d\d-([0-9a-f]{16})$/.exec(
            String(at(event, "id")),
          )?.[1];
        }),
      );
      expect(tags).toEqual([expect.any(String), expect.any(String)]);
      expect(new Set(tags).size).toBe(2);
    });

    test("is not told of days that have not come: a source that writes of the years ahead makes no work for ever", async () => {
      const source = await server.addSource();
      const time = new Date(Date.now() + 400 * 86_400_000).toISOString();
      await source.send(Array.from({ length: 21 }, () => ({ ...unjudged(source.id), time })));
      await source.send(Array.from({ length: 21 }, () => unjudged(source.id)));
      await until(async () => (await exceeded(server, source.id, "PROC-TND-001")).length > 0);
      await new Promise((resolve) => {
        setTimeout(resolve, 300);
      });
      expect(await exceeded(server, source.id, "PROC-TND-001")).toHaveLength(1);
    });

    test("has a budget of its own where its binding names one", async () => {
      const source = await server.addSource();
      await server.ops("PUT", `/ops/sources/${source.id}/bindings`, {
        bindings: [
          {
            id: "short-period",
            rule: "PROC-TND-001",
            source: source.id,
            action: "observe",
            indeterminateBudget: { share: 0, atLeast: 1 },
          },
        ],
      });
      await source.send([unjudged(source.id), unjudged(source.id)]);
      const found = await until(async () => {
        const events = await exceeded(server, source.id, "PROC-TND-001");
        return events.length > 0 && events;
      });
      expect(found).toHaveLength(1);
    });
  });

  test("RU-3: is told although the release after the end of an exception elsewhere fails", async () => {
    const config = await engine.newConfig();
    const store = await openStore(config);
    await store.pool.query(`create function refuse() returns trigger language plpgsql as $$
      begin if new.source = 'bad' then raise exception 'refused'; end if; return new; end $$`);
    await store.pool.query(
      "create trigger refuse before insert on bundle for each row execute function refuse()",
    );
    const ends = new Date(Date.now() + 6_000).toISOString();
    await store.pool.query(
      `insert into rule_exception (id, source, rule, scope_kind, scope_id, reason, valid_from, valid_to, requested_by, approved_by)
        values ('x', 'bad', 'PROC-TND-001', 'process', 'p', 'r', now() - interval '1 day', $1, 'a', 'b')`,
      [ends],
    );
    await store.close();
    const held = await startTestServer(config, { silenceCheckMs: 50 });
    try {
      const source = await held.addSource("good");
      await until(() => Date.now() > Date.parse(ends) + 200);
      await source.send(Array.from({ length: 21 }, () => unjudged(source.id)));
      const told = await until(async () => {
        const found = await exceeded(held, source.id, "PROC-TND-001");
        return found.length > 0 && found;
      });
      expect(told).toHaveLength(1);
    } finally {
      await held.close();
    }
  });

  test("RU-6: a bundle that an SDK refused is an alert of level 1", async () => {
    const source = await server.addSource();
    const refused = { code: "PROBITY_E_BUNDLE_SIGNATURE", detail: "no pinned key agrees", activeVersion: 3 };
    await source.send([{ ...award(source.id), type: "bundle.version.refused", data: { refused } }]);
    await server.scored();
    const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=RUL-BND-001`);
    expect(at(body, "alerts")).toMatchObject([{ level: 1, class: "integrity" }]);
    expect(JSON.stringify(body)).toContain("PROBITY_E_BUNDLE_SIGNATURE");
  });
});
