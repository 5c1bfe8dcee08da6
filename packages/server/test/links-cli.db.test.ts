import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { type CompanyRegistry, fileRegistry } from "../src/links/index.ts";
import { cli, type CliResult } from "./support/cli.ts";
import { describePglite } from "./support/engines.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

const csv = `from,to,kind,share,validFrom,validTo,provider
party:wang,organisation:top,shareholder,0.8,2020-01-01,,
organisation:top,organisation:one,shareholder,0.5,,,"Registry, north"
organisation:top,organisation:two,shareholder,0.25,,,
party:wang,organisation:two,friend,,,,
party:wang,organisation:two,shareholder,half,,,
party:wang,organisation:two,shareholder,0.1,2026-13-01,,
party:wang,"organisation:two
person:li,organisation:one,director,,2021-05-01,2025-12-31,
`;

/** Statements of BODS 0.4 as publishers write them, cut to what is read. */
const statements = [
  {
    statementId: "s1",
    recordId: "r-co",
    recordType: "entity",
    recordDetails: { name: "B Ltd", identifiers: [{ scheme: "GB-COH", id: "0001" }] },
  },
  {
    statementId: "s2",
    recordId: "r-p",
    recordType: "person",
    recordDetails: { names: [{ fullName: "A B" }] },
  },
  {
    statementId: "s3",
    recordId: "r-rel",
    recordType: "relationship",
    recordDetails: {
      subject: "r-co",
      interestedParty: "r-p",
      interests: [
        { type: "shareholding", share: { exact: 37.5 }, startDate: "2020-02-01", directOrIndirect: "direct" },
        { type: "boardMember" },
        { type: "rightsToSurplusAssetsOnDissolution" },
      ],
    },
  },
  {
    statementId: "s4",
    recordId: "r-rel2",
    recordType: "relationship",
    recordDetails: { subject: "r-co", interestedParty: { reason: "noBeneficialOwners" }, interests: [] },
  },
];

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describePglite("probity links", (engine) => {
  let config: ServerConfig;
  let server: TestServer;
  const files = mkdtempSync(join(tmpdir(), "probity-links-"));
  beforeAll(async () => {
    config = await engine.newConfig();
    server = await startTestServer(config);
  });
  afterAll(async () => {
    await server?.close();
    rmSync(files, { recursive: true, force: true });
  });

  const write = (name: string, content: string | Buffer): string => {
    const file = join(files, name);
    writeFileSync(file, content);
    return file;
  };
  const run = (...argv: readonly string[]): Promise<CliResult> =>
    cli(config.dataDir, ["links", ...argv, "--lang", "en"], {
      PROBITY_URL: server.url,
      PROBITY_OPS_TOKEN: server.running.opsToken,
    });

  describe("FE-3: importing a CSV", () => {
    test("a dry run names every bad line and imports nothing", async () => {
      const done = await run("import", write("shares.csv", csv), "--dry-run");
      expect(done.code).toBe(1);
      expect(done.out).toContain("4 relations would be imported, 4 refused");
      for (const line of [
        "line 5: kind is none",
        "line 6: share must be",
        "line 7: validFrom is no date",
        "line 8: not 7 fields",
      ])
        expect(done.out).toContain(line);
      const shown = await run("show", "organisation:one");
      expect(shown.code).toBe(1);
      expect(shown.err).toContain("PROBITY_E_NOT_FOUND");
    });

    test("the good lines are taken, once, and show with file and line", async () => {
      const file = write("shares.csv", csv);
      const first = (await run("import", file, "--json")).json();
      expect(first).toMatchObject({
        report: { relations: 4, refused: 4 },
        import: { relations: 4, refused: 4 },
      });
      const again = await run("import", write("copy.csv", csv));
      expect(again.err).toContain("imported before");
      const shown = (await run("show", "organisation:one", "--json")).json();
      expect(shown["relations"]).toMatchObject([
        { kind: "director", source: "shares.csv", line: 9 },
        { kind: "shareholder", share: 0.5, source: "Registry, north", line: 3 },
      ]);
      expect((await run("show", "organisation:one")).out).toContain("shares.csv #9");
    });

    test("owners and paths with the evidence, for people and machines", async () => {
      const found = await run("owners", "organisation:one", "organisation:two", "--min-share", "0.2");
      expect(found).toMatchObject({ code: 0 });
      expect(found.out).toContain("40% of organisation:one in all");
      expect(found.out).toContain("20% of organisation:two in all");
      expect(found.out).toContain("party:wang --shareholder 80%--> organisation:top  (shares.csv #2)");
      const chinese = await cli(
        config.dataDir,
        ["links", "path", "party:wang", "organisation:two", "--lang", "zh-CN"],
        {
          PROBITY_URL: server.url,
          PROBITY_OPS_TOKEN: server.running.opsToken,
        },
      );
      expect(chinese.out).toContain("--持股 80%-->");
      expect((await run("path", "party:wang", "organisation:nobody")).out).toContain("No link was found");
      expect((await run("owners", "organisation:one", "--min-share", "2")).code).toBe(2);
      expect((await run("shared", "organisation:one", "organisation:two")).out).toContain(
        "No link was found",
      );
    });

    test("an import that stopped continues behind the last line that was taken", async () => {
      const rows = Array.from(
        { length: 1200 },
        (_, n) => `party:r-${n},organisation:r-${n % 7},shareholder,0.5`,
      );
      const text = ["from,to,kind,share", ...rows].join("\n");
      const file = write("resume.csv", text);
      const sha256 = createHash("sha256").update(text).digest("hex");
      const begun = await server.ops("POST", "/ops/links/import", { name: "resume.csv", sha256 });
      const first = rows.slice(0, 2).map((row, index) => {
        const [from = "", to = "", kind = ""] = row.split(",");
        return { line: index + 2, from, to, kind, share: 0.5 };
      });
      await server.ops("POST", `/ops/links/import/${String(at(begun.body, "id"))}/rows`, {
        after: 0,
        line: 3,
        rows: first,
      });
      const done = await run("import", file);
      expect(done).toMatchObject({ code: 0 });
      expect(done.err).toContain("Continued behind line 3");
      const state = (await run("import", file, "--json")).json();
      expect(state["import"]).toMatchObject({ line: 1201, relations: 1200, refused: 0 });
    });
  });

  test("FE-3: BODS 0.4 statements are mapped where they fit; what does not is named", async () => {
    const list = `[\n${statements.map((one) => JSON.stringify(one)).join(",\n")}\n]`;
    const done = (await run("import", write("bods.json", list), "--json")).json();
    expect(done["report"]).toMatchObject({
      kinds: { shareholder: 1, director: 1 },
      problems: [
        { line: 4, message: "interest rightsToSurplusAssetsOnDissolution stands for no relation" },
        { line: 5, message: "the interested party is not among the records before it" },
      ],
    });
    const shown = (await run("show", "organisation:GB-COH-0001", "--json")).json();
    expect(shown["relations"]).toMatchObject([
      { kind: "director", from: { kind: "person", key: "bods-r-p" } },
      { kind: "shareholder", share: 0.375, validFrom: "2020-01-31T16:00:00.000Z" },
    ]);
    // The same as compressed JSON lines.
    const lines = gzipSync(statements.map((one) => JSON.stringify(one)).join("\n"));
    const dry = (await run("import", write("bods.jsonl.gz", lines), "--dry-run", "--json")).json();
    expect(dry["report"]).toMatchObject({ kinds: { shareholder: 1, director: 1 }, refused: 2 });
  });

  test("FE-3: a file without the head, or of another kind, is refused as a whole", async () => {
    const bad = await run("import", write("bad.csv", "a,b\n1,2\n"), "--dry-run");
    expect(bad).toMatchObject({ code: 1 });
    expect(bad.err).toContain("PROBITY_E_LINK_FORMAT");
    expect((await run("import", write("bad.xml", "<a/>"), "--dry-run")).err).toContain(
      "PROBITY_E_LINK_FORMAT",
    );
  });

  test("FE-3: a registry adapter over a local extract answers for the organisations that it is asked for", async () => {
    const registry: CompanyRegistry = fileRegistry("north", write("extract.csv", csv));
    const found = await collected(registry.relationsOf(["one"], new AbortController().signal));
    expect(found).toMatchObject([
      { from: "organisation:top", to: "organisation:one", provider: "Registry, north" },
      { from: "person:li", to: "organisation:one", provider: "north" },
    ]);
    const stopped = registry.relationsOf(["one"], AbortSignal.abort());
    await expect(collected(stopped)).rejects.toThrow("abort");
  });
});
