import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseServer, inputs, mover, staff, type StaffName, startCases } from "./support/cases.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { heard } from "./support/heard.ts";
import { type Answer, at, request, type TestPerson } from "./support/test-server.ts";
import { letterKinds } from "../src/letters/kinds.ts";
import { letterTemplates } from "../src/letters/templates.ts";
import { until } from "./support/until.ts";
import { sha256Hex } from "../src/sha256.ts";
import { entryOf } from "./support/xlsx.ts";

const code = (answer: { body: unknown }): unknown => at(answer.body, "code");

const everything = (kind: (typeof letterKinds)[number]): Record<string, string> =>
  Object.fromEntries(letterTemplates[kind].sections.map(({ field }) => [field, `text of ${field}`]));
const draft = (person: TestPerson, id: string, more: object): Promise<Answer> =>
  person.ops("POST", `/console/cases/${id}/letters`, {
    kind: "work_advice",
    track: "business",
    language: "en",
    to: "Finance",
    replyOn: "2026-07-01",
    fields: { duties: "Pay on time.", todo: "Check <script>alert(1)</script> & report." },
    ...more,
  });
const send = (person: TestPerson, id: string, version = 1): Promise<Answer> =>
  person.ops("POST", `/console/letters/${id}/send`, { version });

describeUsualEngine("CA-4: letters", (engine) => {
  let running: CaseServer<StaffName>;
  let now = Date.parse("2026-06-01T02:00:00Z");
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, staff, { clock: () => now, silenceCheckMs: 50 });
  });
  afterAll(() => running?.server.close());

  /** A case whose facts are known. */
  const disposed = async (more: object = {}): Promise<string> => {
    const { people } = running;
    const body = { title: "<b>Late</b> payments", level: 2, tracks: ["business"], ...more };
    const opened = await people.dina.ops("POST", "/console/cases", body);
    const id = String(at(opened.body, "id"));
    const { step } = mover(id, "business");
    await step(people.dina, "assign", inputs.assign);
    await step(people.hanna, "accept", inputs.accept);
    expect((await step(people.hanna, "dispose", inputs.dispose)).status).toBe(200);
    return id;
  };
  const fileAt = async (person: TestPerson, path: string): Promise<Response> =>
    await fetch(`${running.server.url}${path}`, { headers: { authorization: `Bearer ${person.token}` } });

  test("every kind is built from its template in both languages, with the case's data where nobody wrote", async () => {
    const { people } = running;
    const id = await disposed();
    for (const kind of letterKinds)
      for (const language of ["zh-CN", "en"]) {
        // oxlint-disable-next-line no-await-in-loop -- sixteen
        const made = await draft(people.hanna, id, { kind, language, fields: everything(kind) });
        expect([kind, language, made.status]).toEqual([kind, language, 201]);
        // oxlint-disable-next-line no-await-in-loop -- sixteen
        const page = await (
          await fileAt(people.hanna, `/console/letters/${String(at(made.body, "id"))}/print`)
        ).text();
        expect(page).toContain(letterTemplates[kind].name[language === "en" ? "en" : "zh-CN"]);
        for (const { field } of letterTemplates[kind].sections) expect(page).toContain(`text of ${field}`);
      }
    const made = await draft(people.hanna, id, {});
    const shown = (await people.hanna.ops("GET", `/console/letters/${String(at(made.body, "id"))}`)).body;
    expect(at(shown, "fields")).toMatchObject({ findings: inputs.dispose.facts, duties: "Pay on time." });
    expect(code(await draft(people.hanna, id, { fields: {} }))).toBe("PROBITY_E_ITEM_INPUT");
    expect(code(await draft(people.hanna, id, { fields: { other: "x" } }))).toBe("PROBITY_E_ITEM_INPUT");
    expect(code(await draft(people.hanna, id, { replyOn: undefined }))).toBe("PROBITY_E_ITEM_INPUT");
    expect((await draft(people.olga, id, {})).status).toBe(403);
  });

  test("what was sent stays byte for byte as page and docx, its hashes are in the log, and nothing in it is markup", async () => {
    const { people, server } = running;
    const caseId = await disposed();
    const id = String(at((await draft(people.hanna, caseId, {})).body, "id"));
    expect((await send(people.hanna, id)).status).toBe(403);
    const sent = await send(people.adam, id);
    expect(sent).toMatchObject({ status: 200, body: { state: "sent" } });
    expect(code(await send(people.adam, id, 2))).toBe("PROBITY_E_ITEM_STATE");
    const page = await fileAt(people.hanna, `/console/letters/${id}/print`);
    const text = await page.text();
    expect(sha256Hex(text)).toBe(at(sent.body, "htmlSha256"));
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; report.");
    expect(text).toContain("&lt;b&gt;Late&lt;/b&gt;");
    expect(text).not.toContain("<script");
    expect(text).toContain(String(at(sent.body, "number")));
    // The page brings its style, and the browser is allowed to use it: number, mark, hash and pages are on every sheet.
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? "";
    expect(style).toContain("counter(pages)");
    expect(style).toContain(`@top-right{content:"${String(at(sent.body, "number"))}"`);
    const allowed = createHash("sha256").update(style).digest("base64");
    expect(page.headers.get("content-security-policy")).toContain(`'sha256-${allowed}'`);
    const docx = Buffer.from(await (await fileAt(people.hanna, `/console/letters/${id}/docx`)).arrayBuffer());
    expect(sha256Hex(docx)).toBe(at(sent.body, "docxSha256"));
    const document = entryOf(docx, "word/document.xml");
    expect(document).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; report.");
    expect(document).toContain("Finance");
    expect(entryOf(docx, "[Content_Types].xml")).toContain("wordprocessingml.document.main+xml");
    // The check of uploads reads it as what it is.
    const upload = await request(
      `${server.url}/console/cases/${caseId}/evidence/files?track=business&name=letter.docx`,
      {
        method: "POST",
        headers: {
          authorization: `Bearer ${people.hanna.token}`,
          "content-type": "application/octet-stream",
        },
        body: new Uint8Array(docx),
      },
    );
    expect(upload.status).toBe(201);
    const told = JSON.stringify(await eventsOf(server, "probity", "letter.state.changed"));
    for (const form of ["htmlSha256", "docxSha256"]) expect(told).toContain(String(at(sent.body, form)));
    expect(told).not.toContain("Pay on time");
  });

  test("numbers have no gaps and no doubles, whoever sends at the same moment, and begin anew each year", async () => {
    const { people } = running;
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each its own case
      const made = await draft(people.hanna, await disposed(), {
        kind: "integrity_reminder",
        language: "zh-CN",
        fields: { causes: "c", strengthen: "s" },
      });
      ids.push(String(at(made.body, "id")));
    }
    const [discarded = "", stale = "", later = "", ...sending] = ids;
    await people.hanna.ops("POST", `/console/letters/${discarded}/discard`, {
      version: 1,
      text: "not needed",
    });
    const all = await Promise.all([
      ...sending.map((id) => send(people.adam, id)),
      send(people.adam, stale, 7),
    ]);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(9);
    const numbers = all.flatMap(({ body }) => at(body, "number") ?? []);
    expect(new Set(numbers)).toEqual(
      new Set(Array.from({ length: 9 }, (_, n) => `廉政提示单〔2026〕${n + 1}号`)),
    );
    now = Date.parse("2026-12-31T16:30:00Z");
    await people.hanna.ops("POST", `/console/letters/${later}/changes`, {
      version: 1,
      replyOn: "2027-02-01",
    });
    expect(await send(people.adam, later, 2)).toMatchObject({ body: { number: "廉政提示单〔2027〕1号" } });
    now = Date.parse("2026-06-01T02:00:00Z");
  });

  test("a letter is received, overdue, answered; CA-3: whoever is party to the case does not see it", async () => {
    const { people } = running;
    const caseId = await disposed({ named: [{ kind: "person", key: "paul" }] });
    const id = String(at((await draft(people.hanna, caseId, {})).body, "id"));
    await send(people.dora, id);
    const find = async (person: TestPerson, query: string): Promise<unknown> =>
      at((await person.ops("GET", `/console/letters?case=${caseId}&${query}`)).body, "letters");
    expect(await find(people.petra, "")).toHaveLength(1);
    expect(await find(people.paul, "")).toEqual([]);
    for (const path of ["", "/print", "/docx"])
      // oxlint-disable-next-line no-await-in-loop -- three
      expect((await people.paul.ops("GET", `/console/letters/${id}${path}`)).status).toBe(404);
    const received = await people.hanna.ops("POST", `/console/letters/${id}/received`, { version: 2 });
    expect(received).toMatchObject({ body: { state: "received" } });
    expect(await find(people.rita, "overdue=true")).toEqual([]);
    now = Date.parse("2026-07-02T02:00:00Z");
    expect(await find(people.rita, "overdue=true")).toHaveLength(1);
    const answer = { version: 3, answer: "It was done." };
    expect((await people.hanna.ops("POST", `/console/letters/${id}/answered`, answer)).status).toBe(200);
    expect(at(await find(people.rita, "state=answered"), 0)).toMatchObject({
      isOverdue: false,
      isLate: true,
    });
  });

  test("CA-6: whose letter it is hears that it was sent, has no answer by its date, and was answered late", async () => {
    const { people } = running;
    const caseId = await disposed();
    const made = await draft(people.hanna, caseId, { replyOn: "2026-08-01" });
    const id = String(at(made.body, "id"));
    const link = `/letters/${id}`;
    await send(people.dora, id);
    expect([
      await heard(people.hanna, "letter.sent", link),
      await heard(people.dora, "letter.sent", link),
    ]).toEqual([1, 0]);
    now = Date.parse("2026-08-02T02:00:00Z");
    await until(async () => (await heard(people.dora, "letter.overdue", link)) === 1);
    expect(await heard(people.hanna, "letter.overdue", link)).toBe(1);
    const answer = { version: 2, answer: "Done." };
    expect((await people.hanna.ops("POST", `/console/letters/${id}/answered`, answer)).status).toBe(200);
    expect(await heard(people.dora, "letter.answered_late", link)).toBe(1);
  });
});
