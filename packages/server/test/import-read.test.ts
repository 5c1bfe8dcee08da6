import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IngestResponse } from "@probity/contracts";
import type { DataReport, ImportOptions } from "../src/import/index.ts";
import { createStateFile, openInput, runImport } from "../src/import/index.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "probity-import-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const release = (ocid: string): object => ({
  ocid,
  date: "2020-01-01T00:00:00Z",
  tender: { id: ocid, title: "t" },
});
const limits = { maxLineBytes: 1000, maxDocumentBytes: 5000 };

/** Takes what is sent and remembers ids, as the server does. */
function createServer(failAt = Number.POSITIVE_INFINITY): {
  send: (body: string) => Promise<IngestResponse>;
  ids: Set<string>;
  requests: number;
} {
  const server = {
    ids: new Set<string>(),
    requests: 0,
    send: (body: string): Promise<IngestResponse> => {
      server.requests += 1;
      if (server.requests > failAt) return Promise.reject(new Error("gone"));
      const results = (JSON.parse(body) as { id: string }[]).map(({ id }) => {
        const isNew = !server.ids.has(id);
        server.ids.add(id);
        return { id, status: isNew ? ("accepted" as const) : ("duplicate" as const) };
      });
      return Promise.resolve({ results, accepted: 0, duplicates: 0, quarantined: 0 });
    },
  };
  return server;
}

/** 200,000 levels. */
function nested(open: string, close: string): string {
  return `${open.repeat(200_000)}1${close.repeat(200_000)}`;
}

/** A server that finds every sum inexact. */
function quarantine(body: string): Promise<IngestResponse> {
  const results = (JSON.parse(body) as { id: string }[]).map(({ id }) => ({
    id,
    status: "quarantined" as const,
    code: "PROBITY_E_MONEY",
    detail: "tender.value.amount",
  }));
  return Promise.resolve({ results, accepted: 0, duplicates: 0, quarantined: results.length });
}

async function run(
  content: string | Buffer,
  options: Partial<ImportOptions> & { readonly name?: string } = {},
): Promise<DataReport> {
  const file = join(dir, options.name ?? `${crypto.randomUUID()}.jsonl`);
  writeFileSync(file, content);
  return runImport({
    input: await openInput(file),
    source: "import-ocds",
    timeZone: "Asia/Shanghai",
    limits,
    batch: { maxEvents: 2, maxBytes: 100_000 },
    send: createServer().send,
    state: createStateFile(`${file}.state`),
    ...options,
  });
}

const lines = (...values: (object | string)[]): string =>
  values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join("\n");

describe("AD-6: reading", () => {
  test("a broken line is counted with its number and reason, and the rest goes on", async () => {
    const report = await run(lines(release("a"), '{"ocid": "b"', "", release("c"), "7", '{"x":1}'));
    expect(report).toMatchObject({ items: 5, processes: 2, broken: 3 });
    expect(report.issues["line.invalid_json"]?.examples).toEqual([
      { item: 2, ocid: undefined, where: "", value: expect.stringContaining("JSON") },
    ]);
    expect(report.issues["release.not_a_release"]?.examples[0]).toMatchObject({ item: 5, value: "7" });
    expect(report.issues["release.no_ocid"]?.examples[0]).toMatchObject({ item: 6 });
  });

  test("BOM, CRLF, blank lines and a missing last line end are understood", async () => {
    const report = await run(`\uFEFF${JSON.stringify(release("a"))}\r\n\r\n${JSON.stringify(release("b"))}`);
    expect(report).toMatchObject({ processes: 2, broken: 0 });
  });

  test("a line over the limit is skipped without holding it", async () => {
    const report = await run(lines(release("a"), `{"ocid":"b","x":"${"y".repeat(700_000)}"}`, release("c")));
    expect(report).toMatchObject({ processes: 2, broken: 1 });
    expect(report.issues["line.too_long"]?.examples[0]).toMatchObject({ item: 2 });
  });

  test("SE-4: nesting that would exhaust the stack breaks its line alone", async () => {
    const object = `{"ocid":"deep","awards":{"x":${nested("[", "]")}},"tender":${nested('{"a":', "}")}}`;
    const unmerged = `{"releases":[${object},${object}]}`;
    const big = { maxLineBytes: 10_000_000, maxDocumentBytes: 1000 };
    const report = await run(lines(nested("[", "]"), object, unmerged, release("c")), { limits: big });
    expect(report.issues["release.not_a_release"]?.examples).toMatchObject([{ item: 1 }]);
    expect(report.issues["line.too_deep"]?.examples).toMatchObject([{ item: 3 }]);
    expect(report).toMatchObject({ items: 4, processes: 2 });
  });

  test("bytes that are not UTF-8 become replacement characters and are reported, not refused", async () => {
    const bad = Buffer.concat([
      Buffer.from('{"ocid":"a","buyer":{"id":"1","name":"Sibat'),
      Buffer.from([0xe9]),
      Buffer.from('"}}\n'),
    ]);
    const report = await run(bad);
    expect(report).toMatchObject({ processes: 1, broken: 0 });
    expect(report.issues["line.invalid_utf8"]?.count).toBe(1);
  });

  test("half a character (a lone surrogate) becomes a replacement character and is reported", async () => {
    const half = '{"ocid":"a","tender":{"title":"roof \\ud83d"}}';
    const whole = '{"ocid":"b","tender":{"title":"roof \\ud83d\\udea7"}}';
    const report = await run(lines(half, whole));
    expect(report).toMatchObject({ processes: 2, broken: 0 });
    expect(report.issues["text.replacement_character"]).toMatchObject({ count: 1, examples: [{ item: 1 }] });
  });

  test("release packages, record packages, linked and unmerged releases, in one line or over many", async () => {
    const releases = { releases: [release("a"), release("b")] };
    const records = {
      records: [
        { ocid: "c", compiledRelease: release("c") },
        {
          ocid: "d",
          releases: [
            { ...release("d"), date: "2020-02-01T00:00:00Z", tender: { title: "new" } },
            release("d"),
          ],
        },
        { ocid: "e", releases: [{ url: "https://example.org/e" }] },
      ],
    };
    for (const content of [lines(releases, records), JSON.stringify([releases, records], undefined, 2)]) {
      // oxlint-disable-next-line no-await-in-loop
      const report = await run(content);
      expect(report.processes).toBe(4);
      expect(report.issues["release.linked"]?.examples[0]).toMatchObject({ value: "e" });
    }
    const pretty = await run(JSON.stringify(releases, undefined, 2));
    expect(pretty).toMatchObject({ processes: 2, items: 2 });
  });

  test("progress says which part of the file is done, and does not guess for a compressed one", async () => {
    const shares: (number | undefined)[] = [];
    const onProgress: ImportOptions["onProgress"] = ({ share }) => void shares.push(share);
    const text = lines(...Array.from({ length: 4 }, (_, index) => release(`s${index}`)));
    await run(text, { onProgress });
    expect(shares.at(-1)).toBe(1);
    expect(shares.toSorted((a, b) => Number(a) - Number(b))).toEqual(shares);
    shares.length = 0;
    await run(gzipSync(text), { onProgress });
    expect(new Set(shares)).toEqual(new Set([undefined]));
  });

  test("gzip is read as it is", async () => {
    const report = await run(gzipSync(lines(release("a"), release("b"))), { name: "x.jsonl.gz" });
    expect(report.processes).toBe(2);
  });

  test.each([
    ["what is not OCDS", '{"a":1}\n{"b":2}', "PROBITY_E_IMPORT_FORMAT"],
    ["a cut package", '{\n"releases": [', "PROBITY_E_IMPORT_FORMAT"],
    ["a package without releases", '{\n"releases": []\n}', "PROBITY_E_IMPORT_FORMAT"],
    ["a package over the limit", `{\n"releases": ["${"x".repeat(6000)}"]}`, "PROBITY_E_IMPORT_FORMAT"],
  ])("%s is refused with a coded error", async (_, content, code) => {
    await expect(run(content)).rejects.toMatchObject({ code });
  });

  test("a broken gzip and a missing file are coded errors", async () => {
    await expect(run(gzipSync(lines(release("a"))).subarray(0, 20))).rejects.toMatchObject({
      code: "PROBITY_E_FILE",
    });
    await expect(openInput(join(dir, "absent"))).rejects.toMatchObject({ code: "PROBITY_E_FILE" });
    await expect(openInput(dir)).rejects.toMatchObject({ code: "PROBITY_E_FILE" });
  });
});

describe("AD-6: resumable and idempotent", () => {
  const content = lines(...Array.from({ length: 9 }, (_, index) => release(`p${index}`)), "broken");

  test("importing again sends the same ids: nothing new", async () => {
    const server = createServer();
    const first = await run(content, { send: server.send });
    const second = await run(content, { send: server.send });
    expect(first).toMatchObject({ accepted: 9, duplicates: 0 });
    expect(second).toMatchObject({ accepted: 0, duplicates: 9 });
  });

  test.each([
    ["plain", false],
    ["gzip", true],
    ["package", "package"],
  ] as const)(
    "a resumed import (%s) takes up after the last batch that was taken and ends with the report of one run",
    async (_, kind) => {
      const packaged = JSON.stringify(
        { releases: Array.from({ length: 9 }, (__, index) => release(`p${index}`)) },
        undefined,
        1,
      );
      const text = kind === "package" ? packaged : content;
      const bytes = kind === true ? gzipSync(text) : text;
      const big = { maxLineBytes: 1000, maxDocumentBytes: 100_000 };
      const whole = await run(bytes, { limits: big });
      const server = createServer(2);
      const name = `resume-${String(kind)}`;
      await expect(run(bytes, { send: server.send, name, limits: big })).rejects.toThrow("gone");
      const input = await openInput(join(dir, name));
      const rest = createServer();
      const resumed = await runImport({
        input,
        source: "import-ocds",
        timeZone: "Asia/Shanghai",
        limits: big,
        batch: { maxEvents: 2, maxBytes: 100_000 },
        send: rest.send,
        state: createStateFile(join(dir, `${name}.state`)),
        resume: true,
      });
      expect(resumed).toEqual(whole);
      expect([...server.ids].filter((id) => rest.ids.has(id))).toEqual([]);
      expect(server.ids.size + rest.ids.size).toBe(9);
    },
  );

  test("the state of another file under the same name, or a damaged one, is not used", async () => {
    const name = "other";
    const server = createServer(1);
    await expect(run(content, { send: server.send, name })).rejects.toThrow("gone");
    const changed = await run(`${content}\n${JSON.stringify(release("new"))}`, { name, resume: true });
    expect(changed.processes).toBe(10);
    writeFileSync(join(dir, `${name}.state`), "{");
    expect((await run(content, { name, resume: true })).processes).toBe(9);
  });

  test("a dry run sends nothing and leaves no state", async () => {
    const report = await run(content, { send: undefined, name: "dry" });
    expect(report).toMatchObject({ processes: 9, accepted: 0 });
    expect(createStateFile(join(dir, "dry.state")).load("", "")).toBeUndefined();
  });

  test("a quarantined event is counted by code with its process", async () => {
    const report = await run(lines(release("a")), { send: quarantine });
    expect(report.quarantined["PROBITY_E_MONEY"]).toMatchObject({
      count: 1,
      examples: [{ item: 1, ocid: "a", where: "procurement.tender.published", value: "tender.value.amount" }],
    });
  });
});

describe("AD-6: completeness", () => {
  test("fields that supervision requires are counted by type", async () => {
    const report = await run(lines(release("a"), { ...release("b"), buyer: { id: "B" } }));
    const published = report.types["procurement.tender.published"];
    expect(published?.events).toBe(2);
    expect(published?.required).toMatchObject({
      "buyer.id": 1,
      "actor.personId": 2,
      "tender.tenderPeriod.endDate": 2,
    });
    expect(published?.required).not.toHaveProperty("tender.id");
  });
});
