import { createHash, randomUUID } from "node:crypto";
import type { ProbityEvent } from "@probity/contracts";
import { parseVerifierKey, verifyProof } from "@probity/tlog";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { describeEngines } from "./support/engines.ts";
import { award, tender } from "./support/events.ts";
import { streamWriter } from "./support/stream-writer.ts";
import { at, sourceOf, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const order = { basis: "PIPL art. 47, order 12/2026", by: "records office" };

/** A tender whose title and id are found nowhere else, and that raises PROC-TND-001. */
const marked = (source: string, ocid: string, marker: string): ProbityEvent => {
  const event = tender(source, ocid, 10);
  Object.assign(event.data["tender"] as object, { title: `Desks for ${marker}`, id: marker });
  return { ...event, data: { ...event.data, actor: { personId: marker } } };
};

const newMarker = (): string => `m${randomUUID().replaceAll("-", "")}`;

/** Tables that have each text anywhere, in any column, read over the bare database. */
async function findEverywhere(
  config: ServerConfig,
  texts: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const store = await openStore(config);
  try {
    const { rows: columns } = await store.pool.query<{
      table_name: string;
      column_name: string;
      data_type: string;
    }>(
      `select table_name, column_name, data_type from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where table_schema = 'public' and t.table_type = 'BASE TABLE'
         and data_type in ('text', 'bytea', 'json', 'jsonb', 'character varying', 'ARRAY')`,
    );
    expect(columns.length).toBeGreaterThan(30);
    const found = new Map<string, string[]>(texts.map((text) => [text, []]));
    for (const { table_name: table, column_name: column, data_type } of columns) {
      const value =
        data_type === "bytea" ? `encode("${table}"."${column}", 'escape')` : `"${table}"."${column}"::text`;
      const { rows } = await store.pool.query<{ text: string }>(
        `select distinct t.text from "${table}", unnest($1::text[]) as t(text) where strpos(${value}, t.text) > 0`,
        [texts],
      );
      for (const { text } of rows) found.get(text)?.push(table);
    }
    return found;
  } finally {
    await store.close();
  }
}

describeEngines("erasure", (engine) => {
  let config: ServerConfig;
  let server: TestServer;
  let source: TestSource;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    config = await engine.newConfig();
    server = await startTestServer(config);
  });
  beforeEach(async () => {
    source = await server.addSource();
  });
  afterAll(() => server?.close());

  const erase = async (eventId: string, over: object = {}): Promise<unknown> => {
    const answer = await server.ops("POST", "/ops/erase", { source: source.id, eventId, ...order, ...over });
    expect(answer.body).toMatchObject({ eventId });
    return answer.body;
  };
  const show = async (id: string): Promise<unknown> => (await server.ops("GET", `/ops/events/${id}`)).body;
  const alerts = async (): Promise<readonly unknown[]> => {
    const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&limit=500`);
    const rows = at(body, "alerts");
    return Array.isArray(rows) ? rows : [];
  };
  /** Values of what was erased; the last test looks for all of them. */
  const gone: string[] = [];

  describe("SE-3: erasing an event", () => {
    test("takes its values out of everything that tells them, and keeps header, receipt, result and alert", async () => {
      const marker = newMarker();
      const writer = streamWriter(source);
      const event = marked(source.id, `ocds-${marker}`, marker);
      const record = writer.write(event);
      const sent = await source.send(record, "application/vnd.probity.stream");
      expect(sent.body).toMatchObject({ accepted: 1 });
      await server.scored();
      const before = await alerts();
      expect(JSON.stringify(before)).toContain(marker);

      const erased = await erase(event.id);
      expect(erased).toMatchObject({
        outcome: "erased",
        positions: [at(sent.body, "results", 0, "position")],
        loggedAt: [expect.any(Number)],
        payloads: 1,
        record: "deleted",
        subject: "erased",
      });
      await server.scored();
      gone.push(marker);

      const after = await alerts();
      expect(after.map((alert) => [at(alert, "id"), at(alert, "rule"), at(alert, "count")])).toEqual(
        before.map((alert) => [at(alert, "id"), at(alert, "rule"), at(alert, "count")]),
      );
      for (const alert of after) {
        expect(alert).toMatchObject({
          subject: null,
          message: { en: expect.stringContaining("erased"), "zh-CN": expect.stringContaining("删除") },
        });
        const shown = await server.ops("GET", `/ops/alerts/${String(at(alert, "id"))}`);
        expect(at(shown.body, "findings", 0)).toMatchObject({ event: null, erasedAt: expect.any(String) });
      }
      // The receipt given at the time still proves the entry.
      const [header = ""] = record.split("\n");
      const verified = verifyProof({
        receipt: String(at(sent.body, "receipt")),
        digest: "sha256",
        leaf: header,
        verifiers: [parseVerifierKey(server.running.vkey)],
      });
      expect(verified?.index).toBe(Number(at(sent.body, "results", 0, "position")) - 1);
    });

    test("is itself in the log with its basis, and shown instead of the event", async () => {
      const event = marked(source.id, "ocds-basis", "m-basis");
      await source.send([event]);
      await server.scored();
      const erased = await erase(event.id);
      await server.scored();
      expect(await show(event.id)).toMatchObject({
        event: null,
        type: event.type,
        erased: { ...order, erasedAt: expect.any(String), position: at(erased, "loggedAt", 0) },
        findings: expect.arrayContaining([expect.objectContaining({ rule: "PROC-TND-001", evidence: [] })]),
      });
      const listed = await server.ops("GET", `/ops/events?source=${source.id}&since=0`);
      expect(at(listed.body, "events")).toMatchObject([
        { id: event.id, erasedAt: expect.any(String) },
        { type: "payload.erased", subject: event.id, erasedAt: null },
      ]);
    });

    test("changes nothing the second time, in a dry run, and for an event that never was", async () => {
      const event = marked(source.id, "ocds-twice", "m-twice");
      await source.send([event]);
      await server.scored();
      const dry = await erase(event.id, { dryRun: true });
      expect(dry).toMatchObject({
        outcome: "would_erase",
        payloads: 1,
        findings: expect.any(Number),
        loggedAt: [],
      });
      expect(at(await show(event.id), "event")).toMatchObject({ data: { tender: { id: "m-twice" } } });
      expect(at(await erase(event.id), "outcome")).toBe("erased");
      expect(await erase(event.id)).toMatchObject({ outcome: "already", loggedAt: [] });
      const logged = await server.ops("GET", `/ops/events?source=${source.id}&type=payload.erased`);
      expect(at(logged.body, "events")).toHaveLength(1);
      // Notices cannot be made to disappear in this way.
      const notice = { source: source.id, eventId: at(logged.body, "events", 0, "id"), ...order };
      expect((await server.ops("POST", "/ops/erase", notice)).status).toBe(400);
      const none = await server.ops("POST", "/ops/erase", {
        source: source.id,
        eventId: "nothing",
        ...order,
      });
      expect([none.status, at(none.body, "code")]).toEqual([404, "PROBITY_E_NOT_FOUND"]);
      const unnamed = await server.ops("POST", "/ops/erase", { source: source.id, ...order });
      expect(at(unnamed.body, "code")).toBe("PROBITY_E_REQUEST");
    });

    test("does not come back when its source sends it again", async () => {
      const event = marked(source.id, "ocds-again", "m-again");
      const sent = await source.send([event]);
      await erase(event.id);
      const again = await source.send([event]);
      const position = at(sent.body, "results", 0, "position");
      expect(again.body).toMatchObject({ duplicates: 1, results: [{ status: "duplicate", position }] });
      expect(at(await show(event.id), "event")).toBeNull();
    });
  });

  describe("SE-3: what follows from an erased event", () => {
    test("the record of its process is the one of the events that remain, and the subject stays with them", async () => {
      const ocid = `ocds-${randomUUID()}`;
      const marker = newMarker();
      const kept = award(source.id, { data: { ocid, awards: [{ id: "A1" }], title: "kept" } });
      const later = award(source.id, { data: { ocid, awards: [{ id: "A2" }] } });
      const event = marked(source.id, ocid, marker);
      await source.send([kept]);
      await source.send([event]);
      await source.send([later]);
      await server.scored();
      expect(at(await show(later.id), "record", "tender", "id")).toBe(marker);
      expect(await erase(event.id)).toMatchObject({ record: "rebuilt", subject: "kept" });
      const shown = await show(later.id);
      expect(at(shown, "record")).toEqual({ ocid, awards: [{ id: "A1" }, { id: "A2" }], title: "kept" });
      expect(at(await show(event.id), "subject")).toBe(ocid);
      gone.push(marker);
    });

    test("findings of later events whose rule read the record lose their values; those of the event alone keep them", async () => {
      const ocid = `ocds-${randomUUID()}`;
      const marker = newMarker();
      const bid = (id: string, tenderer: string, mentions: readonly string[]): ProbityEvent => {
        const details = [
          { id, status: "valid", tenderers: [{ id: tenderer }], documents: [{ id: "d", mentions }] },
        ];
        return award(source.id, { type: "procurement.bid.submitted", data: { ocid, bids: { details } } });
      };
      const told = bid("b6", "B6", ["B2", marker]);
      const decided = award(source.id, {
        data: {
          ocid,
          awards: [{ id: "A1", status: "active", candidateRank: 2, rankDeviationReason: "liked" }],
        },
      });
      await source.send([bid("b2", "B2", []), told, decided]);
      await server.scored();
      const finding = async (rule: string): Promise<unknown> => {
        const found = at(await show(decided.id), "findings");
        return Array.isArray(found) ? found.find((one) => at(one, "rule") === rule) : undefined;
      };
      const own = await finding("PROC-AWD-007");
      expect(JSON.stringify(await finding("PROC-DOC-005"))).toContain(marker);
      const erased = await erase(told.id);
      expect(Number(at(erased, "laterFindings"))).toBeGreaterThan(0);
      expect(await finding("PROC-DOC-005")).toMatchObject({ result: "hit", level: 1, evidence: [] });
      expect(await finding("PROC-AWD-007")).toEqual(own);
      const alert = (await alerts()).find((one) => at(one, "rule") === "PROC-DOC-005");
      expect(alert).toMatchObject({
        subject: ocid,
        count: 1,
        message: { en: expect.stringContaining("erased") },
      });
      gone.push(marker);
    });

    test("AL-4: an event that was erased before it was scored gets an explicit result and stops nothing", async () => {
      const event = marked(source.id, "ocds-early", "m-early");
      await source.send([event, tender(source.id, "ocds-late", 10)]);
      await erase(event.id);
      await server.close();
      // As after a restore: everything is scored again.
      const store = await openStore(config);
      await store.pool.query("delete from alert_finding");
      for (const table of ["alert", "finding", "event_result", "rule_day", "process_record"])
        await store.pool.query(`delete from ${table}`);
      await store.pool.query("update score_position set position = 0");
      await store.close();
      server = await startTestServer(config);
      source = sourceOf(server.url, source.id, source.key);
      await server.scored();
      const shown = await show(event.id);
      expect(shown).toMatchObject({
        event: null,
        result: { failure: expect.stringContaining("erased"), hits: 0 },
      });
      expect(Number(at(shown, "result", "indeterminate"))).toBeGreaterThan(0);
      expect(await alerts()).toContainEqual(
        expect.objectContaining({ rule: "PROC-TND-001", subject: "ocds-late" }),
      );
    });

    test("quarantined payloads go as well, by position too, and cannot be replayed", async () => {
      const marker = newMarker();
      const event = { ...marked(source.id, "ocds-q", marker), type: `unknown.${marker.slice(0, 8)}` };
      const sent = await source.send([event]);
      expect(sent.body).toMatchObject({ quarantined: 1 });
      const position = Number(at(sent.body, "results", 0, "position"));
      const answer = await server.ops("POST", "/ops/erase", { position, ...order });
      expect(answer.body).toMatchObject({
        outcome: "erased",
        eventId: event.id,
        positions: [position],
        payloads: 1,
      });
      const listed = await server.ops("GET", `/ops/quarantine?source=${source.id}`);
      const id = String(at(listed.body, "items", 0, "id"));
      expect(at(listed.body, "items", 0)).toMatchObject({ state: "resolved", erasedAt: expect.any(String) });
      const replay = await server.ops("POST", `/ops/quarantine/${id}/replay`, {});
      expect([replay.status, at(replay.body, "code")]).toEqual([409, "PROBITY_E_REPLAY"]);
      gone.push(marker);
    });
  });

  test("LO-2: the log of a source with erasures verifies: headers, chain and commitments of what remains", async () => {
    const writer = streamWriter(source);
    const events = [award(source.id), marked(source.id, "ocds-chain", "m-chain"), award(source.id)];
    await writer.send(...events);
    await erase(events[1]?.id ?? "");
    // The stream goes on as if nothing had happened.
    expect((await writer.send(award(source.id))).body).toMatchObject({ accepted: 1 });
    await server.close();
    const store = await openStore(config);
    try {
      const { rows } = await store.pool.query<{ header: string; salt: string | null; body: string | null }>(
        `select l.header, e.salt, e.body from log l join log_stream s on s.id = l.stream left join event e on e.key = l.event
         where s.src = $1 order by l.seq`,
        [writer.src],
      );
      let prev = "";
      for (const [index, { header, salt, body }] of rows.entries()) {
        const parsed: unknown = JSON.parse(header);
        expect(at(parsed, "prev")).toBe(prev);
        prev = createHash("sha256").update(header).digest("base64");
        if (index === 1) expect([salt, body]).toEqual([null, ""]);
        else {
          const hash = createHash("sha256")
            .update(Buffer.from(salt ?? "", "base64"))
            .update(body ?? "");
          expect(at(parsed, "c")).toBe(hash.digest("base64"));
        }
      }
      expect(rows).toHaveLength(4);
    } finally {
      await store.close();
      server = await startTestServer(config);
    }
  });

  test("SE-3: no table holds a value of anything that was erased", async () => {
    const [kept, erased] = [newMarker(), newMarker()];
    const events = [marked(source.id, `ocds-${kept}`, kept), marked(source.id, `ocds-${erased}`, erased)];
    await source.send(events);
    await server.scored();
    await erase(events[1]?.id ?? "");
    await server.scored();
    await server.close();
    try {
      const found = await findEverywhere(config, [kept, erased, ...gone]);
      // The search finds what there is to find.
      expect(found.get(kept)).toEqual(expect.arrayContaining(["event", "process_record", "alert"]));
      for (const marker of [erased, ...gone]) expect(found.get(marker)).toEqual([]);
    } finally {
      server = await startTestServer(config);
    }
  });
});
