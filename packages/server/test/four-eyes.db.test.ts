import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describePostgres } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { eventsOf } from "./support/events-of.ts";
import {
  type Answer,
  at,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";
import { until } from "./support/until.ts";

const binding = (source: string, action: string): object => ({
  bindings: [{ id: "short-period", rule: "PROC-TND-001", source, action }],
});

const bundleOf = async (source: TestSource): Promise<unknown> => {
  const { body } = await source.get("/v1/bundle");
  return JSON.parse(Buffer.from(String(at(body, "payload")), "base64").toString());
};

const put = (who: Pick<TestServer, "ops">, source: string, action: string): Promise<Answer> =>
  who.ops("PUT", `/ops/sources/${source}/bindings`, binding(source, action));
const decide = (who: TestPerson, request: unknown, what: string, body?: object): Promise<Answer> =>
  who.ops("POST", `/ops/requests/${String(at(request, "request", "id"))}/${what}`, body);

describePostgres("four eyes", (engine) => {
  let server: TestServer;
  let ahead = 0;
  let li: TestPerson;
  let wang: TestPerson;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), {
      clock: () => Date.now() + ahead,
      silenceCheckMs: 50,
    });
  });
  afterAll(() => server?.close());

  describe("RU-4: bindings", () => {
    test("are put in force by one who sets up the server alone, and the log says who", async () => {
      const source = await server.addSource();
      expect(await put(server, source.id, "warn")).toMatchObject({ status: 200, body: { version: 1 } });
      const found = await server.ops(
        "GET",
        `/ops/events?source=${source.id}&type=binding.set.applied&about=all`,
      );
      expect(at(found.body, "events")).toHaveLength(1);
    });

    test("once there are two people are asked for by one and agreed to by another", async () => {
      li = await server.addPerson("li.na");
      wang = await server.addPerson("wang.wei");
      const source = await server.addSource();
      expect((await put(server, source.id, "block")).body).toMatchObject({ code: "PROBITY_E_PERSON" });
      const asked = await put(li, source.id, "block");
      expect(asked).toMatchObject({
        status: 202,
        body: {
          request: {
            kind: "bindings",
            state: "open",
            requestedBy: "li.na",
            summary: [
              {
                en: "New binding short-period: PROC-TND-001 will block.",
                "zh-CN": expect.stringContaining("阻断"),
              },
            ],
          },
        },
      });
      expect(at(await bundleOf(source), "version")).toBe(1);
      expect((await decide(li, asked.body, "approve")).body).toMatchObject({ code: "PROBITY_E_FOUR_EYES" });
      const operator = await server.ops(
        "POST",
        `/ops/requests/${String(at(asked.body, "request", "id"))}/approve`,
      );
      expect(operator.body).toMatchObject({ code: "PROBITY_E_PERSON" });
      expect(await decide(wang, asked.body, "approve")).toMatchObject({
        status: 200,
        body: { version: 1, bundleVersion: 2 },
      });
      expect(at(await bundleOf(source), "bindings")).toContainEqual(
        expect.objectContaining({ id: "short-period", action: "block" }),
      );
      expect((await decide(wang, asked.body, "approve")).body).toMatchObject({
        code: "PROBITY_E_REQUEST_STATE",
      });
      const [applied] = await eventsOf(server, source.id, "binding.set.applied");
      expect(JSON.stringify(applied)).toContain('"by":"li.na","with":"wang.wei"');
    });

    test("that were made against a version that is no longer in force are refused", async () => {
      const source = await server.addSource();
      const first = await put(li, source.id, "block");
      const second = await put(wang, source.id, "warn");
      expect((await decide(wang, first.body, "approve")).status).toBe(200);
      expect(await decide(li, second.body, "approve")).toMatchObject({
        status: 409,
        body: { code: "PROBITY_E_REQUEST_STATE" },
      });
      // Nothing of it happened.
      expect(at(await bundleOf(source), "bindings")).toContainEqual(
        expect.objectContaining({ id: "short-period", action: "block" }),
      );
      const { body } = await server.ops("GET", `/ops/requests?source=${source.id}`);
      expect(at(body, "requests")).toHaveLength(1);
      expect((await decide(wang, second.body, "reject", { reason: "outdated" })).status).toBe(200);
      expect(at((await server.ops("GET", `/ops/requests?source=${source.id}`)).body, "requests")).toEqual([]);
    });

    test("that nobody decided about in two weeks are no longer open, and bad ones never were", async () => {
      const source = await server.addSource();
      const asked = await put(li, source.id, "block");
      ahead += 15 * 86_400_000;
      expect((await decide(wang, asked.body, "approve")).body).toMatchObject({
        code: "PROBITY_E_REQUEST_STATE",
      });
      ahead -= 15 * 86_400_000;
      const bad = await li.ops("PUT", `/ops/sources/${source.id}/bindings`, {
        bindings: [{ id: "x", rule: "NO-SUCH-001", source: source.id, action: "warn" }],
      });
      expect(bad).toMatchObject({ status: 422, body: { code: "PROBITY_E_BINDINGS" } });
    });
  });

  describe("RU-4: an exception", () => {
    const reason = "抗洪抢险物资，经主任会议批准缩短公告期";
    const order = (over: object = {}): object => ({
      rule: "PROC-TND-001",
      scope: { kind: "process", id: "ocds-flood" },
      reason,
      until: new Date(Date.now() + ahead + 86_400_000).toISOString(),
      ...over,
    });

    test("needs a known rule, a reason that says something, an end within 180 days, and a person who asks", async () => {
      const far = new Date(Date.now() + 200 * 86_400_000).toISOString();
      for (const over of [
        { rule: "NO-SUCH-001" },
        { reason: "同意同意同意同意同意同意" },
        { until: far },
        { until: "2020-01-01" },
        { until: "soon" },
      ]) {
        // oxlint-disable-next-line no-await-in-loop
        const { status, body } = await li.ops("POST", "/ops/exceptions", order(over));
        expect([status, at(body, "code")]).toEqual([422, "PROBITY_E_EXCEPTION"]);
      }
      expect((await server.ops("POST", "/ops/exceptions", order())).body).toMatchObject({
        code: "PROBITY_E_PERSON",
      });
    });

    test("granted by a second person is in the bundle at once; hits of its subject stay findings and raise no alert", async () => {
      const source = await server.addSource();
      const asked = await li.ops("POST", "/ops/exceptions", order({ source: source.id }));
      expect(asked.status).toBe(202);
      expect((await decide(li, asked.body, "approve")).body).toMatchObject({ code: "PROBITY_E_FOUR_EYES" });
      expect((await decide(wang, asked.body, "approve")).status).toBe(200);
      const id = String(at(asked.body, "request", "id"));
      expect(at(await bundleOf(source), "exceptions")).toMatchObject([
        { id, rule: "PROC-TND-001", scope: { kind: "process", id: "ocds-flood" } },
      ]);
      const time = new Date(Date.now() + ahead).toISOString();
      await source.send([
        tender(source.id, "ocds-flood", 5, { time }),
        tender(source.id, "ocds-other", 5, { time }),
      ]);
      await server.scored();
      const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=PROC-TND-001`);
      expect(at(body, "alerts")).toMatchObject([{ subject: "ocds-other" }]);
      const events = await server.ops("GET", `/ops/events?source=${source.id}&subject=ocds-flood`);
      const event = String(at(events.body, "events", 0, "id"));
      const shown = await server.ops("GET", `/ops/events/${event}?source=${source.id}`);
      expect(JSON.stringify(shown.body)).toContain(`"exception":"${id}"`);
      const [granted] = await eventsOf(server, source.id, "rule.exception.granted");
      expect(JSON.stringify(granted)).toContain('"requestedBy":"li.na","approvedBy":"wang.wei"');
    });

    test("is ended early by one person with a reason, and logged", async () => {
      const source = await server.addSource();
      const asked = await li.ops("POST", "/ops/exceptions", order({ source: source.id }));
      await decide(wang, asked.body, "approve");
      const id = String(at(asked.body, "request", "id"));
      const end = (): Promise<Answer> =>
        li.ops("POST", `/ops/exceptions/${id}/end`, { reason: "flood is over" });
      expect((await end()).status).toBe(200);
      expect(at(await bundleOf(source), "exceptions")).toEqual([]);
      expect((await end()).status).toBe(404);
      expect(await eventsOf(server, source.id, "rule.exception.ended")).toHaveLength(1);
      const { body } = await server.ops("GET", `/ops/exceptions?source=${source.id}&all=true`);
      expect(at(body, "exceptions", 0)).toMatchObject({ endedBy: "li.na", inForce: false });
    });

    test("for every source is in all bundles, and leaves them by itself when it ends", async () => {
      const source = await server.addSource();
      const asked = await li.ops("POST", "/ops/exceptions", order({ scope: { kind: "unit", id: "u-7" } }));
      expect((await decide(wang, asked.body, "approve")).status).toBe(200);
      expect(at(await bundleOf(source), "exceptions")).toMatchObject([
        { scope: { kind: "unit", id: "u-7" } },
      ]);
      ahead += 2 * 86_400_000;
      await until(async () => {
        const exceptions = at(await bundleOf(source), "exceptions");
        return Array.isArray(exceptions) && exceptions.length === 0;
      });
      const found = await eventsOf(server, "probity", "rule.exception.granted");
      expect(found).toHaveLength(1);
      // The server's own events have no rules to be judged by; that is no failure.
      expect(JSON.stringify(found)).not.toContain("no bundle was released");
    });
  });
});
