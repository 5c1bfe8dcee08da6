import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openStore, startServer } from "../src/index.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines, describeOwnPostgres } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { freePort } from "./support/free-port.ts";
import { loggedOf } from "./support/streams.ts";
import { at, request, startTestServer } from "./support/test-server.ts";

describeEngines("start and stop", (engine) => {
  test("OP-3: livez and readyz are open; secrets are files of their owner alone", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    try {
      expect(await request(`${server.url}/livez`)).toMatchObject({ status: 200, body: { status: "ok" } });
      expect(await request(`${server.url}/readyz`)).toMatchObject({ status: 200, body: { status: "ok" } });
      for (const name of ["ops-token", "keys/signing-key.pem"]) {
        expect(statSync(join(config.dataDir, name)).mode & 0o777).toBe(0o600);
      }
      expect(readFileSync(join(config.dataDir, "ops-token"), "utf8").trim()).toBe(server.running.opsToken);
    } finally {
      await server.close();
    }
  });

  test("a second start finds everything again, with the same keys and bundle", async () => {
    const config = await engine.newConfig();
    const first = await startTestServer(config);
    const source = await first.addSource("again");
    await source.send([award("again")]);
    const { vkey, opsToken } = first.running;
    await first.close();
    const second = await startTestServer(config);
    try {
      expect(second.running).toMatchObject({ vkey, opsToken });
      await second.scored();
      expect((await second.ops("GET", "/ops/sources")).body).toMatchObject({
        sources: [{ id: "again", keys: 1, bundleVersion: 1 }],
      });
      expect(await loggedOf(second, "again/~server")).toBe(1);
    } finally {
      await second.close();
    }
  });

  test("a port in use is a coded error that leaves nothing open", async () => {
    const blocker = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => {
      blocker.listen(port, "127.0.0.1", resolve);
    });
    const config = await engine.newConfig();
    await expect(startServer({ ...config, port })).rejects.toMatchObject({ code: "PROBITY_E_PORT_IN_USE" });
    await new Promise((resolve) => {
      blocker.close(resolve);
    });
    const server = await startTestServer({ ...config, port });
    await server.close();
  });

  test("RU-6: another signing key for the same database is refused", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    await server.close();
    const key = readFileSync(join(config.dataDir, "keys/signing-key.pem"));
    writeFileSync(join(config.dataDir, "keys/signing-key.pem"), "damaged");
    await expect(startServer(config)).rejects.toMatchObject({ code: "PROBITY_E_SIGNING_KEY" });
    writeFileSync(join(config.dataDir, "keys/signing-key.pem"), key);
    await expect(startServer({ ...config, signingKeyName: "other" })).rejects.toMatchObject({
      code: "PROBITY_E_SIGNING_KEY",
    });
  });

  test("a database from a newer version is refused", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    await server.close();
    const store = await openStore(config);
    await store.pool.query("insert into migration (number, sha256) values (999999, 'x')");
    await store.close();
    await expect(startServer(config)).rejects.toMatchObject({ code: "PROBITY_E_MIGRATION" });
  });
});

describeEngines("one data directory", (engine) => {
  const started: ChildServer[] = [];
  afterEach(async () => {
    for (const server of started.splice(0)) await server.kill();
  });

  test.runIf(engine.name === "pglite")(
    "a second process is refused by the name of the first; kill -9 frees it",
    async () => {
      const config = await engine.newConfig();
      const child = await startChildServer(config);
      started.push(child);
      await expect(startServer(config)).rejects.toMatchObject({
        code: "PROBITY_E_DATA_DIR_LOCKED",
        message: expect.stringMatching(/process \d+ on /),
      });
      await child.kill();
      const server = await startTestServer(config);
      await server.close();
    },
  );

  test("SIGTERM finishes and exits with 0", async () => {
    const child = await startChildServer(await engine.newConfig());
    started.push(child);
    expect(await child.stop()).toBe(0);
  });
});

describeOwnPostgres("a database that is down", (engine) => {
  test("is 503 with Retry-After, nothing is lost, and work goes on when it is back", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const source = await server.addSource("outage");
      const event = award("outage");
      await source.send([event]);
      await engine.postgres?.pause();
      const answer = await source.send([award("outage")]);
      expect(answer).toMatchObject({ status: 503, body: { code: "PROBITY_E_UNAVAILABLE" } });
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await request(`${server.url}/readyz`)).status).toBe(503);
      expect((await request(`${server.url}/livez`)).status).toBe(200);
      await engine.postgres?.resume();
      const again = await source.send([event, award("outage")]);
      expect(again.body).toMatchObject({ accepted: 1, duplicates: 1 });
      await server.scored();
      expect(await loggedOf(server, "outage/~server")).toBe(2);
    } finally {
      await server.close();
    }
  });

  test("at start is waited for", async () => {
    const config = await engine.newConfig();
    await engine.postgres?.pause();
    const starting = startServer({ ...config, databaseWaitSeconds: 60 });
    await engine.postgres?.resume();
    const server = await starting;
    expect((await request(`${server.url}/readyz`)).status).toBe(200);
    await server.close();
  });

  test("at start is a coded error without the password", async () => {
    const port = await freePort();
    const databaseUrl = `postgres://u:secret@127.0.0.1:${port}/x`;
    const config = { ...(await engine.newConfig()), databaseUrl, databaseWaitSeconds: 1 };
    const error: unknown = await startServer(config).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "PROBITY_E_DATABASE" });
    expect(String(error)).not.toContain("secret");
  });

  describe("OP-4: several servers on one database", () => {
    test("score each event once and agree on everything", async () => {
      const config = await engine.newConfig();
      const one = await startTestServer(config);
      const two = await startTestServer(config);
      try {
        const source = await one.addSource("shared");
        const sends = Array.from({ length: 10 }, (_, index) =>
          request(`${index % 2 === 0 ? one.url : two.url}/v1/events`, {
            method: "POST",
            headers: {
              authorization: `Bearer ${source.key}`,
              "content-type": "application/cloudevents-batch+json",
            },
            body: JSON.stringify(Array.from({ length: 20 }, () => award("shared"))),
          }),
        );
        const answers = await Promise.all(sends);
        expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
        await two.scored();
        expect(await loggedOf(two, "shared/~server")).toBe(200);
        const rules = at((await two.ops("GET", "/ops/rules/stats?source=shared&days=3660")).body, "rules");
        const evaluated = Array.isArray(rules) ? rules.map((rule: unknown) => at(rule, "evaluated")) : [];
        expect(new Set(evaluated.filter((times) => times !== 0))).toEqual(new Set([200]));
      } finally {
        await one.close();
        await two.close();
      }
    });
  });
});

describeEngines("SE-4, SE-5: a server under pressure", (engine) => {
  test("over its bound of requests it answers 503 with Retry-After and takes nothing of those", async () => {
    const server = await startTestServer({ ...(await engine.newConfig()), maxConcurrentRequests: 3 });
    try {
      const source = await server.addSource("busy");
      const answers = await Promise.all(Array.from({ length: 40 }, () => source.send([award("busy")])));
      const taken = answers.filter(({ status }) => status === 200);
      const refused = answers.filter(({ status }) => status === 503);
      expect(taken.length + refused.length).toBe(40);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused[0]?.body).toMatchObject({ code: "PROBITY_E_OVERLOADED" });
      expect(refused[0]?.headers.get("retry-after")).toBe("2");
      expect(await loggedOf(server, "busy/~server")).toBe(taken.length);
    } finally {
      await server.close();
    }
  });

  test("no key or token reaches the log", async () => {
    const lines: string[] = [];
    const logStream = { write: (line: string) => void lines.push(line) };
    const config = { ...(await engine.newConfig()), logLevel: "trace" as const };
    const server = await startTestServer(config, { logStream });
    const source = await server.addSource("quiet");
    await source.send([award("quiet")]);
    await source.send("not json");
    await source.post("/v1/types", {});
    await server.close();
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.every((line) => JSON.parse(line))).toBe(true);
    const log = lines.join("");
    expect(log).toContain('"reqId"');
    for (const secret of [source.key, server.running.opsToken]) expect(log).not.toContain(secret);
  });
});
