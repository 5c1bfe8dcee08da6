import { createHash } from "node:crypto";
import type { JsonObject, ProbityEvent } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeEngines } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { eventsOf } from "./support/events-of.ts";
import { closedEvent, openedEvent } from "./support/prechecks.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const minute = 60_000;
const digestOf = (data: JsonObject): string => createHash("sha256").update(canonicalJson(data)).digest("hex");

interface Draft extends JsonObject {
  readonly ocid: string;
}

// As the helper makes it.
const draftOf = (source: TestSource, ocid: string): Draft => tender(source.id, ocid, 30).data as Draft;

describeEngines("holds", (engine) => {
  let server: TestServer;
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  const iso = (ms = clock()): string => new Date(ms).toISOString();
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock, timersMs: 25, silenceCheckMs: 60_000 });
  });
  afterAll(() => server?.close());

  /** A source whose tenders have to be checked first, and which knows that since more than the time of grace. */
  const enforced = async (action = "warn"): Promise<TestSource> => {
    const source = await server.addSource();
    const { status } = await server.ops("PUT", `/ops/sources/${source.id}/bindings`, {
      bindings: [{ id: "short-period", rule: "PROC-TND-001", source: source.id, action }],
    });
    expect(status).toBe(200);
    ahead += 6 * minute;
    return source;
  };
  const list = async (source: TestSource, state: string): Promise<readonly unknown[]> => {
    const { body } = await server.ops("GET", `/ops/prechecks?source=${source.id}&state=${state}&limit=500`);
    const found = at(body, "prechecks");
    return Array.isArray(found) ? found : [];
  };
  const idsOf = async (source: TestSource, state: string): Promise<unknown> =>
    (await list(source, state)).map((one) => String(at(one, "id"))).toSorted();
  const alerts = async (source: TestSource, rule = ""): Promise<readonly unknown[]> => {
    const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&limit=500`);
    const found = at(body, "alerts");
    return Array.isArray(found) ? found.filter((one) => String(at(one, "rule")).startsWith(rule)) : [];
  };
  const rulesOf = async (source: TestSource): Promise<unknown> =>
    (await alerts(source, "PRE-")).map((one) => String(at(one, "rule"))).toSorted();
  const send = async (source: TestSource, ...events: readonly object[]): Promise<void> => {
    expect((await source.send(events)).body).toMatchObject({ accepted: events.length });
    await server.scored();
  };
  const answer = (source: TestSource, id: string, precheck: JsonObject = {}): ProbityEvent =>
    openedEvent(source.id, {
      id,
      time: iso(),
      precheck: { outcome: "warn", findings: [], ...precheck },
    });
  /** Timers had several rounds, and what they left was logged and scored. */
  const settled = async (): Promise<void> => {
    await until(async () => {
      const { body } = await server.ops("GET", "/ops/stats");
      return at(body, "lag") === 0;
    });
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
    await server.scored();
  };

  const act = (source: TestSource, data: Draft, time = iso()): ProbityEvent => ({
    ...tender(source.id, "any", 30),
    time,
    data,
    subject: data.ocid,
  });

  const pair = (
    source: TestSource,
    id: string,
    {
      precheck = {},
      data = {},
      outcome = "warn",
    }: { precheck?: JsonObject; data?: JsonObject; outcome?: string } = {},
  ): readonly [ProbityEvent, ProbityEvent] => {
    const draft = draftOf(source, `ocds-${id}`);
    const decision = { precheckId: id, outcome };
    return [
      answer(source, id, { draftHash: digestOf(draft), ...precheck }),
      act(source, { ...draft, ...data, decision }),
    ];
  };

  describe("PC-4: a pre-check is an open hold", () => {
    test("until it is committed, given up or expired; the log says so once; a late commit still counts", async () => {
      const source = await server.addSource();
      const actor = { personId: "p-7", unitId: "u-1" };
      const open = answer(source, "open");
      await send(
        source,
        { ...open, data: { actor, ...(open.data as JsonObject) } },
        answer(source, "done"),
        answer(source, "given-up"),
        answer(source, "fine", { outcome: "allow" }),
        closedEvent(source.id, "done", "committed"),
        closedEvent(source.id, "given-up", "aborted"),
        // Told in the wrong order.
        closedEvent(source.id, "early", "committed"),
        closedEvent(source.id, "overridden", "overridden", { outcome: "block", breakGlass: true }),
      );
      await send(source, answer(source, "early"));
      expect(await idsOf(source, "open")).toEqual(["fine", "open", "overridden"]);
      expect(await idsOf(source, "committed")).toEqual(["done", "early"]);
      expect(await idsOf(source, "aborted")).toEqual(["given-up"]);
      const { body } = await server.ops("GET", `/ops/prechecks/${source.id}/open`);
      expect(body).toMatchObject({ person: "p-7", unit: "u-1", outcome: "warn", stage: "opened" });
      expect(Number(at(body, "ageSeconds"))).toBeLessThan(60);

      ahead += 34 * minute;
      await settled();
      expect(await idsOf(source, "open")).toEqual(["fine", "open", "overridden"]);
      ahead += 2 * minute;
      await until(async () => (await list(source, "expired")).length === 3);
      await settled();
      expect(await idsOf(source, "open")).toEqual([]);
      const stages = (await eventsOf(server, source.id, "precheck.decision.recorded")).filter((event) =>
        JSON.stringify(event).includes('"expired"'),
      );
      expect(stages).toHaveLength(3);
      // Nothing was asked of the one that was allowed.
      const found = await alerts(source, "PRE-");
      const told = { rule: "PRE-OPN-001", level: 2, class: "integrity", count: 1 };
      expect(found).toMatchObject([told, told]);
      const shown = await server.ops("GET", `/ops/alerts/${encodeURIComponent(String(at(found[0], "id")))}`);
      expect(JSON.stringify(shown.body)).toContain('"name":"precheck","label"');

      await send(source, closedEvent(source.id, "open", "committed"));
      expect(await idsOf(source, "committed")).toEqual(["done", "early", "open"]);
      ahead += 600 * minute;
      await settled();
      expect(await idsOf(source, "expired")).toEqual(["fine", "overridden"]);
      expect(await alerts(source, "PRE-")).toHaveLength(2);
    });

    test("200 of them are opened and closed at the same time: none leaks, none is closed twice", async () => {
      const source = await server.addSource();
      const ids = Array.from({ length: 200 }, (_, n) => `h${n}`);
      await Promise.all(ids.map((id) => source.send([answer(source, id)])));
      await server.scored();
      expect(await list(source, "open")).toHaveLength(200);
      await Promise.all(
        ids.map((id, n) => source.send([closedEvent(source.id, id, n % 2 === 0 ? "committed" : "aborted")])),
      );
      await server.scored();
      expect(await list(source, "open")).toEqual([]);
      ahead += 60 * minute;
      await settled();
      expect(await list(source, "committed")).toHaveLength(100);
      expect(await list(source, "aborted")).toHaveLength(100);
      expect(await alerts(source, "PRE-")).toEqual([]);
    });
  });

  describe("GEN-WRN-001: acts against their pre-check", () => {
    test("(a) never checked: told after the time of grace, and only where and when rules demanded it", async () => {
      const source = await enforced();
      const observed = await enforced("observe");
      const history = iso(clock() - 60 * minute);
      const [late, lateAct] = pair(source, "late-answer");
      const named = act(source, draftOf(source, "ocds-named"));
      await send(
        source,
        act(source, draftOf(source, "ocds-never")),
        act(source, draftOf(source, "ocds-history"), history),
        lateAct,
        named,
        act(source, {
          ...draftOf(source, "ocds-forged"),
          decision: { precheckId: "nobody", outcome: "allow" },
        }),
      );
      await send(observed, act(observed, draftOf(observed, "ocds-observed")));
      await settled();
      expect(await rulesOf(source)).toEqual([]);
      ahead += 4 * minute;
      const hash = digestOf(draftOf(source, "ocds-named"));
      await send(
        source,
        late,
        answer(source, "by-closing", { draftHash: hash }),
        closedEvent(source.id, "by-closing", "committed", { actEventId: named.id }),
      );
      ahead += 2 * minute;
      await until(async () => (await alerts(source, "PRE-")).length === 2);
      await settled();
      expect(await rulesOf(source)).toEqual(["PRE-BYP-001", "PRE-BYP-001"]);
      const subjects = (await alerts(source, "PRE-BYP")).map((one) => String(at(one, "subject"))).toSorted();
      expect(subjects).toEqual(["ocds-forged", "ocds-never"]);
      expect((await alerts(source, "PRE-BYP"))[0]).toMatchObject({ level: 1, class: "integrity", count: 1 });
      expect(await alerts(observed, "PRE-")).toEqual([]);
    });

    test.each(["the answer first", "the act first"])(
      "(b) another answer claimed, (d) done after expiry, (e) changed content: %s",
      async (order) => {
        const source = await enforced();
        const soon = { expiresAt: iso(clock() - minute), openedAt: iso(clock() - 2 * minute) };
        const pairs = [
          pair(source, "honest"),
          pair(source, "forged", { precheck: { outcome: "block" }, outcome: "allow" }),
          pair(source, "too-late", { precheck: soon }),
          pair(source, "changed", { data: { ocid: "ocds-changed", note: "another sum" } }),
          pair(source, "observed", { precheck: { mode: "shadow" }, data: { ocid: "ocds-o", note: "other" } }),
        ];
        const [answers, acts] = [pairs.map(([one]) => one), pairs.map(([, one]) => one)];
        await send(source, ...(order === "the act first" ? acts : answers));
        await send(source, ...(order === "the act first" ? answers : acts));
        ahead += 6 * minute;
        await until(async () => (await alerts(source, "PRE-")).length >= 3);
        await settled();
        expect(await rulesOf(source)).toEqual(["PRE-ANS-001", "PRE-CHG-001", "PRE-EXP-001"]);
        expect(await eventsOf(server, source.id, "precheck.act.flagged")).toHaveLength(3);
        const [forged] = await alerts(source, "PRE-ANS-001");
        expect(forged).toMatchObject({ level: 1, subject: "ocds-forged", count: 1 });
        const shown = await server.ops("GET", `/ops/alerts/${encodeURIComponent(String(at(forged, "id")))}`);
        const evidence = at(shown.body, "findings", 0, "finding", "evidence");
        expect(evidence).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ name: "precheck", value: "forged" }),
            expect.objectContaining({ name: "outcome", value: "block" }),
            expect.objectContaining({ name: "claimedOutcome", value: "allow" }),
          ]),
        );
        // Acts close their holds, but not after a block: the forged one expires, with an act behind it.
        expect(await idsOf(source, "open")).toEqual(["forged"]);
        ahead += 40 * minute;
        await until(async () => (await alerts(source, "PRE-OPN")).length === 1);
        expect((await alerts(source, "PRE-OPN"))[0]).toMatchObject({ level: 1 });
      },
    );

    test("(b) another answer claimed, although a pre-check was named so that its own flag looks like that of the act", async () => {
      const source = await enforced();
      const [real, claiming] = pair(source, "real", { precheck: { outcome: "block" }, outcome: "allow" });
      const decoy = `of-${claiming.id}`;
      await send(source, answer(source, decoy, { outcome: "block" }));
      await send(source, closedEvent(source.id, decoy, "committed", { outcome: "allow" }));
      await send(source, real, claiming);
      const flagged = await until(async () => {
        const found = await alerts(source, "PRE-ANS");
        return found.length > 1 && found.map((one) => String(at(one, "subject")));
      });
      expect(flagged.toSorted()).toEqual([`ocds-${decoy}`, "ocds-real"].toSorted());
    });

    test("(b) a closing that claims another answer, in either order, once with the act that claims it as well", async () => {
      const source = await enforced();
      const [, claiming] = pair(source, "one", { outcome: "allow" });
      const claim = { outcome: "allow", actEventId: claiming.id };
      const draftHash = digestOf(draftOf(source, "ocds-one"));
      await send(source, answer(source, "one", { outcome: "block", draftHash }));
      await send(source, closedEvent(source.id, "one", "committed", claim), claiming);
      await send(source, closedEvent(source.id, "two", "committed", { ...claim, actEventId: "act-2" }));
      await send(source, answer(source, "two", { outcome: "block" }));
      await until(async () => (await alerts(source, "PRE-")).length === 2);
      ahead += 6 * minute;
      await settled();
      expect(await rulesOf(source)).toEqual(["PRE-ANS-001", "PRE-ANS-001"]);
      expect(await eventsOf(server, source.id, "precheck.act.flagged")).toHaveLength(2);
    });

    test("a source cannot say it for the server", async () => {
      const source = await server.addSource();
      const forged = {
        ...answer(source, "x"),
        type: "precheck.act.flagged",
        data: { flag: { reason: "late" } },
      };
      const { body } = await source.send([forged]);
      expect(JSON.stringify(body)).toContain("PROBITY_E_EVENT_TYPE");
    });
  });
});
