import { createServer } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { seeded } from "../../links/register.ts";
import { openConnection, postBytes, readAnswer } from "../load/http-connection.ts";
import { evenMoments, poissonMoments } from "../load/moments.ts";
import { runOpenLoop } from "../load/open-loop.ts";

const serve = async (
  answer: (body: string) => { status: number; body: string; afterMs?: number },
): Promise<URL> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { status, body, afterMs = 0 } = answer(Buffer.concat(chunks).toString("utf8"));
      setTimeout(
        () => response.writeHead(status, { "content-length": Buffer.byteLength(body) }).end(body),
        afterMs,
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return new URL(
    `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/v1/x`,
  );
};

const unheard = { measuring: () => undefined, measured: () => undefined };

describe("QU-4: the load generator of bench:server", () => {
  test("a connection carries one request after the other, bodies of many chunks as well", async () => {
    const url = await serve((body) => ({ status: 200, body: `${body}!`.repeat(200_000) }));
    const connection = await openConnection(url);
    for (const text of ["a", "é"]) {
      const { status, body } = await connection.ask(postBytes(url, { "x-a": "1" }, text));
      expect(status).toBe(200);
      expect(body.toString("utf8")).toBe(`${text}!`.repeat(200_000));
    }
    connection.close();
    await expect(connection.ask(postBytes(url, {}, "c"))).rejects.toThrow(/closed/);
  });

  test("an answer without a length is an error, half a one is none yet", () => {
    expect(readAnswer(Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab"))).toBeUndefined();
    expect(() => readAnswer(Buffer.from("HTTP/1.1 200 OK\r\n\r\n"))).toThrow(/length/);
  });

  test("a server that stands still is not spared: waiting counts from when a request was due", async () => {
    let first = true;
    const url = await serve(() => {
      const afterMs = first ? 200 : 0;
      first = false;
      return { status: 200, body: '{"outcome":"allow"}', afterMs };
    });
    const moments = evenMoments(100, 300, 0);
    const requests = [postBytes(url, {}, "{}")];
    const [result] = await runOpenLoop(
      [{ url: url.href, requests, moments, connections: 1, expects: '"outcome"' }],
      { warmUpMs: 0, totalMs: 300 },
      unheard,
    );
    expect(result).toMatchObject({ due: 30, answered: 30, failed: 0 });
    // The one that was due 10 ms after the first waited for it on the only connection.
    expect(result?.latencies.at(-2)).toBeGreaterThan(150);
    expect(result?.late).toBeGreaterThan(10);
  });

  test("bad answers are counted and told, and are no latencies", async () => {
    let nth = 0;
    const url = await serve(() => ({
      status: [200, 500, 503, 200][nth++ % 4] ?? 0,
      body: '{"outcome":"allow"}',
    }));
    const moments = evenMoments(200, 100, 0);
    const requests = [postBytes(url, {}, "{}")];
    const [result] = await runOpenLoop(
      [{ url: url.href, requests, moments, connections: 4, expects: '"outcome"' }],
      { warmUpMs: 0, totalMs: 100 },
      unheard,
    );
    expect(result).toMatchObject({ answered: 10, failed: 5, refused: 5 });
    expect(result?.firstFailure).toMatch(/status 500/);
  });

  test("a stream that is told to come back sends the same again before anything else", async () => {
    const seen: string[] = [];
    const url = await serve((body) => {
      seen.push(body);
      return { status: seen.length === 2 ? 503 : 200, body: '{"accepted":1}' };
    });
    const requests = ["a", "b", "c"].map((text) => postBytes(url, {}, text));
    const moments = evenMoments(100, 30, 0);
    const [result] = await runOpenLoop(
      [{ url: url.href, requests, moments, connections: 1, inOrder: true, expects: '"accepted"' }],
      { warmUpMs: 0, totalMs: 30 },
      unheard,
    );
    expect(seen).toEqual(["a", "b", "b", "c"]);
    expect(result).toMatchObject({ answered: 3, refused: 1, failed: 0, unanswered: 0 });
  });

  test("independent callers come at the rate that was asked for, the same on every run", () => {
    const moments = poissonMoments(seeded(1), 1000, 10_000);
    expect(moments.length / 10).toBeGreaterThan(950);
    expect(moments.length / 10).toBeLessThan(1050);
    expect(moments).toEqual(moments.toSorted());
    expect(poissonMoments(seeded(1), 1000, 10_000)).toEqual(moments);
  });
});
