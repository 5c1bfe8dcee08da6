import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerConfig } from "../src/index.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cli, type CliResult } from "./support/cli.ts";
import { describePglite } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { approvalRequest, kin } from "./support/approvals.ts";
import { openedEvent } from "./support/prechecks.ts";
import {
  at,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";
import { until } from "./support/until.ts";

describePglite("commands of rules at work", (engine) => {
  let server: TestServer;
  let config: ServerConfig;
  let source: TestSource;
  let li: TestPerson;
  let wang: TestPerson;
  beforeAll(async () => {
    config = await engine.newConfig();
    server = await startTestServer(config);
    source = await server.addSource("purchasing");
    li = await server.addPerson("li.na");
    wang = await server.addPerson("wang.wei");
  });
  afterAll(() => server?.close());

  const run = (who: { readonly token: string } | undefined, argv: readonly string[]): Promise<CliResult> =>
    cli(config.dataDir, ["--url", server.url, ...argv], {
      PROBITY_OPS_TOKEN: server.running.opsToken,
      PROBITY_LANG: "en",
      ...(who === undefined ? {} : { PROBITY_TOKEN: who.token }),
    });
  const said = async (
    who: { readonly token: string } | undefined,
    argv: readonly string[],
  ): Promise<string> => {
    const { code, out, err } = await run(who, argv);
    expect([code, err]).toEqual([0, ""]);
    return out;
  };
  const pendingId = async (kind: string): Promise<string> => {
    const { body } = await server.ops("GET", `/ops/requests?kind=${kind}`);
    return String(at(body, "requests", 0, "id"));
  };

  test("RU-4: bindings are asked for, listed in words, and agreed to by another person", async () => {
    const file = join(config.dataDir, "bindings.yaml");
    writeFileSync(
      file,
      "bindings:\n  - { id: short-period, rule: PROC-TND-001, source: purchasing, action: block }\n",
    );
    const operator = await run(undefined, ["bindings", "apply", file, "--source", "purchasing"]);
    expect(operator.code).not.toBe(0);
    expect(operator.err).toContain("PROBITY_E_PERSON");
    const asked = await said(li, ["bindings", "apply", file, "--source", "purchasing", "--lang", "en"]);
    const id = await pendingId("bindings");
    expect(asked).toContain(`probity bindings approve ${id}`);
    const pending = await said(wang, ["bindings", "pending", "--lang", "en"]);
    expect(pending).toContain("asked for by li.na");
    expect(pending).toContain("PROC-TND-001 will block");
    const own = await run(li, ["bindings", "approve", id]);
    expect(own.err).toContain("PROBITY_E_FOUR_EYES");
    expect(await said(wang, ["bindings", "approve", id, "--lang", "zh"])).toContain("已同意");
    expect(await said(wang, ["bindings", "pending", "--lang", "en"])).not.toContain(id);
    const again = await run(li, ["bindings", "apply", file, "--source", "purchasing", "--json"]);
    const second = String(at(again.json(), "request", "id"));
    expect(await said(wang, ["bindings", "reject", second, "--reason", "no change"])).toContain(second);
  });

  test("RU-4: an exception is asked for, agreed to, listed and ended", async () => {
    const add = ["exceptions", "add", "--rule", "PROC-TND-001", "--source", "purchasing"];
    expect((await run(li, add)).err).toContain("PROBITY_E_USAGE");
    const lastDay = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const reason = "flood relief, decided by the board";
    await said(li, [...add, "--process", "ocds-1", "--reason", reason, "--until", lastDay]);
    const id = await pendingId("exception");
    expect(await said(wang, ["exceptions", "pending", "--lang", "en"])).toContain("process ocds-1");
    await said(wang, ["exceptions", "approve", id]);
    expect(await said(undefined, ["exceptions", "list", "--lang", "zh"])).toContain("流程 ocds-1");
    expect(await said(undefined, ["bundles", "show", "purchasing", "--lang", "en"])).toContain(
      "process ocds-1",
    );
    await said(li, ["exceptions", "end", id, "--reason", "over"]);
    expect(await said(undefined, ["exceptions", "list", "--lang", "en"])).not.toContain(id);
    expect(await said(undefined, ["exceptions", "list", "--all", "--lang", "en"])).toContain(id);
  });

  test("PC-4: open holds are listed with who, what and how long, and shown one by one", async () => {
    const actor = { personId: "p-7", unitId: "u-1" };
    const stock = await server.addSource("stock");
    const event = openedEvent(stock.id, { id: "hold-1", subject: "ocds-hold" });
    await stock.send([{ ...event, data: { actor, ...Object(event.data) } }]);
    await server.scored();
    const listed = await said(undefined, ["prechecks", "list", "--source", "stock"]);
    for (const text of ["hold-1", "ocds-hold", "p-7", "opened", "block", "Age (s)"])
      expect(listed).toContain(text);
    const shown = await said(undefined, [
      "prechecks",
      "show",
      "hold-1",
      "--source",
      "stock",
      "--lang",
      "zh-CN",
    ]);
    for (const text of ["办理人", "p-7", "PROC-TND-001"]) expect(shown).toContain(text);
    const { prechecks } = (
      await run(undefined, ["prechecks", "list", "--state", "any", "--source", "stock", "--json"])
    ).json();
    expect(prechecks).toEqual([expect.objectContaining({ id: "hold-1", stage: "opened" })]);
    expect(await said(undefined, ["prechecks", "list", "--state", "expired"])).not.toContain("hold-1");
    const none = await run(undefined, ["prechecks", "show", "nothing", "--source", "stock"]);
    expect(none.err).toContain("PROBITY_E_NOT_FOUND");
    expect((await run(undefined, ["prechecks", "list", "--state", "odd"])).code).not.toBe(0);
  });

  test("PC-7: requests for a second approver are listed, and shown with why each candidate may not decide", async () => {
    const hr = await server.addSource("hr");
    await hr.send([
      kin(hr.id, "p-asker", "p-wife", "spouse"),
      kin(hr.id, "p-asker", "p-guess", "sibling", "inferred"),
    ]);
    await server.scored();
    const request = approvalRequest({
      candidates: [
        { personId: "p-wife", name: "王芳" },
        { personId: "p-guess" },
        { personId: "p-clerk", supervisors: ["p-asker"] },
      ],
    });
    const id = String(at((await hr.post("/v1/approvals", request)).body, "id"));
    const listed = await said(undefined, ["approvals", "list", "--source", "hr", "--lang", "en"]);
    for (const text of [id, "open", "p-asker", "Eligible"]) expect(listed).toContain(text);
    const shown = await said(undefined, ["approvals", "show", id, "--lang", "en"]);
    for (const text of [
      "Award of the conference system",
      "p-wife (王芳)  left out: relation",
      "relation p-asker: p-asker -spouse-> p-wife",
      "p-guess  may decide; only inferred, please look: relation",
      "subordinate p-asker: told by the source",
    ])
      expect(shown).toContain(text);
    expect(await said(undefined, ["approvals", "show", id, "--lang", "zh-CN"])).toContain(
      "被排除： relation",
    );
    expect(
      (await run(undefined, ["approvals", "list", "--state", "any", "--source", "hr", "--json"])).json(),
    ).toEqual({
      approvals: [expect.objectContaining({ id, state: "open", eligible: 1, excluded: 2 })],
    });
    expect((await run(undefined, ["approvals", "show", "nothing"])).err).toContain("PROBITY_E_NOT_FOUND");
  });

  test("PC-8, RU-6: breakers, figures, bundles and keys", async () => {
    await source.send([
      tender(source.id, "ocds-9", 5, { time: new Date().toISOString() }),
      ...Array.from({ length: 6 }, () => openedEvent(source.id)),
    ]);
    const list = ["breakers", "list", "--source", "purchasing", "--lang", "en"];
    const line = await until(async () => {
      const out = await said(undefined, list);
      return out.includes("short-period") && out;
    });
    expect(line).toContain("PROC-TND-001");
    await server.scored();
    const stats = await said(undefined, ["rules", "stats", "--source", "purchasing", "--lang", "en"]);
    expect(stats).toMatch(/PROC-TND-001 +1 +1 .* 6 +short-period/);
    const show = await until(async () => {
      const out = await said(undefined, ["bundles", "show", "purchasing", "--lang", "en"]);
      return /PROC-TND-001@\S+ .*short-period +justify +block/.test(out) && out;
    });
    expect(show).toContain("signed by");
    const { breakers } = (await run(undefined, ["breakers", "list", "--json"])).json();
    const id = String(at(breakers, 0, "id"));
    expect((await run(undefined, ["breakers", "reset", id, "--reason", "x"])).err).toContain(
      "PROBITY_E_PERSON",
    );
    expect(
      await said(li, ["breakers", "reset", id, "--reason", "parameters corrected", "--lang", "en"]),
    ).toContain("short-period blocks again");
    await said(undefined, ["keys", "rotate"]);
    expect(await said(undefined, ["keys", "list", "--lang", "en"])).toMatch(/active .*yes[^]*announced/);
    expect((await run(li, ["keys", "rotate"])).err).toContain("PROBITY_E_OPERATOR");
    const { keys } = (await run(undefined, ["keys", "list", "--json"])).json();
    const [old, next] = [0, 1].map((place) => String(at(keys, place, "keyid")));
    await said(undefined, ["keys", "activate", next ?? ""]);
    expect(
      await said(undefined, ["keys", "revoke", old ?? "", "--reason", "copied", "--lang", "zh"]),
    ).toContain("已吊销");
    expect(await said(undefined, ["bundles", "list", "--lang", "en"])).toContain("purchasing: version");
  });
});
