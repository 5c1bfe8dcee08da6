import { randomUUID } from "node:crypto";
import type { JsonObject, ProbityEvent } from "@probity/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Answered,
  askToPay,
  bindBudget,
  budgetModel,
  budgetRule,
  largeRule,
  paid,
  payFrom,
  payment,
  sharedRule,
  tieRule,
} from "./support/budget-model.ts";
import { describeEngines } from "./support/engines.ts";
import { closedEvent, openedEvent } from "./support/prechecks.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { sendStream, testStream } from "./support/streams.ts";
import { until } from "./support/until.ts";

const minute = 60_000;

const outcomeOf = async (source: TestSource, line: string, amount: number): Promise<string> =>
  (await askToPay(source, line, amount)).outcome;
const close = (source: TestSource, { id }: Answered, stage: string): object =>
  closedEvent(source.id, id, stage, { decisionPoint: payment, outcome: "allow" });

/** What a line has left, found by asking; each answer that went through is given up again. */
async function largestThrough(source: TestSource, line: string): Promise<number> {
  for (const amount of [100, 60, 20]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const asked = await askToPay(source, line, amount);
    if (asked.outcome !== "block") return amount;
  }
  return 0;
}

describeEngines("pre-checks with memory", (engine) => {
  const folder = budgetModel();
  let server: TestServer;
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const config = { ...(await engine.newConfig()), devModels: [folder] };
    server = await startTestServer(config, { clock, timersMs: 25, silenceCheckMs: 60_000 });
  });
  afterAll(() => server?.close());

  const bound = async (rules?: Parameters<typeof bindBudget>[2], more?: object): Promise<TestSource> => {
    const source = await server.addSource();
    await bindBudget(server, source, rules, more);
    return source;
  };
  const send = async (source: TestSource, ...events: readonly object[]): Promise<void> => {
    expect((await source.send(events)).body).toMatchObject({ accepted: events.length });
    await server.scored();
  };
  const act = (source: TestSource, asked: Answered): object =>
    paid(source.id, asked.data, asked, new Date(clock()).toISOString());

  describe("PC-4: an open pre-check counts in the windows of others", () => {
    test("until it is given up; its act counts in its place, once", async () => {
      const source = await bound();
      const first = await askToPay(source, "b1", 60);
      expect(first).toMatchObject({ outcome: "allow", degraded: false });
      expect(await outcomeOf(source, "b1", 60)).toBe("block");
      expect(await outcomeOf(source, "b2", 60)).toBe("allow");
      await send(source, close(source, first, "aborted"));
      const second = await askToPay(source, "b1", 60);
      expect(second.outcome).toBe("allow");
      // Committed, and the act is not there yet: it is still held.
      await send(source, close(source, second, "committed"));
      expect(await outcomeOf(source, "b1", 60)).toBe("block");
      await send(source, act(source, second));
      expect(await outcomeOf(source, "b1", 41)).toBe("block");
      expect(await outcomeOf(source, "b1", 40)).toBe("allow");
    });

    test("until it expires, without anybody saying so", async () => {
      const source = await bound();
      expect(await outcomeOf(source, "b", 100)).toBe("allow");
      expect(await outcomeOf(source, "b", 1)).toBe("block");
      ahead += 31 * minute;
      expect(await outcomeOf(source, "b", 100)).toBe("allow");
    });

    test("a draft that takes its place is judged without it, and ends it, once; what was committed stays", async () => {
      const source = await bound();
      const first = await askToPay(source, "b", 90);
      const second = await askToPay(source, "b", 80, { replaces: first.id });
      expect(second.outcome).toBe("allow");
      expect(await outcomeOf(source, "b", 20)).toBe("allow");
      expect(await outcomeOf(source, "b", 1)).toBe("block");
      await send(source, close(source, second, "committed"));
      expect((await askToPay(source, "b", 30, { replaces: second.id })).outcome).toBe("block");
      // Asking again under the same id does not count twice.
      const again = { decisionId: randomUUID() };
      expect((await askToPay(source, "c", 60, again)).outcome).toBe("allow");
      expect((await askToPay(source, "c", 60, again)).outcome).toBe("allow");
    });

    test("of all sources, where the rule counts all; nobody ends the holds of another", async () => {
      const one = await bound({ [sharedRule]: {} });
      const other = await bound({ [sharedRule]: {} });
      const line = randomUUID();
      const held = await askToPay(one, line, 70);
      expect(held.outcome).toBe("allow");
      expect((await askToPay(other, line, 70, { replaces: held.id })).outcome).toBe("block");
      expect((await askToPay(other, line, 70, { decisionId: held.id })).outcome).toBe("block");
      expect(await outcomeOf(other, line, 30)).toBe("allow");
    });

    test("PC-8: a blocked draft counts from the moment on that somebody breaks the glass", async () => {
      const source = await bound(undefined, { breakGlass: { roles: ["duty"] } });
      expect(await outcomeOf(source, "b", 60)).toBe("allow");
      const blocked = await askToPay(source, "b", 30 + 40);
      expect(blocked.outcome).toBe("block");
      expect((await askToPay(source, "b", 10)).outcome).toBe("allow");
      const opened = openedEvent(source.id, {
        id: blocked.id,
        time: new Date(clock()).toISOString(),
        precheck: { decisionPoint: payment, outcome: "block", answeredBy: "remote" },
      });
      await send(source, opened);
      expect((await askToPay(source, "b", 10)).outcome).toBe("allow");
      await send(
        source,
        closedEvent(source.id, blocked.id, "overridden", { outcome: "block", breakGlass: true }),
      );
      expect((await askToPay(source, "b", 1)).outcome).toBe("block");
    });

    test("whatever the clocks of the hosts say", async () => {
      const source = await bound();
      const [late, early] = [90_000, -90_000].map((ms) => ({ time: new Date(clock() + ms).toISOString() }));
      expect((await askToPay(source, "b", 60, late)).outcome).toBe("allow");
      expect((await askToPay(source, "b", 60, early)).outcome).toBe("block");
    });
  });

  test("PC-4: without an SDK the server logs the answer itself, so that it is closed or found", async () => {
    const source = await bound();
    const first = await askToPay(source, "b", 60, { log: true });
    const second = await askToPay(source, "b", 60, { log: true });
    await askToPay(source, "b", 40);
    const listed = await until(async () => {
      const { body } = await server.ops("GET", `/ops/prechecks?source=${source.id}&state=open&limit=50`);
      const found = at(body, "prechecks");
      return Array.isArray(found) && found.length === 2 ? found : undefined;
    });
    const outcomes = new Map(listed.map((one) => [at(one, "id"), at(one, "outcome")]));
    expect([outcomes.get(first.id), outcomes.get(second.id)]).toEqual(["allow", "block"]);
    expect(at(listed, 0, "person")).toBe("p-1");
    await send(source, act(source, first));
    const { body } = await server.ops("GET", `/ops/prechecks/${source.id}/${first.id}`);
    expect(body).toMatchObject({ stage: "committed", answeredBy: "remote", parity: "not_comparable" });
  });

  describe("PC-4: never two through", () => {
    test("many at once for what is left of a budget, committed or given up meanwhile", async () => {
      const source = await bound();
      const lines = Array.from({ length: 4 }, (_, index) => `line-${index}`);
      const asked = await Promise.all(
        lines.flatMap((line) => Array.from({ length: 12 }, () => askToPay(source, line, 40))),
      );
      for (const line of lines) {
        const through = asked.filter(
          ({ outcome, data }) => outcome !== "block" && at(data, "payment", "budgetId") === line,
        );
        expect(through).toHaveLength(2);
      }
      const through = asked.filter(({ outcome }) => outcome !== "block");
      const [paidNow, given] = [through.slice(0, 4), through.slice(4)];
      const ended = [
        ...paidNow.map((one) => act(source, one)),
        ...given.map((one) => close(source, one, "aborted")),
      ];
      const [, ...more] = await Promise.all([
        source.send(ended),
        ...lines.map((line) => askToPay(source, line, 40)),
      ]);
      await server.scored();
      const extra = more.filter(({ outcome }) => outcome !== "block");
      const sums = await Promise.all(lines.map((line) => largestThrough(source, line)));
      const free = 4 * 100 - 40 * (paidNow.length + extra.length);
      expect(sums.reduce((sum, one) => sum + one, 0)).toBe(free);
    });
  });

  describe("FE-1: a pre-check sees what its process emitted before it", () => {
    test("at once, in its stream; and again without asking", async () => {
      const source = await bound();
      const stream = testStream(source.id);
      for (let round = 1; round <= 5; round += 1) {
        const asked = await askToPay(source, "b", 1);
        expect(asked.outcome).toBe("allow");
        const event = paid(source.id, { ...asked.data }, asked);
        // Not awaited before the question is on its way.
        const sent = sendStream(server.url, source, [stream.next(event)]);
        const after = { stream: stream.src, seq: round };
        const next = await askToPay(source, `other-${round}`, 1, { after });
        expect(next).toMatchObject({ outcome: "allow", degraded: false });
        await sent;
        expect(await askToPay(source, "b", 100 - round + 1, { after })).toMatchObject({ outcome: "block" });
      }
    });

    test("FE-3: links that it told of are seen as well", async () => {
      const source = await bound({ [tieRule]: {} });
      const stream = testStream(source.id);
      const [sibling, payee] = [randomUUID(), randomUUID()];
      const told = (type: string, data: JsonObject): ProbityEvent => ({
        specversion: "1.0",
        id: randomUUID(),
        source: source.id,
        type,
        time: "2026-05-01T09:00:00+08:00",
        data,
      });
      const ask = async (after?: object): Promise<string> => {
        const data = { ...payFrom("b", 1), payment: { id: "p", payeeId: payee } };
        const { body } = await source.post("/v1/precheck", { type: payment, data, ...after });
        expect(at(body, "degraded")).toBe(false);
        return String(at(body, "outcome"));
      };
      const kin = { fromPersonId: "p-1", toPersonId: sibling, kind: "sibling" };
      await sendStream(server.url, source, [
        stream.next(told("person.relation.recorded", { relation: kin })),
      ]);
      const office = { fromId: sibling, toId: payee, kind: "director", provider: "register" };
      const sent = sendStream(server.url, source, [
        stream.next(told("organisation.relation.recorded", { link: office })),
      ]);
      expect(await ask({ after: { stream: stream.src, seq: 2 } })).toBe("block");
      await sent;
      expect(await ask()).toBe("block");
    });

    test("else the rules that need it are not checked, and the answer says so in time", async () => {
      const source = await bound({ [budgetRule]: { onUnavailable: "justify" }, [largeRule]: {} });
      const after = { stream: `${source.id}/nowhere`, seq: 7 };
      const began = performance.now();
      const asked = await askToPay(source, "b", 1, { after, deadlineMs: 1_000 });
      expect(performance.now() - began).toBeLessThan(1_000);
      expect(asked).toMatchObject({
        outcome: "justify",
        degraded: true,
        reasons: ["PROBITY_E_RULE_UNAVAILABLE", "PROBITY_E_BEHIND"],
      });
      // Rules that need nothing were checked; and the draft is held all the same.
      expect((await askToPay(source, "b", 2_000, { after, deadlineMs: 1_000 })).outcome).toBe("block");
      expect(await outcomeOf(source, "b", 100)).toBe("block");
      // A stream of somebody else is none of its own.
      const stranger = await bound();
      const stream = testStream(stranger.id);
      await sendStream(server.url, stranger, [stream.next(paid(stranger.id, asked.data))]);
      const foreign = { after: { stream: stream.src, seq: 1 }, deadlineMs: 1_000 };
      expect((await askToPay(source, "c", 1, foreign)).reasons).toContain("PROBITY_E_BEHIND");
    });

    test("PC-2: what a degraded answer let through is judged when it is done; more asked for is an alert", async () => {
      const source = await bound({ [budgetRule]: { onUnavailable: "warn" } });
      const after = { stream: `${source.id}/nowhere`, seq: 7 };
      const opened = async (line: string, amount: number): Promise<readonly [Answered, object]> => {
        // A machine with other work may need longer than is left for the answer: then nothing was asked.
        const asked = await until(() =>
          askToPay(source, line, amount, { after, deadlineMs: 1_000 }).catch(() => undefined),
        );
        expect(asked).toMatchObject({ outcome: "warn", degraded: true });
        const { outcome, degraded } = asked;
        const precheck = { decisionPoint: payment, outcome, degraded, answeredBy: "remote", findings: [] };
        return [
          asked,
          openedEvent(source.id, { id: asked.id, time: new Date(clock()).toISOString(), precheck }),
        ];
      };
      const [fine, fineOpened] = await opened("a", 100);
      const [wrong, wrongOpened] = await opened("b", 101);
      // In either order.
      await send(source, fineOpened, act(source, fine), act(source, wrong));
      await send(source, wrongOpened);
      const flags = await until(async () => {
        const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=PRE-DEG-001&limit=50`);
        const found = at(body, "alerts");
        return Array.isArray(found) && found.length > 0 ? found : undefined;
      });
      expect(flags).toHaveLength(1);
      expect(String(at(flags, 0, "message", "en"))).toBe(
        `Pre-check ${wrong.id} could not check all rules and answered "warn"; ${budgetRule} would have answered "block".`,
      );
      const parity = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=RUL-PAR-001&limit=50`);
      expect(at(parity.body, "alerts")).toEqual([]);
    });

    test("ids that the database cannot keep are refused", async () => {
      const source = await bound();
      for (const more of [{ decisionId: "a\u001eb" }, { replaces: "a\u0000b" }]) {
        // oxlint-disable-next-line no-await-in-loop
        const { status, body } = await source.post("/v1/precheck", {
          type: payment,
          data: { payment: { id: "p" } },
          ...more,
        });
        expect([status, at(body, "code")]).toEqual([400, "PROBITY_E_REQUEST"]);
      }
    });
  });
});
