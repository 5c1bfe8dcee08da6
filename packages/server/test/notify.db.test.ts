// What persons are told, from the transaction to real receivers: nothing before the commit, each once, whoever fails.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { howMany } from "../../../scripts/long-tests.ts";
import { openStore } from "../src/index.ts";
import { forgetNotices, notify } from "../src/notify/index.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { isSignedBy, makeHookSecret, type NoticeBench, noticeBench } from "./support/notices.ts";
import { type HttpReceiver, startHttpReceiver } from "./support/receivers.ts";
import { until } from "./support/until.ts";

type Store = Awaited<ReturnType<typeof openStore>>;

const hour = 3_600_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describeUsualEngine("CA-6: notices", (engine) => {
  let store: Store;
  let bench: NoticeBench;
  let hook: HttpReceiver;
  const running: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    store = await openStore(await engine.newConfig());
    bench = noticeBench(store);
  });
  beforeEach(async () => {
    await bench.clear();
    hook = await startHttpReceiver();
    bench.secret("hook", makeHookSecret());
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close();
    await hook.close();
    bench.assertNoFailures();
  });
  afterAll(() => store?.close());

  const start = (over: Parameters<NoticeBench["notifier"]>[0] = {}): void =>
    void running.push(bench.notifier(over));
  const webhook = (id = "hook", more: object = {}): Promise<void> =>
    bench.channel(
      id,
      "webhook",
      { url: `${hook.url}/${id}` },
      { secrets: { sign: "hook" }, kinds: ["approval.requested"], ...more },
    );
  const ids = (): readonly (string | undefined)[] =>
    hook.received.map(({ headers }) => headers["webhook-id"]);
  const states = async (channel?: string): Promise<readonly string[]> =>
    (await bench.deliveries(channel)).map(({ state }) => state);
  const settled = (): Promise<void> => bench.settled();

  test("are told with the commit and never without it, once for each reason", async () => {
    await bench.person("li.na");
    await webhook();
    start();
    const rolledBack = store.transaction(async (transaction) => {
      await transaction.run({ name: "test-notice", text: "select 1" }, []);
      const data = { source: "s", subject: "x", deadline: "soon" };
      await notify(
        transaction,
        [{ to: ["li.na"], kind: "approval.requested", data, dedupe: "never" }],
        new Date(),
      );
      await pause(150);
      throw new Error("the business failed");
    });
    await expect(rolledBack).rejects.toThrow("the business failed");
    expect(await bench.tell({ to: ["li.na", "li.na", "nobody"], dedupe: "a" })).toBe(1);
    expect(await bench.tell({ to: ["li.na"], dedupe: "a" })).toBe(0);
    await until(() => hook.received.length > 0);
    await pause(150);
    expect(hook.received).toHaveLength(1);
    expect(JSON.parse(hook.received[0]?.body ?? "")).toMatchObject({
      type: "probity.notice",
      data: {
        person: "li.na",
        notices: [{ kind: "approval.requested", link: "https://probity.example.org/approvals/a1" }],
      },
    });
    const { rows } = await store.pool.query("select dedupe from notice");
    expect(rows).toEqual([{ dedupe: "a" }]);
  });

  test("a person whose access has ended is told nothing any more", async () => {
    await bench.person("gone");
    await bench.person("li.na", { smtp: "li.na@example.org" });
    await store.pool.query("update person set revoked_at = now() where id = 'gone'");
    await webhook();
    expect(await bench.tell({ to: ["gone", "li.na"] })).toBe(1);
    await store.pool.query("update person set revoked_at = now() where id = 'li.na'");
    start();
    await settled();
    expect(await bench.deliveries()).toMatchObject([
      { state: "dead", last_error: "the person's access has ended" },
    ]);
    expect(hook.received).toEqual([]);
  });

  test("webhooks are signed, with both secrets while one is rotated, and keep their id from attempt to attempt", async () => {
    const [old, fresh] = [makeHookSecret(), makeHookSecret()];
    bench.secret("old", old);
    bench.secret("fresh", fresh);
    const until1 = new Date(Date.now() + hour).toISOString();
    await bench.person("li.na");
    await webhook("hook", { secrets: { sign: "fresh", previous: { name: "old", until: until1 } } });
    hook.answer = (_one, n) => ({ status: n < 3 ? 500 : 204, body: `no ${fresh}` });
    await bench.tell({ to: ["li.na"] });
    start();
    await settled();
    expect(await states()).toEqual(["sent"]);
    expect(hook.received).toHaveLength(3);
    expect(new Set(ids()).size).toBe(1);
    for (const one of hook.received)
      expect([isSignedBy(one, old), isSignedBy(one, fresh)]).toEqual([true, true]);
    expect(Number(hook.received[0]?.headers["webhook-timestamp"])).toBeCloseTo(Date.now() / 1_000, -2);
    const { rows } = await store.pool.query(
      "select n, ok, status, duration_ms, error from notice_attempt order by n",
    );
    expect(rows).toMatchObject([
      { n: 1, ok: false, status: 500, error: "status 500 no ***" },
      { n: 2, ok: false, status: 500 },
      { n: 3, ok: true, status: 204, error: null },
    ]);
    // After its end the older secret signs nothing.
    bench.ahead = 2 * hour;
    await bench.tell({ to: ["li.na"] });
    await until(() => hook.received.length === 4);
    const last = hook.received[3];
    expect(last !== undefined && [isSignedBy(last, old), isSignedBy(last, fresh)]).toEqual([false, true]);
  });

  test("an endpoint that asks to wait is left alone for so long, and 410 ends a delivery", async () => {
    await bench.person("li.na");
    await webhook();
    hook.answer = (_one, n) => (n === 1 ? { status: 429, headers: { "retry-after": "120" } } : {});
    start();
    await bench.tell({ to: ["li.na"] });
    await until(() => hook.received.length === 1);
    await bench.tell({ to: ["li.na"] });
    await pause(300);
    expect(hook.received).toHaveLength(1);
    bench.ahead = 121_000;
    await settled();
    expect(await states()).toEqual(["sent", "sent"]);
    hook.answer = () => ({ status: 410 });
    await bench.tell({ to: ["li.na"] });
    await settled();
    expect(await states()).toEqual(["sent", "sent", "dead"]);
    expect(hook.received).toHaveLength(4);
  });

  test("endpoints that hang, die or refuse are left alone after some failures, and hold up nobody else", async () => {
    const bad = await startHttpReceiver();
    bad.answer = (_one, n) => (n % 2 === 0 ? { hang: true } : { die: true });
    try {
      await bench.person("li.na");
      await webhook();
      const more = { secrets: { sign: "hook" }, kinds: ["approval.requested"] };
      await bench.channel("bad", "webhook", { url: bad.url }, more);
      await bench.channel("closed", "webhook", { url: "http://127.0.0.1:1/" }, more);
      start({ timeoutMs: 200, retryBaseMs: 400 });
      const began = Date.now();
      await bench.tell(...Array.from({ length: 40 }, () => ({ to: ["li.na"] })));
      await until(async () => (await states("hook")).filter((state) => state === "sent").length === 40);
      // One that it answers too late on a busy machine comes again.
      expect(new Set(hook.received.map(({ headers }) => headers["webhook-id"])).size).toBe(40);
      expect(Math.max(...hook.received.map((one) => one.at)) - began).toBeLessThan(10_000);
      await pause(1_200);
      // Eight were under way when it was left alone; since then it is asked by one at a time.
      expect(bad.received.length).toBeLessThan(8 + 8 + 8);
      const { rows } = await store.pool.query<{ channel: string; failures: number; last_error: string }>(
        "select channel, failures, last_error from notice_circuit where channel <> 'hook' order by channel",
      );
      expect(rows.map(({ channel }) => channel)).toEqual(["bad", "closed"]);
      for (const { failures } of rows) expect(failures).toBeGreaterThanOrEqual(5);
      expect(rows[1]?.last_error).toContain("ECONNREFUSED");
      // It comes back: nothing is lost.
      bad.answer = () => ({});
      await until(async () => {
        bench.ahead += 5_000;
        return (await states("bad")).every((state) => state === "sent");
      });
      expect(new Set(bad.received.map(({ headers }) => headers["webhook-id"])).size).toBe(40);
    } finally {
      await bad.close();
    }
  });

  test("are given up after their time, also on a channel that is disabled or left alone", async () => {
    await bench.person("li.na");
    await webhook();
    await webhook("off");
    await bench.tell({ to: ["li.na"] });
    hook.answer = () => ({ status: 503 });
    start({ giveUpMs: hour });
    await until(async () => (await bench.deliveries("off")).length === 1 && hook.received.length > 0);
    await store.pool.query("update notice_channel set state = 'disabled'");
    bench.ahead = 2 * hour;
    await settled();
    expect(await states()).toEqual(["dead", "dead"]);
    expect(bench.dead.toSorted()).toEqual((await bench.deliveries()).map(({ id }) => id).toSorted());
  });

  test("a redirect is not followed, a long answer is not read to its end", async () => {
    await bench.person("li.na");
    await webhook();
    hook.answer = (_one, n) =>
      n === 1
        ? { status: 302, headers: { location: `${hook.url}/elsewhere` } }
        : { body: "x".repeat(5_000_000) };
    await bench.tell({ to: ["li.na"] });
    start();
    await settled();
    expect(await states()).toEqual(["sent"]);
    expect(hook.received.map(({ path }) => path)).toEqual(["/hook", "/hook"]);
  });

  test("SE-3: old notices are forgotten with their deliveries and attempts; what still waits is kept", async () => {
    await bench.person("li.na");
    await webhook();
    start({ retryBaseMs: hour });
    await bench.tell({ to: ["li.na"] }, { to: ["li.na"] });
    await settled();
    hook.answer = () => ({ status: 500 });
    await bench.tell({ to: ["li.na"], dedupe: "waits" });
    // An attempt is counted when it begins, and written when it has ended.
    await until(async () => {
      const { rowCount } = await store.pool.query(
        "select from notice_attempt a join notice_delivery d on d.id = a.delivery where d.state = 'waiting'",
      );
      return rowCount === 1;
    });
    expect(await forgetNotices(store, new Date(Date.now() - hour))).toBe(false);
    expect(await bench.deliveries()).toHaveLength(3);
    expect(await forgetNotices(store, new Date(Date.now() + hour))).toBe(false);
    const { rows } = await store.pool.query(
      `select dedupe, (select count(*) from notice_delivery) as deliveries, (select count(*) from notice_delivery_item) as items,
        (select count(*) from notice_attempt) as attempts from notice`,
    );
    expect(rows).toEqual([{ dedupe: "waits", deliveries: 1, items: 1, attempts: 1 }]);
  });

  test("SE-4: nothing goes to addresses that are not allowed", async () => {
    const { createOutboundGuard } = await import("../src/notify/outbound/index.ts");
    const open = createOutboundGuard();
    const refused = [
      "127.0.0.1",
      "0.0.0.0",
      "169.254.169.254",
      "100.100.100.200",
      "224.0.0.1",
      "255.255.255.255",
      "[::1]",
      "[::]",
      "[fe80::1]",
      "[fd00:ec2::254]",
      "[::ffff:169.254.169.254]",
      "[0:0:0:0:0:ffff:7f00:1]",
      "[64:ff9b::a9fe:a9fe]",
      "[64:ff9b::169.254.169.254]",
      "[2002:7f00:1::1]",
      "localhost",
    ];
    for (const host of refused)
      await expect(open.resolve(host), host).rejects.toMatchObject({ code: "PROBITY_E_OUTBOUND" });
    expect(await open.resolve("[64:ff9b::5db8:d822]")).toEqual({ address: "64:ff9b::5db8:d822", family: 6 });
    expect(await open.resolve("10.1.2.3")).toEqual({ address: "10.1.2.3", family: 4 });
    const listed = createOutboundGuard(["10.0.0.0/8", "169.254.169.254", "*.example.org"]);
    expect(await listed.resolve("169.254.169.254")).toMatchObject({ family: 4 });
    await expect(listed.resolve("192.168.1.1")).rejects.toMatchObject({ code: "PROBITY_E_OUTBOUND" });
    // A name that is listed does not lead to this machine.
    const named = createOutboundGuard(["localhost"]);
    await expect(named.resolve("localhost")).rejects.toMatchObject({ code: "PROBITY_E_OUTBOUND" });
    await bench.person("li.na");
    await bench.channel(
      "meta",
      "webhook",
      { url: "http://169.254.169.254/latest" },
      { secrets: { sign: "hook" }, kinds: ["approval.requested"] },
    );
    await bench.tell({ to: ["li.na"] });
    start();
    await until(async () => (await bench.deliveries())[0]?.last_error?.includes("PROBITY_E_OUTBOUND"));
  });

  test("preferences: a kind is turned off by way, and a mandatory one stays in the list", async () => {
    const more = { secrets: { token: "hook" }, perMinute: 1_000 };
    await bench.channel("wecom", "wecom", { url: `${hook.url}/wecom` }, more);
    hook.answer = () => ({ body: '{"errcode":0}' });
    const off = { kinds: { "approval.requested": { message: false, console: false } } };
    await bench.person("off", { wecom: "off" }, off);
    await bench.person("on", { wecom: "on" });
    await bench.person("unreachable");
    await bench.tell({ to: ["off", "on", "unreachable"] });
    start();
    await settled();
    expect((await bench.deliveries()).map(({ person }) => person)).toEqual(["on"]);
    const { rows } = await store.pool.query("select person, shown from notice order by person");
    expect(rows).toEqual(["off", "on", "unreachable"].map((person) => ({ person, shown: true })));
  });

  test(
    "a flood is drained with bounded memory, each once, by two that work on one database",
    { timeout: 180_000 },
    async () => {
      const total = engine.name === "postgres" ? howMany(2_000, 10_000) : 4_000;
      await webhook();
      const people = Array.from({ length: 100 }, (_, n) => `p${n}`);
      for (const person of people) await bench.person(person);
      for (let turn = 0; turn < total / people.length; turn += 20)
        await bench.tell(
          ...Array.from({ length: 20 }, (_, n) => ({ to: people, dedupe: `flood:${turn + n}` })),
        );
      const before = process.memoryUsage().heapUsed;
      let peak = 0;
      const watch = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage().heapUsed);
      }, 50);
      const seen = new Set<string>();
      let requests = 0;
      hook.answer = (one) => {
        seen.add(one.headers["webhook-id"] ?? "");
        requests += 1;
        // Not kept by the test itself.
        hook.received.length = 0;
        return {};
      };
      const began = performance.now();
      start({ timeoutMs: 20_000 });
      start({ timeoutMs: 20_000 });
      try {
        await until(() => seen.size >= total / 2);
        await until(() => seen.size >= total);
        await settled();
      } finally {
        clearInterval(watch);
      }
      const seconds = (performance.now() - began) / 1_000;
      process.stdout.write(
        `${total} notices (${engine.name}): ${Math.round(total / seconds)} a second, heap +${Math.round((peak - before) / 1e6)} MB\n`,
      );
      expect(seen.size).toBe(total);
      expect(requests).toBe(total);
      expect(peak - before).toBeLessThan(200e6);
    },
  );
});
