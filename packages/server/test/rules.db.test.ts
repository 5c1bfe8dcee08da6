import { createHash, createPublicKey, verify } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalJson, dssePae } from "@probity/engine";
import { openStore } from "../src/index.ts";
import { describeEngines, describePostgres } from "./support/engines.ts";
import { award, tender } from "./support/events.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

/** Checks a DSSE envelope with nothing but the verifier key's text. */
function verifies(vkey: string, signed: unknown): boolean {
  const key = Buffer.from(vkey.split("+").slice(2).join("+"), "base64").subarray(1);
  const publicKey = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: key.toString("base64url") },
    format: "jwk",
  });
  const payload = Buffer.from(String(at(signed, "payload")), "base64");
  const signature = Buffer.from(String(at(signed, "signatures", 0, "sig")), "base64");
  return verify(null, dssePae(String(at(signed, "payloadType")), payload), publicKey, signature);
}

const binding = (source: string, action: string): object => ({
  bindings: [{ id: "short-period", rule: "PROC-TND-001", source, action }],
});

const sealType = (version: string, properties: object, required: readonly string[] = []): object => ({
  type: "office.seal.used",
  version,
  subject: ["sealId"],
  schema: { type: "object", properties, required },
});

const stampType = (version: string, properties: object): object => ({
  ...sealType(version, properties),
  type: "office.stamp.used",
});

const text = { type: "string", maxLength: 100 };

describeEngines("rules", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
  });
  afterAll(() => server?.close());

  describe("RU-6: bundles", () => {
    test("are canonical, signed by the verifier key, named by their hash, and cost a 304 when unchanged", async () => {
      const source = await server.addSource();
      const answer = await source.get("/v1/bundle");
      const payload = Buffer.from(String(at(answer.body, "payload")), "base64");
      const bundle = JSON.parse(payload.toString());
      expect(canonicalJson(bundle)).toBe(payload.toString());
      expect(bundle).toMatchObject({ format: "probity.bundle/1", source: source.id, version: 1 });
      const vkey = server.running.vkey;
      expect(verifies(vkey, answer.body)).toBe(true);
      expect(at(answer.body, "signatures", 0, "keyid")).toBe(vkey.split("+").slice(0, 2).join("+"));
      const etag = answer.headers.get("etag") ?? "";
      expect(etag).toBe(`"${createHash("sha256").update(payload).digest("hex")}"`);
      expect((await source.get("/v1/bundle", { "if-none-match": `"other", ${etag}` })).status).toBe(304);
    });

    test("a change of bindings releases the next version, the same bindings again do not", async () => {
      const source = await server.addSource();
      const first = await source.get("/v1/bundle");
      const put = await server.ops("PUT", `/ops/sources/${source.id}/bindings`, binding(source.id, "warn"));
      expect(put).toMatchObject({ status: 200, body: { version: 1, bundleVersion: 2 } });
      const second = await source.get("/v1/bundle");
      expect(second.headers.get("etag")).not.toBe(first.headers.get("etag"));
      const bundle: unknown = JSON.parse(
        Buffer.from(String(at(second.body, "payload")), "base64").toString(),
      );
      expect(at(bundle, "bindings")).toContainEqual(
        expect.objectContaining({ id: "short-period", action: "warn" }),
      );
    });

    test("RU-4: a rule that nobody bound is observed", async () => {
      const source = await server.addSource();
      const { body } = await source.get("/v1/bundle");
      const bundle: unknown = JSON.parse(Buffer.from(String(at(body, "payload")), "base64").toString());
      const bindings = at(bundle, "bindings");
      const actions = Array.isArray(bindings) ? bindings.map((entry: unknown) => at(entry, "action")) : [];
      expect(actions.length).toBeGreaterThan(10);
      expect(new Set(actions)).toEqual(new Set(["observe"]));
    });

    test("bindings that name what does not exist are refused with the places, and change nothing", async () => {
      const source = await server.addSource();
      const body = {
        bindings: [
          { id: "a", rule: "PROC-XXX-999", source: source.id, action: "warn" },
          { id: "a", rule: "PROC-TND-001", source: "other", action: "warn" },
        ],
      };
      const answer = await server.ops("PUT", `/ops/sources/${source.id}/bindings`, body);
      expect(answer).toMatchObject({
        status: 422,
        body: {
          code: "PROBITY_E_BINDINGS",
          errors: [{ path: "/bindings/0/rule" }, { path: "/bindings/1/id" }, { path: "/bindings/1/source" }],
        },
      });
      expect((await server.ops("GET", `/ops/sources/${source.id}/bindings`)).body).toMatchObject({
        version: 0,
      });
      const unknown = await server.ops("PUT", "/ops/sources/nobody/bindings", { bindings: [] });
      expect(unknown).toMatchObject({ status: 404, body: { code: "PROBITY_E_NOT_FOUND" } });
    });
  });

  describe("PC-1: pre-check at the server", () => {
    test("answers the outcome of the binding with reasons, and no token", async () => {
      const source = await server.addSource();
      await server.ops("PUT", `/ops/sources/${source.id}/bindings`, binding(source.id, "block"));
      const { type, data, time } = tender(source.id, "ocds-p", 10);
      const { status, body } = await source.post("/v1/precheck", { type, data, time, decisionId: "d-1" });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        outcome: "block",
        decisionId: "d-1",
        source: "remote",
        degraded: false,
        bundleVersion: 2,
      });
      expect(at(body, "findings", 0)).toMatchObject({ rule: "PROC-TND-001", result: "hit" });
      expect(at(body, "payloadDigest")).toBe(
        createHash("sha256")
          .update(canonicalJson(JSON.parse(JSON.stringify(data))))
          .digest("hex"),
      );
      expect(body).not.toHaveProperty("token");
    });

    test("knows the process from events sent before, scored or not, and takes the host's view over it", async () => {
      const source = await server.addSource();
      await server.ops("PUT", `/ops/sources/${source.id}/bindings`, binding(source.id, "block"));
      await source.send([tender(source.id, "ocds-k", 10)]);
      const type = "procurement.tender.amended";
      const data = { ocid: "ocds-k", tender: { id: "T1" } };
      const time = "2026-05-02T09:00:00+08:00";
      const known = await source.post("/v1/precheck", { type, data, time });
      expect(known.body).toMatchObject({ outcome: "block" });
      const end = new Date(Date.UTC(2026, 6, 1)).toISOString();
      const record = { tender: { tenderPeriod: { endDate: end } } };
      expect((await source.post("/v1/precheck", { type, data, time, record })).body).toMatchObject({
        outcome: "allow",
      });
    });

    test("of a source says nothing about the processes of another", async () => {
      const [one, two] = [await server.addSource(), await server.addSource()];
      await server.ops("PUT", `/ops/sources/${two.id}/bindings`, binding(two.id, "block"));
      await one.send([tender(one.id, "ocds-x", 10)]);
      const data = { ocid: "ocds-x", tender: { id: "T1" } };
      const { body } = await two.post("/v1/precheck", { type: "procurement.tender.amended", data });
      expect(at(body, "findings", 0, "result")).not.toBe("hit");
    });

    test("bad requests are coded", async () => {
      const source = await server.addSource();
      expect(await source.post("/v1/precheck", { type: "no.such.type", data: {} })).toMatchObject({
        status: 422,
        body: { code: "PROBITY_E_EVENT_TYPE" },
      });
      expect(await source.post("/v1/precheck", { type: "a.b", data: {}, more: 1 })).toMatchObject({
        status: 400,
        body: { code: "PROBITY_E_REQUEST", errors: [{ message: expect.stringContaining("more") }] },
      });
    });
  });

  describe("EV-3: own event types", () => {
    test("are registered by one call; the same again changes nothing; events of the type are accepted", async () => {
      const source = await server.addSource();
      const body = sealType("1.0", { sealId: text, at: { type: "string", format: "instant" } }, ["sealId"]);
      expect(await source.post("/v1/types", body)).toMatchObject({ status: 201, body: { created: true } });
      expect(await source.post("/v1/types", body)).toMatchObject({ status: 200, body: { created: false } });
      const event = award(source.id, { type: "office.seal.used", data: { sealId: "S1", at: "2026-05-01" } });
      const wrong = award(source.id, { type: "office.seal.used", data: { at: "yesterday" } });
      const { body: sent } = await source.send([event, wrong]);
      expect(sent).toMatchObject({ accepted: 1, quarantined: 1 });
      expect((await server.ops("GET", `/ops/events/${event.id}`)).body).toMatchObject({ subject: "S1" });
    });

    test("a compatible version is taken, an incompatible one refused with what it breaks", async () => {
      const source = await server.addSource();
      await source.post(
        "/v1/types",
        sealType("1.0", { sealId: text, pages: { type: "integer", maximum: 500 } }),
      );
      const wider = sealType("1.1", { sealId: text, pages: { type: "integer", maximum: 900 }, note: text });
      expect(await source.post("/v1/types", wider)).toMatchObject({ status: 201 });
      const breaking = sealType("1.2", { pages: { type: "string" }, note: { ...text, maxLength: 5 } }, [
        "note",
      ]);
      const answer = await source.post("/v1/types", breaking);
      expect(answer).toMatchObject({ status: 409, body: { code: "PROBITY_E_TYPE_INCOMPATIBLE" } });
      const errors = at(answer.body, "errors");
      const paths = Array.isArray(errors) ? errors.map((error: unknown) => at(error, "path")) : [];
      expect(paths.map(String).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
        "/schema/properties/note/maxLength",
        "/schema/properties/pages/type",
        "/schema/properties/sealId",
        "/schema/required",
      ]);
      const lower = await source.post("/v1/types", sealType("1.0", { sealId: text }));
      expect(lower).toMatchObject({ status: 409 });
    });

    test("belong to the source that registered them; built-in names are taken", async () => {
      const [one, two] = [await server.addSource(), await server.addSource()];
      await one.post("/v1/types", sealType("1.0", { sealId: text }));
      const event = award(two.id, { type: "office.seal.used", data: { sealId: "S1" } });
      expect((await two.send([event])).body).toMatchObject({ quarantined: 1 });
      const builtin = { ...sealType("9.0", {}), type: "contract.signed" };
      expect(await one.post("/v1/types", builtin)).toMatchObject({ status: 409 });
    });

    test("one for every source takes the place of a source's own only where it breaks nothing of it", async () => {
      const source = await server.addSource();
      await source.post("/v1/types", stampType("1.0", { sealId: text, pages: { type: "integer" } }));
      const breaking = await server.ops(
        "POST",
        "/ops/types",
        stampType("2.0", { pages: { type: "string" } }),
      );
      expect(breaking).toMatchObject({
        status: 409,
        body: { code: "PROBITY_E_TYPE_INCOMPATIBLE", detail: expect.stringContaining(source.id) },
      });
      const note = { type: "string", format: "instant" };
      const wider = stampType("2.0", { sealId: text, pages: { type: "integer" }, note });
      expect(await server.ops("POST", "/ops/types", wider)).toMatchObject({ status: 201 });
      // The bundle of the source knows what its events are judged by.
      const { body } = await source.get("/v1/bundle");
      const bundle: unknown = JSON.parse(Buffer.from(String(at(body, "payload")), "base64").toString());
      expect(JSON.stringify(at(bundle, "types", "office.stamp.used"))).toContain("note");
    });

    test("a schema outside the profile is refused, naming the keyword", async () => {
      const source = await server.addSource();
      const answer = await source.post(
        "/v1/types",
        sealType("1.0", { a: { $ref: "https://evil.example/x" } }),
      );
      expect(answer).toMatchObject({
        status: 422,
        body: { code: "PROBITY_E_TYPE_SCHEMA", errors: [{ path: "/properties/a/$ref" }] },
      });
    });
  });
});

describePostgres("PC-1: a pre-check that cannot be answered in time", (engine) => {
  test("is 503 with its code, and the next one works", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    const store = await openStore(config);
    try {
      const source = await server.addSource();
      const { type, data } = tender(source.id, "ocds-slow", 10);
      expect(await source.post("/v1/precheck", { type, data })).toMatchObject({ status: 200 });
      await store.transaction(async (transaction) => {
        await transaction.run({ name: "", text: "lock table process_record in access exclusive mode" }, []);
        const late = await source.post("/v1/precheck", { type, data, deadlineMs: 50 });
        expect(late).toMatchObject({ status: 503, body: { code: "PROBITY_E_DEADLINE" } });
      });
      expect(await source.post("/v1/precheck", { type, data, deadlineMs: 10_000 })).toMatchObject({
        status: 200,
      });
    } finally {
      await store.close();
      await server.close();
    }
  });
});
