import { writeFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Probity, ProbityOptions } from "../src/index.ts";
import { makeBundle, makeKey, patternRule, rankedAward, rankRule, signBundle } from "./support/bundles.ts";
import { startBundleServer, type BundleServer } from "./support/bundle-server.ts";
import { nextEvent, openClient } from "./support/client.ts";
import { tempDirectory } from "./support/temp.ts";

const key = makeKey();

const openWith = (server: BundleServer, more: ProbityOptions<[]> = {}): Probity =>
  openClient(server.endpoint, { publicKey: key.verifier, bundleRefreshMs: 20, ...more });

const outcomeOf = (client: Probity): string =>
  client.precheckLocal("procurement.award.decided", rankedAward(2)).outcome;

const signed = (options: Parameters<typeof makeBundle>[0] = {}) => signBundle(makeBundle(options), key);

const tampered = () => {
  const envelope = signed({ version: 2 });
  const bundle = { ...makeBundle({ version: 2, bind: {} }) };
  return { ...envelope, payload: Buffer.from(JSON.stringify(bundle)).toString("base64") };
};

describe("RU-6: a bundle is verified before it is active", () => {
  test("ready() resolves when the server's bundle is active, and decisions name it", async () => {
    const server = await startBundleServer({ envelope: signed({ version: 7 }) });
    const client = openWith(server);
    expect(outcomeOf(client)).toBe("allow");

    expect(await client.ready()).toBe(true);

    const decision = client.precheckLocal("procurement.award.decided", rankedAward(2));
    expect(decision).toMatchObject({ outcome: "justify", degraded: false, bundleVersion: 7 });
    expect(decision.bundleHash).toBe(client.health().bundle.hash);
    expect(client.health().bundle).toMatchObject({ state: "active", version: 7 });
  });

  test("a server that comes up after the application is found long before the next refresh", async () => {
    const server = await startBundleServer({});
    const client = openWith(server, { bundleRefreshMs: 600_000 });
    await nextEvent(client, "error");
    expect(client.health().bundle.state).toBe("none");
    server.offer.envelope = signed({ version: 7 });
    expect(await client.ready({ timeoutMs: 10_000 })).toBe(true);
  });

  test("a newer bundle replaces the active one, and an unchanged one costs a 304", async () => {
    const server = await startBundleServer({ envelope: signed(), etag: '"1"' });
    const client = openWith(server);
    await client.ready();
    const next = nextEvent(client, "bundle", ({ version }) => version === 2);
    server.offer.etag = '"2"';
    server.offer.envelope = signed({ version: 2, bind: { [rankRule]: "block" } });
    await next;
    expect(outcomeOf(client)).toBe("block");
    expect(server.statuses.filter((status) => status === 200)).toHaveLength(2);
  });

  test.each([
    ["tampered", tampered, "PROBITY_E_BUNDLE_SIGNATURE"],
    [
      "signed by another key",
      () => signBundle(makeBundle({ version: 2 }), makeKey()),
      "PROBITY_E_BUNDLE_SIGNATURE",
    ],
    [
      "signed by another key under our key's name",
      () => signBundle(makeBundle({ version: 2 }), { ...makeKey(), id: key.id }),
      "PROBITY_E_BUNDLE_SIGNATURE",
    ],
    ["unsigned", () => ({ ...signed({ version: 2 }), signatures: [] }), "PROBITY_E_BUNDLE_SIGNATURE"],
    ["made for another source", () => signed({ version: 2, source: "other" }), "PROBITY_E_BUNDLE_SOURCE"],
    ["older", () => signed({ version: 1 }), "PROBITY_E_BUNDLE_VERSION"],
    ["different under the same version", () => signed({ version: 3, bind: {} }), "PROBITY_E_BUNDLE_VERSION"],
    ["expired", () => signed({ version: 4, expiresAt: "2020-01-01T00:00:00Z" }), "PROBITY_E_BUNDLE_VALIDITY"],
    [
      "not yet valid",
      () => signed({ version: 4, notBefore: "2098-01-01T00:00:00Z" }),
      "PROBITY_E_BUNDLE_VALIDITY",
    ],
    ["no JSON", () => "<html>", "PROBITY_E_BUNDLE_FORMAT"],
    [
      "of another payload type",
      () => JSON.stringify({ payloadType: "x", payload: "", signatures: [] }),
      "PROBITY_E_BUNDLE_FORMAT",
    ],
    [
      "signed but malformed inside",
      () => signBundle({ ...makeBundle({ version: 4 }), rules: [{ id: "x" }] } as never, key),
      "PROBITY_E_BUNDLE_FORMAT",
    ],
  ])("a bundle that is %s is refused, reported and changes nothing", async (_, make, code) => {
    const server = await startBundleServer({ envelope: signed({ version: 3 }) });
    const client = openWith(server);
    await client.ready();
    const before = client.health().bundle.hash;

    const refused = nextEvent(client, "bundle-refused");
    server.offer.envelope = make();

    expect((await refused).code).toBe(code);
    expect(client.health().bundle).toMatchObject({
      state: "active",
      version: 3,
      hash: before,
      lastError: { code },
    });
    expect(outcomeOf(client)).toBe("justify");
  });

  test("several pinned keys allow a rotation", async () => {
    const next = makeKey("probity.next");
    const server = await startBundleServer({ envelope: signBundle(makeBundle(), next) });
    const client = openWith(server, { publicKey: [key.verifier, next.verifier] });
    expect(await client.ready()).toBe(true);
  });

  test("rules with patterns load the matcher when they come, not before", async () => {
    const server = await startBundleServer({ envelope: signed({ bind: { [patternRule]: "block" } }) });
    const client = openWith(server);
    expect(await client.ready()).toBe(true);
    const { outcome } = client.precheckLocal("procurement.award.decided", { ocid: "forbidden-7" });
    expect(outcome).toBe("block");
  });
});

const storedOf = (spoolDir: string): string => {
  const name = readdirSync(spoolDir, { recursive: true }).find((entry) =>
    String(entry).endsWith("bundle.json"),
  );
  if (name === undefined) throw new Error("no stored bundle");
  return join(spoolDir, String(name));
};

const warmUp = async (
  options: Parameters<typeof makeBundle>[0] = {},
): Promise<BundleServer & { spoolDir: string }> => {
  const spoolDir = tempDirectory();
  const server = await startBundleServer({ envelope: signed(options) });
  const client = openWith(server, { spoolDir });
  await client.ready();
  await client.shutdown();
  await server.stop();
  return { ...server, spoolDir };
};

describe("RU-6: the last good bundle survives on disk", () => {
  test("a process that starts while the server is away has rules at once", async () => {
    const { endpoint, spoolDir } = await warmUp();
    const client = openClient(endpoint, { publicKey: key.verifier, spoolDir });
    expect(outcomeOf(client)).toBe("justify");
    expect(client.health().bundle.state).toBe("active");
  });

  test("the stored bundle is verified again", async () => {
    const { endpoint, spoolDir } = await warmUp();
    const path = storedOf(spoolDir);
    const envelope = JSON.parse(readFileSync(path, "utf8")) as { payload: string };
    const bundle = JSON.parse(Buffer.from(envelope.payload, "base64").toString()) as { bindings: unknown[] };
    bundle.bindings = [];
    writeFileSync(
      path,
      JSON.stringify({ ...envelope, payload: Buffer.from(JSON.stringify(bundle)).toString("base64") }),
    );

    const client = openClient(endpoint, { publicKey: key.verifier, spoolDir });

    expect((await nextEvent(client, "bundle-refused")).code).toBe("PROBITY_E_BUNDLE_SIGNATURE");
    expect(client.precheckLocal("procurement.award.decided", rankedAward(2))).toMatchObject({
      degraded: true,
      degradedReasons: ["PROBITY_E_BUNDLE_NONE"],
    });
  });

  test("an older bundle than the stored one is refused after a restart", async () => {
    const { spoolDir } = await warmUp({ version: 5 });
    const server = await startBundleServer({ envelope: signed({ version: 4 }) });
    const client = openWith(server, { spoolDir });
    expect((await nextEvent(client, "bundle-refused")).code).toBe("PROBITY_E_BUNDLE_VERSION");
    expect(client.health().bundle.version).toBe(5);
  });

  test("a bundle that expired since still answers, degraded", async () => {
    const { endpoint, spoolDir } = await warmUp({ expiresAt: "2098-01-01T00:00:00Z" });
    const clock = { now: () => Date.parse("2098-06-01T00:00:00Z"), monotonic: () => performance.now() };
    const client = openClient(endpoint, { publicKey: key.verifier, spoolDir, clock });
    expect(client.precheckLocal("procurement.award.decided", rankedAward(2))).toMatchObject({
      outcome: "justify",
      degraded: true,
      degradedReasons: ["PROBITY_E_BUNDLE_VALIDITY"],
    });
    expect(client.health().bundle.state).toBe("expired");
  });

  test("without any bundle ready() answers false in time", async () => {
    const server = await startBundleServer({});
    const client = openWith(server);
    expect(await client.ready({ timeoutMs: 30 })).toBe(false);
  });
});
