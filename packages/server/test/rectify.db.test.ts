import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseServer, inputs, mover, staff, type StaffName, startCases } from "./support/cases.ts";
import { cli, type CliResult } from "./support/cli.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { heard } from "./support/heard.ts";
import { type Answer, at, request, type TestPerson } from "./support/test-server.ts";
import { until } from "./support/until.ts";
import { sha256Hex } from "../src/sha256.ts";

const day = 86_400_000;
const code = (answer: { body: unknown }): unknown => at(answer.body, "code");

const list = async (person: TestPerson, kind: string, query = ""): Promise<readonly unknown[]> => {
  const items = at((await person.ops("GET", `/console/lists/${kind}?${query}`)).body, "items");
  return Array.isArray(items) ? items : [];
};

describeUsualEngine("lists and measures", (engine) => {
  let running: CaseServer<StaffName>;
  let now = Date.parse("2026-06-01T02:00:00Z");
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, staff, { clock: () => now, silenceCheckMs: 50 });
  });
  afterAll(() => running?.server.close());

  /** A case with these measures, by hand on the business side, in the state `applying`. */
  const applied = async (
    measures: readonly object[],
    more: object = {},
  ): Promise<{ readonly id: string; readonly moving: ReturnType<typeof mover> }> => {
    const { people } = running;
    const opened = await people.dina.ops("POST", "/console/cases", {
      title: "Late payments",
      level: 2,
      tracks: ["business"],
      ...more,
    });
    const id = String(at(opened.body, "id"));
    const moving = mover(id, "business");
    for (const [person, step, input] of [
      [people.dina, "assign", inputs.assign],
      [people.hanna, "accept", inputs.accept],
      [people.hanna, "dispose", inputs.dispose],
      [people.adam, "apply", { ...inputs.apply, measures }],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop -- one step follows the other
      expect([step, (await moving.step(person, step, input)).status]).toEqual([step, 200]);
    return { id, moving };
  };
  const measureOf = async (caseId: string): Promise<string> =>
    String(at((await list(running.people.rita, "rectification", `case=${caseId}`))[0], "id"));
  const act = async (
    person: TestPerson,
    path: string,
    item: { readonly kind: string; readonly id: string },
    more: object = {},
  ): Promise<Answer> => {
    const shown = await running.people.dora.ops("GET", `/console/lists/${item.kind}/${item.id}`);
    return await person.ops("POST", path, { version: at(shown.body, "version"), ...more });
  };
  const onMeasure = (person: TestPerson, id: string, verb: string, more: object = {}): Promise<Answer> =>
    act(person, `/console/measures/${id}/${verb}`, { kind: "rectification", id }, more);
  const prove = (person: TestPerson, id: string, text: string): Promise<Answer> =>
    request(`${running.server.url}/console/lists/rectification/${id}/proofs?name=proof.txt`, {
      method: "POST",
      headers: { authorization: `Bearer ${person.token}`, "content-type": "application/octet-stream" },
      body: new Uint8Array(Buffer.from(text)),
    });
  const signOff = async (id: string): Promise<Answer> => {
    const { people } = running;
    await prove(people.hanna, id, `done ${id}`);
    expect((await onMeasure(people.hanna, id, "ask")).status).toBe(200);
    return await onMeasure(people.rita, id, "accept");
  };

  describe("CA-4: sign-off", () => {
    test("not without proof, not before all parts are done, not by who carried it out; refusals are counted", async () => {
      const { people } = running;
      const { id: caseId, moving } = await applied([
        { text: "Pay on time", person: "hugo", dueOn: "2026-06-20" },
      ]);
      const id = await measureOf(caseId);
      const parts = [{ text: "write the rule" }, { text: "train the office" }];
      const edit = { kind: "rectification", id };
      const edited = await act(people.dora, `/console/lists/rectification/${id}/changes`, edit, {
        fields: { parts, cost: { amount: 1200.5, currency: "CNY" } },
      });
      expect(edited.status).toBe(200);
      expect(code(await onMeasure(people.hugo, id, "ask"))).toBe("PROBITY_E_ITEM_CONDITION");
      expect((await onMeasure(people.hugo, id, "progress", { parts: [0], progress: 50 })).status).toBe(200);
      expect((await prove(people.hugo, id, "the new rule")).body).toMatchObject({
        sha256: sha256Hex("the new rule"),
      });
      expect(code(await onMeasure(people.hugo, id, "ask"))).toBe("PROBITY_E_ITEM_CONDITION");
      expect(code(await onMeasure(people.hugo, id, "progress", { parts: [2] }))).toBe("PROBITY_E_ITEM_INPUT");
      await onMeasure(people.hugo, id, "progress", { parts: [0, 1] });
      expect(code(await onMeasure(people.rita, id, "accept"))).toBe("PROBITY_E_ITEM_STATE");
      expect((await onMeasure(people.hugo, id, "ask", { text: "Please look." })).status).toBe(200);
      expect(code(await onMeasure(people.hugo, id, "accept"))).toBe("PROBITY_E_FORBIDDEN");
      expect(code(await moving.step(people.rita, "appraise", inputs.appraise))).toBe(
        "PROBITY_E_CASE_CONDITION",
      );
      expect((await onMeasure(people.rita, id, "refuse", { text: "The training is missing." })).status).toBe(
        200,
      );
      expect((await list(people.rita, "rectification", `case=${caseId}`))[0]).toMatchObject({
        state: "open",
        sendBacks: 1,
        owner: "hugo",
        unit: "office-2",
        dueOn: "2026-06-20",
        fields: { measure: "Pay on time", cost: { amount: 1200.5 } },
      });
      expect((await onMeasure(people.hugo, id, "ask")).status).toBe(200);
      const accepted = await onMeasure(people.rita, id, "accept", { text: "In order." });
      expect(accepted).toMatchObject({ status: 200, body: { state: "done" } });
      expect((await list(people.rita, "rectification", `case=${caseId}`))[0]).toMatchObject({
        doneBy: "rita",
        doneAt: new Date(now).toISOString(),
      });
      expect((await list(people.rita, "look_back", `case=${caseId}`))[0]).toMatchObject({
        state: "open",
        parent: id,
        dueOn: "2026-08-30",
      });
      expect((await list(people.rita, "problem", `case=${caseId}`))[0]).toMatchObject({
        state: "done",
        fields: { finding: inputs.dispose.facts, level: 2 },
      });
      expect((await moving.step(people.rita, "appraise", inputs.appraise)).status).toBe(200);
    });

    test("CA-6: who works on a measure hears that it is theirs, sent back, due soon and overdue, each once", async () => {
      const { people } = running;
      const dueOn = new Date(now + 20 * day).toISOString().slice(0, 10);
      const { id: caseId } = await applied([{ text: "Pay at once", person: "hugo", dueOn }]);
      const id = await measureOf(caseId);
      expect(await heard(people.hugo, "item.assigned", `/lists/rectification/${id}`)).toBe(1);
      expect(await heard(people.hanna, "item.assigned", `/lists/rectification/${id}`)).toBe(0);
      await prove(people.hugo, id, "proof");
      await onMeasure(people.hugo, id, "ask");
      await onMeasure(people.rita, id, "refuse", { text: "Not yet." });
      expect(await heard(people.hugo, "item.returned", `/lists/rectification/${id}`)).toBe(1);
      now += 12 * day;
      await onMeasure(people.hugo, id, "progress", { progress: 10 });
      expect(await heard(people.hugo, "item.due", `/lists/rectification/${id}`)).toBe(0);
      now += 2 * day;
      await until(async () => (await heard(people.hugo, "item.due", `/lists/rectification/${id}`)) === 1);
      now += 7 * day;
      await until(async () => (await heard(people.hugo, "item.overdue", `/lists/rectification/${id}`)) === 1);
      // Whoever gave the work hears of it as well.
      expect(await heard(people.adam, "item.overdue", `/lists/rectification/${id}`)).toBe(1);
      expect(await heard(people.hugo, "item.due", `/lists/rectification/${id}`)).toBe(1);
    });

    test("the handler and the responsible person never sign off, whatever roles they have", async () => {
      const { people } = running;
      const { id: caseId } = await applied([{ text: "Repair the form", person: "dora" }]);
      const id = await measureOf(caseId);
      await prove(people.hanna, id, "repaired");
      await onMeasure(people.hanna, id, "ask");
      expect(code(await onMeasure(people.dora, id, "accept"))).toBe("PROBITY_E_FOUR_EYES");
      expect(code(await onMeasure(people.rita, id, "accept", { version: 1 }))).toBe("PROBITY_E_ITEM_STATE");
      expect((await onMeasure(people.rita, id, "accept")).status).toBe(200);
    });
  });

  describe("CA-4: look-back", () => {
    test("a relapse opens problem, measure and case again and counts as a repeat; old proof no longer counts", async () => {
      const { people } = running;
      const { id: caseId, moving } = await applied([{ text: "Stop the practice" }]);
      const id = await measureOf(caseId);
      await signOff(id);
      await moving.step(people.rita, "appraise", inputs.appraise);
      expect((await moving.step(people.petra, "close", inputs.closing)).status).toBe(200);
      const lookBack = String(at((await list(people.rita, "look_back", `case=${caseId}`))[0], "id"));
      now += 91 * day;
      expect((await list(people.rita, "look_back", `case=${caseId}&overdue=true`))[0]).toMatchObject({
        lateDays: 1,
      });
      const item = { kind: "look_back", id: lookBack };
      const path = `/console/look-backs/${lookBack}/result`;
      const found = await act(people.rita, path, item, { result: "It goes on.", relapse: true });
      expect(found).toMatchObject({ status: 200, body: { state: "done", caseState: "verifying" } });
      expect(code(await act(people.rita, path, item, { result: "Again.", relapse: true }))).toBe(
        "PROBITY_E_ITEM_STATE",
      );
      expect((await list(people.rita, "problem", `case=${caseId}&repeat=true`))[0]).toMatchObject({
        state: "open",
        relapses: 1,
        isRepeat: true,
      });
      expect((await list(people.rita, "rectification", `case=${caseId}`))[0]).toMatchObject({
        state: "open",
        progress: 0,
        doneBy: null,
      });
      expect(code(await onMeasure(people.hanna, id, "ask"))).toBe("PROBITY_E_ITEM_CONDITION");
      expect(await signOff(id)).toMatchObject({ status: 200 });
      expect(await list(people.rita, "look_back", `case=${caseId}`)).toHaveLength(2);
      const counts = (await people.rita.ops("GET", `/console/lists/look_back/counts?case=${caseId}`)).body;
      expect(counts).toMatchObject({ total: 2, late: 1, byState: { done: 1, open: 1 } });
    });

    test("a case with a relapse cannot be closed until its measure is signed off again", async () => {
      const { people } = running;
      const { id: caseId, moving } = await applied([{ text: "Publish the prices" }]);
      const id = await measureOf(caseId);
      await signOff(id);
      await moving.step(people.rita, "appraise", inputs.appraise);
      const lookBack = String(at((await list(people.rita, "look_back", `case=${caseId}`))[0], "id"));
      const path = `/console/look-backs/${lookBack}/result`;
      const item = { kind: "look_back", id: lookBack };
      expect(await act(people.rita, path, item, { result: "Not published.", relapse: true })).toMatchObject({
        body: { caseState: "appraising" },
      });
      expect(code(await moving.step(people.petra, "close", inputs.closing))).toBe("PROBITY_E_CASE_CONDITION");
      await signOff(id);
      expect((await moving.step(people.petra, "close", inputs.closing)).status).toBe(200);
    });
  });

  describe("CA-4: the six lists", () => {
    test("own fields are checked by kind; what is written by hand is changed, ended, filtered and paged", async () => {
      const { people } = running;
      const make = (kind: string, body: object): Promise<Answer> =>
        people.dora.ops("POST", `/console/lists/${kind}`, body);
      const good: readonly (readonly [string, object])[] = [
        ["task", { origin: "plan 2026", breakdown: [{ text: "first" }], reportRhythm: "monthly" }],
        ["responsibility", { post: "head", duty: "signs", pledge: "kept", yearlyAppraisal: "good" }],
        ["problem", { finding: "no receipts", cause: "no rule", level: 3 }],
        ["report", { to: "the board", period: "2026-Q2", content: "figures" }],
      ];
      for (const [kind, fields] of good) {
        // oxlint-disable-next-line no-await-in-loop -- few
        const made = await make(kind, { title: kind, owner: "hanna", dueOn: "2026-01-15", fields });
        expect([kind, made.status]).toEqual([kind, 201]);
        // oxlint-disable-next-line no-await-in-loop -- few
        const bad = await make(kind, { title: kind, fields: { ...fields, other: 1 } });
        expect([kind, code(bad)]).toEqual([kind, "PROBITY_E_ITEM_INPUT"]);
      }
      expect(code(await make("task", { title: "t", fields: {} }))).toBe("PROBITY_E_ITEM_INPUT");
      expect((await make("look_back", { title: "t", fields: {} })).status).toBe(400);
      expect((await make("task", { title: "nul\u0000", fields: { origin: "x" } })).status).toBe(400);
      const [task] = await list(people.hanna, "task", "mine=true&overdue=true");
      expect(task).toMatchObject({ title: "task", state: "open" });
      const id = String(at(task, "id"));
      const end = `/console/lists/task/${id}/end`;
      const item = { kind: "task", id };
      expect(code(await act(people.hanna, end, item, { state: "done", text: "ready" }))).toBe(
        "PROBITY_E_ITEM_CONDITION",
      );
      expect((await onTask(people.hanna, id)).status).toBe(200);
      expect((await act(people.hanna, end, item, { state: "done", text: "ready" })).status).toBe(200);
      expect(await list(people.hanna, "task", "mine=true&overdue=true")).toEqual([]);
      expect(await list(people.hanna, "task", "mine=true&late=true")).toHaveLength(1);
      const shown = (await people.hanna.ops("GET", `/console/lists/task/${id}`)).body;
      expect(at(shown, "steps", 0)).toMatchObject({ name: "created", by: "dora" });
      for (let n = 0; n < 5; n += 1)
        // oxlint-disable-next-line no-await-in-loop -- an order that is known
        await make("report", { title: `r${n}`, fields: { to: "x", period: "y" } });
      const seen: string[] = [];
      for (let cursor = ""; ;) {
        // oxlint-disable-next-line no-await-in-loop -- one page after the other
        const page = (await people.dora.ops("GET", `/console/lists/report?limit=2${cursor}`)).body;
        const items = at(page, "items");
        seen.push(...(Array.isArray(items) ? items : []).map((one) => String(at(one, "id"))));
        const next = at(page, "next");
        if (typeof next !== "string") break;
        cursor = `&cursor=${next}`;
      }
      expect(new Set(seen).size).toBe(6);
      expect(seen).toHaveLength(6);
    });

    test("measures against a problem written by hand go the same way, and a problem can name what it repeats", async () => {
      const { people } = running;
      const problem = async (more: object): Promise<string> => {
        const body = { title: "p", source: "audit", fields: { finding: "f" }, ...more };
        return String(at((await people.dora.ops("POST", "/console/lists/problem", body)).body, "id"));
      };
      const first = await problem({});
      const second = await problem({ repeatOf: first });
      const body = { title: "m", owner: "hugo", problem: second, fields: { measure: "m" } };
      const made = await people.dora.ops("POST", "/console/lists/rectification", body);
      const id = String(at(made.body, "id"));
      expect(await signOff(id)).toMatchObject({ status: 200 });
      expect((await people.dora.ops("GET", `/console/lists/problem/${second}`)).body).toMatchObject({
        state: "done",
        repeatOf: first,
        isRepeat: true,
        source: "audit",
      });
    });

    test("CA-3: whoever is party to a case sees neither its items nor their proof, nor counts them", async () => {
      const { people } = running;
      const { id: caseId } = await applied([{ text: "Hidden" }], {
        named: [{ kind: "person", key: "paul" }],
      });
      const id = await measureOf(caseId);
      const proof = String(at((await prove(people.hanna, id, "secret")).body, "id"));
      for (const kind of ["problem", "rectification"]) {
        // oxlint-disable-next-line no-await-in-loop -- few
        expect(await list(people.petra, kind, `case=${caseId}`)).toHaveLength(1);
        // oxlint-disable-next-line no-await-in-loop -- few
        expect(await list(people.paul, kind, `case=${caseId}`)).toEqual([]);
        // oxlint-disable-next-line no-await-in-loop -- few
        const counts = await people.paul.ops("GET", `/console/lists/${kind}/counts?case=${caseId}`);
        expect(counts.body).toMatchObject({ total: 0 });
      }
      const path = `/console/lists/rectification/${id}`;
      expect((await people.paul.ops("GET", path)).status).toBe(404);
      expect((await people.paul.ops("GET", `${path}/proofs/${proof}/content`)).status).toBe(404);
      expect((await people.petra.ops("GET", `${path}/proofs/${proof}/content`)).status).toBe(200);
      const owner = await act(
        people.dora,
        `${path}/changes`,
        { kind: "rectification", id },
        { owner: "paul" },
      );
      expect(code(owner)).toBe("PROBITY_E_CASE_CONFLICT");
      expect((await people.olga.ops("GET", "/console/lists/problem")).status).toBe(403);
    });

    test("LO-7: every change is in the log by ids and hashes alone", async () => {
      const { server } = running;
      const { id: caseId } = await applied([{ text: "Words that stay" }]);
      const id = await measureOf(caseId);
      await signOff(id);
      const path = `/ops/events?type=rectification.item.changed&subject=${id}&about=all`;
      const found = at((await server.ops("GET", path)).body, "events");
      const ids = (Array.isArray(found) ? found : []).map((event) => String(at(event, "id")));
      const shown = await Promise.all(
        ids.map((event) => server.ops("GET", `/ops/events/${event}?source=probity`)),
      );
      const text = JSON.stringify(shown.map(({ body }) => body));
      for (const change of ["created", "proof_added", "asked", "signed_off"]) expect(text).toContain(change);
      expect(text).toContain(sha256Hex(`done ${id}`));
      expect(text).not.toContain("Words that stay");
    });
  });

  test("CA-4: probity lists, measures and letters, in both languages", async () => {
    const { people, server } = running;
    const { id: caseId } = await applied([{ text: "From the command line", person: "hugo" }]);
    const id = await measureOf(caseId);
    const home = mkdtempSync(join(tmpdir(), "probity-rectify-"));
    afterAll(() => rmSync(home, { recursive: true, force: true }));
    const as = (person: TestPerson, ...argv: readonly string[]): Promise<CliResult> =>
      cli(home, [...argv, "--url", server.url], { PROBITY_TOKEN: person.token });
    const proof = join(home, "proof.txt");
    writeFileSync(proof, "proof");
    expect(await as(people.hugo, "measures", "proof", id, "--file", proof)).toMatchObject({
      code: 0,
      out: expect.stringContaining(sha256Hex("proof")),
    });
    expect(await as(people.hugo, "measures", "ask", id)).toMatchObject({ code: 0 });
    expect(await as(people.rita, "measures", "refuse", id, "--text", "Not yet.")).toMatchObject({ code: 0 });
    expect(await as(people.hugo, "measures", "progress", id, "--progress", "90")).toMatchObject({ code: 0 });
    expect(await as(people.hugo, "measures", "ask", id)).toMatchObject({ code: 0 });
    const accepted = await as(people.rita, "measures", "accept", id, "--lang", "zh-CN");
    expect(accepted).toMatchObject({ code: 0, out: expect.stringContaining("已完成") });
    const listed = await as(people.rita, "lists", "list", "rectification", "--case", caseId);
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining("From the command line") });
    expect(await as(people.rita, "lists", "show", "rectification", id)).toMatchObject({
      code: 0,
      out: expect.stringContaining("sent_back"),
    });
    expect(await as(people.rita, "lists", "counts", "problem", "--case", caseId)).toMatchObject({ code: 0 });
    const written = ["--title", "t", "--fields", '{"origin":"plan"}'];
    expect(await as(people.dora, "lists", "add", "task", ...written)).toMatchObject({ code: 0 });
    const fields = ["--fields", '{"duties":"d"}', "--reply", "2099-01-01"];
    const kind = ["--kind", "work_advice", "--to", "财务科"];
    const drafted = await as(people.hanna, "letters", "draft", caseId, ...kind, ...fields, "--json");
    expect(drafted).toMatchObject({ code: 0 });
    const parsed: unknown = JSON.parse(drafted.out);
    const letter = String(at(parsed, "id"));
    expect(await as(people.adam, "letters", "send", letter)).toMatchObject({
      code: 0,
      out: expect.stringContaining("工作提示单〔2026〕"),
    });
    const file = join(home, "letter.docx");
    expect(await as(people.hanna, "letters", "save", letter, "--out", file)).toMatchObject({ code: 0 });
    expect(readFileSync(file).subarray(0, 2).toString()).toBe("PK");
    expect(await as(people.hanna, "letters", "received", letter)).toMatchObject({ code: 0 });
    expect(await as(people.hanna, "letters", "answered", letter, "--text", "Done.")).toMatchObject({
      code: 0,
    });
    expect(await as(people.hanna, "letters", "list", "--case", caseId)).toMatchObject({ code: 0 });
  });

  const onTask = (person: TestPerson, id: string): Promise<Answer> =>
    act(person, `/console/measures/${id}/progress`, { kind: "task", id }, { parts: [0] });
});
