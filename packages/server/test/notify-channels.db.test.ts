// Adapters against receivers that check what the vendors check.
import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { describePglite } from "./support/engines.ts";
import { type NoticeBench, noticeBench } from "./support/notices.ts";
import {
  type HttpReceiver,
  type SmtpReceiver,
  startHttpReceiver,
  startSmtpReceiver,
} from "./support/receivers.ts";
import { until } from "./support/until.ts";

type Store = Awaited<ReturnType<typeof openStore>>;

const hour = 3_600_000;
const hmac = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("base64");

describePglite("CA-6: channels", (engine) => {
  let store: Store;
  let bench: NoticeBench;
  let http: HttpReceiver;
  const running: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    store = await openStore(await engine.newConfig());
    bench = noticeBench(store);
    bench.secret("token", "t-0123456789");
    bench.secret("sign", "SEC0123456789");
    bench.secret("password", "pa55-word");
  });
  beforeEach(async () => {
    await bench.clear();
    http = await startHttpReceiver();
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close();
    await http.close();
    bench.assertNoFailures();
  });
  afterAll(() => store?.close());

  const start = (over: Parameters<NoticeBench["notifier"]>[0] = {}): void =>
    void running.push(bench.notifier(over));
  const settled = (): Promise<void> => bench.settled();
  const states = async (): Promise<readonly string[]> => (await bench.deliveries()).map(({ state }) => state);

  describe("office messengers", () => {
    const secrets = { token: "token", sign: "sign" };
    test("DingTalk: signs time and secret; a code other than 0 is a failure", async () => {
      await bench.person("li.na", { dingtalk: "13800000000" });
      await bench.channel(
        "ding",
        "dingtalk",
        { url: `${http.url}/robot/send` },
        { secrets, perMinute: 1_000 },
      );
      http.answer = (_one, n) => ({ body: n === 1 ? '{"errcode":310000,"errmsg":"sign"}' : '{"errcode":0}' });
      await bench.tell({ to: ["li.na"] });
      start();
      await settled();
      expect(await states()).toEqual(["sent"]);
      expect(http.received).toHaveLength(2);
      for (const { query, body } of http.received) {
        const stamp = query.get("timestamp") ?? "";
        expect(query.get("access_token")).toBe("t-0123456789");
        expect(query.get("sign")).toBe(hmac("SEC0123456789", `${stamp}\nSEC0123456789`));
        expect(Math.abs(Number(stamp) - Date.now())).toBeLessThan(hour);
        expect(JSON.parse(body)).toMatchObject({ msgtype: "text", at: { atMobiles: ["13800000000"] } });
      }
    });

    test("Feishu: signs an empty text, and nobody's data becomes a tag", async () => {
      await bench.person("li.na", { feishu: "ou_1" });
      await bench.channel("fei", "feishu", { url: `${http.url}/hook` }, { secrets, perMinute: 1_000 });
      http.answer = () => ({ body: '{"code":0}' });
      const data = { source: "s", subject: '<at user_id="all">x</at>', deadline: "soon" };
      await bench.tell({ to: ["li.na"], data });
      start();
      await settled();
      const [one] = http.received;
      expect(one?.path).toBe("/hook/t-0123456789");
      const body = JSON.parse(one?.body ?? "");
      expect(body.sign).toBe(hmac(`${body.timestamp}\nSEC0123456789`, ""));
      expect(body.content.text).toMatch(/^<at user_id="ou_1"><\/at> /);
      expect(body.content.text.match(/</g)).toHaveLength(2);
    });

    test("WeCom: key in the address, the person mentioned, no more a minute than allowed", async () => {
      await bench.person("li.na", { wecom: "lina" });
      await bench.channel("we", "wecom", { url: `${http.url}/send` }, { secrets: { token: "token" } });
      http.answer = () => ({ body: '{"errcode":0}' });
      await bench.tell(...Array.from({ length: 25 }, () => ({ to: ["li.na"] })));
      start();
      await until(() => http.received.length >= 20);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(http.received).toHaveLength(20);
      bench.ahead = 61_000;
      await settled();
      expect(http.received).toHaveLength(25);
      expect(http.received[0]?.query.get("key")).toBe("t-0123456789");
      expect(JSON.parse(http.received[0]?.body ?? "")).toMatchObject({ text: { mentioned_list: ["lina"] } });
    });
  });

  test("short messages: a template whose values cannot break out of it, and the gateway's own yes", async () => {
    await bench.person("li.na", { sms: "13800000000" });
    const settings = {
      url: `${http.url}/sms`,
      contentType: "application/json",
      body: '{"phone":"{{to}}","content":"{{ text }}","sign":"{{secret}}","id":"{{id}}"}',
      headers: { "X-Key": "k {{secret}}" },
      success: { path: "data.code", equals: "OK" },
      maxLength: 60,
    };
    await bench.channel("sms", "sms", settings, { secrets: { token: "token" } });
    http.answer = (_one, n) => ({ body: n === 1 ? "busy" : '{"data":{"code":"OK"}}' });
    const data = { source: 's","admin":"1', subject: "x\ny", deadline: "soon" };
    await bench.tell({ to: ["li.na"], kind: "approval.reminded", data });
    start();
    await settled();
    expect(await states()).toEqual(["sent"]);
    const body = JSON.parse(http.received[1]?.body ?? "");
    expect(Object.keys(body)).toEqual(["phone", "content", "sign", "id"]);
    expect(body).toMatchObject({ phone: "13800000000", sign: "t-0123456789" });
    expect(Array.from(String(body.content)).length).toBeLessThanOrEqual(60);
    expect(http.received[1]?.headers["x-key"]).toBe("k t-0123456789");
    const { rows } = await store.pool.query("select error from notice_attempt where not ok");
    expect(rows).toEqual([{ error: "refused: busy" }]);
  });

  describe("e-mail", () => {
    let smtp: SmtpReceiver;
    const mail = (more: object = {}): object => ({
      host: "127.0.0.1",
      port: smtp.port,
      security: "none",
      from: "probity@example.org",
      ...more,
    });
    afterEach(() => smtp.close());

    test("plain text in the person's language, signed in, under an id that stays", async () => {
      smtp = await startSmtpReceiver({
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: ({ username, password }, _session, done) =>
          password === "pa55-word" ? done(null, { user: username }) : done(new Error("wrong")),
        onRcptTo: ({ address }, _session, done) =>
          address.startsWith("nobody")
            ? done(Object.assign(new Error("no such user"), { responseCode: 550 }))
            : done(),
      });
      await bench.person("li.na", { smtp: "li.na@example.org" });
      await bench.person("john", { smtp: "john@example.org" }, { language: "en" });
      await bench.person("nobody", { smtp: "nobody@example.org" });
      await bench.channel("mail", "smtp", mail({ user: "probity" }), { secrets: { password: "password" } });
      await bench.tell({ to: ["li.na", "john", "nobody"] });
      start();
      await settled();
      expect(smtp.mails.map(({ to, user }) => `${to[0] ?? ""} ${user ?? ""}`).toSorted()).toEqual([
        "john@example.org probity",
        "li.na@example.org probity",
      ]);
      const john = smtp.mails.find(({ to }) => to[0] === "john@example.org")?.text ?? "";
      expect(john).toContain("Subject: You are asked as second approver");
      expect(john).toContain("2026-12-01 09:00");
      expect(john).toContain("https://probity.example.org/approvals/a1");
      const rows = await bench.deliveries();
      const own = rows.find(({ person }) => person === "john");
      expect(john).toContain(`Message-ID: <${own?.id}@example.org>`);
      expect(rows.find(({ person }) => person === "nobody")).toMatchObject({ state: "dead", attempts: 1 });
    });

    test.each([
      ["a certificate that nobody vouches for", [], /certificate/i],
      ["no TLS at all", ["STARTTLS"], /tls|upgrade/i],
    ])(
      "SE-5: a mail server with %s is told neither password nor mail",
      async (_name, disabledCommands, problem) => {
        let told = 0;
        smtp = await startSmtpReceiver({
          disabledCommands: [...disabledCommands],
          allowInsecureAuth: true,
          onAuth: (_auth, _session, done) => {
            told += 1;
            done(null, { user: "probity" });
          },
        });
        await bench.person("li.na", { smtp: "li.na@example.org" });
        const settings = mail({ security: "starttls", user: "probity" });
        await bench.channel("mail", "smtp", settings, { secrets: { password: "password" } });
        await bench.tell({ to: ["li.na"] });
        start({ giveUpMs: 300 });
        await settled();
        expect([told, smtp.mails]).toEqual([0, []]);
        const { rows } = await store.pool.query<{ error: string }>("select error from notice_attempt");
        expect(rows[0]?.error).toMatch(problem);
      },
    );

    test("a digest groups what is not urgent into one mail; an escalation waits for nothing", async () => {
      smtp = await startSmtpReceiver();
      // Ten past ten in Shanghai: no hour ends meanwhile.
      bench.ahead = (2 * hour + 600_000 - (Date.now() % (24 * hour)) + 24 * hour) % (24 * hour);
      const quiet = { from: "00:00", to: "23:59" };
      await bench.person("li.na", { smtp: "li.na@example.org" }, { digest: "hourly", language: "en" });
      await bench.person("asleep", { smtp: "asleep@example.org" }, { quiet });
      await bench.channel("mail", "smtp", mail());
      start();
      for (let n = 0; n < 3; n += 1)
        await bench.tell({
          to: ["li.na", "asleep"],
          data: { source: "s", subject: `ocds-${n}`, deadline: "soon" },
        });
      const data = { subject: "case-7", escalationLevel: 2, deadline: { time: "2026-11-30T01:00:00Z" } };
      await bench.tell({ to: ["li.na", "asleep"], kind: "escalation.raised", data, link: "/cases/7" });
      await until(() => smtp.mails.length === 2);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(smtp.mails).toHaveLength(2);
      for (const { text } of smtp.mails) {
        expect(text).not.toContain("ocds-");
        // What a mail server reads does not name the matter.
        expect(text).not.toContain("case-7");
      }
      const waiting = (await bench.deliveries()).filter(({ state }) => state === "waiting");
      expect(waiting.filter(({ person }) => person === "li.na")).toHaveLength(1);
      expect(waiting.filter(({ person }) => person === "asleep")).toHaveLength(3);
      for (const { due_at: due } of waiting) expect(due.getTime()).toBeGreaterThan(Date.now());
      bench.ahead += 25 * hour;
      await settled();
      const digests = smtp.mails.filter(({ text }) => text.includes("Subject: 3 notices"));
      expect(digests.map(({ to }) => to)).toEqual([["li.na@example.org"]]);
      for (const n of [0, 1, 2]) expect(digests[0]?.text).toContain(`ocds-${n}`);
    });
  });
});
