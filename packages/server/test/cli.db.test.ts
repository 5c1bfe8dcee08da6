import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cli, finished, serve, type ServerProcess, spawnCli } from "./support/cli.ts";
import { freePort } from "./support/free-port.ts";
import { sampleReleases } from "./support/ocds.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "probity-cli-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("OP-2: commands that need no server", () => {
  test("every command has help with an example, in both languages", async () => {
    const commands = [
      "serve",
      "sources add",
      "sources rotate",
      "sources revoke",
      "sources list",
      "bindings apply",
    ]
      .concat(["bindings list", "types add", "types list", "events list", "events show", "quarantine list"])
      .concat([
        "quarantine show",
        "quarantine replay",
        "streams list",
        "streams show",
        "erase",
        "alerts list",
        "alerts show",
        "import ocds",
        "rules test",
        "rules lint",
      ]);
    for (const command of commands) {
      // oxlint-disable-next-line no-await-in-loop
      const english = await cli(dir, [...command.split(" "), "--help"]);
      expect([command, english.code, english.err]).toEqual([command, 0, ""]);
      expect(english.out).toContain(`Example:\n  probity ${command}`);
      // oxlint-disable-next-line no-await-in-loop
      const chinese = await cli(dir, [...command.split(" "), "--help", "--lang", "zh-CN"]);
      expect(chinese.out).toContain("示例：");
      expect(chinese.out).not.toMatch(/Options:|Usage:|Commands:/);
    }
  });

  test.each([
    [["nope"]],
    [["sources", "add"]],
    [["events", "list", "--nope"]],
    [["sources", "add", "a", "b"]],
    [["sources", "rotate", "a", "--overlap-hours", "x"]],
    [["import", "ocds", "f", "--batch", "501"]],
    [["import", "ocds", "f", "--time-zone", "Mars/Base"]],
    [["bindings", "apply", "f"]],
    [["events", "list", "--limit", "0"]],
    [["alerts", "list", "--level", "high"]],
    [["alerts", "list", "--url", "not a url"]],
  ])("a wrong command line ends with 2 and one coded line: %j", async (argv) => {
    const result = await cli(dir, argv);
    expect(result).toMatchObject({ code: 2, out: "" });
    expect(result.err).toMatch(/^PROBITY_E_USAGE: .+\nnext: .+\n$/);
  });

  test("a group without a command shows its help and ends with 2", async () => {
    const result = await cli(dir, ["events"]);
    expect(result.code).toBe(2);
    expect(result.err).toContain("show");
  });

  test("RU-7: the built-in models pass their cases and lint", async () => {
    const tested = await cli(dir, ["rules", "test", "--json"]);
    expect([tested.code, tested.json()["failed"]]).toEqual([0, 0]);
    expect((await cli(dir, ["rules", "test"])).out).toMatch(/\d+ models, \d+ rules, \d+ cases: all pass\./);
    const linted = await cli(dir, ["rules", "lint", "--json"]);
    expect([linted.code, linted.json()["errors"]]).toEqual([0, 0]);
  });

  test("RU-7: a failing case ends with 1 and is named; a folder that is none is a coded error", async () => {
    const models = new URL("../../models/models/PROC-CMP/", import.meta.url);
    const broken = mkdtempSync(join(dir, "model-"));
    writeFileSync(join(broken, "model.yaml"), readFileSync(new URL("model.yaml", models)));
    const cases = readFileSync(new URL("cases.yaml", models), "utf8").replace("expect: hit", "expect: clear");
    writeFileSync(join(broken, "cases.yaml"), cases);
    const result = await cli(dir, ["rules", "test", broken]);
    expect(result.code).toBe(1);
    expect(result.out).toMatch(/expected clear, got hit/);
    expect(result.out).toMatch(/1 of \d+ cases fail/);
    const absent = await cli(dir, ["rules", "test", join(dir, "absent"), "--json"]);
    expect([absent.code, absent.out]).toEqual([1, ""]);
    expect(JSON.parse(absent.err)).toMatchObject({ code: "PROBITY_E_MODEL" });
  });

  test("a file that is not there is a coded error, in Chinese as well", async () => {
    const result = await cli(dir, ["import", "ocds", join(dir, "absent.jsonl"), "--lang", "zh-CN"]);
    expect(result.code).toBe(1);
    expect(result.err).toMatch(/^PROBITY_E_FILE: .*absent\.jsonl.*\n下一步： .+\n$/);
  });
});

/** What every way to the data must do alike. */
function describePlace(title: string, place: () => { dataDir: string; env?: Record<string, string> }): void {
  const run = (...argv: string[]): ReturnType<typeof cli> => cli(place().dataDir, argv, place().env);

  describe(`SE-1, EV-3, EV-6, AL-3: ${title}`, () => {
    test("sources: add, list, rotate, revoke", async () => {
      const added = (await run("sources", "add", "erp", "--name", "采购系统", "--json")).json();
      expect(added).toMatchObject({
        id: "erp",
        key: expect.stringMatching(/^probity_/),
        vkey: expect.stringContaining("+"),
      });
      const twice = await run("sources", "add", "erp");
      expect([twice.code, twice.err.split(":")[0]]).toEqual([1, "PROBITY_E_SOURCE_EXISTS"]);
      const rotated = await run("sources", "rotate", "erp");
      expect(rotated.code).toBe(0);
      expect(rotated.out).toContain("probity_");
      expect((await run("sources", "list")).out).toMatch(/^erp\s+采购系统\s+2\s+1\s+/m);
      expect((await run("sources", "revoke", "erp")).code).toBe(0);
      expect((await run("sources", "rotate", "erp")).err).toMatch(/^PROBITY_E_SOURCE_REVOKED/);
      expect((await run("sources", "revoke", "nobody")).err).toMatch(/^PROBITY_E_NOT_FOUND/);
    });

    test("types: add, add again, list; a change that breaks is refused with what breaks", async () => {
      const file = join(dir, "seal.json");
      const type = {
        type: "seal.used",
        version: "1.0",
        name: { "zh-CN": "用印", en: "Seal used" },
        schema: { type: "object", properties: { sealId: { type: "string" } }, required: ["sealId"] },
      };
      writeFileSync(file, JSON.stringify(type));
      expect((await run("types", "add", file)).out).toBe("Event type seal.used 1.0 is registered.\n");
      expect((await run("types", "add", file)).out).toContain("nothing changed");
      expect((await run("types", "list", "--lang", "zh-CN")).out).toMatch(/^seal\.used\s+1\.0\s+用印/m);
      writeFileSync(
        file,
        JSON.stringify({
          ...type,
          version: "1.1",
          schema: { type: "object", properties: { sealId: { type: "integer" } } },
        }),
      );
      const refused = await run("types", "add", file);
      expect(refused.code).toBe(1);
      expect(refused.err).toMatch(/^PROBITY_E_TYPE_INCOMPATIBLE/);
      expect(refused.err).toContain("sealId");
    });

    test("bindings: apply and list; an unknown rule is refused", async () => {
      await run("sources", "add", "bound");
      const file = join(dir, "bindings.yaml");
      writeFileSync(file, "bindings:\n  - { id: b1, rule: PROC-CMP-001, source: bound, action: justify }\n");
      const applied = await run("bindings", "apply", file, "--source", "bound");
      expect(applied.out).toBe("The bindings of bound are in force with bundle version 2.\n");
      expect((await run("bindings", "list", "--source", "bound")).out).toMatch(
        /^b1\s+PROC-CMP-001\s+justify/m,
      );
      writeFileSync(file, "bindings:\n  - { id: b1, rule: PROC-XXX-001, source: bound, action: justify }\n");
      const refused = await run("bindings", "apply", file, "--source", "bound");
      expect([refused.code, refused.err.split(":")[0]]).toEqual([1, "PROBITY_E_BINDINGS"]);
    });

    test("events and alerts: list, page, filter, show", async () => {
      const file = join(dir, "few.jsonl");
      writeFileSync(file, sampleReleases(12));
      const imported = await run("import", "ocds", file);
      expect(imported.code, imported.err).toBe(0);
      expect(imported.out).toContain("Data quality report");
      const page = await run("events", "list", "--type", "procurement.award.decided", "--limit", "5");
      expect(page.out.trim().split("\n")).toHaveLength(6);
      const cursor = /--cursor (\S+)/.exec(page.err)?.[1] ?? "";
      const rest = (
        await run("events", "list", "--type", "procurement.award.decided", "--cursor", cursor, "--json")
      ).json();
      expect(rest["events"]).toHaveLength(7);
      // The answer lists objects with an id.
      const [{ id: eventId }] = rest["events"] as unknown as [{ id: string }];
      expect((await run("events", "show", eventId)).out).toContain("procurement.award.decided");
      const alerts = (await run("alerts", "list", "--rule", "PROC-CMP-001", "--json")).json();
      const [alert] = alerts["alerts"] as unknown as [{ id: string; subject: string }];
      const shown = await run("alerts", "show", alert.id, "--lang", "zh-CN");
      expect(shown.out).toContain(alert.subject);
      expect(shown.out).toContain("PROC-CMP-001");
      for (const what of ["events", "alerts"]) {
        // oxlint-disable-next-line no-await-in-loop
        const missing = await run(what, "show", "nothing");
        expect([missing.code, missing.err.split(":")[0]]).toEqual([1, "PROBITY_E_NOT_FOUND"]);
      }
      // The list is what `quarantine` means when nothing else is named.
      for (const argv of [["quarantine"], ["quarantine", "list"]]) {
        // oxlint-disable-next-line no-await-in-loop
        expect((await run(...argv)).out).toBe("Nothing is in quarantine.\n");
      }
    });
  });
}

const offline = (): string => join(dir, "offline");
const served = (): string => join(dir, "served");

describe("the data directory opened by the command itself", () => {
  describePlace("offline", () => ({ dataDir: offline() }));

  test("--verbose says so, and the key of an import is readable by its owner only", async () => {
    const result = await cli(offline(), ["sources", "list", "--verbose"]);
    expect(result.err).toContain("opened in this process");
    expect(statSync(join(offline(), "import", "import-ocds.key")).mode & 0o777).toBe(0o600);
  });
});

describe("a running server", () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await serve(served(), 0);
  });
  afterAll(() => server.stop());
  describePlace("found by its data directory on any port", () => ({ dataDir: served() }));

  test("is reached by --url with its token; a wrong or missing token and a server that is not there are coded", async () => {
    const elsewhere = join(dir, "elsewhere");
    const token = readFileSync(join(served(), "ops-token"), "utf8").trim();
    const named = await cli(elsewhere, ["sources", "list", "--url", server.url, "--verbose"], {
      PROBITY_OPS_TOKEN: token,
    });
    expect([named.code, named.err]).toEqual([0, `data from ${server.url}\n`]);
    const wrong = await cli(elsewhere, ["sources", "list", "--url", server.url], {
      PROBITY_OPS_TOKEN: "x".repeat(40),
    });
    expect([wrong.code, wrong.err.split(":")[0]]).toEqual([1, "PROBITY_E_UNAUTHENTICATED"]);
    const without = await cli(elsewhere, ["sources", "list", "--url", server.url]);
    expect([without.code, without.err.split(":")[0]]).toEqual([1, "PROBITY_E_UNAUTHENTICATED"]);
    const url = `http://127.0.0.1:${await freePort()}`;
    const gone = await cli(elsewhere, ["alerts", "list", "--url", url, "--json"], {
      PROBITY_OPS_TOKEN: token,
    });
    expect([gone.code, gone.out]).toEqual([1, ""]);
    expect(JSON.parse(gone.err)).toMatchObject({
      code: "PROBITY_E_NO_SERVER",
      next: expect.stringContaining("probity serve"),
    });
  });

  test("a server on the usual address that belongs to another directory is not mistaken for this one's", async () => {
    const own = join(dir, "own");
    await cli(own, ["sources", "add", "mine"]);
    const listed = await cli(own, ["sources", "list", "--verbose"], { PROBITY_PORT: String(server.port) });
    expect(listed.err).toContain("opened in this process");
    expect(listed.out).toMatch(/^mine /m);
  });

  test("a second server on its port or its directory ends with 1 and says what to do", async () => {
    const port = await finished(
      spawnCli(["serve", "--port", String(server.port)], { PROBITY_DATA_DIR: join(dir, "second") }),
    );
    expect([port.code, port.err.split(":")[0]]).toEqual([1, "PROBITY_E_PORT_IN_USE"]);
    const locked = await finished(
      spawnCli(["serve", "--port", "0", "--json"], { PROBITY_DATA_DIR: served() }),
    );
    expect(locked.code).toBe(1);
    expect(JSON.parse(locked.err)).toMatchObject({ code: "PROBITY_E_DATA_DIR_LOCKED" });
    expect(existsSync(join(served(), "server.json"))).toBe(true);
  });

  test("a bad setting ends with 1 and names the variable", async () => {
    const result = await cli(join(dir, "bad"), ["serve", "--port", "70000"]);
    expect(result.code).toBe(1);
    expect(result.err).toMatch(/^PROBITY_E_CONFIG: PROBITY_PORT/);
  });

  test("OP-3: the log goes to standard error, so that standard output holds the result alone", async () => {
    const child = spawnCli(["serve", "--port", "0", "--json"], {
      PROBITY_DATA_DIR: join(dir, "logged"),
      PROBITY_LOG_LEVEL: "info",
    });
    const result = finished(child);
    child.stdout?.once("data", () => child.kill("SIGTERM"));
    const { code, err, json } = await result;
    expect(code).toBe(0);
    expect(json()).toMatchObject({ url: expect.stringContaining("http://127.0.0.1:"), database: "pglite" });
    expect(err).toContain('"msg":');
  });

  test("OP-6: SIGTERM ends it with 0 and takes its note away", async () => {
    expect(await server.stop()).toBe(0);
    expect(existsSync(join(served(), "server.json"))).toBe(false);
  });
});
