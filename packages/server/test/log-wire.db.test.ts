import { getHashes } from "node:crypto";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeEngines } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { assertWholeLogOf, proven } from "./support/proven.ts";
import { bodyOf, sendStream, type TestRecord, testStream } from "./support/streams.ts";
import {
  type Answer,
  at,
  request,
  startTestServer,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";

describeEngines("the log on the wire", (engine) => {
  let server: TestServer;
  let source: TestSource;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
    source = await server.addSource();
  });
  afterAll(() => server?.close());

  const send = (
    records: readonly TestRecord[] | string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => sendStream(server.url, source, records, headers);
  const write = (stream: ReturnType<typeof testStream>, n: number): readonly TestRecord[] =>
    Array.from({ length: n }, () => stream.next(award(source.id)));

  describe("LO-3: tiles", () => {
    test.each(["0/000.p/3", "1/000.p/1", "entries/000.p/3"])(
      "%s is served with the key of a source",
      async (path) => {
        await send(write(testStream(source.id), 300));
        const answer = await fetch(`${server.url}/log/tile/${path}`, {
          headers: { authorization: `Bearer ${source.key}` },
        });
        expect(answer.status).toBe(200);
        expect(answer.headers.get("content-type")).toBe("application/octet-stream");
      },
    );

    test.each([
      "0/000.p/0",
      "0/000.p/256",
      "0/000.p/01",
      "0/x000/000",
      "00/000",
      "64/000",
      "0/999",
      "0/1",
      "7/000",
      "entries/x999/999",
      "entries/000.p/3/4",
    ])("%s is nothing", async (path) => {
      expect(await source.get(`/log/tile/${path}`)).toMatchObject({
        status: 404,
        body: { code: "PROBITY_E_NOT_FOUND" },
      });
    });

    test("they want a key", async () => {
      expect(await request(`${server.url}/log/checkpoint`)).toMatchObject({ status: 401 });
      expect(
        await request(`${server.url}/log/tile/0/000.p/1`, { headers: { authorization: "Bearer no" } }),
      ).toMatchObject({
        status: 401,
      });
    });
  });

  describe("DE-3, SE-4: compressed bodies", () => {
    test.each([
      ["zstd", zstdCompressSync],
      ["gzip", gzipSync],
    ])("%s is unpacked, for streams and plain events", async (encoding, compress) => {
      const records = write(testStream(source.id), 20);
      const packed = new Uint8Array(compress(bodyOf(records)));
      expect(await send(packed, { "content-encoding": encoding })).toMatchObject({
        status: 200,
        body: { accepted: 20 },
      });
      const plain = await request(`${server.url}/v1/events`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${source.key}`,
          "content-type": "application/cloudevents-batch+json",
          "content-encoding": encoding,
        },
        body: new Uint8Array(compress(JSON.stringify([award(source.id)]))),
      });
      expect(plain).toMatchObject({ status: 200, body: { accepted: 1 } });
    });

    test.each([
      ["zstd", zstdCompressSync],
      ["gzip", gzipSync],
    ])("a %s bomb is 413", async (encoding, compress) => {
      const packed = new Uint8Array(compress(Buffer.alloc(64 * 1024 * 1024, 0x20)));
      expect(await send(packed, { "content-encoding": encoding })).toMatchObject({
        status: 413,
        body: { code: "PROBITY_E_BODY_LIMIT" },
      });
    });

    test("damaged bytes are 400, an unknown encoding is 415, bytes that are no UTF-8 are 400", async () => {
      expect(await send("not zstd", { "content-encoding": "zstd" })).toMatchObject({ status: 400 });
      expect(await send("x", { "content-encoding": "br" })).toMatchObject({ status: 415 });
      expect(await send(Uint8Array.from([0x7b, 0xff]))).toMatchObject({
        status: 400,
        body: { code: "PROBITY_E_REQUEST" },
      });
    });
  });
});

describeEngines("a log on another digest", (engine) => {
  test("LO-3: sm3 is fixed when the log is made, and its receipts verify with it alone", async (context) => {
    context.skip(!getHashes().includes("sm3"), "this OpenSSL has no sm3");
    const config = { ...(await engine.newConfig()), logDigest: "sm3" as const };
    const server = await startTestServer(config);
    try {
      const source = await server.addSource();
      const record = testStream(source.id).next(award(source.id));
      const answer = await sendStream(server.url, source, [record]);
      const receipt = at(answer.body, "receipt");
      expect(proven(server.running, receipt, record.header, "sm3")?.position).toBe(1);
      expect(proven(server.running, receipt, record.header, "sha256")).toBeUndefined();
    } finally {
      await server.close();
    }
    await expect(startTestServer({ ...config, logDigest: "sha256" })).rejects.toMatchObject({
      code: "PROBITY_E_CONFIG",
    });
    const again = await startTestServer({ ...config, logDigest: undefined });
    await again.close();
    expect((await assertWholeLogOf(config)).headers).toHaveLength(1);
  });
});
