import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { parseVerifierKey, verifyProof } from "@probity/tlog";
import { afterEach, expect, test } from "vitest";
import { cli } from "./support/cli.ts";
import { describeEngines, describePostgres, type Engine } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { sampleKey, tempDirectory } from "./support/sample-log.ts";
import { at, sourceOf, startTestServer, type TestServer } from "./support/test-server.ts";
import { policyFile, startWitness, type TestWitness } from "./support/witness.ts";

const servers: TestServer[] = [];
const witnesses: TestWitness[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  for (const witness of witnesses.splice(0)) await witness.stop();
});

/** A server whose key is known before it has witnesses, and a witness of it. */
async function witnessed(
  engine: Engine,
  clock?: () => number,
): Promise<{
  readonly server: TestServer;
  readonly witness: TestWitness;
  readonly dataDir: string;
  readonly policy: string;
}> {
  const config = await engine.newConfig();
  const plain = await startTestServer(config);
  const witness = await startWitness(plain.running.vkey);
  await plain.close();
  witnesses.push(witness);
  const policy = policyFile(witness);
  const server = await startTestServer(
    { ...config, witnessPolicyFile: policy, witnessSeconds: 1, witnessAlarmMinutes: 15 },
    clock === undefined ? {} : { clock },
  );
  servers.push(server);
  return { server, witness, dataDir: config.dataDir, policy };
}

const statusOf = async (server: TestServer): Promise<unknown> => (await server.ops("GET", "/ops/log")).body;

describeEngines("LO-6: a log under a witness", (engine: Engine) => {
  test(
    "gets each checkpoint cosigned, exports it so, and takes events while the witness is away",
    { timeout: 60_000 },
    async () => {
      let now = Date.now();
      const { server, witness, policy, dataDir } = await witnessed(engine, () => now);
      const source = await server.addSource("w");
      await source.send([award("w"), award("w")]);
      await expect.poll(() => witness.size("probity"), { timeout: 10_000 }).toBe(2);
      await expect
        .poll(async () => at(await statusOf(server), "witnessed", "size"), { timeout: 5_000 })
        .toBe(2);
      const directory = join(tempDirectory(), "export");
      expect(
        await cli(dataDir, ["log", "export", directory, "--witnessed", "--url", server.url]),
      ).toMatchObject({ code: 0 });
      const verify = ["verify", "log", directory, "--key", server.running.vkey, "--policy", policy];
      expect((await cli(dataDir, verify)).out).toContain("witnesses: W\nRIGHT: probity, 2 entries");

      const lastAnswer = async (): Promise<unknown> => at(await statusOf(server), "witnesses", 0, "last");
      await witness.stop();
      const answer = await source.send([award("w")]);
      expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } });
      now += 14 * 60_000;
      await expect.poll(lastAnswer, { timeout: 5_000 }).toBe("failed");
      const unwitnessed = async (): Promise<readonly unknown[]> => {
        const { body } = await server.ops("GET", "/ops/events?source=probity&type=log.unwitnessed");
        const events = at(body, "events");
        return Array.isArray(events) ? events : [];
      };
      expect(await unwitnessed()).toHaveLength(0);
      now += 2 * 60_000;
      await expect.poll(unwitnessed, { timeout: 10_000 }).toMatchObject([{ type: "log.unwitnessed" }]);
      await server.scored();
      await expect
        .poll(async () => (await server.ops("GET", "/ops/alerts?source=probity&rule=LOG-WIT-001")).body, {
          timeout: 5_000,
        })
        .toMatchObject({ alerts: [{ rule: "LOG-WIT-001" }] });

      // Once an outage, however long; the next outage is told again.
      now += 60 * 60_000;
      await new Promise((resolve) => setTimeout(resolve, 2_200));
      expect(await unwitnessed()).toHaveLength(1);
      await witness.start();
      await expect.poll(() => witness.size("probity"), { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
      await witness.stop();
      await expect.poll(lastAnswer, { timeout: 5_000 }).toBe("failed");
      now += 20 * 60_000;
      await expect.poll(async () => (await unwitnessed()).length, { timeout: 10_000 }).toBe(2);
      await witness.start();
    },
  );
});

describePostgres("LO-6: witnesses in unusual places", (engine: Engine) => {
  test("cosign by file where no network reaches; the server takes it and no stranger's", async () => {
    const config = await engine.newConfig();
    const plain = await startTestServer(config);
    const source = await plain.addSource("w");
    await source.send([award("w"), award("w")]);
    await plain.close();
    const directory = join(tempDirectory(), "w");
    const place = tempDirectory();
    const run = (...argv: string[]): ReturnType<typeof cli> => cli(config.dataDir, argv);
    const made = (await run("witness", "init", "--name", "w.example", "--dir", directory, "--json")).json();
    await run("witness", "add-log", plain.running.vkey, "--dir", directory);
    const policy = policyFile({ vkey: String(at(made, "vkey")) });
    const server = await startTestServer({ ...config, witnessPolicyFile: policy });
    servers.push(server);
    const request = join(place, "request");
    const cosigned = join(place, "cosigned");
    const ask = (...argv: string[]): ReturnType<typeof cli> => run("log", ...argv, "--url", server.url);
    expect((await ask("request-cosign", "--out", request)).out).toContain("0 -> 2 entries");
    await run("witness", "cosign", request, "--dir", directory, "--out", cosigned);
    const taken = await ask("add-cosignature", cosigned);
    expect(taken.out).toBe("cosignatures of 2 entries are taken: W; a quorum\n");
    expect(await statusOf(server)).toMatchObject({ witnessed: { size: 2 } });
    expect((await ask("add-cosignature", request)).err).toContain("PROBITY_E_COSIGNATURE");

    expect((await ask("request-cosign", "--out", request, "--from-size", "9")).code).toBe(1);
    expect((await ask("request-cosign", "--out", request, "--from-size", "2")).code).toBe(0);
    expect((await run("witness", "cosign", request, "--dir", directory, "--out", cosigned)).code).toBe(0);
    expect((await ask("status")).out).toContain("2 entries");
  });

  test("that do not know the log, or are no witness, are named and nothing else happens", async () => {
    const config = await engine.newConfig();
    const stranger = await startWitness(sampleKey("other.example").vkey);
    witnesses.push(stranger);
    const server = await startTestServer({ ...config, witnessPolicyFile: policyFile(stranger) });
    servers.push(server);
    expect(await statusOf(server)).toMatchObject({
      takesEntries: true,
      witnesses: [{ name: "W", last: "failed", detail: expect.stringContaining("404") as unknown }],
    });
    const source = await server.addSource("w");
    const answer = await source.send([award("w", { id: randomUUID() })]);
    expect(answer.status).toBe(200);
    const proven = verifyProof({
      receipt: String(at(answer.body, "receipt")),
      digest: "sha256",
      leaf: String(at((await server.ops("GET", "/ops/log/records/1")).body, "header")),
      verifiers: [parseVerifierKey(server.running.vkey)],
    });
    expect(proven?.index).toBe(0);
  });

  test("a policy that cannot be read stops the start, naming the line", async () => {
    const config = await engine.newConfig();
    const failing = startTestServer({ ...config, witnessPolicyFile: "/nowhere/policy" });
    await expect(failing).rejects.toMatchObject({ code: "PROBITY_E_FILE" });
    const bad = policyFile({ vkey: "nonsense" });
    await expect(startTestServer({ ...config, witnessPolicyFile: bad })).rejects.toMatchObject({
      code: "PROBITY_E_LOG_POLICY",
      message: expect.stringContaining("line 1") as unknown,
    });
  });

  test("OP-4: two servers of one database share a witness", async () => {
    const config = await engine.newConfig();
    const plain = await startTestServer(config);
    const witness = await startWitness(plain.running.vkey);
    await plain.close();
    witnesses.push(witness);
    const shared = { ...config, witnessPolicyFile: policyFile(witness), witnessSeconds: 1 };
    const one = await startTestServer(shared);
    const two = await startTestServer(shared);
    servers.push(one, two);
    const first = await one.addSource("w");
    const second = sourceOf(two.url, "w", first.key);
    for (let n = 0; n < 10; n++) {
      // oxlint-disable-next-line no-await-in-loop
      const answers = await Promise.all([first.send([award("w")]), second.send([award("w")])]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
    await expect.poll(() => witness.size("probity"), { timeout: 10_000 }).toBeGreaterThanOrEqual(20);
    for (const server of [one, two])
      // oxlint-disable-next-line no-await-in-loop
      expect(await statusOf(server)).toMatchObject({ takesEntries: true, refusals: [] });
  });
});
