import type { JsonObject, ProbityEvent } from "@probity/contracts";
import { builtinModels } from "@probity/models";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobEnd, versionApi } from "./support/models.ts";
import { cli } from "./support/cli.ts";
import { describeEngines } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const day = 86_400_000;
const minute = 60_000;
const rule = "PROC-AWD-012";
const passed = "process.deadline.passed";
const awardVersion = builtinModels().find(({ model }) => model.id === "PROC-AWD")?.model.version ?? "";

describeEngines("FE-3: deadlines of processes", (engine) => {
  let server: TestServer;
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  const iso = (ms = clock()): string => new Date(ms).toISOString();
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock, timersMs: 25, silenceCheckMs: 60_000 });
  });
  afterAll(() => server?.close());

  const bound = async (...rules: readonly string[]): Promise<TestSource> => {
    const source = await server.addSource();
    const { status } = await server.ops("PUT", `/ops/sources/${source.id}/bindings`, {
      bindings: rules.map((id) => ({ id: `b-${id}`, rule: id, source: source.id, action: "observe" })),
    });
    expect(status).toBe(200);
    return source;
  };
  const complaint = (
    source: TestSource,
    status: string,
    { id = "x-1", time = iso(), ocid = "ocds-1", ...more }: { [name: string]: string } = {},
  ): ProbityEvent => ({
    specversion: "1.0",
    id: randomUUID(),
    source: source.id,
    type: "procurement.complaint.recorded",
    time,
    subject: ocid,
    data: { ocid, complaint: { id, kind: "objection", status, date: time } },
    ...more,
  });
  const send = async (source: TestSource, ...events: readonly object[]): Promise<void> => {
    expect((await source.send(events)).body).toMatchObject({ accepted: events.length });
    await server.scored();
  };
  /** Timers had several rounds, and what they left was logged and scored. */
  const settled = async (): Promise<void> => {
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
    await until(async () => at((await server.ops("GET", "/ops/stats")).body, "lag") === 0);
  };
  const pass = async (ms: number): Promise<void> => {
    ahead += ms;
    await settled();
  };
  const alerts = async (source: TestSource, id = rule): Promise<readonly unknown[]> => {
    const found = at((await server.ops("GET", `/ops/alerts?source=${source.id}&rule=${id}`)).body, "alerts");
    return Array.isArray(found) ? found : [];
  };
  const told = async (source: TestSource): Promise<readonly string[]> => {
    const events = await eventsOf(server, source.id, passed);
    return events.map((event) => String(at(event, "event", "data", "deadline", "state")));
  };
  const list = async (source: TestSource, state = "any"): Promise<readonly unknown[]> => {
    const { body, status } = await server.ops("GET", `/ops/deadlines?source=${source.id}&state=${state}`);
    expect(status).toBe(200);
    const found = at(body, "deadlines");
    return Array.isArray(found) ? found : [];
  };
  const states = async (source: TestSource): Promise<readonly string[]> =>
    (await list(source)).map((one) => String(at(one, "state")));

  describe("absence", () => {
    test("is found when the last day is over, once, with the texts of the rule; what comes late is told as late", async () => {
      const source = await bound(rule);
      const objection = complaint(source, "received");
      await send(source, objection);
      expect(await list(source, "open")).toMatchObject([
        {
          rule,
          binding: `b-${rule}`,
          subject: "ocds-1",
          state: "open",
          awaited: ["procurement.complaint.recorded"],
          startEventId: objection.id,
          doneAt: null,
          told: null,
        },
      ]);
      await pass(2 * day);
      expect(await told(source)).toEqual([]);
      await pass(2 * day + 10 * minute);
      await settled();
      expect(await told(source)).toEqual(["absent"]);
      expect(await list(source, "overdue")).toMatchObject([{ state: "overdue", told: "absent" }]);
      const [alert, ...more] = await alerts(source);
      expect(more).toEqual([]);
      expect(alert).toMatchObject({
        level: 2,
        class: "business",
        subject: "ocds-1",
        count: 1,
        message: {
          en: expect.stringMatching(/^Objection x-1 was to be answered by .*; until then it was not\.$/),
        },
      });
      const whole = (await server.ops("GET", `/ops/alerts/${String(at(alert, "id"))}`)).body;
      expect(at(whole, "findings", 0, "finding", "evidence")).toMatchObject([
        { name: "complaint", value: "x-1" },
        { name: "received" },
        { name: "dueAt" },
        { name: "fromAt" },
        { name: "awaited", value: ["procurement.complaint.recorded"] },
        { name: "startEvent", value: objection.id },
      ]);

      await send(source, complaint(source, "answered"));
      await settled();
      expect(await told(source)).toEqual(["late", "absent"]);
      expect(await states(source)).toEqual(["late"]);
      expect(await alerts(source)).toMatchObject([
        {
          count: 2,
          message: {
            en: expect.stringContaining("(Done late, "),
            "zh-CN": expect.stringContaining("逾期办理"),
          },
        },
      ]);
      // Nothing more ever comes of it.
      await send(source, complaint(source, "dismissed"));
      await pass(10 * day);
      expect(await told(source)).toEqual(["late", "absent"]);
    });

    test("is none where it came in time, in whichever order the two arrived, and for the right one only", async () => {
      const source = await bound(rule);
      const later = iso(clock() + minute);
      await send(source, complaint(source, "answered", { id: "early", time: later }));
      await send(source, complaint(source, "received", { id: "early" }));
      await send(source, complaint(source, "received"), complaint(source, "received", { id: "x-2" }));
      // Of an earlier objection under the same number, of another process, and what is no answer.
      await send(
        source,
        complaint(source, "answered", { id: "x-2", time: iso(clock() - day) }),
        complaint(source, "answered", { id: "x-2", ocid: "ocds-2" }),
        complaint(source, "carried_out", { id: "x-2" }),
      );
      await pass(day);
      await send(source, complaint(source, "answered"));
      expect(await states(source)).toEqual(expect.arrayContaining(["met", "met", "open"]));
      await pass(5 * day);
      await settled();
      expect(await told(source)).toEqual(["absent"]);
      expect(await alerts(source)).toMatchObject([
        { count: 1, message: { en: expect.stringContaining("x-2") } },
      ]);
    });

    test("is awaited for each of several that one event begins", async () => {
      const source = await bound("CON-SGN-001");
      const awards = ["a-1", "a-2"].map((id) => ({ id, status: "active", date: iso(), noticeDate: iso() }));
      const event = (type: string, data: JsonObject): ProbityEvent => ({
        specversion: "1.0",
        id: randomUUID(),
        source: source.id,
        type,
        time: iso(),
        subject: "ocds-1",
        data,
      });
      await send(source, event("procurement.award.decided", { ocid: "ocds-1", awards }));
      await send(
        source,
        event("contract.signed", { ocid: "ocds-1", contracts: [{ id: "c-1", awardID: "a-2" }] }),
      );
      expect((await states(source)).toSorted()).toEqual(["met", "open"]);
      await pass(32 * day);
      await settled();
      expect(await told(source)).toEqual(["absent"]);
      expect(await alerts(source, "CON-SGN-001")).toMatchObject([{ count: 1, level: 3 }]);
    });
  });

  describe("what is learned later", () => {
    test("withdraws a finding: what is awaited had come in time and was reported late", async () => {
      const source = await bound(rule);
      const done = iso(clock() + day);
      await send(source, complaint(source, "received"));
      await pass(5 * day);
      await settled();
      expect(await told(source)).toEqual(["absent"]);
      await send(source, complaint(source, "answered", { time: done }));
      await settled();
      expect(await told(source)).toEqual(["withdrawn", "absent"]);
      expect(await states(source)).toEqual(["met"]);
      expect(await alerts(source)).toMatchObject([
        { count: 1, message: { en: expect.stringContaining("Withdrawn: it was done in time") } },
      ]);
      const { body } = await server.ops("GET", `/ops/rules/stats?source=${source.id}`);
      expect(JSON.stringify(body)).toContain(rule);
    });

    test("a corrected beginning is awaited no more; a corrected answer counts no more", async () => {
      const source = await bound(rule);
      const [first, second, third] = ["x-1", "x-2", "x-3"].map((id) => complaint(source, "received", { id }));
      if (first === undefined || second === undefined || third === undefined)
        throw new Error("there are three");
      const answer = complaint(source, "answered", { id: "x-3" });
      await send(source, first, second, third, answer);
      // It was no objection; told before its deadline.
      await send(source, {
        ...complaint(source, "withdrawn", { id: "none" }),
        corrects: first.id,
        correctionreason: "r",
      });
      expect((await states(source)).toSorted()).toEqual(["met", "open", "void"]);
      await pass(5 * day);
      await settled();
      expect(await told(source)).toEqual(["absent"]);
      // Told after it, and an answer that was none.
      await send(
        source,
        { ...complaint(source, "withdrawn", { id: "none" }), corrects: second.id, correctionreason: "r" },
        {
          ...complaint(source, "received", { id: "none", time: third.time }),
          corrects: answer.id,
          correctionreason: "r",
        },
      );
      await pass(10 * minute);
      await settled();
      expect((await told(source)).toSorted()).toEqual(["absent", "absent", "withdrawn"]);
      const about = await alerts(source);
      expect(JSON.stringify(about)).toContain("x-3");
    });

    test("SE-3: an erased beginning is awaited no more, and what was told of it is erased", async () => {
      const source = await bound(rule);
      const secret = `secret-${randomUUID()}`;
      const objection = complaint(source, "received", { id: secret });
      const other = complaint(source, "received", { id: "x-2", ocid: "ocds-2" });
      await send(source, objection, other);
      const erase = async (event: ProbityEvent): Promise<unknown> =>
        (
          await server.ops("POST", "/ops/erase", {
            source: source.id,
            eventId: event.id,
            basis: "order 1",
            by: "dpo",
          })
        ).body;
      await erase(other);
      expect(await list(source)).toHaveLength(1);
      await pass(5 * day);
      await settled();
      expect(await told(source)).toEqual(["absent"]);
      await expect
        .poll(async () => JSON.stringify(await alerts(source)), { timeout: 20_000 })
        .toContain(secret);
      expect(await erase(objection)).toMatchObject({ outcome: "erased", alerts: 1 });
      expect(await list(source)).toEqual([]);
      const about = await alerts(source);
      const whole = await server.ops("GET", `/ops/alerts/${String(at(about, 0, "id"))}`);
      expect(JSON.stringify([about, whole.body])).not.toContain(secret);
      await send(source, complaint(source, "answered", { id: secret }));
      await pass(day);
      expect(await told(source)).toEqual(["absent"]);
    });
  });

  test("FE-2: a backtest finds what the server found when time passed, and nothing that is not due", async () => {
    const source = await bound(rule);
    const objections = ["met", "absent", "late", "wrong", "wrong answer"].map((id) =>
      complaint(source, "received", { id, ocid: `ocds-${id}` }),
    );
    const answer = (id: string, more: object = {}): object => ({
      ...complaint(source, "answered", { id, ocid: `ocds-${id}` }),
      ...more,
    });
    await send(source, ...objections, answer("met"));
    const corrected = answer("wrong answer", { id: "a-1" });
    const correction = { correctionreason: "r", type: "procurement.complaint.recorded" };
    await send(
      source,
      corrected,
      {
        ...complaint(source, "carried_out", { ocid: "ocds-wrong" }),
        ...correction,
        corrects: objections[3]?.id,
      },
      { ...complaint(source, "carried_out", { ocid: "ocds-wrong answer" }), ...correction, corrects: "a-1" },
    );
    await pass(5 * day);
    await send(
      source,
      answer("late"),
      complaint(source, "received", { id: "running", ocid: "ocds-running" }),
    );
    await settled();
    const due = (await list(source)).filter((row) => ["overdue", "late"].includes(String(at(row, "state"))));
    expect(due.map((row) => String(at(row, "subject"))).toSorted()).toEqual([
      "ocds-absent",
      "ocds-late",
      "ocds-wrong answer",
    ]);
    expect(await alerts(source)).toHaveLength(3);

    const person = await server.addPerson();
    const job = await versionApi(awardVersion, "PROC-AWD")(person, "backtests", { sources: [source.id] });
    const id = String(at(job.body, "id"));
    await jobEnd(person, id);
    const { body } = await person.ops("GET", `/ops/models/PROC-AWD/${awardVersion}/proofs/${id}`);
    const rules = at(body, "result", "rules");
    const found = Array.isArray(rules) ? rules.find((one) => at(one, "rule") === rule) : undefined;
    expect(found).toMatchObject({
      candidate: { hit: 3 },
      inForce: { hit: 3 },
      hits: { kept: 3, new: 0, lost: 0 },
      alerts: { candidate: 3, inForce: 3 },
    });
    const positions = (await list(source)).filter((row) =>
      due.some((one) => at(one, "position") === at(row, "position")),
    );
    expect(at(found, "examples", "kept")).toEqual(
      positions.map((row) => Number(at(row, "position"))).toSorted((a, b) => a - b),
    );
  });

  test("a rule that is no longer bound says nothing", async () => {
    const source = await bound(rule);
    await send(source, complaint(source, "received"));
    await server.ops("PUT", `/ops/sources/${source.id}/bindings`, { bindings: [] });
    await pass(5 * day);
    await settled();
    expect(await told(source)).toEqual(["absent"]);
    expect(await alerts(source)).toEqual([]);
  });

  test("the command line lists what is awaited, and reads a rule with its deadline aloud", async () => {
    const source = await bound(rule);
    await send(source, complaint(source, "received"));
    const env = { PROBITY_URL: server.url, PROBITY_OPS_TOKEN: server.running.opsToken };
    const run = (...argv: readonly string[]): ReturnType<typeof cli> =>
      cli(".", [...argv, "--lang", "en"], env);
    const listed = await run("deadlines", "list", "--source", source.id);
    expect(listed).toMatchObject({ code: 0, err: "" });
    expect(listed.out).toMatch(/PROC-AWD-012 +ocds-1 +open +procurement\.complaint\.recorded/);
    const none = await run("deadlines", "list", "--source", source.id, "--rule", "CON-SGN-001");
    expect(none.out).toContain("Nothing is awaited.");
    const json = await run("deadlines", "list", "--source", source.id, "--state", "met", "--json");
    expect(json.json()).toEqual({ deadlines: [] });
    const explained = await run("rules", "explain", rule, "--case", "Fires: objection on 1 May, no answer");
    expect(explained.out).toContain("Deadline\n  within params.answerDays of event.complaint.date");
    expect(explained.out).toMatch(/event\.complaint\.id\W+=>\W+"?x-1/);
  });

  test("nobody but the server tells of deadlines", async () => {
    const source = await bound(rule);
    const data = {
      deadline: { state: "withdrawn", rule, binding: `b-${rule}`, startEventId: "e", dueAt: iso() },
    };
    const { body } = await source.send([{ ...complaint(source, "received"), type: passed, data }]);
    expect(body).toMatchObject({ accepted: 0 });
  });

  test("lists go page by page, what is due first at the top", async () => {
    const source = await bound(rule);
    const times = [3, 1, 2, 1].map((hours) => iso(clock() + hours * day));
    await send(source, ...times.map((time, n) => complaint(source, "received", { id: `x-${n}`, time })));
    const seen: { readonly startEventId: unknown; readonly dueAt: unknown }[] = [];
    let cursor = "";
    for (let pages = 0; pages < 4; pages++) {
      const { status, body } = await server.ops("GET", `/ops/deadlines?source=${source.id}&limit=1${cursor}`);
      expect(status).toBe(200);
      seen.push({
        startEventId: at(body, "deadlines", 0, "startEventId"),
        dueAt: at(body, "deadlines", 0, "dueAt"),
      });
      cursor = `&cursor=${String(at(body, "next"))}`;
    }
    expect(cursor).toBe("&cursor=undefined");
    expect(new Set(seen.map(({ startEventId }) => startEventId)).size).toBe(4);
    const due = seen.map(({ dueAt }) => Date.parse(String(dueAt)));
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    const { status } = await server.ops("GET", "/ops/deadlines?cursor=12");
    expect(status).toBe(400);
  });
});
