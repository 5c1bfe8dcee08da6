import { request as ask } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describePglite } from "./support/engines.ts";
import { signedIn } from "./support/sign-in.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

interface Raw {
  readonly encoding: string | undefined;
  readonly vary: string | undefined;
  readonly body: Buffer;
}

/** As it comes over the wire: `fetch` would unpack it. */
const raw = (url: string, headers: Readonly<Record<string, string>>): Promise<Raw> =>
  new Promise((resolve, reject) => {
    ask(url, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({
          encoding: answer.headers["content-encoding"],
          vary: answer.headers.vary,
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on("error", reject)
      .end();
  });

describePglite("UI-1: long answers are compressed", (engine) => {
  let server: TestServer;
  let headers: Record<string, string>;
  beforeAll(async () => {
    server = await startTestServer(await engine.newConfig());
    await server.addPerson("ada");
    headers = await signedIn(server, "ada");
  });
  afterAll(() => server?.close());
  const get = (path: string, accepted: string): Promise<Raw> =>
    raw(`${server.url}${path}`, { ...headers, "accept-encoding": accepted });

  test("for whoever takes gzip, and are the same text", async () => {
    const path = "/ops/roles";
    const plain = await get(path, "identity");
    expect([plain.encoding, plain.vary]).toEqual([undefined, "accept-encoding"]);
    expect(plain.body.length).toBeGreaterThan(1_400);
    for (const accepted of ["gzip", "br;q=1, gzip;q=0.8", "deflate,gzip"]) {
      const packed = await get(path, accepted);
      expect(packed.encoding).toBe("gzip");
      expect(packed.body.length).toBeLessThan(plain.body.length / 2);
      expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
    }
    for (const accepted of ["", "br", "gzip;q=0", "gzip;q=0.0", "xgzip"])
      expect((await get(path, accepted)).encoding, accepted).toBeUndefined();
  });

  test("those with secrets of a session are not", async () => {
    expect((await get("/console/session/me", "gzip")).encoding).toBeUndefined();
  });
});
