import { randomBytes, randomUUID } from "node:crypto";
import { mediaTypes, type ProbityEvent } from "@probity/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { describeEngines } from "./support/engines.ts";
import { streamWriter } from "./support/stream-writer.ts";
import { loggedOf } from "./support/streams.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const event = (source: string, type: string, data: Record<string, unknown> = {}): ProbityEvent => ({
  specversion: "1.0",
  id: randomUUID(),
  source,
  type,
  time: "2026-05-01T09:00:00+08:00",
  data: { seal: "S1", ...data },
});

const definition = (type: string): object => ({
  type,
  version: "1.0",
  schema: { type: "object", properties: { seal: { type: "string" } }, required: ["seal"] },
});

const statuses = (answer: unknown): readonly unknown[] => {
  const results = at(answer, "results");
  return Array.isArray(results) ? results.map((result: unknown) => at(result, "status")) : [];
};

describeEngines("quarantine", (engine) => {
  let server: TestServer;
  let source: TestSource;
  let type = "";
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
  });
  beforeEach(async () => {
    source = await server.addSource();
    type = `office.seal.used_${randomBytes(4).toString("hex")}`;
  });
  afterAll(() => server?.close());

  const replayAll = async (order: object = {}): Promise<unknown> =>
    (await server.ops("POST", "/ops/quarantine/replay", { source: source.id, ...order })).body;
  const list = async (state: string): Promise<readonly unknown[]> => {
    const { body } = await server.ops("GET", `/ops/quarantine?source=${source.id}&state=${state}&limit=500`);
    const items = at(body, "items");
    return Array.isArray(items) ? items : [];
  };
  const logged = (): Promise<number> => loggedOf(server, `${source.id}/~server`);

  describe("EV-6: after its type was registered", () => {
    test("every quarantined event of a stream is replayed, logged anew, scored, and none is lost", async () => {
      const writer = streamWriter(source);
      const events = Array.from({ length: 7 }, () => event(source.id, type));
      const sent = await writer.send(...events);
      expect(sent.body).toMatchObject({ quarantined: 7 });
      expect(statuses(await replayAll())).toEqual(Array(7).fill("refused"));
      expect(await list("open")).toHaveLength(7);

      expect((await server.ops("POST", "/ops/types", definition(type))).status).toBe(201);
      expect(statuses(await replayAll({ dryRun: true }))).toEqual(Array(7).fill("would_accept"));
      expect(await list("open")).toHaveLength(7);
      expect(statuses(await replayAll({ type: "another.type.used" }))).toEqual([]);
      const first = await replayAll({ limit: 4 });
      expect(statuses(first)).toEqual(Array(4).fill("accepted"));
      expect(statuses(await replayAll({ type, cursor: at(first, "next") }))).toEqual(
        Array(3).fill("accepted"),
      );

      await server.scored();
      expect(await list("open")).toEqual([]);
      for (const item of await list("resolved")) {
        const shown = await server.ops("GET", `/ops/events/${String(at(item, "eventId"))}`);
        expect(shown.body).toMatchObject({ event: { data: { seal: "S1" } }, result: expect.anything() });
        // The old entry stays what it was; the event has a place of its own.
        expect(at(item, "resolvedPosition")).toBe(at(shown.body, "position"));
        expect(Number(at(item, "resolvedPosition"))).toBeGreaterThan(Number(at(item, "position")));
      }
      const stream = await server.ops("GET", `/ops/streams/${encodeURIComponent(`${source.id}/~server`)}`);
      expect(stream.body).toMatchObject({ lastSequence: 7 });
      // The writer's own stream goes on where it was.
      expect((await writer.send(event(source.id, type))).body).toMatchObject({ accepted: 1 });
    });

    test("replaying twice adds nothing, one by one or all at once", async () => {
      const refused = event(source.id, type);
      await source.send([refused]);
      await server.ops("POST", "/ops/types", definition(type));
      const [item] = await list("open");
      const path = `/ops/quarantine/${String(at(item, "id"))}/replay`;
      const once = await server.ops("POST", path, {});
      expect(once.body).toMatchObject({ id: refused.id, status: "accepted" });
      const length = await logged();
      expect((await server.ops("POST", path, {})).body).toMatchObject({
        status: "duplicate",
        position: at(once.body, "position"),
      });
      expect(statuses(await replayAll())).toEqual([]);
      expect(await logged()).toBe(length);
    });
  });

  test("EV-6: what stays invalid stays in quarantine with its reasons, and stops no other", async () => {
    await source.send([event(source.id, type, { seal: 5 }), event(source.id, type)]);
    await server.ops("POST", "/ops/types", definition(type));
    const answer = await replayAll();
    expect(at(answer, "results")).toMatchObject([
      { status: "refused", code: "PROBITY_E_PAYLOAD", errors: [{ path: "/data/seal" }] },
      { status: "accepted" },
    ]);
    expect(await list("open")).toHaveLength(1);
    const length = await logged();
    await replayAll();
    expect(await logged()).toBe(length);
  });

  test("LO-1: a payload that is not the one of its header is never replayed", async () => {
    const writer = streamWriter(source);
    const [header = "", salt = "", payload = ""] = writer.write(event(source.id, type)).split("\n");
    const forged = [header, salt, payload.replace("S1", "S2")].join("\n");
    expect((await source.send(forged, mediaTypes.stream)).body).toMatchObject({ quarantined: 1 });
    await server.ops("POST", "/ops/types", definition(type));
    expect(at(await replayAll(), "results")).toMatchObject([
      { status: "refused", code: "PROBITY_E_COMMITMENT" },
    ]);
    expect(await list("open")).toHaveLength(1);
  });
});
