import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { cli, type CliResult } from "./support/cli.ts";
import { shortTender } from "./support/cases.ts";
import { describePglite } from "./support/engines.ts";
import { cookieOf, goodPassword, post } from "./support/sign-in.ts";
import { at, request, startTestServer, type TestServer } from "./support/test-server.ts";

describePglite("commands of access", (engine) => {
  let server: TestServer;
  let config: ServerConfig;
  beforeAll(async () => {
    config = await engine.newConfig();
    server = await startTestServer(config);
  });
  afterAll(() => server?.close());

  const run = (argv: readonly string[], token?: string): Promise<CliResult> =>
    cli(config.dataDir, ["--url", server.url, ...argv], {
      PROBITY_OPS_TOKEN: server.running.opsToken,
      PROBITY_LANG: "en",
      ...(token !== undefined && { PROBITY_TOKEN: token }),
    });
  const said = async (argv: readonly string[], token?: string): Promise<string> => {
    const { code, out, err } = await run(argv, token);
    expect([code, err]).toEqual([0, ""]);
    return out;
  };

  test("SE-2: roles are given, asked for, agreed to, listed and taken in both languages", async () => {
    const [li, wang] = [await server.addPerson("li.na"), await server.addPerson("wang.wu")];
    const pending = await said(["people", "grant", "li.na", "admin"]);
    expect(pending).toContain("takes another person's agreement");
    const id = /request ([\w-]+)/.exec(pending)?.[1] ?? "";
    expect(await said(["people", "pending"], wang.token)).toContain(
      "li.na is given the role admin everywhere",
    );
    expect(await said(["people", "approve", id], wang.token)).toContain(id);
    expect(await said(["people", "grant", "wang.wu", "handler", "--lang", "zh"], li.token)).toContain(
      "已授予 wang.wu",
    );
    const table = await said(["people", "grants", "wang.wu"], li.token);
    expect(table).toMatch(/handler +everywhere +in force/);
    const listed = await run(["people", "grants", "wang.wu", "--json"], li.token);
    const grant = String(at(listed.json(), "grants", 0, "id"));
    expect(await said(["people", "revoke-grant", grant], li.token)).toContain(grant);
    expect(await said(["people", "grants", "wang.wu"], li.token)).toMatch(/handler +everywhere +over/);
    expect((await run(["people", "grant", "li.na", "observer"], li.token)).err).toContain(
      "PROBITY_E_FOUR_EYES",
    );
    expect((await run(["people", "grants", "li.na"], wang.token)).err).toContain("PROBITY_E_FORBIDDEN");
  });

  test("SE-1: a password is set with what the command shows; a service token is made, given a role and ended", async () => {
    const shown = await run(["people", "password", "wang.wu", "--json"]);
    const token = at(shown.json(), "token");
    const set = await post(server, "/console/session/reset", { token, password: goodPassword });
    expect(set.status).toBe(200);
    const browser = await cookieOf(server, "wang.wu");
    expect((await request(`${server.url}/console/session/me`, { headers: browser })).status).toBe(200);
    const made = await run(["tokens", "add", "reporter", "--hours", "2", "--json"]);
    const service = String(at(made.json(), "token"));
    expect(await said(["tokens", "grant", "reporter", "observer"])).toContain(
      "reporter has the role observer",
    );
    expect(await said(["alerts", "list"], service)).toContain("Nothing to show");
    expect(await said(["tokens", "list"])).toContain("reporter");
    expect(await said(["tokens", "revoke", "reporter"])).toContain("reporter is revoked");
    expect((await run(["alerts", "list"], service)).err).toContain("PROBITY_E_UNAUTHENTICATED");
  });

  test("SE-2: what is sensitive is shown for --purpose, which is in the log; the refusal names the option", async () => {
    const hanna = await server.addPerson("hanna");
    await said(["people", "grant", "hanna", "handler"]);
    const source = await server.addSource("purchasing");
    await source.send([shortTender(source.id, "ocds-purpose")]);
    await server.scored();
    const shown = await server.ops("GET", "/ops/alerts?rule=PROC-TND-001");
    const id = String(at(shown.body, "alerts", 0, "id"));
    const refused = await run(["alerts", "show", id], hanna.token);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/PROBITY_E_PURPOSE.*--purpose TEXT/s);
    expect((await run(["alerts", "show", id, "--lang", "zh"], hanna.token)).err).toContain("--purpose 文字");
    // In any place of the line, in any script.
    expect(await said(["--purpose", "年度检查 100%", "alerts", "show", id], hanna.token)).toContain(id);
    expect((await run(["alerts", "show", id, "--purpose", "x"], hanna.token)).err).toContain(
      "PROBITY_E_PURPOSE",
    );
    const { body } = await server.ops(
      "GET",
      "/ops/events?type=account.read.recorded&subject=hanna&about=all",
    );
    const event = await server.ops("GET", `/ops/events/${String(at(body, "events", 0, "id"))}`);
    expect(at(event.body, "event", "data", "read")).toMatchObject({ object: id, purpose: "年度检查 100%" });
  });

  test("LO-9: a lost database gives back roles, passwords and service tokens; sessions are over", async () => {
    await said(["tokens", "add", "kept"]);
    await said(["tokens", "grant", "kept", "observer"]);
    const browser = await cookieOf(server, "wang.wu");
    const before = await server.ops("GET", "/ops/people/li.na/grants");
    await server.close();
    rmSync(join(config.dataDir, "db"), { recursive: true });
    server = await startTestServer(config);
    expect((await server.ops("GET", "/ops/people/li.na/grants")).body).toEqual(before.body);
    expect(JSON.stringify((await server.ops("GET", "/ops/services/kept/grants")).body)).toContain("observer");
    expect((await request(`${server.url}/console/session/me`, { headers: browser })).status).toBe(401);
    expect(await cookieOf(server, "wang.wu")).toMatchObject({
      cookie: expect.stringContaining("probity=") as string,
    });
  });
});
