import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { approvalRequest } from "./support/approvals.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines } from "./support/engines.ts";
import { isSignedBy, makeHookSecret } from "./support/notices.ts";
import { type HttpReceiver, startHttpReceiver } from "./support/receivers.ts";
import { at, remoteServer, sourceOf } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const count = 60;

describeEngines("CA-6, OP-6: kill -9 while notices leave", (engine) => {
  let hook: HttpReceiver;
  const secret = makeHookSecret();
  const started: ChildServer[] = [];
  beforeAll(async () => {
    hook = await startHttpReceiver();
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.kill();
  });
  afterAll(() => hook.close());
  const start = async (config: ServerConfig): Promise<ChildServer> => {
    const server = await startChildServer(config);
    started.push(server);
    return server;
  };

  test(
    "nothing is lost, each is in the list once, and outside an id never means two things",
    { timeout: 120_000 },
    async () => {
      const base = await engine.newConfig();
      const config = {
        ...base,
        notifyAllow: ["127.0.0.0/8"],
        notifyTimeoutSeconds: 1,
        notifyRetrySeconds: 1,
      };
      mkdirSync(join(config.dataDir, "secrets"), { recursive: true });
      writeFileSync(join(config.dataDir, "secrets", "hook"), secret);
      hook.answer = (_one, n) => ({ delayMs: 60, ...(n % 7 === 0 ? { die: true } : {}) });
      const dying = await start(config);
      const source = await dying.addSource("purchasing");
      const person = await dying.addPerson("p-one");
      const channel = {
        id: "hook",
        kind: "webhook",
        settings: { url: hook.url },
        kinds: ["approval.requested"],
        secrets: { sign: "hook" },
      };
      expect((await dying.ops("POST", "/ops/channels", channel)).status).toBe(201);
      const address = { smtp: "one@example.org" };
      expect((await dying.ops("PUT", "/ops/people/p-one/addresses", address)).status).toBe(200);
      // On a database of its own a second server takes part.
      const other = engine.name === "postgres" ? await start(config) : undefined;
      let accepted = 0;
      const ask = async (url: string, from: number, to: number): Promise<void> => {
        const speaker = sourceOf(url, source.id, source.key);
        for (let n = from; n < to; n += 10) {
          const answers = await Promise.allSettled(
            Array.from({ length: 10 }, (_, k) =>
              speaker.post("/v1/approvals", approvalRequest({ decisionId: `d${n + k}` })),
            ),
          );
          accepted += answers.filter((one) => one.status === "fulfilled" && one.value.status === 201).length;
        }
      };
      await ask(dying.url, 0, count);
      await until(() => hook.received.length >= 20);
      // In the middle of it.
      await dying.kill();
      const left = other ?? (await start(config));
      // What was asked for and not answered is asked for again: once all the same.
      await ask(left.url, 0, count);
      expect(accepted).toBe(count);
      const webhookIds = (): ReadonlySet<string> =>
        new Set(hook.received.map(({ headers }) => headers["webhook-id"] ?? ""));
      const listed = async (): Promise<readonly unknown[]> => {
        const { body } = await left.ops("GET", "/ops/deliveries?limit=500");
        const deliveries = at(body, "deliveries");
        return Array.isArray(deliveries) ? deliveries : [];
      };
      await until(async () => {
        const all = await listed();
        return all.length === count && all.every((one) => at(one, "state") === "sent");
      });
      const ids = new Set((await listed()).map((one) => String(at(one, "id"))));
      expect(ids.size).toBe(count);
      expect([...webhookIds()].toSorted()).toEqual([...ids].toSorted());
      const subjects = new Map<string, string>();
      for (const one of hook.received) {
        expect(isSignedBy(one, secret)).toBe(true);
        const id = one.headers["webhook-id"] ?? "";
        const text = String(at(JSON.parse(one.body), "data", "notices", 0, "text"));
        expect(subjects.get(id) ?? text).toBe(text);
        subjects.set(id, text);
      }
      expect(new Set(subjects.values()).size).toBe(count);
      const own = remoteServer(left.url, person.token);
      const { body } = await own.ops("GET", "/console/notifications?limit=500");
      const notices = at(body, "notices");
      const links = Array.isArray(notices) ? notices.map((one) => String(at(one, "link"))) : [];
      expect(links).toHaveLength(count);
      expect(new Set(links).size).toBe(count);
      for (const server of started.splice(0)) await server.kill();
      const store = await openStore(config);
      try {
        const { rows } = await store.pool.query("select 1 from notice_delivery where claim is not null");
        expect(rows).toEqual([]);
      } finally {
        await store.close();
      }
      if (engine.name === "postgres") return;
      // LO-9: without its database the journal gives channels and addresses back.
      rmSync(join(config.dataDir, "db"), { recursive: true });
      const again = await start(config);
      expect((await again.ops("GET", "/ops/channels")).body).toMatchObject({
        channels: [{ id: "hook", state: "active", secrets: { sign: "hook" } }],
      });
      expect((await again.ops("GET", "/ops/people/p-one/addresses")).body).toEqual({
        id: "p-one",
        addresses: address,
      });
    },
  );
});
