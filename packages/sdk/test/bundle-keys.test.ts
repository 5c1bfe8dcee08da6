import { generateKeyPairSync } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bundle, ProbityEvent, SignedBundle } from "@probity/contracts";
import { dataValidators } from "@probity/contracts/validators";
import { describe, expect, test } from "vitest";
import type { Probity, ProbityOptions } from "../src/index.ts";
import { startBundleServer, type BundleServer } from "./support/bundle-server.ts";
import { makeBundle, makeKey, rankedAward, signBundle, type TestKey } from "./support/bundles.ts";
import { nextEvent, openClient } from "./support/client.ts";
import { createLog } from "./support/log.ts";
import { startReceiver } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

const pinned = makeKey("probity.pinned");
const second = makeKey("probity.second");
const third = makeKey("probity.third");

const withKeys = (
  version: number,
  trusted: readonly string[] = [],
  revoked: readonly string[] = [],
): Bundle => ({ ...makeBundle({ version }), keys: { trusted, revoked } });

/** Signed by several keys, as in an overlap. */
const signedBy = (bundle: Bundle, ...keys: readonly TestKey[]): SignedBundle => {
  const envelopes = keys.map((key) => signBundle(bundle, key));
  const [first] = envelopes;
  if (first === undefined) throw new Error("no key");
  return { ...first, signatures: envelopes.flatMap(({ signatures }) => signatures) };
};

/** The three bundles of a rotation: the second key is introduced, takes over, and ends the first. */
const introduces = signedBy(withKeys(1, [second.verifier]), pinned);
const takesOver = signedBy(withKeys(2, [second.verifier]), second);
const ends = signedBy(withKeys(3, [second.verifier], [pinned.id]), second);

const open = (endpoint: string, spoolDir: string, more: ProbityOptions<[]> = {}): Probity =>
  openClient(endpoint, { publicKey: pinned.verifier, bundleRefreshMs: 20, spoolDir, ...more });

const offer = async (server: BundleServer, client: Probity, envelope: SignedBundle): Promise<number> => {
  const next = nextEvent(client, "bundle");
  server.offer.envelope = envelope;
  return (await next).version;
};

const refusal = async (server: BundleServer, client: Probity, envelope: SignedBundle): Promise<string> => {
  const refused = nextEvent(client, "bundle-refused");
  server.offer.envelope = envelope;
  return (await refused).code;
};

const rotated = async (): Promise<{ server: BundleServer; client: Probity; spoolDir: string }> => {
  const spoolDir = tempDirectory();
  const server = await startBundleServer({ envelope: introduces });
  const client = open(server.endpoint, spoolDir);
  await client.ready();
  expect(await offer(server, client, takesOver)).toBe(2);
  expect(await offer(server, client, ends)).toBe(3);
  return { server, client, spoolDir };
};

const fileOf = (spoolDir: string, name: string): string => {
  const found = readdirSync(spoolDir, { recursive: true }).find((entry) => String(entry).endsWith(name));
  if (found === undefined) throw new Error(`no ${name}`);
  return join(spoolDir, String(found));
};

const refusedData = (events: ReadonlyMap<string, ProbityEvent>): unknown[] =>
  [...events.values()].filter(({ type }) => type === "bundle.version.refused").map(({ data }) => data);

describe("RU-6: keys are rotated without touching the host", () => {
  test("a key that a verified bundle names signs the next one; then it ends the first", async () => {
    const { client } = await rotated();
    expect(client.health().bundle).toMatchObject({ state: "active", version: 3, lastError: undefined });
  });

  test("a bundle that old and new key sign reaches clients that know either", async () => {
    const both = signedBy(withKeys(5, [second.verifier]), second, pinned);
    const server = await startBundleServer({ envelope: both });
    const old = open(server.endpoint, tempDirectory());
    const fresh = open(server.endpoint, tempDirectory(), { publicKey: second.verifier });
    expect([await old.ready(), await fresh.ready()]).toEqual([true, true]);
  });

  test("in one step: signed by both, it names the new key and ends the old one", async () => {
    const spoolDir = tempDirectory();
    const server = await startBundleServer({
      envelope: signedBy(withKeys(1, [second.verifier], [pinned.id]), pinned, second),
    });
    const client = open(server.endpoint, spoolDir);
    await client.ready();
    expect(await offer(server, client, takesOver)).toBe(2);
    await client.shutdown();
    await server.stop();
    expect(open(server.endpoint, spoolDir).health().bundle.version).toBe(2);
  });

  test("a process that starts offline takes the stored bundle of a learnt key", async () => {
    const { server, client, spoolDir } = await rotated();
    expect(await offer(server, client, signedBy(withKeys(4), second))).toBe(4);
    await client.shutdown();
    await server.stop();
    const next = open(server.endpoint, spoolDir);
    expect(next.health().bundle).toMatchObject({ state: "active", version: 4 });
    expect(next.precheckLocal("procurement.award.decided", rankedAward(2)).degraded).toBe(false);
  });

  test("through many rotations the proof stays as short as it can be", async () => {
    const keys = Array.from({ length: 6 }, (_, index) => makeKey(`probity.k${index}`));
    const spoolDir = tempDirectory();
    const server = await startBundleServer({ envelope: signedBy(withKeys(1), pinned) });
    const client = open(server.endpoint, spoolDir);
    await client.ready();
    let version = 1;
    let signer = pinned;
    for (const key of keys) {
      for (const revoked of [[], [signer.id]]) {
        const by = revoked.length === 0 ? signer : key;
        version += 1;
        const bundle = withKeys(version, [key.verifier], revoked);
        // oxlint-disable-next-line no-await-in-loop -- one release after the other
        expect(await offer(server, client, signedBy(bundle, by))).toBe(version);
      }
      signer = key;
    }
    const { proof } = JSON.parse(readFileSync(fileOf(spoolDir, "trust.json"), "utf8")) as { proof: string[] };
    expect(proof.length).toBeLessThanOrEqual(2 * keys.length);
    await client.shutdown();
    await server.stop();
    expect(open(server.endpoint, spoolDir).health().bundle).toMatchObject({ state: "active", version });
  });
});

describe("RU-6: a revoked key signs nothing any more", () => {
  const forged = signedBy(withKeys(9, [third.verifier]), pinned);

  test("not for this process, nor for the next one", async () => {
    const { server, client, spoolDir } = await rotated();
    expect(await refusal(server, client, forged)).toBe("PROBITY_E_BUNDLE_SIGNATURE");
    await client.shutdown();
    const next = open(server.endpoint, spoolDir);
    expect((await nextEvent(next, "bundle-refused")).code).toBe("PROBITY_E_BUNDLE_SIGNATURE");
    expect(next.health().bundle).toMatchObject({ state: "active", version: 3 });
    expect(await refusal(server, next, signedBy(withKeys(10), third))).toBe("PROBITY_E_BUNDLE_SIGNATURE");
  });

  test("whoever has it cannot go back to a bundle that it signed, also with access to the disk", async () => {
    const { server, client, spoolDir } = await rotated();
    await client.shutdown();
    writeFileSync(fileOf(spoolDir, "bundle.json"), JSON.stringify(introduces));
    server.offer.envelope = introduces;
    const next = open(server.endpoint, spoolDir);
    expect((await nextEvent(next, "bundle-refused")).code).toBe("PROBITY_E_BUNDLE_SIGNATURE");
    expect(next.health().bundle.state).toBe("none");
    server.offer.envelope = ends;
    expect(await next.ready()).toBe(true);
  });

  test("nor to an older bundle of a good key", async () => {
    const { server, client, spoolDir } = await rotated();
    await client.shutdown();
    writeFileSync(fileOf(spoolDir, "bundle.json"), JSON.stringify(takesOver));
    server.offer.envelope = takesOver;
    const next = open(server.endpoint, spoolDir);
    expect((await nextEvent(next, "bundle-refused")).code).toBe("PROBITY_E_BUNDLE_VERSION");
    expect(next.health().bundle.state).toBe("none");
  });

  test("a key of a bundle that does not verify is not learnt", async () => {
    const server = await startBundleServer({ envelope: signedBy(withKeys(1), pinned) });
    const client = open(server.endpoint, tempDirectory());
    await client.ready();
    const bundle = withKeys(2, [third.verifier]);
    expect(await refusal(server, client, signedBy(bundle, third))).toBe("PROBITY_E_BUNDLE_SIGNATURE");
    const underName = signedBy(bundle, { ...third, id: pinned.id });
    expect(await refusal(server, client, underName)).toBe("PROBITY_E_BUNDLE_SIGNATURE");
    expect(await refusal(server, client, signedBy(withKeys(3), third))).toBe("PROBITY_E_BUNDLE_SIGNATURE");
    expect(client.health().bundle.version).toBe(1);
  });

  test("nor that of one that is refused for its age or its rules", async () => {
    const server = await startBundleServer({ envelope: signedBy(withKeys(5), pinned) });
    const client = open(server.endpoint, tempDirectory());
    await client.ready();
    const old = signedBy(withKeys(4, [third.verifier]), pinned);
    expect(await refusal(server, client, old)).toBe("PROBITY_E_BUNDLE_VERSION");
    const broken = { ...withKeys(6, [third.verifier]), rules: [{ id: "x" }] } as never;
    expect(await refusal(server, client, signedBy(broken, pinned))).toBe("PROBITY_E_BUNDLE_FORMAT");
    expect(await refusal(server, client, signedBy(withKeys(7), third))).toBe("PROBITY_E_BUNDLE_SIGNATURE");
  });

  test.each([
    ["it ends the only key that signs it", withKeys(2, [], [pinned.id]), "PROBITY_E_BUNDLE_SIGNATURE"],
    [
      "it ends the key that signs it and names another that does not",
      withKeys(2, [second.verifier], [pinned.id]),
      "PROBITY_E_BUNDLE_SIGNATURE",
    ],
    ["a key is malformed", withKeys(2, ["probity.second+00000000+AAAA"]), "PROBITY_E_BUNDLE_FORMAT"],
    ["a key has another name than its hash", withKeys(2, [`x${second.verifier}`]), "PROBITY_E_BUNDLE_FORMAT"],
    ["an ended key is no id", withKeys(2, [], [pinned.verifier]), "PROBITY_E_BUNDLE_FORMAT"],
    [
      "the list is none",
      { ...withKeys(2), keys: { trusted: "all", revoked: [] } },
      "PROBITY_E_BUNDLE_FORMAT",
    ],
    ["the keys are null", { ...withKeys(2), keys: null }, "PROBITY_E_BUNDLE_FORMAT"],
    [
      "there are too many",
      withKeys(
        2,
        [],
        Array.from({ length: 300 }, (_, at) => `k${at}+00000000`),
      ),
      "PROBITY_E_BUNDLE_FORMAT",
    ],
  ])("a bundle is refused when %s", async (_, bundle, code) => {
    const spoolDir = tempDirectory();
    const server = await startBundleServer({ envelope: signedBy(withKeys(1), pinned) });
    const client = open(server.endpoint, spoolDir);
    await client.ready();
    expect(await refusal(server, client, signedBy(bundle as Bundle, pinned))).toBe(code);
    expect(await offer(server, client, signedBy(withKeys(3), pinned))).toBe(3);
    expect(readdirSync(spoolDir, { recursive: true }).join(" ")).not.toContain("trust.json");
  });
});

describe("RU-6: the stored keys are verified from the pinned ones on", () => {
  const changed: readonly (readonly [string, (proof: string[]) => unknown])[] = [
    [
      "an envelope of a key that nobody knows",
      (proof) => [...proof, JSON.stringify(signedBy(withKeys(8, [third.verifier]), third))],
    ],
    [
      "an envelope with other keys inside",
      (proof) =>
        proof.map((text) => {
          const envelope = JSON.parse(text) as SignedBundle;
          const bundle = JSON.parse(Buffer.from(envelope.payload, "base64").toString()) as Bundle;
          const keys = { trusted: [...(bundle.keys?.trusted ?? []), third.verifier], revoked: [] };
          const payload = Buffer.from(JSON.stringify({ ...bundle, keys })).toString("base64");
          return JSON.stringify({ ...envelope, payload });
        }),
    ],
    ["nonsense", () => ["<html>", "{}", 5, null]],
  ];

  test.each(changed)("%s teaches nothing, and the log hears of it", async (_, change) => {
    const log = createLog("probity.pinned", pinned.key);
    let envelope = introduces;
    const receiver = await startReceiver(undefined, { log, bundle: () => envelope });
    const spoolDir = tempDirectory();
    const client = open(receiver.endpoint, spoolDir, { bundlePush: false });
    await client.ready();
    await client.shutdown();
    const file = fileOf(spoolDir, "trust.json");
    const kept = JSON.parse(readFileSync(file, "utf8")) as { proof: string[] };
    writeFileSync(file, JSON.stringify({ ...kept, proof: change(kept.proof) }));

    envelope = signedBy(withKeys(10), third);
    const next = open(receiver.endpoint, spoolDir, { bundlePush: false });
    await nextEvent(next, "bundle-refused", ({ message }) => message.includes(third.id));
    await expect.poll(() => refusedData(receiver.events).length).toBeGreaterThanOrEqual(2);
    expect(next.health().bundle.version).toBe(1);
    await next.shutdown();
    // What did not hold is gone, so that it is told once.
    const after = JSON.parse(readFileSync(file, "utf8")) as { proof: string[] };
    expect(after.proof).toEqual([JSON.stringify(introduces)]);
  });

  test("without the stored keys a bundle of a learnt key is refused; nothing is believed for being on the disk", async () => {
    const { server, client, spoolDir } = await rotated();
    await client.shutdown();
    const file = fileOf(spoolDir, "trust.json");
    writeFileSync(file, "");
    const stored = fileOf(spoolDir, "bundle.json");
    writeFileSync(stored, JSON.stringify(signedBy(withKeys(4), third)));
    await server.stop();
    const next = open(server.endpoint, spoolDir);
    expect((await nextEvent(next, "bundle-refused")).code).toBe("PROBITY_E_BUNDLE_SIGNATURE");
    expect(next.health().bundle.state).toBe("none");
  });

  test("the host pins the new key: what the old one proved is let go, and the rest works", async () => {
    const { server, client, spoolDir } = await rotated();
    await client.shutdown();
    server.offer.envelope = signedBy(withKeys(4, [second.verifier], [pinned.id]), second);
    const next = open(server.endpoint, spoolDir, { publicKey: second.verifier });
    await nextEvent(next, "bundle", ({ version }) => version === 4);
    expect(existsSync(fileOf(spoolDir, "trust.json"))).toBe(true);
    expect(await refusal(server, next, signedBy(withKeys(9), pinned))).toBe("PROBITY_E_BUNDLE_SIGNATURE");
  });

  test("receipts are verified with pinned keys alone", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const log = createLog("probity.log", privateKey);
    const envelope = signedBy(withKeys(1, [log.vkey]), pinned);
    const receiver = await startReceiver(undefined, { log, bundle: () => envelope });
    const client = open(receiver.endpoint, tempDirectory(), { bundlePush: false });
    await client.ready();
    const refused = nextEvent(client, "receipt-refused");
    client.emit("procurement.award.decided", { ocid: "o" });
    expect((await refused).code).toBe("PROBITY_E_RECEIPT_REFUSED");
  });
});

describe("RU-6, PC-2: the centre hears of a bundle that was refused", () => {
  const good = signedBy(makeBundle({ version: 3 }), pinned);
  const tampered = (): SignedBundle => {
    const envelope = signedBy(makeBundle({ version: 4 }), pinned);
    const payload = Buffer.from(JSON.stringify(makeBundle({ version: 4, bind: {} }))).toString("base64");
    return { ...envelope, payload };
  };

  test.each([
    ["tampered", tampered, "PROBITY_E_BUNDLE_SIGNATURE"],
    ["wrongly signed", () => signedBy(makeBundle({ version: 4 }), third), "PROBITY_E_BUNDLE_SIGNATURE"],
    ["downgraded", () => signedBy(makeBundle({ version: 2 }), pinned), "PROBITY_E_BUNDLE_VERSION"],
    [
      "expired",
      () => signedBy(makeBundle({ version: 4, expiresAt: "2020-01-01T00:00:00Z" }), pinned),
      "PROBITY_E_BUNDLE_VALIDITY",
    ],
    [
      "made for another source",
      () => signedBy(makeBundle({ version: 4, source: "other" }), pinned),
      "PROBITY_E_BUNDLE_SOURCE",
    ],
  ])("%s: once, with what stays active", async (_, make, code) => {
    let envelope = good;
    const log = createLog("probity.pinned", pinned.key);
    const receiver = await startReceiver(undefined, { log, bundle: () => envelope });
    const client = open(receiver.endpoint, tempDirectory(), { bundlePush: false });
    await client.ready();
    const { version, hash } = client.health().bundle;
    envelope = make();
    for (let times = 0; times < 3; times += 1)
      // oxlint-disable-next-line no-await-in-loop -- one refresh after the other
      await nextEvent(client, "bundle-refused");
    await expect.poll(() => refusedData(receiver.events).length).toBe(1);
    await client.flush();
    expect(refusedData(receiver.events)).toEqual([
      { refused: { code, detail: expect.any(String), activeVersion: version, activeHash: hash } },
    ]);
    for (const data of refusedData(receiver.events))
      expect(dataValidators["bundle.version.refused"](data)).toEqual([]);
    expect(client.precheckLocal("procurement.award.decided", rankedAward(2)).outcome).toBe("justify");
  });

  test("whoever can offer bundles cannot fill the log with them", async () => {
    const log = createLog("probity.pinned", pinned.key);
    let version = 3;
    const receiver = await startReceiver(undefined, {
      log,
      bundle: () => signedBy(makeBundle({ version: (version += 1) }), third),
    });
    const client = open(receiver.endpoint, tempDirectory(), { bundlePush: false, bundleRefreshMs: 1 });
    for (let times = 0; times < 40; times += 1)
      // oxlint-disable-next-line no-await-in-loop -- one refresh after the other
      await nextEvent(client, "bundle-refused");
    await expect.poll(() => refusedData(receiver.events).length).toBe(20);
    await client.flush();
    expect(refusedData(receiver.events)).toHaveLength(20);
  });
});
