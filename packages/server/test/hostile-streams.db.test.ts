import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeEngines } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { sendStream, testStream } from "./support/streams.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

describeEngines("SE-4, LO-1: what a source may not do to streams", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(await engine.newConfig());
  });
  afterAll(() => server.close());

  test("write in the stream that the server keeps for it, where notices of the server are looked for", async () => {
    const { id, key } = await server.addSource();
    const forged = testStream(id, "~server").next(award(id), { type: "payload.erased" });

    const answer = await sendStream(server.url, { key }, [forged]);

    expect([answer.status, at(answer.body, "code")]).toEqual([400, "PROBITY_E_STREAM_RECORD"]);
  });

  test.each(["\u0000", "\u001e", "\u001d"])(
    "close a stream whose name has %j in it: it stays an event, and holds up nothing",
    async (character) => {
      const { id, key } = await server.addSource();
      const stream = testStream(id);
      const close = { stream: `${id}/a${character}b`, lastSequence: 1, reason: "shutdown" };
      const event = award(id, { id: randomUUID(), type: "stream.close", subject: "s", data: { close } });

      const answer = await sendStream(server.url, { key }, [stream.next(event), stream.next(award(id))]);

      expect(answer.body).toMatchObject({ accepted: 2 });
      await server.scored();
    },
  );

  test("hide a loss that it declares behind a NUL: the alert is raised", async () => {
    const { id, key } = await server.addSource();
    const gap = { stream: "a\u0000b", count: 1, reason: "full", detail: "c\u0000d" };
    const event = award(id, { id: randomUUID(), type: "stream.gap", subject: "s", data: { gap } });

    const answer = await sendStream(server.url, { key }, [testStream(id).next(event)]);

    expect(answer.body).toMatchObject({ accepted: 1 });
    await server.scored();
    const { body } = await server.ops("GET", `/ops/alerts?source=${id}`);
    expect(at(body, "alerts", 0, "rule")).toBe("LOG-GAP-001");
  });

  test.each(["a\u0000", "a\u001eb"])("hide a count that is too low behind a type named %j", async (type) => {
    const { id, key } = await server.addSource();
    const counts = [
      { type, businessCount: 1 },
      { type: "contract.signed", businessCount: 3 },
    ];
    const data = { tally: { countDate: "2026-05-01", counts } };
    const event = award(id, { id: randomUUID(), type: "source.tally", subject: "s", data });

    const answer = await sendStream(server.url, { key }, [testStream(id).next(event)]);

    expect(answer.body).toMatchObject({ accepted: 1 });
    await server.scored();
    const { body } = await server.ops("GET", `/ops/alerts?source=${id}`);
    expect(JSON.stringify(body)).toContain("contract.signed of 2026-05-01: the business system counted 3");
  });
});
