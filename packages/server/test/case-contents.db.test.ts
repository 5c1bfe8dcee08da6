import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type CaseServer,
  inputs,
  mover,
  shortTender,
  staff,
  type StaffName,
  startCases,
} from "./support/cases.ts";
import { cli, type CliResult } from "./support/cli.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { type Answer, at, request, type TestPerson } from "./support/test-server.ts";
import { sha256Hex } from "../src/sha256.ts";
import { zipOf } from "./support/zip.ts";

const code = (answer: { body: unknown }): unknown => at(answer.body, "code");

const clue = (text: string, more: object = {}): object => ({
  source: "hotline",
  text,
  subjects: [{ kind: "person", key: "p-named" }],
  protectedReporter: true,
  ...more,
});

describeUsualEngine("contents of cases", (engine) => {
  let running: CaseServer<StaffName>;
  let now = Date.parse("2026-06-01T02:00:00Z");
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, staff, { clock: () => now });
  });
  afterAll(() => running?.server.close());

  const byHand = async (title: string, more: object = {}): Promise<string> => {
    const answer = await running.people.dina.ops("POST", "/console/cases", {
      title,
      level: 2,
      tracks: ["business"],
      ...more,
    });
    expect(answer.status).toBe(201);
    return String(at(answer.body, "id"));
  };
  const upload = (
    person: TestPerson,
    id: string,
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<Answer> =>
    request(
      `${running.server.url}/console/cases/${id}/evidence/files?track=business&name=${encodeURIComponent(name)}`,
      {
        method: "POST",
        headers: { authorization: `Bearer ${person.token}`, "content-type": "application/octet-stream" },
        body: bytes,
      },
    );

  describe("SE-5: evidence", () => {
    test("files come back byte for byte as attachments; what is no document is refused and leaves nothing", async () => {
      const { people, server } = running;
      const id = await byHand("evidence");
      const pdf = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(700_000, 7)]);
      const added = await upload(people.hanna, id, "合同 1.pdf", pdf);
      expect(added).toMatchObject({ status: 201, body: { sha256: sha256Hex(pdf) } });
      const item = String(at(added.body, "id"));
      const answer = await fetch(`${server.url}/console/cases/${id}/evidence/${item}/content`, {
        headers: { authorization: `Bearer ${people.rita.token}` },
      });
      expect(sha256Hex(Buffer.from(await answer.arrayBuffer()))).toBe(sha256Hex(pdf));
      expect(answer.headers.get("content-disposition")).toMatch(
        /^attachment; .*%E5%90%88%E5%90%8C%201\.pdf$/,
      );
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      const word = zipOf(["[Content_Types].xml", "word/document.xml"], deflateRawSync);
      const good: readonly (readonly [string, Buffer])[] = [
        ["a.docx", word],
        ["a.csv", Buffer.from("id,sum\n1,2\n")],
        ["gb.txt", Buffer.from([0xc4, 0xe3, 0xba, 0xc3])],
        ["a.jpeg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1])],
      ];
      for (const [name, bytes] of good)
        expect([name, (await upload(people.hanna, id, name, new Uint8Array(bytes))).status]).toEqual([
          name,
          201,
        ]);
      const bad: readonly (readonly [string, Buffer])[] = [
        ["a.zip", word],
        ["a.xlsx", word],
        [
          "a.docx",
          zipOf(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"], deflateRawSync),
        ],
        ["a.pdf", Buffer.from("<html>")],
        ["a.html", Buffer.from("<html>")],
        ["a.txt", Buffer.from([0x41, 0, 0x42])],
        ["a.exe", Buffer.from("MZ")],
        ["a.png", Buffer.alloc(0)],
      ];
      for (const [name, bytes] of bad)
        expect([name, code(await upload(people.hanna, id, name, new Uint8Array(bytes)))]).toEqual([
          name,
          "PROBITY_E_EVIDENCE",
        ]);
      const large = new Uint8Array(21 * 1024 * 1024);
      large.set(Buffer.from("%PDF-"));
      expect((await upload(people.hanna, id, "large.pdf", large)).status).toBe(413);
      expect(code(await upload(people.olga, id, "a.pdf", new Uint8Array(pdf)))).toBe("PROBITY_E_CASE_ROLE");
      const list = at((await people.rita.ops("GET", `/console/cases/${id}/evidence`)).body, "evidence");
      expect(list).toHaveLength(5);
    });

    test("what is withdrawn leaves a tombstone with its hash, and its content is gone", async () => {
      const { people } = running;
      const id = await byHand("withdrawn");
      const added = await upload(people.hanna, id, "a.txt", new Uint8Array(Buffer.from("wrong file")));
      const item = String(at(added.body, "id"));
      const path = `/console/cases/${id}/evidence/${item}`;
      expect(code(await people.rita.ops("POST", `${path}/withdraw`, { reason: "no" }))).toBe(
        "PROBITY_E_CASE_ROLE",
      );
      expect((await people.hanna.ops("POST", `${path}/withdraw`, { reason: "The wrong file." })).status).toBe(
        200,
      );
      expect((await people.hanna.ops("GET", `${path}/content`)).status).toBe(404);
      const list = (await people.rita.ops("GET", `/console/cases/${id}/evidence`)).body;
      expect(at(list, "evidence", 0)).toMatchObject({
        sha256: sha256Hex("wrong file"),
        withdrawnBy: "hanna",
        withdrawalReason: "The wrong file.",
      });
    });
  });

  describe("CA-1: comments and joint consultation", () => {
    test("a comment mentions known people; texts stay out of the log, their hash is in it", async () => {
      const { people, server } = running;
      const id = await byHand("comments");
      const said = { track: "business", text: "Please look at this, @rita and @adam. a@b.cn" };
      const answer = await people.hanna.ops("POST", `/console/cases/${id}/comments`, said);
      expect(answer).toMatchObject({ status: 201, body: { mentions: ["rita", "adam"] } });
      const inbox = (await people.rita.ops("GET", "/console/notifications")).body;
      expect(JSON.stringify(inbox)).toContain(id);
      const unknown = { track: "business", text: "And you, @nobody." };
      expect(code(await people.hanna.ops("POST", `/console/cases/${id}/comments`, unknown))).toBe(
        "PROBITY_E_CASE_INPUT",
      );
      await server.scored();
      const events = await server.ops("GET", `/ops/events?type=case.content.changed&subject=${id}&about=all`);
      const shown = (await people.rita.ops("GET", `/console/cases/${id}/timeline?kind=comment`)).body;
      expect(JSON.stringify(events.body)).not.toContain("Please look");
      expect(at(shown, "entries", 0)).toMatchObject({ text: said.text, by: "hanna" });
    });

    test("section 9.5: roles and persons are asked for an opinion with a deadline, and each gives one", async () => {
      const { people } = running;
      const id = await byHand("opinions");
      const path = `/console/cases/${id}/opinions`;
      const asked = await people.dina.ops("POST", path, {
        track: "business",
        question: "Is that allowed?",
        asked: [{ role: "reviewer" }, { person: "hugo" }],
        dueAt: new Date(now + 86_400_000).toISOString(),
      });
      expect(asked.status).toBe(201);
      const [first, second] = [at(asked.body, "opinions", 0), at(asked.body, "opinions", 1)];
      const opinion = { opinion: "It is not." };
      expect(code(await people.adam.ops("POST", `${path}/${String(first)}`, opinion))).toBe(
        "PROBITY_E_CASE_ROLE",
      );
      expect((await people.rita.ops("POST", `${path}/${String(first)}`, opinion)).status).toBe(200);
      expect(code(await people.rita.ops("POST", `${path}/${String(first)}`, opinion))).toBe(
        "PROBITY_E_CASE_STATE",
      );
      now += 2 * 86_400_000;
      const list = (await people.dina.ops("GET", path)).body;
      expect(at(list, "opinions")).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ opinion: "It is not.", overdue: false }),
          expect.objectContaining({ overdue: true }),
        ]),
      );
      expect((await people.hugo.ops("POST", `${path}/${String(second)}`, opinion)).status).toBe(200);
    });
  });

  describe("TheHive's lesson: merging is reversible and loses nothing", () => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- `running` is of this engine
    const everything = async (ids: readonly string[]): Promise<unknown> =>
      await Promise.all(
        ids.map(async (id) => {
          const { people } = running;
          const shown = (await people.dina.ops("GET", `/console/cases/${id}`)).body;
          const evidence = (await people.dina.ops("GET", `/console/cases/${id}/evidence`)).body;
          const strip = (key: string): unknown => at(shown, key);
          const versionless = JSON.parse(JSON.stringify(strip("tracks"))) as Record<string, unknown>[];
          for (const track of versionless) delete track["version"];
          for (const track of versionless) delete track["since"];
          return [
            strip("title"),
            strip("level"),
            strip("alerts"),
            strip("named"),
            strip("open"),
            versionless,
            evidence,
          ];
        }),
      );

    test("random merges and detachments end where they began", { timeout: 120_000 }, async () => {
      const { people, server } = running;
      const source = await server.addSource();
      const ids: string[] = [];
      for (const n of [0, 1, 2, 3]) {
        await source.send([shortTender(source.id, `ocds-m${n}-${source.id}`)]);
        await server.scored();
        const found = await server.ops(
          "GET",
          `/ops/alerts?subject=ocds-m${n}-${source.id}&rule=PROC-TND-001`,
        );
        ids.push(`c-${String(at(found.body, "alerts", 0, "id"))}`);
        const note = { kind: "note", track: "integrity", text: `note ${n}` };
        await people.dina.ops("POST", `/console/cases/${ids[n]}/evidence`, note);
      }
      const before = await everything(ids);
      const parents = new Map<string, string>();
      const move = async (id: string, transition: string, input: object): Promise<Answer> => {
        const shown = (await people.dina.ops("GET", `/console/cases/${id}`)).body;
        const version = at(shown, "tracks", 0, "version");
        return await people.dina.ops("POST", `/console/cases/${id}/moves`, {
          track: "integrity",
          transition,
          version,
          input,
        });
      };
      const step = fc.record({ from: fc.nat(3), into: fc.nat(3), detach: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
          for (const { from, into, detach } of steps) {
            const [a = "", b = ""] = [ids[from], ids[into]];
            const possible = detach ? parents.has(a) : a !== b && !parents.has(a) && !parents.has(b);
            const answer = detach
              ? await move(a, "detach", { text: "Not the same." })
              : await move(a, "merge", { into: b, reasonCode: "joint_file" });
            expect([detach, possible, answer.status === 200]).toEqual([detach, possible, possible]);
            if (!possible) continue;
            if (detach) parents.delete(a);
            else parents.set(a, b);
            const roots = ids.filter((id) => !parents.has(id));
            const alerts = await Promise.all(
              roots.map(async (id) =>
                at((await people.dina.ops("GET", `/console/cases/${id}`)).body, "alerts"),
              ),
            );
            expect(alerts.flat()).toHaveLength(4);
          }
          for (const id of parents.keys())
            expect((await move(id, "detach", { text: "Again apart." })).status).toBe(200);
          parents.clear();
          expect(await everything(ids)).toEqual(before);
        }),
        { numRuns: 8, seed: 20_261_130 },
      );
      // A later alert of a merged case's key goes where it belongs and is seen in the case above.
      expect((await move(ids[0] ?? "", "merge", { into: ids[1], reasonCode: "same_key" })).status).toBe(200);
      await source.send([
        shortTender(source.id, `ocds-m0-${source.id}`, "clerk", { time: "2028-01-01T09:00:00+08:00" }),
      ]);
      await server.scored();
      expect(
        at((await people.dina.ops("GET", `/console/cases/${ids[1] ?? ""}`)).body, "alerts"),
      ).toHaveLength(3);
      const alert = (ids[2] ?? "").slice(2);
      const moved = { alerts: [alert], text: "It belongs here." };
      expect((await people.dina.ops("POST", `/console/cases/${ids[1] ?? ""}/alerts`, moved)).status).toBe(
        200,
      );
      expect(
        at((await people.dina.ops("GET", `/console/cases/${ids[1] ?? ""}`)).body, "alerts"),
      ).toHaveLength(4);
      expect(
        at((await people.dina.ops("GET", `/console/cases/${ids[2] ?? ""}`)).body, "alerts"),
      ).toHaveLength(0);
    });
  });

  describe("CA-5: clues", () => {
    const words =
      "The head of the office lets his brother's firm win each tender for desks, three times since March.";

    test("the same number or nearly the same words about the same person are proposed, and a person decides", async () => {
      const { people, server } = running;
      const reporter = { name: "Mrs. Wang", contact: "13800000000" };
      const first = await people.inge.ops(
        "POST",
        "/console/clues",
        clue(words, { sourceRef: "HL-1", reporter }),
      );
      expect(first).toMatchObject({ status: 201, body: { similar: [] } });
      const id = String(at(first.body, "id"));
      const near = await people.inge.ops("POST", "/console/clues", clue(`${words.toUpperCase()}!!`));
      expect(at(near.body, "similar")).toMatchObject([{ other: id, reason: "text" }]);
      const other = await people.inge.ops(
        "POST",
        "/console/clues",
        clue("Something else entirely.", { sourceRef: "hl-1 " }),
      );
      expect(at(other.body, "similar")).toMatchObject([{ other: id, reason: "source_ref" }]);
      const nobody = await people.inge.ops("POST", "/console/clues", clue(words, { subjects: [] }));
      expect(at(nobody.body, "similar")).toEqual([]);
      const same = await people.inge.ops(
        "POST",
        `/console/clues/${String(at(near.body, "id"))}/similar/${id}`,
        { same: true },
      );
      expect(same.status).toBe(200);
      // From the earlier of two; once.
      const apart = `/console/clues/${id}/similar/${String(at(other.body, "id"))}`;
      expect((await people.inge.ops("POST", apart, { same: false })).status).toBe(200);
      expect((await people.inge.ops("POST", apart, { same: true })).status).toBe(409);
      const list = at((await people.inge.ops("GET", "/console/clues")).body, "clues");
      expect(Array.isArray(list) && list.map((one) => at(one, "id"))).not.toContain(at(near.body, "id"));
      expect(
        JSON.stringify([list, (await people.inge.ops("GET", `/console/clues/${id}`)).body]),
      ).not.toContain("Wang");
      const path = `/console/clues/${id}/reporter`;
      expect((await people.inge.ops("POST", path, { purpose: "curious" })).status).toBe(403);
      expect((await people.dora.ops("POST", path, { purpose: "To thank her." })).body).toMatchObject({
        name: "Mrs. Wang",
      });
      await server.scored();
      const events = (await server.ops("GET", `/ops/events?type=clue.state.changed&subject=${id}&about=all`))
        .body;
      expect(at(events, "events")).toHaveLength(2);
      expect(JSON.stringify(events)).not.toMatch(/Wang|desks/);
    });

    test("section 9.4: by its stages to a case, whose subject is whom it names", async () => {
      const { people } = running;
      const taken = await people.inge.ops(
        "POST",
        "/console/clues",
        clue("A cupboard of cash.", { subjects: [{ kind: "person", key: "rita" }] }),
      );
      const id = String(at(taken.body, "id"));
      const move = { to: "handling", version: 1, text: "Taken." };
      expect(
        code(await people.dora.ops("POST", `/console/clues/${id}/moves`, { ...move, to: "hearing" })),
      ).toBe("PROBITY_E_CLUE_STATE");
      expect((await people.inge.ops("POST", `/console/clues/${id}/moves`, move)).body).toMatchObject({
        stage: "handling",
        version: 2,
      });
      expect(code(await people.inge.ops("POST", `/console/clues/${id}/moves`, move))).toBe(
        "PROBITY_E_CLUE_STATE",
      );
      const next = { to: "preliminary_check", version: 2, text: "Check it." };
      expect(code(await people.inge.ops("POST", `/console/clues/${id}/moves`, next))).toBe(
        "PROBITY_E_CASE_ROLE",
      );
      expect((await people.dora.ops("POST", `/console/clues/${id}/moves`, next)).status).toBe(200);
      const made = { title: "Cash", level: 2, tracks: ["business"], version: 3 };
      const opened = await people.dora.ops("POST", `/console/clues/${id}/case`, made);
      expect(opened.status).toBe(201);
      const caseId = String(at(opened.body, "id"));
      expect((await people.dora.ops("GET", `/console/cases/${caseId}`)).body).toMatchObject({
        origin: "clue",
        named: [{ key: "rita" }],
      });
      expect((await people.rita.ops("GET", `/console/cases/${caseId}`)).status).toBe(404);
      expect(code(await people.dora.ops("POST", `/console/clues/${id}/case`, { ...made, version: 4 }))).toBe(
        "PROBITY_E_CLUE_STATE",
      );
    });
  });

  test("probity cases: list, assign, comment, evidence and show, in both languages", async () => {
    const { people, server } = running;
    const id = await byHand("From the command line", { unit: "cli-office" });
    const home = mkdtempSync(join(tmpdir(), "probity-cases-"));
    afterAll(() => rmSync(home, { recursive: true, force: true }));
    const as = (person: TestPerson, ...argv: readonly string[]): Promise<CliResult> =>
      cli(home, [...argv, "--url", server.url], { PROBITY_TOKEN: person.token });
    const listed = await as(people.dina, "cases", "list", "--unit", "cli-office", "--lang", "zh-CN");
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining("预警") });
    const assigned = await as(
      people.dina,
      "cases",
      "assign",
      id,
      "--unit",
      "works",
      "--handler",
      "hanna",
      "--lang",
      "en",
    );
    expect(assigned).toMatchObject({ code: 0, out: expect.stringContaining("is now assigned, version 2") });
    expect(
      await as(people.hanna, "cases", "move", id, "accept", "--input", '{"verifiers":["hugo"]}'),
    ).toMatchObject({ code: 0 });
    expect(await as(people.hanna, "cases", "comment", id, "Seen, @rita.")).toMatchObject({ code: 0 });
    const file = join(home, "note.txt");
    writeFileSync(file, "a note");
    expect(await as(people.hanna, "cases", "evidence", id, "--file", file)).toMatchObject({
      code: 0,
      out: expect.stringContaining(sha256Hex("a note")),
    });
    expect((await as(people.rita, "cases", "evidence", id)).out).toContain("note.txt");
    const shown = await as(people.hanna, "cases", "show", id, "--json");
    expect(shown.json()).toMatchObject({ tracks: [{ state: "verifying", verifiers: ["hanna", "hugo"] }] });
    expect(await as(people.olga, "cases", "comment", id, "Hm.", "--lang", "en")).toMatchObject({
      err: expect.stringContaining("PROBITY_E_CASE_ROLE"),
    });
  });

  test("CA-3: transfer to the competent body and its feedback", async () => {
    const { people } = running;
    const id = await byHand("transferred");
    const { step } = mover(id, "business");
    await step(people.dina, "assign", inputs.assign);
    await step(people.hanna, "accept", {});
    expect((await step(people.dora, "transfer", { body: "区监委", text: "Suspected." })).body).toMatchObject({
      state: "transferred",
    });
    expect((await people.dora.ops("GET", `/console/cases/${id}`)).body).toMatchObject({ open: true });
    expect((await step(people.dora, "feedback_nothing", { text: "Nothing." })).body).toMatchObject({
      state: "appraising",
    });
  });
});
