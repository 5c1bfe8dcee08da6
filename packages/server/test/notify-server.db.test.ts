// Notices through the doors of a server: who is told by approvals, the person's own list, channels, deliveries, the command line.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { approvalRequest, draftHash } from "./support/approvals.ts";
import { cli } from "./support/cli.ts";
import { describeEngines } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { isSignedBy, makeHookSecret } from "./support/notices.ts";
import { openedEvent } from "./support/prechecks.ts";
import {
  type HttpReceiver,
  type SmtpReceiver,
  startHttpReceiver,
  startSmtpReceiver,
} from "./support/receivers.ts";
import {
  type Answer,
  at,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";
import { until } from "./support/until.ts";

const hour = 3_600_000;

describeEngines("CA-6: notices through a server", (engine) => {
  let config: ServerConfig;
  let server: TestServer;
  let hook: HttpReceiver;
  let mail: SmtpReceiver;
  let source: TestSource;
  let one: TestPerson;
  const first = makeHookSecret();
  const second = makeHookSecret();
  const lines: string[] = [];
  let ahead = 0;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    hook = await startHttpReceiver();
    mail = await startSmtpReceiver();
    const base = await engine.newConfig();
    config = {
      ...base,
      logLevel: "info",
      notifyAllow: ["127.0.0.0/8"],
      publicUrl: "https://probity.example.org/",
      notifyTimeoutSeconds: 1,
      notifyRetrySeconds: 1,
    };
    mkdirSync(join(config.dataDir, "secrets"), { recursive: true });
    writeFileSync(join(config.dataDir, "secrets", "hook-1"), first);
    writeFileSync(join(config.dataDir, "secrets", "hook-2"), second);
    server = await startTestServer(config, {
      clock: () => Date.now() + ahead,
      noticesMs: 20,
      timersMs: 25,
      silenceCheckMs: 60_000,
      logStream: { write: (line) => void lines.push(line) },
    });
    source = await server.addSource("purchasing");
    one = await server.addPerson("p-one");
  });
  afterAll(async () => {
    await server?.close();
    await hook?.close();
    await mail?.close();
  });

  const ops = (method: string, path: string, body?: object): Promise<Answer> =>
    server.ops(method, path, body);
  const inbox = async (query = ""): Promise<Answer> => await one.ops("GET", `/console/notifications${query}`);
  const hookChannel = {
    id: "oa-hook",
    kind: "webhook",
    settings: { url: "" },
    kinds: ["approval.requested", "approval.reminded"],
    secrets: { sign: "hook-1" },
  };

  test("SE-2: channels and deliveries are for whoever may, the list is one's own", async () => {
    for (const path of ["/ops/channels", "/ops/deliveries"])
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(401);
    expect((await one.ops("POST", "/ops/channels", hookChannel)).status).toBe(403);
    expect((await one.ops("GET", "/ops/people/p-one/addresses")).status).toBe(403);
    expect((await ops("GET", "/console/notifications")).body).toMatchObject({ code: "PROBITY_E_PERSON" });
    expect((await inbox()).body).toEqual({ notices: [], unread: 0 });
  });

  test("a channel is added with settings that fit, secrets by name, and logged (LO-7)", async () => {
    const add = (over: object): Promise<Answer> => ops("POST", "/ops/channels", { ...hookChannel, ...over });
    const good = { settings: { url: `${hook.url}/hook` } };
    expect((await add({ ...good, secrets: { sign: "absent" } })).body).toMatchObject({
      code: "PROBITY_E_SECRET",
    });
    expect((await add({ ...good, secrets: {} })).body).toMatchObject({ code: "PROBITY_E_CHANNEL" });
    expect((await add({ settings: { url: "ftp://x" } })).body).toMatchObject({
      code: "PROBITY_E_CHANNEL",
      errors: [{ path: "/settings/url" }],
    });
    expect((await add({ settings: { url: `${hook.url}/hook?token=1` } })).status).toBe(422);
    expect((await add({ ...good, secrets: { sign: "../ops-token" } })).status).toBe(400);
    expect((await add(good)).status).toBe(201);
    expect((await add(good)).body).toMatchObject({ code: "PROBITY_E_CHANNEL" });
    const settings = { host: "127.0.0.1", port: mail.port, security: "none", from: "probity@example.org" };
    expect((await ops("POST", "/ops/channels", { id: "mail", kind: "smtp", settings })).status).toBe(201);
    const sms = { url: hook.url, contentType: "application/json", body: '{"to":{{to}}}' };
    expect(
      (await ops("POST", "/ops/channels", { id: "sms", kind: "sms", settings: sms })).body,
    ).toMatchObject({
      code: "PROBITY_E_CHANNEL",
    });
    const addresses = (await ops("PUT", "/ops/people/p-one/addresses", { smtp: "one@example.org" })).body;
    expect(addresses).toEqual({ id: "p-one", addresses: { smtp: "one@example.org" } });
    expect((await ops("PUT", "/ops/people/p-one/addresses", { smtp: "a@b.c\nBcc: x@y.z" })).status).toBe(400);
    expect((await ops("PUT", "/ops/people/nobody/addresses", { smtp: "a@b.cn" })).status).toBe(404);
    const told = await eventsOf(server, "probity", "notice.channel.changed");
    expect(told).toHaveLength(2);
    const moved = JSON.stringify(await eventsOf(server, "probity", "notice.address.changed"));
    expect(moved).toContain("p-one");
    expect(moved).not.toContain("example.org");
  });

  test("PC-7: an approver who is a registered person is told, and reminded, in the console and outside", async () => {
    const decisionId = `d-${engine.name}`;
    await source.send([
      openedEvent(source.id, {
        id: decisionId,
        time: new Date(Date.now() + ahead).toISOString(),
        precheck: {
          decisionPoint: "procurement.award.decided",
          outcome: "second_approver",
          draftHash,
          findings: [],
        },
      }),
    ]);
    await server.scored();
    const asked = await source.post("/v1/approvals", approvalRequest({ decisionId, deadlineHours: 10 }));
    expect(asked.status).toBe(201);
    // Again is the same request: nobody is told twice.
    await source.post("/v1/approvals", approvalRequest({ decisionId, deadlineHours: 10 }));
    const id = String(at(asked.body, "id"));
    await until(() => hook.received.length === 1 && mail.mails.length === 1);
    expect(isSignedBy(hook.received[0] ?? never(), first)).toBe(true);
    expect(mail.mails[0]?.to).toEqual(["one@example.org"]);
    expect(mail.mails[0]?.text).toContain(`https://probity.example.org/approvals/${id}`);
    const { body } = await inbox("?lang=en");
    expect(body).toMatchObject({
      unread: 1,
      notices: [
        {
          kind: "approval.requested",
          link: `/approvals/${id}`,
          title: "You are asked as second approver",
          readAt: null,
        },
      ],
    });
    await server.scored();
    ahead = 6 * hour;
    await until(async () => at((await inbox()).body, "unread") === 2);
    const latest = at((await inbox("?limit=1")).body, "notices", 0);
    expect(latest).toMatchObject({ kind: "approval.reminded", title: expect.stringContaining("催办") });
    const next = String(at((await inbox("?limit=1")).body, "next"));
    expect(at((await inbox(`?limit=1&cursor=${next}`)).body, "notices", 0, "kind")).toBe(
      "approval.requested",
    );
    expect((await one.ops("POST", "/console/notifications/read", { ids: [at(latest, "id")] })).body).toEqual({
      read: 1,
      unread: 1,
    });
    const stranger = await server.addPerson();
    expect((await stranger.ops("POST", "/console/notifications/read", { upTo: 1_000_000 })).body).toEqual({
      read: 0,
      unread: 0,
    });
    expect(at((await inbox("?unread=true")).body, "notices")).toHaveLength(1);
    expect(
      (await one.ops("POST", "/console/notifications/read", { upTo: at(latest, "id") })).body,
    ).toMatchObject({ unread: 0 });
    expect((await one.ops("GET", "/console/notifications/unread")).body).toEqual({ unread: 0 });
  });

  test("preferences are one's own; a mandatory kind stays in the list", async () => {
    const put = (body: object): Promise<Answer> => one.ops("PUT", "/console/notifications/preferences", body);
    expect((await put({ kinds: { "approval.requested": { console: false } } })).body).toMatchObject({
      code: "PROBITY_E_REQUEST",
      errors: [{ path: "/kinds/approval.requested/console" }],
    });
    for (const bad of [
      { digest: "weekly" },
      { quiet: { from: "25:00", to: "07:00" } },
      { kinds: { "no.such": {} } },
      { language: "fr" },
    ])
      expect((await put(bad)).status, JSON.stringify(bad)).toBe(400);
    expect((await put({ language: "en", quiet: { from: "22:00", to: "07:00" } })).status).toBe(200);
    expect((await one.ops("GET", "/console/notifications/preferences")).body).toMatchObject({
      preferences: { language: "en", digest: "none", quiet: { from: "22:00", to: "07:00" } },
      addresses: { smtp: "one@example.org" },
      kinds: expect.arrayContaining([
        expect.objectContaining({ kind: "escalation.raised", mandatory: true, escalation: true }),
      ]),
    });
    expect((await put({})).status).toBe(200);
  });

  test("a secret is rotated without a gap, a channel tested, and no answer or log line shows a secret (SE-5)", async () => {
    expect((await ops("POST", "/ops/channels/oa-hook/rotate", { secret: "hook-2", hours: 1 })).status).toBe(
      200,
    );
    const before = hook.received.length;
    expect((await ops("POST", "/ops/channels/oa-hook/test", {})).body).toMatchObject({
      ok: true,
      status: 200,
    });
    const tested = hook.received[before] ?? never();
    expect([isSignedBy(tested, first), isSignedBy(tested, second)]).toEqual([true, true]);
    hook.answer = () => ({ status: 500, body: `your key ${second}` });
    const failed = (await ops("POST", "/ops/channels/oa-hook/test", {})).body;
    expect(failed).toMatchObject({ ok: false, status: 500, error: expect.stringContaining("***") });
    hook.answer = () => ({});
    expect((await ops("POST", "/ops/channels/mail/test", {})).body).toMatchObject({
      code: "PROBITY_E_REQUEST",
    });
    expect((await ops("POST", "/ops/channels/mail/test", { to: "x@example.org" })).body).toMatchObject({
      ok: true,
    });
    const shown = JSON.stringify([
      failed,
      (await ops("GET", "/ops/channels")).body,
      (await ops("GET", "/ops/channels/oa-hook")).body,
      await eventsOf(server, "probity", "notice.channel.changed"),
      lines,
    ]);
    expect(shown).not.toContain(first.slice(6));
    expect(shown).not.toContain(second.slice(6));
    expect(shown).toContain("rotated");
  });

  test("a dead delivery is shown with its attempts and goes out again under its id", async () => {
    hook.answer = () => ({ status: 410 });
    await source.post("/v1/approvals", approvalRequest({ decisionId: `r-${engine.name}` }));
    const dead = await until(async () =>
      at((await ops("GET", "/ops/deliveries?state=dead&channel=oa-hook")).body, "deliveries", 0),
    );
    const id = String(at(dead, "id"));
    expect((await ops("GET", `/ops/deliveries/${id}`)).body).toMatchObject({
      person: "p-one",
      kinds: ["approval.requested"],
      attempts: 1,
      log: [{ n: 1, ok: false, status: 410, durationMs: expect.any(Number) }],
    });
    expect(lines.some((line) => line.includes(id) && line.includes("did not reach"))).toBe(true);
    hook.answer = () => ({});
    expect((await ops("POST", "/ops/deliveries/replay", { channel: "oa-hook" })).body).toEqual({
      replayed: 1,
    });
    await until(async () => at((await ops("GET", `/ops/deliveries/${id}`)).body, "state") === "sent");
    expect(hook.received.at(-1)?.headers["webhook-id"]).toBe(id);
    expect((await ops("POST", `/ops/deliveries/${id}/replay`)).status).toBe(200);
    await until(async () => at((await ops("GET", `/ops/deliveries/${id}`)).body, "log", 2, "ok") === true);
    expect((await ops("POST", "/ops/deliveries/none/replay")).status).toBe(404);
    const log = JSON.stringify(await eventsOf(server, "probity", "notice.channel.changed"));
    expect(log).toContain('"replayed"');
  });

  test("`probity notify` in both languages", async () => {
    const env = { PROBITY_OPS_TOKEN: server.running.opsToken, PROBITY_URL: server.url };
    const run = (...argv: readonly string[]) => cli(config.dataDir, argv, env);
    const listed = await run("notify", "channels", "--lang", "zh-CN");
    expect(listed.out).toContain("oa-hook");
    expect(listed.out).toContain("生效");
    expect((await run("notify", "test", "oa-hook", "--lang", "en")).out).toMatch(/oa-hook works/);
    hook.answer = () => ({ status: 500 });
    expect(await run("notify", "test", "oa-hook", "--lang", "zh-CN")).toMatchObject({
      code: 1,
      out: expect.stringContaining("未能送达"),
    });
    hook.answer = () => ({});
    const deliveries = (await run("notify", "deliveries", "--state", "sent", "--json")).json();
    const id = String(at(deliveries, "deliveries", 0, "id"));
    expect((await run("notify", "delivery", id, "--lang", "en")).out).toContain("approval.re");
    expect((await run("notify", "replay", id, "--lang", "zh-CN")).out).toContain("再次发送");
    expect((await run("notify", "replay")).code).toBe(2);
    expect((await run("notify", "disable", "oa-hook", "--lang", "en")).code).toBe(0);
    expect((await run("notify", "address", "p-one", "sms=13800000000", "--lang", "en")).out).toContain(
      "13800000000",
    );
    expect((await run("notify", "--help", "--lang", "zh-CN")).out).toContain("通知");
  });
});

function never(): never {
  throw new Error("nothing was received");
}
