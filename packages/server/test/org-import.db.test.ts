// Files of the organisation as offices export them: all rows or none, the same file twice changes nothing.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { cli } from "./support/cli.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { at, request, startTestServer, type Answer, type TestServer } from "./support/test-server.ts";

/** Characters of these tests as GB18030 writes them: made by asking the decoder for every pair of bytes. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1)
      if (low !== 0x7f) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from(
    Array.from(text).flatMap((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x80 ? [code] : (codes.get(character) ?? []);
    }),
  );
}

describeUsualEngine("importing the organisation", (engine) => {
  let config: ServerConfig;
  let server: TestServer;
  const directory = mkdtempSync(join(tmpdir(), "probity-org-"));
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    config = await engine.newConfig();
    server = await startTestServer(config, { clock: () => Date.UTC(2026, 10, 30) });
  });
  afterAll(async () => {
    rmSync(directory, { recursive: true });
    await server?.close();
  });

  const send = (kind: string, body: string | Buffer, query = ""): Promise<Answer> =>
    request(`${server.url}/ops/org/import/${kind}${query}`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.running.opsToken}`, "content-type": "text/csv" },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });
  const unitsOf = async (): Promise<unknown> => (await server.ops("GET", "/ops/org/units?limit=500")).body;

  test("AD-6: 2,000 people in GB18030 with a Chinese head are taken once, and not again", async () => {
    const units =
      "编号,名称,类别,上级编号,生效日期\r\n局,教育局,部门,,2020/1/1\r\n校,第一中学,单位,局,2020年1月1日\r\n";
    expect((await send("units", gb18030(units))).body).toMatchObject({ applied: true, added: 2, refused: 0 });
    expect(at(await unitsOf(), "units", 1, "name", "zh-CN")).toBe("第一中学");
    const people = Array.from({ length: 2_000 }, (_, n) => `t${n},教师${n},校,,`).join("\r\n");
    const file = gb18030(`编号,姓名,单位编号,邮箱,电话\r\n${people}\r\n`);
    const dry = await send("people", file, "?dryRun=true");
    expect(dry.body).toMatchObject({ applied: false, added: 2_000, refused: 0 });
    expect(at((await server.ops("GET", "/ops/org/people?unit=校")).body, "people")).toEqual([]);
    expect((await send("people", file)).body).toMatchObject({ applied: true, rows: 2_000, added: 2_000 });
    expect((await send("people", file)).body).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2_000,
      refused: 0,
    });
    const shown = (await server.ops("GET", "/ops/org/people/t1999")).body;
    expect(shown).toMatchObject({ name: "教师1999", units: ["校"], superiors: [] });
  });

  test("a row that does not fit is told by line and column, and no other row is taken", async () => {
    const before = await unitsOf();
    const file = [
      "﻿id,name,kind,parent,validFrom,validTo",
      'n1,"North, and',
      'east",unit,,2024-01-01,',
      "n2,Second,unit,n1,2023-12-31,",
      "n3,Third,castle,,2024-13-01,",
      "n4,Fourth,unit,,2024-01-01",
      "n5,Fifth,unit,n6,2024-01-01,",
      "n6,Sixth,unit,n5,2024-01-01,2023-01-01",
      "n1,North,unit,,2024-01-01,",
    ].join("\n");
    const { status, body } = await send("units", file);
    expect(status).toBe(200);
    const problems = at(body, "problems");
    expect(
      Array.isArray(problems) &&
        problems.map((one: unknown) => [at(one, "line"), at(one, "column"), at(one, "code")]),
    ).toEqual([
      [4, "parent", "unknown_unit"],
      [5, "validFrom", "bad_date"],
      [5, "kind", "bad_kind"],
      [6, null, "fields"],
      [7, "parent", "unknown_unit"],
      [8, "validTo", "dates"],
      [9, null, "duplicate"],
    ]);
    expect(body).toMatchObject({ applied: false, refused: 6 });
    expect(await unitsOf()).toEqual(before);
  });

  test("rows may name parents that come further down, and a circle of them is refused", async () => {
    const circle = "id,name,kind,parent\nc1,A,unit,c2\nc2,B,unit,c3\nc3,C,unit,c1\n";
    expect((await send("units", circle)).body).toMatchObject({ applied: false, refused: 3 });
    const line = "id,name,kind,parent\nc1,A,unit,c2\nc2,B,unit,c3\nc3,C,unit,\n";
    expect((await send("units", line)).body).toMatchObject({ applied: true, added: 3 });
  });

  test("SE-4: what is no such file is refused as a whole", async () => {
    for (const file of [
      "",
      "nonsense\n1\n",
      "id,name,name\n",
      "id,colour\n",
      Buffer.from([0xff, 0xff, 0x80, 0x81]),
    ])
      expect((await send("units", file)).body).toMatchObject({ code: "PROBITY_E_ORG_FORMAT" });
    expect((await send("castles", "id\n")).status).toBe(400);
    const json = await server.ops("POST", "/ops/org/import/units", { id: "x" });
    expect(json.body).toMatchObject({ code: "PROBITY_E_MEDIA_TYPE" });
    expect((await send("units", Buffer.alloc(9 * 1024 * 1024, "x"))).status).toBe(413);
    expect((await send("units", "id,name,kind\n\u0000,x,unit\n")).body).toMatchObject({ refused: 1 });
  });

  test("OP-3: the command line imports, shows what is wrong in its language, and checks the chains", async () => {
    const env = { PROBITY_URL: server.url, PROBITY_OPS_TOKEN: server.running.opsToken };
    const run = (...argv: readonly string[]): ReturnType<typeof cli> =>
      cli(config.dataDir, ["--lang", "zh-CN", ...argv], env);
    const file = join(directory, "posts.csv");
    writeFileSync(
      file,
      gb18030("岗位编号,岗位名称,所属单位,单位负责人\n校长,校长,校,是\n书记,书记,没有,是\n"),
    );
    const wrong = await run("org", "import", "posts", file);
    expect([wrong.code, wrong.out]).toEqual([
      1,
      expect.stringContaining("第 3 行 unit：届时没有这个单位（没有）"),
    ]);
    writeFileSync(file, gb18030("岗位编号,岗位名称,所属单位,单位负责人\n校长,校长,校,是\n"));
    expect(await run("org", "import", "posts", file)).toMatchObject({ code: 0 });
    expect(await run("org", "set", "holders", "post=校长", "person=t1")).toMatchObject({ code: 0 });
    expect((await run("org", "unit", "校")).out).toMatch(/校长 +校长 +t1/);
    expect((await run("org", "person", "t2")).out).toContain("t1");
    const conflict = await run("org", "conflicts", "t1", "person:t2");
    expect([conflict.code, conflict.out]).toEqual([1, expect.stringContaining("上级：person:t2")]);
    const gaps = await run("org", "check");
    expect([gaps.code, gaps.out]).toEqual([1, expect.stringContaining("区纪检机构")]);
    expect(await run("org", "units", "--under", "局")).toMatchObject({ code: 0 });
    expect((await run("org", "set", "units", "id=校", "parent=校")).code).toBe(1);
  });
});
