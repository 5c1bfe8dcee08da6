import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ics, vevent } from "./support/calendar-files.ts";
import { cli } from "./support/cli.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { type Answer, at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";
import { objection, workingDayModel } from "./support/working-day-model.ts";

const rule = "PROC-AWD-012";
const passed = "process.deadline.passed";

describeUsualEngine("CA-2: calendars of working days", (engine) => {
  let server: TestServer;
  let databaseUrl: string | undefined;
  const folder = workingDayModel();
  let now = Date.parse("2026-09-28T10:00:00+08:00");
  const began = Date.now();
  const clock = (): number => now + Date.now() - began;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const config = { ...(await engine.newConfig()), devModels: [folder] };
    databaseUrl = config.databaseUrl;
    server = await startTestServer(config, { clock, timersMs: 25, silenceCheckMs: 60_000 });
  });
  afterAll(async () => {
    await server?.close();
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

  const ops = (method: string, path: string, body?: unknown): Promise<Answer> =>
    server.ops(method, `/ops/calendars${path}`, body);
  const put = async (path: string, body: object): Promise<unknown> => {
    const answer = await ops("PUT", path, body);
    expect(answer.body).toMatchObject({});
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const calendar = async (id: string, parent = "CN"): Promise<string> => {
    await put(`/${id}`, { names: { "zh-CN": id, en: id }, parent });
    return id;
  };
  const due = async (id: string, from: string, n: number): Promise<unknown> =>
    (await ops("GET", `/${id}/due?from=${encodeURIComponent(from)}&workingDays=${n}`)).body;
  const changes = async (id: string): Promise<readonly unknown[]> =>
    (await eventsOf(server, "probity", "calendar.changed"))
      .toReversed()
      .map((event) => at(event, "event", "data", "calendar"))
      .filter((one) => at(one, "id") === id);

  const load = (id: string, body: object): Promise<Answer> =>
    ops("POST", `/${id}/import`, { format: "csv", ...body });
  const bound = async (): Promise<TestSource> => {
    const source = await server.addSource();
    await server.ops("PUT", `/ops/sources/${source.id}/bindings`, {
      bindings: [{ id: "b", rule, source: source.id, action: "observe" }],
    });
    return source;
  };
  const send = async (source: TestSource, status: string, time: string, id = "x-1"): Promise<void> => {
    const event = objection(source.id, status, time, id);
    expect((await source.send([event])).body).toMatchObject({ accepted: 1 });
    await server.scored();
  };
  const one = async (source: TestSource): Promise<unknown> =>
    at((await server.ops("GET", `/ops/deadlines?source=${source.id}&state=any`)).body, "deadlines", 0);
  const told = async (source: TestSource): Promise<readonly unknown[]> =>
    (await eventsOf(server, source.id, passed))
      .toReversed()
      .map((event) => at(event, "event", "data", "deadline", "state"));
  const becomes = (source: TestSource, expected: object): Promise<void> =>
    expect.poll(() => one(source), { timeout: 30_000, interval: 20 }).toMatchObject(expected);
  const isTold = async (source: TestSource, ...states: readonly string[]): Promise<void> => {
    await until(async () => (await told(source)).length >= states.length);
    expect(await told(source)).toEqual(states);
  };
  /** A connection in a transaction, to hold up what the server does. */
  const held = async (): Promise<Client> => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query("begin");
    return client;
  };

  describe("calendars", () => {
    test("the one of China is there, with the notices that its days are from", async () => {
      const { body } = await ops("GET", "");
      expect(at(body, "calendars", 0)).toMatchObject({
        id: "CN",
        timeZone: "Asia/Shanghai",
        week: [1, 2, 3, 4, 5],
        workingTime: [{ from: "08:30", to: "17:30" }],
        changedBy: "library",
        years: [
          { year: 2024 },
          { year: 2025 },
          { year: 2026, source: expect.stringContaining("〔2025〕7号") },
        ],
      });
      const year = (await ops("GET", "/CN?year=2026")).body;
      expect(year).toMatchObject({ announced: true });
      expect(at(year, "days", 0)).toMatchObject({
        date: "2026-01-01",
        kind: "holiday",
        names: { "zh-CN": "元旦", en: "New Year" },
        source: expect.stringContaining("国办发明电"),
        calendar: "CN",
      });
      expect((await ops("GET", "/CN?year=2027")).body).toMatchObject({ announced: false, days: [] });
      expect((await ops("GET", "/XX")).status).toBe(404);
      // What the product brings is told once, by the version: the log begins without it.
      expect(await changes("CN")).toEqual([]);
    });

    test("says what is counted, by which version, and that it is provisional", async () => {
      expect(await due("CN", "2026-09-29", 5)).toEqual({
        calendar: "CN",
        version: 1,
        from: "2026-09-29",
        workingDays: 5,
        day: "2026-10-12",
        at: "2026-10-12T15:59:59.999Z",
        provisional: false,
        unannounced: [],
      });
      expect(await due("CN", "2026-12-31T23:59:59+08:00", 1)).toMatchObject({
        day: "2027-01-01",
        provisional: true,
        unannounced: [2027],
      });
      expect(await due("CN", "2026-10-12", -5)).toMatchObject({
        day: "2026-09-29",
        at: "2026-09-28T16:00:00.000Z",
      });
      expect((await ops("GET", "/CN/due?from=2026-02-30&workingDays=1")).body).toMatchObject({
        code: "PROBITY_E_CALENDAR",
      });
    });

    test("LO-7: a changed day is logged with who changed it and what it was; the same again is no change", async () => {
      const id = await calendar("T-day");
      const day = { kind: "holiday", source: "市政府通知", names: { "zh-CN": "台风", en: "Typhoon" } };
      expect(await put(`/${id}/days/2026-08-03`, day)).toEqual({
        id,
        version: 2,
        changed: true,
        days: [{ date: "2026-08-03", kind: "holiday", before: "inherited" }],
        years: [],
      });
      expect(await put(`/${id}/days/2026-08-03`, day)).toMatchObject({ changed: false, version: 2 });
      expect(await due(id, "2026-07-31", 1)).toMatchObject({ day: "2026-08-04", version: 2 });
      expect(await due("CN", "2026-07-31", 1)).toMatchObject({ day: "2026-08-03" });
      await put(`/${id}/days/2026-08-03`, { ...day, kind: "inherited" });
      expect(await due(id, "2026-07-31", 1)).toMatchObject({ day: "2026-08-03", version: 3 });
      expect(await changes(id)).toMatchObject([
        { change: "added", version: 1, by: "operator" },
        {
          change: "days",
          version: 2,
          days: [{ date: "2026-08-03", kind: "holiday", before: "inherited" }],
          source: "市政府通知",
          by: "operator",
        },
        { change: "days", version: 3 },
      ]);
    });

    test("one made from another has its days, until it says otherwise, and a new version with every change of it", async () => {
      const parent = await calendar("T-parent");
      const child = await calendar("T-child", parent);
      await put(`/${parent}/days/2026-08-10`, { kind: "holiday", source: "n" });
      expect(await due(child, "2026-08-09", 1)).toMatchObject({ day: "2026-08-11", version: 2 });
      await put(`/${child}/days/2026-08-10`, { kind: "regular", source: "n" });
      expect(await due(child, "2026-08-09", 1)).toMatchObject({ day: "2026-08-10", version: 3 });
      await put(`/${child}`, {
        names: { "zh-CN": "x", en: "x" },
        parent,
        week: [6, 7],
        timeZone: "Europe/Berlin",
      });
      expect(await due(child, "2026-08-09", 1)).toMatchObject({
        day: "2026-08-15",
        at: "2026-08-15T21:59:59.999Z",
      });
      // It has the announced years of what it is made from.
      expect(await due(child, "2026-08-09", 1)).toMatchObject({ provisional: false });
    });

    test.each([
      ["from itself", { parent: "T-loop" }],
      ["from nothing that is known", { parent: "nowhere" }],
      ["without a zone", {}],
      ["of a zone that is none", { timeZone: "Mars/Base" }],
      [
        "with hours that overlap",
        {
          parent: "CN",
          workingTime: [
            { from: "08:00", to: "12:00" },
            { from: "11:00", to: "18:00" },
          ],
        },
      ],
      [
        "with hours that end before they begin",
        { parent: "CN", workingTime: [{ from: "18:00", to: "08:00" }] },
      ],
    ])("none is made %s", async (_, body) => {
      await calendar("T-loop");
      const answer = await ops("PUT", "/T-loop", { names: { "zh-CN": "x", en: "x" }, ...body });
      expect([answer.status, at(answer.body, "code")]).toEqual([400, "PROBITY_E_CALENDAR"]);
    });

    test.each([
      ["PUT", "/CN/days/2026-13-01", { kind: "holiday", source: "x" }],
      ["PUT", "/CN/days/2026-08-03", { kind: "party", source: "x" }],
      ["PUT", "/CN/days/2026-08-03", { kind: "holiday" }],
      ["PUT", "/CN/years/1", { announced: true, source: "x" }],
      ["PUT", "/no%20id", { names: { "zh-CN": "x", en: "x" } }],
      ["PUT", "/T-x", { names: { "zh-CN": "x", en: "x" }, week: [] }],
      ["GET", "/CN/due?from=2026-01-01&workingDays=99999", undefined],
    ])("%s %s %j is refused", async (method, path, body) => {
      expect((await ops(method, path, body)).status).toBe(400);
    });
  });

  describe("files", () => {
    const head = "date,kind,name,source";

    test("a CSV that has all days of a year announces it; a newer one takes back what it no longer has", async () => {
      const id = await calendar("T-csv");
      const source = "国办发明电〔2026〕1号";
      const text = `\uFEFF${head}\r\n2027-01-01,休,元旦,\r\n2027-01-03,班,元旦,\r\n2027-05-03,holiday,"劳动节, 补",另文\r\n`;
      const order = { text, source, announces: [2027] };
      expect((await load(id, { ...order, dryRun: true })).body).toMatchObject({
        dryRun: true,
        version: 2,
        read: 3,
      });
      expect((await ops("GET", `/${id}?year=2027`)).body).toMatchObject({ announced: false, days: [] });
      expect((await load(id, order)).body).toMatchObject({
        read: 3,
        version: 2,
        years: [2027],
        problems: [],
        days: [{ date: "2027-01-01", kind: "holiday", before: "inherited" }, { kind: "workday" }, {}],
      });
      expect(await due(id, "2026-12-31", 1)).toMatchObject({ day: "2027-01-03", provisional: false });
      await load(id, { ...order, text: `${head}\n2027-01-01,休,元旦,\n` });
      const { body } = await ops("GET", `/${id}?year=2027`);
      expect(at(body, "days")).toHaveLength(1);
      expect((await load(id, { text, announces: [2028] })).body).toMatchObject({
        code: "PROBITY_E_CALENDAR",
      });
    });

    test("nothing of a file with a line that cannot be read is taken over; a dry run names all of them", async () => {
      const id = await calendar("T-bad");
      const text = `${head}\n2026-08-03,holiday,a,\n2026-02-30,holiday,b,\n2026-08-04,party,c,\n2026-08-03,workday,d,\n2026\n`;
      const { body, status } = await load(id, { text });
      expect([status, at(body, "code")]).toEqual([400, "PROBITY_E_CALENDAR"]);
      expect(at(body, "errors")).toHaveLength(4);
      expect((await load(id, { text, dryRun: true })).body).toMatchObject({
        problems: [
          expect.stringContaining("line 3: 2026-02-30 is no date"),
          expect.stringContaining("line 4: party is none of"),
          expect.stringContaining("line 6: not 4 fields"),
          expect.stringContaining("line 5: 2026-08-03 is workday here and holiday before"),
        ],
      });
      expect(at((await ops("GET", `/${id}?year=2026`)).body, "version")).toBe(1);
      expect((await load(id, { text: "day,what\n" })).body).toMatchObject({ code: "PROBITY_E_CALENDAR" });
    });

    test("an iCalendar file as phones and offices have it: whole days, marked or told by their names", async () => {
      const id = await calendar("T-ics");
      const text = ics(
        "BEGIN:VTIMEZONE",
        "DTSTART:19700101T000000",
        "END:VTIMEZONE",
        ...vevent("SUMMARY:春节假期", "DTSTART;VALUE=DATE:20270205", "DTEND;VALUE=DATE:20270208"),
        ...vevent("SUMMARY:上班(补春节假期)", "DTSTART;VALUE=DATE:20270214", "DURATION:P1D"),
        ...vevent(
          "SUMMARY;LANGUAGE=zh_CN:元",
          " 旦",
          "DTSTART;VALUE=DATE:20270101",
          "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY",
        ),
        ...vevent("SUMMARY:取消（休）", "DTSTART;VALUE=DATE:20270901", "STATUS:CANCELLED"),
        ...vevent(
          "SUMMARY:国庆（休）",
          "DTSTART;VALUE=DATE:20271001",
          "BEGIN:VALARM",
          "DTSTART:20270101T080000Z",
          "END:VALARM",
        ),
      );
      expect((await load(id, { format: "ics", text })).body).toMatchObject({ read: 6, problems: [] });
      const { body } = await ops("GET", `/${id}?year=2027`);
      expect(at(body, "days")).toMatchObject([
        { date: "2027-01-01", kind: "holiday", names: { "zh-CN": "元旦" } },
        { date: "2027-02-05", kind: "holiday" },
        { date: "2027-02-06", kind: "holiday" },
        { date: "2027-02-07", kind: "holiday" },
        { date: "2027-02-14", kind: "workday" },
        { date: "2027-10-01", kind: "holiday" },
      ]);
    });

    test("events that recur, have a time or do not say whether people work are problems", async () => {
      const id = await calendar("T-ics-bad");
      const text = ics(
        ...vevent("SUMMARY:每年（休）", "DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=YEARLY"),
        ...vevent("SUMMARY:会议（休）", "DTSTART:20270101T080000Z"),
        ...vevent("SUMMARY:端午节", "DTSTART;VALUE=DATE:20270609"),
        ...vevent("SUMMARY:无尽（休）", "DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:29990101"),
      );
      const tried = (await load(id, { format: "ics", text, dryRun: true })).body;
      expect(at(tried, "problems")).toEqual([
        expect.stringContaining("recurs"),
        expect.stringContaining("whole days"),
        expect.stringContaining("does not say"),
        expect.stringContaining("too late"),
      ]);
      const holiday = (await load(id, { format: "ics", text, dryRun: true, kind: "holiday" })).body;
      expect(at(holiday, "problems")).toHaveLength(3);
      expect((await load(id, { format: "ics", text: "hello" })).body).toMatchObject({
        code: "PROBITY_E_CALENDAR",
      });
    });

    test.each(["csv", "ics"])("what is written as %s is read again as it was", async (format) => {
      const id = await calendar(`T-round-${format}`, "CN");
      const answer = await fetch(`${server.url}/ops/calendars/CN/file?year=2026&format=${format}`, {
        headers: { authorization: `Bearer ${server.running.opsToken}` },
      });
      expect(answer.headers.get("content-disposition")).toContain(`CN-2026.${format}`);
      const text = await answer.text();
      for (const line of text.split("\r\n"))
        if (format === "ics") expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      await load(id, { format, text });
      const kinds = async (which: string): Promise<readonly unknown[]> => {
        const days = at((await ops("GET", `/${which}?year=2026`)).body, "days");
        return Array.isArray(days) ? days.map((day) => [at(day, "date"), at(day, "kind")]) : [];
      };
      expect(await kinds(id)).toEqual(await kinds("CN"));
      expect(at((await ops("GET", `/${id}?year=2026`)).body, "days", 0, "calendar")).toBe(id);
    });

    test("the command line lists, shows, checks, imports, exports and counts", async () => {
      const id = await calendar("T-cli");
      const env = { PROBITY_URL: server.url, PROBITY_OPS_TOKEN: server.running.opsToken };
      const run = (...argv: readonly string[]): ReturnType<typeof cli> =>
        cli(".", ["calendar", ...argv, "--lang", "en"], env);
      expect((await run("list")).out).toMatch(/CN\s+China.*2024, 2025, 2026/);
      expect((await run("show", "CN", "--year", "2026")).out).toMatch(
        /2026-02-14\s+workday\s+Spring Festival/,
      );
      expect((await run("show", "CN", "--year", "2027")).out).toContain("No announced days for 2027.");
      expect((await run("due", "2026-09-29", "5")).out).toContain("Working day 5: 2026-10-12");
      expect((await run("due", "2026-12-31", "5")).out).toContain("Provisional: the days of 2027");
      const file = join(folder, "..", `${engine.name}.csv`);
      writeFileSync(file, `${head}\n2026-08-03,holiday,Typhoon,\n`);
      const checked = await run("check", file, "--calendar", id);
      expect([checked.code, checked.out]).toEqual([0, expect.stringContaining("1 would change")]);
      expect((await run("import", file, "--calendar", id, "--source", "notice")).out).toMatch(
        /2026-08-03\s+holiday\s+inherited/,
      );
      const exported = await run("export", id, "--format", "ics", "--year", "2026");
      expect(exported.out).toContain("DTSTART;VALUE=DATE:20260803");
      writeFileSync(file, `${head}\n2026-08-33,holiday,Typhoon,\n`);
      expect((await run("check", file, "--calendar", id)).code).not.toBe(0);
      expect((await run("import", file, "--announces", "soon")).err).toContain("--announces must be years");
    });
  });

  describe("FE-3: deadlines in working days", () => {
    test("skip the holiday, and say by which version of which calendar", async () => {
      const source = await bound();
      await send(source, "received", "2026-09-29T10:00:00+08:00");
      expect(await one(source)).toMatchObject({
        state: "open",
        dueAt: "2026-10-09T15:59:59.999Z",
        workingDays: 3,
        calendar: "CN",
        provisional: false,
      });
    });

    test("are provisional through a year that is not announced, and move when it is", async () => {
      const source = await bound();
      await send(source, "received", "2026-12-30T10:00:00+08:00");
      expect(await one(source)).toMatchObject({ dueAt: "2027-01-04T15:59:59.999Z", provisional: true });
      const text = "date,kind\n2027-01-01,holiday\n2027-01-04,holiday\n";
      await ops("POST", "/CN/import", { format: "csv", text, announces: [2027], source: "a notice" });
      await becomes(source, { dueAt: "2027-01-06T15:59:59.999Z", provisional: false, state: "open" });
    });

    test("that were told of as passed and have time again are withdrawn, and told anew when that is over", async () => {
      const source = await bound();
      now = Date.parse("2026-11-02T10:00:00+08:00");
      await send(source, "received", "2026-11-02T10:00:00+08:00");
      now = Date.parse("2026-11-06T01:00:00+08:00");
      await isTold(source, "absent");
      // The day before was a day off after all.
      await put("/CN/days/2026-11-05", { kind: "holiday", source: "a storm" });
      await put("/CN/days/2026-11-06", { kind: "holiday", source: "a storm" });
      await isTold(source, "absent", "withdrawn");
      await becomes(source, { state: "open", dueAt: "2026-11-09T15:59:59.999Z", told: "withdrawn" });
      await until(async () => {
        const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=${rule}`);
        return String(at(body, "alerts", 0, "message", "en")).includes("its calendar was changed");
      });
      now = Date.parse("2026-11-10T01:00:00+08:00");
      await isTold(source, "absent", "withdrawn", "absent");
      await send(source, "answered", "2026-11-10T00:30:00+08:00");
      await isTold(source, "absent", "withdrawn", "absent", "late");
      // And that it came in time is told when the day on which it came turns out to count.
      await put("/CN/days/2026-11-09", { kind: "holiday", source: "a storm" });
      await isTold(source, "absent", "withdrawn", "absent", "late", "withdrawn");
      await becomes(source, { state: "met", dueAt: "2026-11-10T15:59:59.999Z" });
      expect(await told(source)).toHaveLength(5);
    });

    test("that were met are late when a day is made up for after all", async () => {
      const source = await bound();
      now = Date.parse("2026-11-12T10:00:00+08:00");
      await send(source, "received", "2026-11-12T10:00:00+08:00");
      now = Date.parse("2026-11-17T10:00:00+08:00");
      await send(source, "answered", "2026-11-17T09:00:00+08:00");
      await becomes(source, { state: "met", dueAt: "2026-11-17T15:59:59.999Z" });
      await put("/CN/days/2026-11-14", { kind: "workday", source: "a notice" });
      await becomes(source, { state: "late", dueAt: "2026-11-16T15:59:59.999Z" });
      now += 600_000;
      await isTold(source, "late");
      expect(await told(source)).toEqual(["late"]);
    });

    test.runIf(engine.name === "postgres")(
      "that passed and were taken back before either was scored: the alert says so",
      async () => {
        const source = await bound();
        now = Date.parse("2026-11-25T10:00:00+08:00");
        await send(source, "received", "2026-11-25T10:00:00+08:00");
        const scorer = await held();
        try {
          await scorer.query("select 1 from score_position where name = 'score' for update");
          now = Date.parse("2026-12-01T01:00:00+08:00");
          await isTold(source, "absent");
          await put("/CN/days/2026-11-30", { kind: "holiday", source: "a storm" });
          await put("/CN/days/2026-12-01", { kind: "holiday", source: "a storm" });
          await isTold(source, "absent", "withdrawn");
        } finally {
          await scorer.query("commit");
          await scorer.end();
        }
        await server.scored();
        const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=${rule}`);
        expect(at(body, "alerts")).toMatchObject([
          { message: { en: expect.stringContaining("its calendar was changed") } },
        ]);
      },
    );

    // It was taken for what was told before, and withdrawn twice.
    test.runIf(engine.name === "postgres")(
      "what is decided of one stands when the scorer comes to what was told of it before",
      async () => {
        const source = await bound();
        now = Date.parse("2026-11-18T10:00:00+08:00");
        await send(source, "received", "2026-11-18T10:00:00+08:00");
        const [scorer, row, log] = [await held(), await held(), await held()] as const;
        try {
          await scorer.query("select 1 from score_position where name = 'score' for update");
          now = Date.parse("2026-11-24T01:00:00+08:00");
          await isTold(source, "absent");
          await row.query("select 1 from deadline where source = $1 for update", [source.id]);
          await put("/CN/days/2026-11-23", { kind: "holiday", source: "a storm" });
          await log.query("select 1 from log_head for update");
          await row.query("commit");
          await becomes(source, { told: "withdrawn", dueAt: "2026-11-24T15:59:59.999Z" });
          await scorer.query("commit");
          await server.scored();
          expect(await one(source)).toMatchObject({ told: "withdrawn" });
          await log.query("commit");
        } finally {
          await Promise.all([scorer, row, log].map((client) => client.end()));
        }
        await isTold(source, "absent", "withdrawn");
        now = Date.parse("2026-11-25T01:00:00+08:00");
        await isTold(source, "absent", "withdrawn", "absent");
      },
    );
  });
});
