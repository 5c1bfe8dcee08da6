import { createPublicKey, verify } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { dssePae } from "@probity/engine";
import { expect, test } from "vitest";
import { describeEngines } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { followBundles } from "./support/bundle-events.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const keyidOf = (vkey: string): string => vkey.split("+").slice(0, 2).join("+");

/** Ids of the keys that signed, with nothing but the verifier keys' texts. */
function signers(vkeys: readonly string[], signed: unknown): readonly string[] {
  const message = dssePae(
    String(at(signed, "payloadType")),
    Buffer.from(String(at(signed, "payload")), "base64"),
  );
  const signatures = at(signed, "signatures");
  return vkeys.flatMap((vkey) => {
    const raw = Buffer.from(vkey.split("+").slice(2).join("+"), "base64").subarray(1);
    const key = createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") },
      format: "jwk",
    });
    const own = Array.isArray(signatures)
      ? signatures.find((one) => at(one, "keyid") === keyidOf(vkey))
      : undefined;
    const sig = Buffer.from(String(at(own, "sig")), "base64");
    return own !== undefined && verify(null, message, key, sig) ? [keyidOf(vkey)] : [];
  });
}

const fetchBundle = async (
  source: TestSource,
): Promise<{ readonly signed: unknown; readonly keys: unknown; readonly signatures: number }> => {
  const { body } = await source.get("/v1/bundle");
  const bundle: unknown = JSON.parse(Buffer.from(String(at(body, "payload")), "base64").toString());
  const signatures = at(body, "signatures");
  return {
    signed: body,
    keys: at(bundle, "keys"),
    signatures: Array.isArray(signatures) ? signatures.length : 0,
  };
};

const listKeys = async (server: Pick<TestServer, "ops">): Promise<readonly unknown[]> => {
  const { body } = await server.ops("GET", "/ops/keys");
  const keys = at(body, "keys");
  return Array.isArray(keys) ? keys : [];
};

describeEngines("keys", (engine) => {
  test("RU-6: a key whose file is not there is not activated: nothing could sign after it", async () => {
    const config = await engine.newConfig();
    let server = await startTestServer(config);
    const keyid = String(at((await server.ops("POST", "/ops/keys/rotate")).body, "keyid"));
    await server.close();
    rmSync(join(config.dataDir, "keys", `bundle-${keyid.split("+")[1]}.pem`));
    server = await startTestServer(config);
    try {
      const answer = await server.ops("POST", `/ops/keys/${encodeURIComponent(keyid)}/activate`);
      expect(at(answer.body, "code")).toBe("PROBITY_E_SIGNING_KEY");
      expect(await listKeys(server)).toMatchObject([{ state: "active" }, { keyid, state: "announced" }]);
      await server.addSource();
    } finally {
      await server.close();
    }
  });

  test("RU-6: rotation with overlap, activation and revocation reach clients; the log keeps its own key", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    const source = await server.addSource();
    const first = server.running.vkey;
    const client = await followBundles(server.url, source.key);
    await until(() => client.messages.length === 1);
    expect(await fetchBundle(source)).toMatchObject({
      keys: { trusted: [first], revoked: [] },
      signatures: 1,
    });

    const rotated = await server.ops("POST", "/ops/keys/rotate");
    expect(rotated.status).toBe(201);
    const keyid = String(at(rotated.body, "keyid"));
    const [, announced] = await listKeys(server);
    const second = String(at(announced, "vkey"));
    expect(announced).toMatchObject({ keyid, state: "announced", signsLog: false });
    const file = join(config.dataDir, "keys", `bundle-${keyid.split("+")[1]}.pem`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await until(() => client.messages.length === 2);
    const overlap = await fetchBundle(source);
    expect(overlap.keys).toEqual({ trusted: [first, second], revoked: [] });
    expect(signers([first, second], overlap.signed)).toEqual([keyidOf(first), keyid]);
    expect((await server.ops("POST", "/ops/keys/rotate")).body).toMatchObject({
      code: "PROBITY_E_KEY_STATE",
    });
    const old = encodeURIComponent(keyidOf(first));
    const next = encodeURIComponent(keyid);
    expect((await server.ops("POST", `/ops/keys/${old}/revoke`, { reason: "lost" })).body).toMatchObject({
      code: "PROBITY_E_KEY_STATE",
    });

    expect((await server.ops("POST", `/ops/keys/${next}/activate`)).body).toMatchObject({
      keyid,
      retired: keyidOf(first),
    });
    await until(() => client.messages.length === 3);
    const active = await fetchBundle(source);
    expect(active).toMatchObject({ keys: { trusted: [second], revoked: [] }, signatures: 1 });
    expect(signers([second], active.signed)).toEqual([keyid]);
    // Whoever registers now pins both: receipts come from the log's key.
    const issued = await server.ops("POST", "/ops/sources", { id: "late" });
    expect(at(issued.body, "vkey")).toBe(`${first} ${second}`);

    expect((await server.ops("POST", `/ops/keys/${old}/revoke`, { reason: "lost" })).status).toBe(200);
    await until(() => client.messages.length === 4);
    expect((await fetchBundle(source)).keys).toEqual({ trusted: [second], revoked: [keyidOf(first)] });
    const sent = await source.send([]);
    expect(sent.status).toBe(200);
    const person = await server.addPerson();
    expect((await person.ops("POST", "/ops/keys/rotate")).body).toMatchObject({ code: "PROBITY_E_OPERATOR" });
    const changes = await eventsOf(server, "probity", "signing.key.changed");
    expect(changes).toHaveLength(4);
    client.close();
    await server.close();

    // What was decided outlives the process; a server without the key that signs refuses to start.
    const again = await startTestServer(config);
    expect((await listKeys(again)).map((key) => at(key, "state"))).toEqual(["revoked", "active"]);
    await again.close();
    renameSync(file, `${file}.away`);
    await expect(startTestServer(config)).rejects.toMatchObject({ code: "PROBITY_E_SIGNING_KEY" });
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(join(config.dataDir, "keys")).filter((name) => name.endsWith(".new"))).toEqual([]);
  });
});
