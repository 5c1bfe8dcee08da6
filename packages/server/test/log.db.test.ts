import { createHash, randomUUID } from "node:crypto";
import type { ProbityEvent } from "@probity/contracts";
import { decodeEntries, parseCheckpoint } from "@probity/tlog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { describeEngines } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { assertWholeLogOf, proven } from "./support/proven.ts";
import { bodyOf, loggedOf, sendStream, type TestRecord, testStream } from "./support/streams.ts";
import { type Answer, at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const column = (answer: Answer, name: string): readonly unknown[] =>
  list(at(answer.body, "results")).map((result) => at(result, name));
/** Results as a replay has them: what was accepted is a duplicate then. */
const asReplayed = (answer: Answer): readonly unknown[] =>
  list(at(answer.body, "results")).map((result) =>
    at(result, "status") === "accepted" ? Object.assign({}, result, { status: "duplicate" }) : result,
  );
/** The places of what one request logged: one after the other. */
const placesFrom = (first: unknown, n: number): readonly number[] =>
  Array.from({ length: n }, (_, index) => Number(first) + index);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");

describeEngines("the log", (engine) => {
  let config: ServerConfig;
  let server: TestServer;
  let source: TestSource;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    config = await engine.newConfig();
    server = await startTestServer(config);
    source = await server.addSource("https://works.example/eu");
  });
  afterAll(async () => {
    await server?.close();
    if (config !== undefined) await assertWholeLogOf(config);
  });

  const send = (
    records: readonly TestRecord[] | string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => sendStream(server.url, source, records, headers);
  const write = (
    stream: ReturnType<typeof testStream>,
    n: number,
    { id }: Pick<TestSource, "id"> = source,
  ): readonly TestRecord[] => Array.from({ length: n }, () => stream.next(award(id)));
  const headerAt = async (position: number): Promise<string> => {
    const index = position - 1;
    const [tile, width] = [Math.floor(index / 256), (index % 256) + 1];
    const answer = await fetch(`${server.url}/log/tile/entries/${String(tile).padStart(3, "0")}.p/${width}`, {
      headers: { authorization: `Bearer ${server.running.opsToken}` },
    });
    return (
      decodeEntries(Buffer.from(await answer.arrayBuffer()), width)
        ?.at(-1)
        ?.toString() ?? ""
    );
  };
  /** How many records of a stream are in the log. */
  const logged = (src: string): Promise<number> => loggedOf(server, src);

  describe("LO-1: streams", () => {
    test("records are accepted in sequence, and a stream goes on over batches", async () => {
      const stream = testStream(source.id);
      const first = await send(write(stream, 3));
      expect(first).toMatchObject({ status: 200, body: { accepted: 3, duplicates: 0, quarantined: 0 } });
      const second = await send(write(stream, 2));
      expect(column(second, "status")).toEqual(["accepted", "accepted"]);
      const [a, b] = [column(first, "position"), column(second, "position")];
      expect([a, b]).toEqual([placesFrom(a[0], 3), placesFrom(b[0], 2)]);
      expect(b[0]).toBeGreaterThan(Number(a[2]));
    });

    test("a replay answers 200 with the old positions and logs nothing", async () => {
      const stream = testStream(source.id);
      const records = write(stream, 4);
      const first = await send(records);
      const again = await send(records);
      expect(again).toMatchObject({ status: 200, body: { accepted: 0, duplicates: 4 } });
      expect(column(again, "position")).toEqual(column(first, "position"));
      const tail = await send([...records.slice(2), ...write(stream, 1)]);
      expect(column(tail, "status")).toEqual(["duplicate", "duplicate", "accepted"]);
      expect(await logged(stream.src)).toBe(5);
      const proof = proven(server.running, at(again.body, "receipt"), records[3]?.header ?? "");
      expect(proof?.position).toBe(column(first, "position")[3]);
    });

    test("a replay answers every record as the first time: repeated, refused, refused twice, in conflict", async () => {
      const [earlier, stream] = [testStream(source.id), testStream(source.id)];
      const [known, fresh] = [award(source.id), award(source.id)];
      const refused = award(source.id, { type: "unknown.type.sent" });
      const other = award(source.id, { id: fresh.id });
      const [before] = column(await send([earlier.next(known)]), "position");
      const events = [fresh, refused, fresh, known, other, refused, other, fresh, award(source.id)];
      const records = events.map((event) => stream.next(event));
      const first = await send(records);
      const start = Number(column(first, "position")[0]);
      const own = (index: number): number => start + index;
      expect(column(first, "position")).toEqual(
        [0, 1, 0, -2, 4, 5, 6, 0, 8].map((n) => (n < 0 ? before : own(n))),
      );
      const statuses = ["accepted", "quarantined", "duplicate", "duplicate", "quarantined", "quarantined"];
      expect(column(first, "status")).toEqual([...statuses, "quarantined", "duplicate", "accepted"]);
      for (const again of [records, records.slice(2), records.slice(5, 7), records.slice(7)]) {
        const from = records.findIndex((record) => record === again[0]);
        const answer = await send(again);
        expect(asReplayed(answer)).toEqual(asReplayed(first).slice(from, from + again.length));
        const proof = proven(server.running, at(answer.body, "receipt"), again.at(-1)?.header ?? "");
        expect(proof?.position).toBe(own(from + again.length - 1));
      }
      // The rest of a batch whose head is known is judged as it would be alone.
      const rest = await send([...records.slice(-2), stream.next(fresh)]);
      expect(column(rest, "position")).toEqual([own(0), own(8), own(0)]);
      expect(await logged(stream.src)).toBe(records.length + 1);
    });

    test("a replay of what was refused and is taken since has its old positions", async () => {
      const [stream, type] = [testStream(source.id), "office.replay.made"];
      const refused = award(source.id, { type, data: { seal: "A" } });
      const records = [refused, refused].map((event) => stream.next(event));
      const first = await send(records);
      expect(column(first, "status")).toEqual(["quarantined", "quarantined"]);
      const schema = { type: "object", properties: { seal: { type: "string" } } };
      expect(
        (await server.ops("POST", "/ops/types", { source: source.id, type, version: "1.0", schema })).status,
      ).toBe(201);
      records.push(stream.next(refused), stream.next(refused));
      const second = await send(records);
      expect(column(second, "status")).toEqual(["quarantined", "quarantined", "accepted", "duplicate"]);
      const taken = Number(column(second, "position")[2]);
      expect(column(second, "position")).toEqual([...column(first, "position"), taken, taken]);
      expect(taken).toBeGreaterThan(Number(column(first, "position")[1]));
      const third = await send(records);
      expect(column(third, "status")).toEqual(Array(4).fill("duplicate"));
      expect(column(third, "position")).toEqual(column(second, "position"));
    });

    test("a plain event that is refused twice in one request is logged once, and answered so every time", async () => {
      const plain = await server.addSource();
      const refused = award(plain.id, { type: "unknown.type.sent" });
      const first = await plain.send([refused, award(plain.id), refused]);
      const position = Number(column(first, "position")[0]);
      expect(column(first, "position")).toEqual([position, position + 1, position]);
      const again = await plain.send([refused, refused]);
      const [result] = list(at(first.body, "results"));
      expect(at(again.body, "results")).toEqual([result, result]);
      expect(await logged(`${plain.id}/~server`)).toBe(2);
    });

    test("a gap is 409 with the number that is expected, and takes nothing", async () => {
      const stream = testStream(source.id);
      const records = write(stream, 5);
      expect(await send(records.slice(2))).toMatchObject({
        status: 409,
        body: { code: "PROBITY_E_STREAM_GAP", expected: 1 },
      });
      await send(records.slice(0, 2));
      expect(await send(records.slice(3))).toMatchObject({
        status: 409,
        body: { code: "PROBITY_E_STREAM_GAP", expected: 3 },
      });
      expect(await logged(stream.src)).toBe(2);
      expect(await send(records.slice(2))).toMatchObject({ status: 200, body: { accepted: 3 } });
    });

    test("a header that does not name the one before it is 409", async () => {
      const stream = testStream(source.id);
      await send(write(stream, 2));
      const forged = stream.peek(award(source.id), { prev: sha256("something else") });
      expect(await send([forged])).toMatchObject({
        status: 409,
        body: { code: "PROBITY_E_STREAM_GAP", expected: 3 },
      });
    });

    test("another header under a used number is 409 and logged once, for ever", async () => {
      const stream = testStream(source.id);
      await send(write(stream, 1));
      const event = award(source.id);
      const [stored, other] = [stream.peek(event), stream.peek(event)];
      expect(await send([stored])).toMatchObject({ status: 200 });
      const notices = async (): Promise<readonly unknown[]> => {
        const { body } = await server.ops(
          "GET",
          `/ops/events?type=stream.equivocation&subject=${encodeURIComponent(stream.src)}`,
        );
        return list(at(body, "events"));
      };
      for (let tries = 0; tries < 3; tries++)
        expect(await send([other])).toMatchObject({
          status: 409,
          body: { code: "PROBITY_E_STREAM_EQUIVOCATION" },
        });
      const [notice, ...more] = await notices();
      expect(more).toEqual([]);
      const { body } = await server.ops("GET", `/ops/events/${String(at(notice, "id"))}`);
      expect(at(body, "event", "data", "equivocation")).toEqual({
        stream: stream.src,
        sequence: 2,
        storedHash: sha256(stored.header),
        otherHash: sha256(other.header),
        otherHeader: other.header,
      });
      await send([stream.peek(event)]);
      expect(await notices()).toHaveLength(2);
    });

    test("the same event in another stream is logged and answered as a duplicate of the first", async () => {
      const [old, fresh] = [testStream(source.id), testStream(source.id)];
      const event = award(source.id);
      const first = await send([old.next(event)]);
      const record = fresh.next(event);
      const again = await send([record]);
      expect(at(again.body, "results", 0)).toEqual({
        id: event.id,
        status: "duplicate",
        position: at(first.body, "results", 0, "position"),
      });
      const proof = proven(server.running, at(again.body, "receipt"), record.header);
      expect(proof?.position).toBeGreaterThan(Number(at(first.body, "results", 0, "position")));
      expect(await headerAt(Number(proof?.position))).toBe(record.header);
    });

    test("streams of one source that are sent at once do not disturb each other", async () => {
      const streams = Array.from({ length: 6 }, () => testStream(source.id));
      const answers = await Promise.all(streams.map((stream) => send(write(stream, 20))));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
      const positions = answers.flatMap((answer) => column(answer, "position"));
      expect(new Set(positions).size).toBe(120);
    });

    test("a bad request of a group fails alone", async () => {
      const streams = Array.from({ length: 8 }, () => testStream(source.id));
      const answers = await Promise.all(
        streams.map((stream, index) => {
          const records = write(stream, 5);
          return send(index % 2 === 0 ? records : records.slice(1));
        }),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 409, 200, 409, 200, 409, 200, 409]);
      for (const [index, stream] of streams.entries()) {
        if (index % 2 === 0) expect((await send(write(stream, 1))).status).toBe(200);
      }
    });

    test("the same batch sent many times at once is taken once", async () => {
      const stream = testStream(source.id);
      const records = write(stream, 10);
      const answers = await Promise.all(Array.from({ length: 8 }, () => send(records)));
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
      expect(answers.reduce((sum, { body }) => sum + Number(at(body, "accepted")), 0)).toBe(10);
      expect(new Set(answers.map((answer) => JSON.stringify(column(answer, "position")))).size).toBe(1);
      expect(await logged(stream.src)).toBe(10);
    });
  });

  describe("LO-1: records", () => {
    test.each<[string, (records: readonly TestRecord[]) => string, number, string]>([
      ["no body", () => "", 400, "PROBITY_E_STREAM_RECORD"],
      ["two lines", ([a]) => `${a?.header}\n${a?.salt}`, 400, "PROBITY_E_STREAM_RECORD"],
      [
        "reordered",
        ([a, b, c]) => bodyOf([a, c, b].filter((r) => r !== undefined)),
        400,
        "PROBITY_E_STREAM_RECORD",
      ],
      [
        "one left out",
        ([a, , c]) => bodyOf([a, c].filter((r) => r !== undefined)),
        400,
        "PROBITY_E_STREAM_RECORD",
      ],
      [
        "a header with a space",
        (r) => bodyOf(r).replace('{"v":1', '{ "v":1'),
        400,
        "PROBITY_E_STREAM_RECORD",
      ],
      [
        "a header with another key",
        (r) => bodyOf(r).replace('"v":1,', '"v":1,"w":2,'),
        400,
        "PROBITY_E_STREAM_RECORD",
      ],
      [
        "a changed header",
        (r) => bodyOf(r).replace("2026-05-01T01", "2026-05-01T02"),
        400,
        "PROBITY_E_STREAM_RECORD",
      ],
      ["no payload", ([a]) => `${a?.header}\n${a?.salt}\n\n`, 400, "PROBITY_E_STREAM_RECORD"],
      ["a short salt", ([a]) => `${a?.header}\nAAAA\n${a?.payload}`, 400, "PROBITY_E_STREAM_RECORD"],
      [
        "a salt with loose bits",
        ([a]) => `${a?.header}\n${a?.salt.slice(0, 42)}B=\n${a?.payload}`,
        400,
        "PROBITY_E_STREAM_RECORD",
      ],
      [
        "a payload with U+001E",
        ([a]) => `${a?.header}\n${a?.salt}\n${a?.payload}\u001e`,
        400,
        "PROBITY_E_STREAM_RECORD",
      ],
    ])("%s is refused whole", async (_, body, status, code) => {
      const writer = await server.addSource();
      const answer = await sendStream(server.url, writer, body(write(testStream(writer.id), 3, writer)));
      expect(answer).toMatchObject({ status, body: { code } });
      const streams = await server.ops("GET", `/ops/streams?source=${writer.id}`);
      expect(streams.body).toMatchObject({ streams: [] });
    });

    test("over 500 records, or another source, is refused whole", async () => {
      const stream = testStream(source.id);
      expect(await send(write(stream, 501))).toMatchObject({
        status: 413,
        body: { code: "PROBITY_E_BODY_LIMIT" },
      });
      const foreign = testStream("somebody");
      expect(await send([foreign.next(award("somebody"))])).toMatchObject({
        status: 422,
        body: { code: "PROBITY_E_SOURCE_MISMATCH" },
      });
    });

    test.each<[string, (event: ProbityEvent) => object, string]>([
      ["a payload that is not the committed one", () => ({ c: sha256("else") }), "PROBITY_E_COMMITMENT"],
      ["a payload that is no JSON", () => ({ payload: "{" }), "PROBITY_E_ENVELOPE"],
      ["a payload with another id", () => ({ id: "other" }), "PROBITY_E_ENVELOPE"],
      ["a payload of another type", () => ({ type: "contract.signed" }), "PROBITY_E_ENVELOPE"],
      [
        "an unknown type",
        (event) => ({ type: "a.b", payload: JSON.stringify({ ...event, type: "a.b" }) }),
        "PROBITY_E_EVENT_TYPE",
      ],
      [
        "a type of the server",
        (event) => ({
          type: "source.silent",
          payload: JSON.stringify({
            ...event,
            type: "source.silent",
            data: { silence: { stream: "x", lastAt: event.time } },
          }),
        }),
        "PROBITY_E_EVENT_TYPE",
      ],
    ])("EV-6: %s: the header is logged, the payload is in quarantine", async (_, over, code) => {
      const stream = testStream(source.id);
      const event = award(source.id);
      const record = stream.next(event, over(event));
      const answer = await send([record, ...write(stream, 1)]);
      expect(column(answer, "status")).toEqual(["quarantined", "accepted"]);
      const position = Number(at(answer.body, "results", 1, "position")) - 1;
      expect(at(answer.body, "results", 0)).toMatchObject({ code, position });
      expect(await headerAt(position)).toBe(record.header);
      const { body } = await server.ops("GET", `/ops/quarantine?limit=1&code=${code}`);
      const shown = await server.ops("GET", `/ops/quarantine/${String(at(body, "items", 0, "id"))}`);
      expect(shown.body).toMatchObject({ body: record.payload, state: "open" });
      const again = await send([record]);
      expect(at(again.body, "results", 0)).toEqual(at(answer.body, "results", 0));
    });

    test("events about the reporting itself are complete without an actor", async () => {
      const stream = testStream(source.id);
      const heartbeat = (n: number): ProbityEvent => ({
        ...award(source.id),
        type: "source.heartbeat.sent",
        data: { heartbeat: { stream: stream.src, lastSequence: n, intervalSeconds: 30 } },
      });
      const answer = await send([stream.next(heartbeat(0)), stream.next(heartbeat(1))]);
      expect(column(answer, "status")).toEqual(["accepted", "accepted"]);
      const { body } = await server.ops("GET", "/ops/events?type=source.heartbeat.sent&limit=1");
      expect(at(body, "events", 0)).toMatchObject({ incomplete: 0 });
    });
  });

  describe("LO-4: receipts", () => {
    test("the receipt of a stream batch proves its last header, and no other", async () => {
      const stream = testStream(source.id);
      const records = write(stream, 7);
      const answer = await send(records);
      const receipt = at(answer.body, "receipt");
      const proof = proven(server.running, receipt, records[6]?.header ?? "");
      expect(proof?.position).toBe(column(answer, "position")[6]);
      expect(proven(server.running, receipt, records[5]?.header ?? "")).toBeUndefined();
      expect(
        proven({ vkey: server.running.vkey }, `${String(receipt)}x`, records[6]?.header ?? ""),
      ).toBeUndefined();
    });

    test("plain CloudEvents get a header of the server and a receipt, in every mode", async () => {
      const [a, b] = [award(source.id), award(source.id)];
      const batch = await source.send([a, b]);
      const single = await source.send(award(source.id), "application/cloudevents+json");
      for (const answer of [batch, single]) {
        const position = Number(column(answer, "position").at(-1));
        const header = await headerAt(position);
        expect(JSON.parse(header)).toMatchObject({ v: 1, src: `${source.id}/~server` });
        expect(proven(server.running, at(answer.body, "receipt"), header)?.position).toBe(position);
      }
      const again = await source.send([a, b]);
      expect(again.body).toMatchObject({ duplicates: 2 });
      expect(at(again.body, "receipt")).toBeUndefined();
    });

    test("every entry has a proof against the current checkpoint", async () => {
      const stream = testStream(source.id);
      await send(write(stream, 3));
      const size = Number(at((await server.ops("GET", "/ops/stats")).body, "head"));
      for (const position of [1, Math.ceil(size / 2), size]) {
        const answer = await source.get(`/log/proof?position=${position}`);
        const proof = proven(server.running, answer.body, await headerAt(position));
        expect(proof).toMatchObject({ position });
        expect(proof?.size).toBeGreaterThanOrEqual(position);
      }
      expect(await source.get(`/log/proof?position=${size + 1000}`)).toMatchObject({ status: 404 });
      expect(await source.get("/log/proof?position=0")).toMatchObject({ status: 400 });
    });

    test("sizes of checkpoints only grow, and the newest is stored", async () => {
      const stream = testStream(source.id);
      let last = 0;
      for (let n = 0; n < 5; n++) {
        const records = write(stream, 2);
        const answer = await send(records);
        const size = proven(server.running, at(answer.body, "receipt"), records[1]?.header ?? "")?.size ?? 0;
        expect(size).toBeGreaterThan(last);
        last = size;
      }
      const text = String((await source.get("/log/checkpoint")).body);
      expect(parseCheckpoint(text.slice(0, text.indexOf("\n\n") + 1))).toMatchObject({ origin: "probity" });
    });
  });

  test("LO-1: what a stream says of itself is kept: heartbeat, close, and a close by its successor", async () => {
    const [dead, heir] = [testStream(source.id), testStream(source.id)];
    const about = (type: string, data: object): ProbityEvent => ({
      ...award(source.id),
      id: randomUUID(),
      type,
      data: { ...data },
    });
    await send([
      dead.next(
        about("source.heartbeat.sent", {
          heartbeat: { stream: dead.src, lastSequence: 0, intervalSeconds: 60 },
        }),
      ),
    ]);
    await send([
      heir.next(about("stream.close", { close: { stream: dead.src, lastSequence: 1, reason: "adopted" } })),
      heir.next(about("stream.close", { close: { stream: heir.src, lastSequence: 2, reason: "shutdown" } })),
    ]);
    const streams = list(
      at(
        (await server.ops("GET", `/ops/streams?source=${encodeURIComponent(source.id)}&limit=500`)).body,
        "streams",
      ),
    );
    const of = (src: string): unknown => streams.find((each) => at(each, "src") === src);
    expect(of(dead.src)).toMatchObject({ state: "closed" });
    expect(of(heir.src)).toMatchObject({ state: "closed" });
    await send([heir.next(award(source.id))]);
    const again = list(
      at(
        (await server.ops("GET", `/ops/streams?source=${encodeURIComponent(source.id)}&limit=500`)).body,
        "streams",
      ),
    );
    expect(again.find((each) => at(each, "src") === heir.src)).toMatchObject({ state: "open" });
  });
});
