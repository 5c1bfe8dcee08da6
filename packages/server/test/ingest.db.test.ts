import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { describeEngines } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { assertWholeLogOf } from "./support/proven.ts";
import { at, request, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const statuses = (body: unknown): unknown => {
  const results = at(body, "results");
  return Array.isArray(results) ? results.map((result: unknown) => at(result, "status")) : undefined;
};

/** Where each event of an answer is in the log. */
const placesOf = (body: unknown): ReadonlyMap<unknown, unknown> => {
  const results = at(body, "results");
  return new Map(
    Array.isArray(results) ? results.map((one: unknown) => [at(one, "id"), at(one, "position")]) : [],
  );
};

describeEngines("ingest", (engine) => {
  let config: ServerConfig;
  let server: TestServer;
  let source: TestSource;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    config = await engine.newConfig();
    server = await startTestServer(config);
    source = await server.addSource("https://purchasing.example");
  });
  afterAll(async () => {
    await server?.close();
    if (config !== undefined) await assertWholeLogOf(config);
  });

  const stored = async (id: string): Promise<unknown> => {
    const { body } = await server.ops("GET", `/ops/events/${encodeURIComponent(id)}`);
    return body;
  };

  describe("EV-1: CloudEvents over HTTP", () => {
    test("a batch answers one result per event, in order, with positions", async () => {
      const events = [award(source.id), award(source.id), award(source.id)];
      const { status, body } = await source.send(events);
      expect(status).toBe(200);
      expect(body).toMatchObject({ accepted: 3, duplicates: 0, quarantined: 0 });
      expect(at(body, "results")).toMatchObject(events.map(({ id }) => ({ id, status: "accepted" })));
      const first = Number(at(body, "results", 0, "position"));
      expect(at(body, "results", 1, "position")).toBe(first + 1);
      expect(at(body, "results", 2, "position")).toBe(first + 2);
    });

    test("structured mode takes one event", async () => {
      const event = award(source.id);
      const { body } = await source.send(event, "application/cloudevents+json; charset=utf-8");
      expect(statuses(body)).toEqual(["accepted"]);
    });

    test("binary mode takes attributes from headers and keeps the data's exact text", async () => {
      const event = award(source.id);
      const data = '{"ocid": "ocds-bin",  "x": 1.50}';
      const answer = await request(`${server.url}/v1/events`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${source.key}`,
          "content-type": "application/json",
          "ce-specversion": "1.0",
          "ce-id": event.id,
          "ce-source": encodeURIComponent(source.id),
          "ce-type": event.type,
          "ce-time": event.time,
        },
        body: data,
      });
      expect(statuses(answer.body)).toEqual(["accepted"]);
      expect(await stored(event.id)).toMatchObject({
        subject: "ocds-bin",
        event: { id: event.id, data: { x: 1.5 } },
      });
    });

    test("unknown attributes are kept, and the subject is found in the data when the envelope has none", async () => {
      const event = { ...award(source.id, { data: { ocid: "ocds-found" } }), myextension: "kept" };
      await source.send([event]);
      expect(await stored(event.id)).toMatchObject({ subject: "ocds-found", event: { myextension: "kept" } });
    });
  });

  describe("idempotent by source and id", () => {
    test("the same event again is a duplicate with its old position, whatever its spacing", async () => {
      const event = award(source.id);
      const first = await source.send([event]);
      const again = await source.send(JSON.stringify([event], undefined, 2));
      expect(at(again.body, "results", 0)).toEqual({
        id: event.id,
        status: "duplicate",
        position: at(first.body, "results", 0, "position"),
      });
    });

    test("twice in one batch is stored once", async () => {
      const event = award(source.id);
      const { body } = await source.send([event, award(source.id), event]);
      expect(statuses(body)).toEqual(["accepted", "accepted", "duplicate"]);
      expect(at(body, "results", 2, "position")).toBe(at(body, "results", 0, "position"));
    });

    test("another event under a used id is quarantined; the first one stays", async () => {
      const event = award(source.id, { data: { ocid: "first" } });
      const other = { ...event, data: { ocid: "second" } };
      await source.send([event]);
      const { body } = await source.send([other]);
      expect(at(body, "results", 0)).toMatchObject({
        status: "quarantined",
        code: "PROBITY_E_EVENT_CONFLICT",
      });
      expect(await stored(event.id)).toMatchObject({ subject: "first" });
      const same = await source.send([
        award(source.id),
        { ...award(source.id), id: "c1" },
        { ...other, id: "c1" },
      ]);
      expect(statuses(same.body)).toEqual(["accepted", "accepted", "quarantined"]);
    });

    test("concurrent senders of the same events store each once, without gaps in the positions", async () => {
      const events = Array.from({ length: 40 }, () => award(source.id));
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, index) => source.send(index % 2 === 0 ? events : events.toReversed())),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
      const accepted = answers.reduce((sum, { body }) => sum + Number(at(body, "accepted")), 0);
      expect(accepted).toBe(40);
      const [places = new Map(), ...others] = answers.map(({ body }) => placesOf(body));
      expect(new Set(places.values()).size).toBe(40);
      for (const other of others) expect(other).toEqual(places);
    });
  });

  describe("EV-6: an invalid event is quarantined, never lost", () => {
    test.each([
      ["an unknown type", { type: "nobody.knows.this" }, "PROBITY_E_EVENT_TYPE"],
      ["data that breaks its schema", { data: { ocid: 7 } }, "PROBITY_E_PAYLOAD"],
      [
        "money that is not exact",
        { data: { ocid: "o", awards: [{ id: "1", value: { amount: 0.001, currency: "CNY" } }] } },
        "PROBITY_E_MONEY",
      ],
      [
        "a day that does not exist",
        { data: { ocid: "o", awards: [{ id: "1", date: "2026-02-30" }] } },
        "PROBITY_E_INSTANT",
      ],
      ["a time without offset", { time: "2026-05-01T09:00:00" }, "PROBITY_E_ENVELOPE"],
      ["a time beyond reason", { time: "2500-05-01T09:00:00Z" }, "PROBITY_E_EVENT_BOUNDS"],
      ["the name of another source", { source: "somebody-else" }, "PROBITY_E_SOURCE_MISMATCH"],
      ["a subject that cannot be stored", { data: { ocid: "a\u0000b" } }, "PROBITY_E_ENVELOPE"],
    ])("%s", async (_, over, code) => {
      const event = award(source.id, over);
      const { status, body } = await source.send([event, award(source.id)]);
      expect(status).toBe(200);
      expect(statuses(body)).toEqual(["quarantined", "accepted"]);
      expect(at(body, "results", 0)).toMatchObject({ id: event.id, code });
      const list = await server.ops("GET", `/ops/quarantine?limit=1&code=${code}`);
      const shown = await server.ops("GET", `/ops/quarantine/${String(at(list.body, "items", 0, "id"))}`);
      expect(shown.body).toMatchObject({
        eventId: event.id,
        code,
        state: "open",
        body: JSON.stringify(event),
      });
      expect(at(shown.body, "errors", 0, "message")).toEqual(expect.any(String));
    });

    test.each([
      [{ amount: 0.001, currency: "CNY" }, "0.001 is no exact number of minor units of CNY"],
      [{ amount: 5, currency: "XXQ" }, "XXQ is not an ISO 4217 currency"],
    ])("EV-4: the refusal of %j says what is wrong with it", async (value, message) => {
      const { body } = await source.send([
        award(source.id, { data: { ocid: "o", awards: [{ id: "1", value }] } }),
      ]);
      expect(at(body, "results", 0, "errors")).toEqual([{ path: "/data/awards/0/value", message }]);
    });

    test("what is no event at all gets an id of its own, and sending it again adds nothing", async () => {
      const first = await source.send([42]);
      const again = await source.send([42]);
      expect(statuses(first.body)).toEqual(["quarantined"]);
      expect(at(first.body, "results", 0, "id")).toMatch(/^sha256:[0-9a-f]{32}$/);
      expect(at(again.body, "results")).toEqual(at(first.body, "results"));
      expect(at(again.body, "receipt")).toBeUndefined();
      const { body } = await server.ops("GET", "/ops/quarantine?limit=500");
      const items = at(body, "items");
      const ids = Array.isArray(items) ? items.map((item: unknown) => at(item, "eventId")) : [];
      expect(ids.filter((id) => id === at(first.body, "results", 0, "id"))).toHaveLength(1);
    });

    test("data nested too deeply", async () => {
      const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
      const text = JSON.stringify([award(source.id)]).replace('"awards"', `"x":${deep},"awards"`);
      const { body } = await source.send(text);
      expect(at(body, "results", 0)).toMatchObject({ status: "quarantined", code: "PROBITY_E_EVENT_BOUNDS" });
    });

    test("it can be replayed once its type is registered", async () => {
      const event = award(source.id, { type: "office.seal.used", data: { seal: "A" } });
      await source.send([event]);
      const list = await server.ops("GET", "/ops/quarantine?limit=1&code=PROBITY_E_EVENT_TYPE");
      const id = String(at(list.body, "items", 0, "id"));
      const early = await server.ops("POST", `/ops/quarantine/${id}/replay`);
      expect(early).toMatchObject({ status: 409, body: { code: "PROBITY_E_REPLAY" } });
      const schema = { type: "object", properties: { seal: { type: "string" } } };
      await source.post("/v1/types", { type: "office.seal.used", version: "1.0", schema });
      const late = await server.ops("POST", `/ops/quarantine/${id}/replay`);
      expect(late).toMatchObject({ status: 200, body: { id: event.id, status: "accepted" } });
      expect((await server.ops("GET", `/ops/quarantine/${id}`)).body).toMatchObject({ state: "resolved" });
    });
  });

  describe("SE-1: source keys", () => {
    test.each([
      ["no key", undefined],
      ["a wrong key", "Bearer probity_wrong"],
      ["another scheme", "Basic eDp5"],
    ])("%s is 401 and nothing is taken", async (_, authorization) => {
      const event = award(source.id);
      const answer = await request(`${server.url}/v1/events`, {
        method: "POST",
        headers: {
          "content-type": "application/cloudevents+json",
          ...(authorization === undefined ? {} : { authorization }),
        },
        body: JSON.stringify(event),
      });
      expect(answer).toMatchObject({ status: 401, body: { code: "PROBITY_E_UNAUTHENTICATED" } });
      expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(await stored(event.id)).toMatchObject({ status: 404 });
    });

    test("rotation keeps the old key for the overlap, revocation ends both at once", async () => {
      const rotating = await server.addSource();
      const rotated = await server.ops("POST", `/ops/sources/${rotating.id}/rotate`, { overlapHours: 1 });
      const newKey = { authorization: `Bearer ${String(at(rotated.body, "key"))}` };
      expect((await rotating.get("/v1/bundle")).status).toBe(200);
      expect((await request(`${server.url}/v1/bundle`, { headers: newKey })).status).toBe(200);
      await server.ops("POST", `/ops/sources/${rotating.id}/rotate`, { overlapHours: 0 });
      expect((await rotating.get("/v1/bundle")).status).toBe(401);
      await server.ops("POST", `/ops/sources/${rotating.id}/revoke`);
      expect((await request(`${server.url}/v1/bundle`, { headers: newKey })).status).toBe(401);
      const more = await server.ops("POST", `/ops/sources/${rotating.id}/rotate`, {});
      expect(more.body).toMatchObject({ code: "PROBITY_E_SOURCE_REVOKED" });
    });

    test("the operator API wants its own token", async () => {
      expect((await source.get("/ops/sources")).status).toBe(401);
      expect((await request(`${server.url}/ops/stats`)).status).toBe(401);
    });
  });

  describe("SE-4: bounds and coded answers", () => {
    test("a body over 1 MiB is 413", async () => {
      const { status, body } = await source.send(`["${"x".repeat(1024 * 1024)}"]`);
      expect({ status, body }).toMatchObject({ status: 413, body: { code: "PROBITY_E_BODY_LIMIT" } });
    });

    test("headers too large and a request that is no HTTP are coded, too", async () => {
      const large = await request(`${server.url}/livez`, { headers: { "x-large": "x".repeat(20_000) } });
      expect({ status: large.status, type: large.headers.get("content-type") }).toEqual({
        status: 431,
        type: "application/problem+json",
      });
      expect(large.body).toMatchObject({ status: 431, code: "PROBITY_E_REQUEST" });
      const unreadable = await request(`${server.url}/%zz`, {});
      expect(unreadable).toMatchObject({ status: 404, body: { code: "PROBITY_E_NOT_FOUND" } });
    });

    test("over 500 events is 413", async () => {
      const { status, body } = await source.send(Array.from({ length: 501 }, () => 1));
      expect({ status, body }).toMatchObject({ status: 413, body: { code: "PROBITY_E_BODY_LIMIT" } });
    });

    test.each([
      ["text/plain", "x", 415, "PROBITY_E_MEDIA_TYPE"],
      ["application/json", "{}", 415, "PROBITY_E_MEDIA_TYPE"],
      ["application/cloudevents-batch+json", "[{", 400, "PROBITY_E_REQUEST"],
      ["application/cloudevents-batch+json", "{}", 400, "PROBITY_E_REQUEST"],
      ["application/cloudevents+json", "", 400, "PROBITY_E_REQUEST"],
    ])("%s with %j is %i %s", async (type, text, status, code) => {
      const answer = await source.send(text, type);
      expect(answer).toMatchObject({ status, body: { code, status } });
      expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(at(answer.body, "requestId")).toEqual(expect.any(String));
    });

    test("bytes that are no UTF-8 are 400", async () => {
      const answer = await request(`${server.url}/v1/events`, {
        method: "POST",
        headers: { authorization: `Bearer ${source.key}`, "content-type": "application/cloudevents+json" },
        body: Uint8Array.from([0x22, 0xff, 0x22]),
      });
      expect(answer).toMatchObject({ status: 400, body: { code: "PROBITY_E_REQUEST" } });
    });

    test("a wrong path is 404, a wrong method 405 with Allow, a wrong query 400 with the field", async () => {
      expect(await request(`${server.url}/nowhere`)).toMatchObject({
        status: 404,
        body: { code: "PROBITY_E_NOT_FOUND" },
      });
      const method = await source.get("/v1/events");
      expect(method).toMatchObject({ status: 405, body: { code: "PROBITY_E_METHOD" } });
      expect(method.headers.get("allow")).toContain("POST");
      const query = await server.ops("GET", "/ops/events?limit=many");
      expect(query).toMatchObject({ status: 400, body: { errors: [{ path: "querystring/limit" }] } });
    });
  });

  test("OP-6: pages of the log are complete and in order", async () => {
    const paging = await server.addSource();
    await paging.send(Array.from({ length: 7 }, () => award(paging.id)));
    const positions: unknown[] = [];
    let cursor = "";
    do {
      const { body } = await server.ops("GET", `/ops/events?source=${paging.id}&limit=3${cursor}`);
      const events = at(body, "events");
      if (Array.isArray(events)) positions.push(...events.map((event: unknown) => at(event, "position")));
      cursor = at(body, "next") === undefined ? "" : `&cursor=${String(at(body, "next"))}`;
    } while (cursor !== "");
    expect(positions).toHaveLength(7);
    expect(positions).toEqual(positions.toSorted((a, b) => Number(b) - Number(a)));
  });
});
