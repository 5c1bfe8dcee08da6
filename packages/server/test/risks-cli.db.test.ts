// `probity risks`, as a person of the discipline body uses it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { giveRoles } from "./support/cases.ts";
import { cli, type CliResult } from "./support/cli.ts";
import { describePglite } from "./support/engines.ts";
import { startTestServer, type TestPerson, type TestServer } from "./support/test-server.ts";

describePglite("commands of the risk register", (engine) => {
  let server: TestServer;
  let config: ServerConfig;
  let dora: TestPerson;
  beforeAll(async () => {
    config = await engine.newConfig();
    await giveRoles(config, { dora: ["discipline"] });
    server = await startTestServer(config, { clock: () => Date.UTC(2026, 10, 30) });
    dora = await server.addPerson("dora");
    const unit = { id: "works", name: "works", kind: "unit", parent: null, validFrom: "2020-01-01" };
    await server.ops("POST", "/ops/org/units", unit);
  });
  afterAll(() => server?.close());

  const run = (argv: readonly string[]): Promise<CliResult> =>
    cli(config.dataDir, ["--url", server.url, ...argv], { PROBITY_LANG: "en", PROBITY_TOKEN: dora.token });

  test("a file is imported, listed, looked at, reviewed and exported; gaps are told, in both languages", async () => {
    const file = join(config.dataDir, "risks.csv");
    writeFileSync(
      file,
      "id,level,unit,description,namedBy,probability,harm,controls\nr-1,unit,works,Bids are split,person,3,2,\n",
    );
    expect((await run(["risks", "import", file])).out).toContain("1 rows, 1 risk points changed");
    const listed = await run(["risks", "list", "--grade", "1"]);
    expect([listed.err, listed.out]).toEqual(["", expect.stringMatching(/r-1 +1 +unit +works/)]);
    expect((await run(["risks", "gaps"])).out).toContain("no control");
    expect((await run(["risks", "gaps", "--lang", "zh"])).out).toContain("无防控措施");
    expect((await run(["risks", "decide", "r-1", "review"])).out).toContain("is now open, version 2");
    expect((await run(["risks", "show", "r-1"])).out).toMatch(/2 +review +dora/);
    expect((await run(["risks", "export"])).out).toContain("r-1,2,unit,works,,,,Bids are split,,person,3,2,");
    expect((await run(["risks", "decide", "r-1", "accept"])).err).toContain("PROBITY_E_RISK_STATE");
  });
});
