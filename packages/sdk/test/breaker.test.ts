import type { BuiltinEventName, Bundle } from "@probity/contracts";
import { dataValidators } from "@probity/contracts/validators";
import { describe, expect, test } from "vitest";
import type { Probity } from "../src/index.ts";
import { createFakeClock, createTestProbity } from "../src/testing/index.ts";
import { startBundleServer } from "./support/bundle-server.ts";
import { makeBundle, makeKey, rankedAward, rankRule, recordRule, signBundle } from "./support/bundles.ts";
import { nextEvent, openClient } from "./support/client.ts";
import { createLog } from "./support/log.ts";
import { startReceiver } from "./support/server.ts";

const key = makeKey();
const type = "procurement.award.decided";
const blocking = (more: Partial<Bundle> = {}): Bundle => ({
  ...makeBundle({ bind: { [rankRule]: "block" } }),
  ...more,
});
const draft = (ocid: string) => ({ ...rankedAward(2), ocid });
const answer = (client: Pick<Probity, "precheckLocal">, ocid: string): string => {
  const { outcome, degradedReasons } = client.precheckLocal(type, draft(ocid));
  return [outcome, ...degradedReasons].join(" ");
};
const answers = (client: Pick<Probity, "precheckLocal">, count: number, prefix = "o"): string[] =>
  Array.from({ length: count }, (_, at) => answer(client, `${prefix}-${at}`));

const blocked = Array<string>(5).fill("block");
const weakened = "justify PROBITY_E_RULE_WEAKENED";

describe("PC-8: a rule that would block everything is stopped at its budget", () => {
  test("then it asks for reasons, the log and health say so, and nothing is let through silently", async () => {
    const log = createLog("probity.test", key.key);
    const receiver = await startReceiver(undefined, { log, bundle: () => signBundle(blocking(), key) });
    const client = openClient(receiver.endpoint, { publicKey: key.verifier });
    await client.ready();
    const told: unknown[] = [];
    client.on("breaker", (opened) => told.push(opened));

    expect(answers(client, 20)).toEqual([...blocked, ...Array<string>(15).fill(weakened)]);

    const day = new Date().toISOString().slice(0, 10);
    const opened = {
      rule: rankRule,
      version: "1.0.0",
      binding: "b0",
      decisionPoint: type,
      day,
      blocked: 6,
      checked: 6,
      share: 0.02,
      atLeast: 5,
    };
    expect(told).toEqual([opened]);
    expect(client.health()).toMatchObject({
      state: "degraded",
      breakers: [opened],
      prechecks: { degraded: 15 },
    });
    await client.flush();
    const events = [...receiver.events.values()];
    expect(events.filter((event) => event.type === "rule.breaker.opened")).toMatchObject([
      { subject: "b0", data: { breaker: { ...opened, scope: "process" } } },
    ]);
    for (const event of events)
      expect(dataValidators[event.type as BuiltinEventName](event.data)).toEqual([]);
    const records = events.filter((event) => event.type === "precheck.decision.recorded");
    expect(records).toHaveLength(20);
    expect(records.at(-1)?.data).toMatchObject({
      precheck: {
        outcome: "justify",
        degraded: true,
        degradedReasons: ["PROBITY_E_RULE_WEAKENED"],
        findings: [
          { indicatorId: rankRule, result: "hit", bindingId: "b0", action: "justify", weakenedFrom: "block" },
        ],
      },
    });
  });

  test("what is weakened still wants its reason", () => {
    const client = createTestProbity({ bundle: blocking() });
    answers(client, 5);
    const data = draft("o-9");
    const { token } = client.precheckLocal(type, data);
    expect(client.verifyDecision(token, { type, data })).toMatchObject({
      ok: false,
      code: "PROBITY_E_DECISION_JUSTIFICATION",
    });
    expect(client.verifyDecision(token, { type, data, justification: "the rule is wrong" }).ok).toBe(true);
  });

  test("a draft that is pre-checked again and again stays blocked", async () => {
    const client = createTestProbity({ bundle: blocking() });
    for (let times = 0; times < 50; times += 1) {
      expect(answer(client, "o-1")).toBe("block");
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await client.precheck(type, draft("o-1"))).outcome).toBe("block");
    }
    expect(client.health().breakers).toEqual([]);
  });

  test("drafts without a process are told apart by what they say", () => {
    const client = createTestProbity({ bundle: blocking() });
    const outcome = (id: string) =>
      client.precheckLocal(type, { awards: [{ id, candidateRank: 2 }] } as never).outcome;
    for (let times = 0; times < 20; times += 1) expect(outcome("a")).toBe("block");
    for (const id of ["b", "c", "d", "e"]) expect(outcome(id)).toBe("block");
    expect(outcome("f")).toBe("justify");
  });

  test("the next day it blocks again", () => {
    const clock = createFakeClock("2026-03-01T15:00:00Z");
    const client = createTestProbity({ bundle: blocking({ timeZone: "Asia/Shanghai" }), clock });
    expect(answers(client, 7)).toEqual([...blocked, weakened, weakened]);
    clock.advance(59 * 60_000);
    expect(answer(client, "o-7")).toBe(weakened);
    clock.advance(60_000);
    expect(client.health().breakers).toEqual([]);
    expect(answers(client, 6)).toEqual([...blocked, weakened]);
    expect(client.eventsOf("rule.breaker.opened").map(({ data }) => data)).toMatchObject([
      { breaker: { day: "2026-03-01" } },
      { breaker: { day: "2026-03-02" } },
    ]);
  });

  test("the host cannot move it by the time of the act", () => {
    const client = createTestProbity({ bundle: blocking() });
    answers(client, 6);
    const time = "2026-01-05T00:00:00Z";
    expect(client.precheckLocal(type, draft("o-9"), { time }).outcome).toBe("justify");
  });

  test("two clients count for themselves", () => {
    const [one, other] = [
      createTestProbity({ bundle: blocking() }),
      createTestProbity({ bundle: blocking() }),
    ];
    expect(answers(one, 6).at(-1)).toBe(weakened);
    expect(answers(other, 5)).toEqual(blocked);
  });

  test("an exhausted spool under `throw` does not throw into the check", async () => {
    const log = createLog("probity.test", key.key);
    const receiver = await startReceiver(
      (_, response) => {
        response.writeHead(503).end();
        return true;
      },
      { log, bundle: () => signBundle(blocking(), key) },
    );
    const spool = { maxBytes: 3000, whenFull: "throw" } as const;
    const client = openClient(receiver.endpoint, { publicKey: key.verifier, spool });
    await client.ready();
    expect(answers(client, 20).slice(-3)).toEqual([weakened, weakened, weakened]);
    expect(client.health().spool.dropped).toBeGreaterThan(0);
  });
});

describe("PC-8: what the centre decides", () => {
  test("a later bundle leaves it open; one that the server had weakened, and now not any more, closes it", async () => {
    const server = await startBundleServer({ envelope: signBundle(blocking(), key) });
    const client = openClient(server.endpoint, { publicKey: key.verifier, bundleRefreshMs: 20 });
    await client.ready();
    answers(client, 6);
    const release = async (version: number, isWeakened: boolean): Promise<void> => {
      const bundle = blocking({ version });
      const breaker = { configured: "block", since: "2026-01-01T00:00:00Z" } as const;
      const weaker = bundle.bindings.map((binding) => ({ ...binding, action: "justify" as const, breaker }));
      const next = nextEvent(client, "bundle");
      server.offer.envelope = signBundle(isWeakened ? { ...bundle, bindings: weaker } : bundle, key);
      await next;
    };
    await release(2, false);
    expect(answer(client, "o-6")).toBe(weakened);
    await release(3, true);
    expect(answer(client, "o-7")).toBe(weakened);
    await release(4, false);
    expect(client.health().breakers).toEqual([]);
    expect(answer(client, "o-8")).toBe("block");
  });

  test("a rule that blocks where it has no record asks the server first, and counts only without an answer", async () => {
    const envelope = signBundle(makeBundle({ bind: { [recordRule]: "block" }, onUnavailable: "block" }), key);
    const server = await startBundleServer({ envelope });
    const client = openClient(server.endpoint, { publicKey: key.verifier, deadlineMs: 2000 });
    await client.ready();
    server.offer.precheck = (request, response) => {
      const body = { ...request, outcome: "allow", findings: [], degraded: false, degradedReasons: [] };
      response.end(JSON.stringify({ ...body, bundleVersion: 1, bundleHash: "ab" }));
    };
    for (let at = 0; at < 20; at += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await client.precheck(type, draft(`o-${at}`))).toMatchObject({
        outcome: "allow",
        source: "remote",
      });
    expect(client.health().breakers).toEqual([]);
    server.offer.precheck = undefined;
    const outcomes: string[] = [];
    for (let at = 0; at < 6; at += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      outcomes.push((await client.precheck(type, draft(`o-${at}`))).outcome);
    expect(outcomes).toEqual([...blocked, "justify"]);
  });
});
