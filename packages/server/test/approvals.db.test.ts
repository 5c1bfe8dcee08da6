import { randomUUID } from "node:crypto";
import type { ApprovalRequest, JsonObject } from "@probity/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actBy, approvalRequest, draftHash, kin, reports } from "./support/approvals.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { closedEvent, openedEvent } from "./support/prechecks.ts";
import { type Answer, at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const minute = 60_000;
const hour = 60 * minute;
const good = "已核对报价来源，情况属实，同意定标。";

const ask = async (source: TestSource, over: Partial<ApprovalRequest> = {}): Promise<Answer> =>
  await source.post("/v1/approvals", approvalRequest(over));
const idOf = (answer: Answer): string => String(at(answer.body, "id"));
const decide = (
  source: TestSource,
  id: string,
  personId: string,
  agree = true,
  reason = good,
): Promise<Answer> => source.post(`/v1/approvals/${id}/decide`, { personId, agree, reason });
const pathOf = (answer: Answer, index: number): string =>
  String(at(answer.body, "candidates", index, "path"));

describeUsualEngine("second approver", (engine) => {
  let server: TestServer;
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock, timersMs: 25, silenceCheckMs: 60_000 });
  });
  afterAll(() => server?.close());

  const send = async (source: TestSource, ...events: readonly object[]): Promise<void> => {
    expect((await source.send(events)).body).toMatchObject({ accepted: events.length });
    await server.scored();
  };
  /** The answer of a pre-check that asks for a second approver. */
  const opened = (source: TestSource, id: string, precheck: JsonObject = {}): object =>
    openedEvent(source.id, {
      id,
      time: new Date(clock()).toISOString(),
      precheck: {
        decisionPoint: "procurement.award.decided",
        outcome: "second_approver",
        draftHash,
        findings: [],
        ...precheck,
      },
    });
  const told = async (source: TestSource, kind: string): Promise<readonly unknown[]> => {
    const events = await eventsOf(server, source.id, `precheck.approval.${kind}`);
    return events.map((event) => at(event, "event", "data", "approval") ?? at(event, "data", "approval"));
  };
  const page = (path: string, form?: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      redirect: "manual",
      headers: { "accept-language": "en", ...headers },
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });

  const holdOf = async (source: TestSource, id: string): Promise<number> => {
    const { body } = await server.ops("GET", `/ops/prechecks/${source.id}/${id}`);
    return Date.parse(String(at(body, "expiresAt")));
  };

  describe("PC-7: who may be asked", () => {
    test("not the requester, nobody who worked on the draft, nor their subordinates and relations", async () => {
      const source = await server.addSource();
      const id = randomUUID();
      const subject = `ocds-${id}`;
      const person = (name: string): string => `${name}-${id.slice(0, 8)}`;
      const asker = person("asker");
      await send(
        source,
        actBy(source.id, subject, person("evaluator"), { postId: person("post") }),
        actBy(source.id, subject, "system", { onBehalfOf: person("principal") }),
        actBy(source.id, "ocds-another", person("elsewhere")),
        kin(source.id, asker, person("wife"), "spouse"),
        kin(source.id, person("sister"), person("wife"), "sibling"),
        kin(source.id, person("evaluator"), person("partner"), "partner"),
        kin(source.id, asker, person("guess"), "sibling", "inferred"),
        reports(source.id, person("clerk"), person("section")),
        reports(source.id, person("section"), asker),
        reports(source.id, asker, person("boss")),
        reports(source.id, person("peer"), person("boss")),
        reports(source.id, person("by-post"), person("post")),
      );
      const proposed: readonly (readonly [string, string | undefined, object?])[] = [
        ["asker", "requester"],
        ["evaluator", "editor"],
        ["principal", "editor"],
        ["typist", "editor"],
        ["wife", "not_independent"],
        ["sister", "not_independent"],
        ["partner", "not_independent"],
        ["clerk", "not_independent"],
        ["by-post", "not_independent"],
        ["said", "not_independent", { supervisors: [asker] }],
        ["no-role", "unknown_role", { roles: ["other"] }],
        ["guess", undefined],
        ["boss", undefined],
        ["peer", undefined],
        ["elsewhere", undefined],
      ];
      const answer = await ask(source, {
        decisionId: id,
        requesterId: asker,
        editors: [person("typist")],
        role: "gate",
        candidates: proposed.map(([name, , more]) => ({ personId: person(name), roles: ["gate"], ...more })),
      });
      expect(answer.status).toBe(201);
      const list = at(answer.body, "candidates");
      expect(Array.isArray(list) && list.map((one) => [at(one, "personId"), at(one, "reason")])).toEqual(
        proposed.map(([name, reason]) => [person(name), reason]),
      );
      // Only those who may decide have a page, and nobody else learns who is related to whom.
      for (const [index, [, reason]] of proposed.entries())
        expect(pathOf(answer, index) === "undefined").toBe(reason !== undefined);
      expect(JSON.stringify(answer.body)).not.toMatch(/edges|sibling|spouse|relation"/);

      const shown = (await server.ops("GET", `/ops/approvals/${idOf(answer)}`)).body;
      const judgedOf = (name: string): unknown => {
        const all = at(shown, "candidates");
        return Array.isArray(all) ? all.find((one) => at(one, "personId") === person(name)) : undefined;
      };
      expect(judgedOf("sister")).toMatchObject({
        reasons: ["relation"],
        evidence: [{ reason: "relation", to: asker, edges: [{ kind: "sibling" }, { kind: "spouse" }] }],
      });
      expect(judgedOf("clerk")).toMatchObject({
        reasons: ["subordinate"],
        evidence: [{ edges: [{ kind: "supervised_by" }, { kind: "supervised_by" }] }],
      });
      expect(judgedOf("guess")).toMatchObject({ reasons: [], warnings: ["relation"] });
      expect(judgedOf("peer")).toMatchObject({ reasons: [], warnings: [], evidence: [] });
      expect(await told(source, "requested")).toMatchObject([
        {
          precheckId: id,
          requesterId: asker,
          eligible: ["guess", "boss", "peer", "elsewhere"].map(person),
          excluded: expect.arrayContaining([{ personId: person("wife"), reason: "relation" }]),
        },
      ]);
    });

    test("a request is known by its pre-check; again it gives new links, otherwise it is refused", async () => {
      const source = await server.addSource();
      const request = approvalRequest();
      const [first, second] = [
        await source.post("/v1/approvals", request),
        await source.post("/v1/approvals", request),
      ];
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(idOf(first)).toBe(idOf(second));
      expect(pathOf(first, 0)).not.toBe(pathOf(second, 0));
      for (const path of [pathOf(first, 0), pathOf(second, 0)]) expect((await page(path)).status).toBe(200);
      const other = await source.post("/v1/approvals", { ...request, requesterId: "p-other" });
      expect([other.status, at(other.body, "code")]).toEqual([409, "PROBITY_E_APPROVAL_STATE"]);
      expect(await told(source, "requested")).toHaveLength(1);
      const seen = await source.get(`/v1/approvals?decisionId=${request.decisionId}`);
      expect(seen.body).toMatchObject({ id: idOf(first), state: "open", reminders: 0 });
      expect(JSON.stringify(seen.body)).not.toContain("/approve/");
      // Of another source nobody learns anything.
      const stranger = await server.addSource();
      const tries = await Promise.all([
        stranger.get(`/v1/approvals/${idOf(first)}`),
        stranger.get(`/v1/approvals?decisionId=${request.decisionId}`),
        stranger.post(`/v1/approvals/${idOf(first)}/withdraw`, {}),
        decide(stranger, idOf(first), "p-one"),
      ]);
      expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    });

    test("the same request twenty times at once is one", async () => {
      const source = await server.addSource();
      const request = approvalRequest();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => source.post("/v1/approvals", request)),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(new Set(answers.map(idOf)).size).toBe(1);
      expect(await told(source, "requested")).toHaveLength(1);
    });

    test("what the pre-check did not ask for, and what is about another draft, is refused", async () => {
      const source = await server.addSource();
      const codes = async (over: JsonObject, more: Partial<ApprovalRequest> = {}): Promise<unknown> => {
        const id = randomUUID();
        await send(source, opened(source, id, over));
        return at((await ask(source, { decisionId: id, ...more })).body, "code");
      };
      expect(await codes({ outcome: "warn" })).toBe("PROBITY_E_APPROVAL_STATE");
      expect(await codes({}, { payloadDigest: "cd".repeat(32) })).toBe("PROBITY_E_APPROVAL_STATE");
      expect(await codes({}, { type: "contract.signed" })).toBe("PROBITY_E_APPROVAL_STATE");
      expect(await codes({})).toBeUndefined();
      const nobody = await ask(source, { candidates: [{ personId: " p-asker " }] });
      expect([nobody.status, at(nobody.body, "code"), at(nobody.body, "errors")]).toEqual([
        422,
        "PROBITY_E_APPROVAL_NOBODY",
        [{ path: "/candidates/0", message: "requester" }],
      ]);
    });
  });

  describe("PC-7: the decision", () => {
    test("of an excluded person, or of one who was not asked, is refused and logged once", async () => {
      const source = await server.addSource();
      const request = approvalRequest({ candidates: [{ personId: "p-one" }, { personId: "p-asker" }] });
      const id = idOf(await source.post("/v1/approvals", request));
      for (const person of ["p-asker", "p-asker", "p-stranger"]) {
        const { status, body } = await decide(source, id, person);
        expect([status, at(body, "code")]).toEqual([403, "PROBITY_E_APPROVAL_PERSON"]);
      }
      await until(async () => (await told(source, "denied")).length === 2);
      expect(await told(source, "denied")).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ personId: "p-asker", reason: "requester", via: "api" }),
          expect.objectContaining({ personId: "p-stranger", reason: "not_asked" }),
        ]),
      );
      expect((await decide(source, id, "p-one")).body).toMatchObject({
        state: "agreed",
        approverId: "p-one",
        reason: good,
      });
    });

    test("is judged again: whoever became an editor or a relation meanwhile decides nothing", async () => {
      const source = await server.addSource();
      const [a, b] = [`a-${randomUUID()}`, `b-${randomUUID()}`];
      const request = approvalRequest({
        candidates: [{ personId: a }, { personId: b }, { personId: "p-one" }],
      });
      const answer = await source.post("/v1/approvals", request);
      await send(source, actBy(source.id, request.subject ?? "", a), kin(source.id, b, "p-asker", "in_law"));
      expect((await decide(source, idOf(answer), a)).status).toBe(403);
      const turned = await page(pathOf(answer, 1), { answer: "agree", reason: good });
      expect(turned.status).toBe(403);
      const text = await turned.text();
      expect(text).toContain("You cannot decide this");
      expect(text).not.toMatch(/related|relative|relation|in_law/);
      await until(async () => (await told(source, "denied")).length === 2);
      const seen = await source.get(`/v1/approvals/${idOf(answer)}`);
      expect(at(seen.body, "state")).toBe("open");
    });

    test("a refusal needs a reason, an agreement only against an integrity hit of level 1", async () => {
      const source = await server.addSource();
      const plain = idOf(await ask(source));
      for (const reason of ["", "不行", "。。。。。。。。。。。。"]) {
        const { status, body } = await decide(source, plain, "p-one", false, reason);
        expect([status, at(body, "code")]).toEqual([422, "PROBITY_E_APPROVAL_REASON"]);
      }
      expect((await decide(source, plain, "p-one", false, "请先向投标人澄清报价来源。")).body).toMatchObject({
        state: "refused",
      });
      expect((await decide(source, idOf(await ask(source)), "p-one", true, "")).body).toMatchObject({
        state: "agreed",
      });
      const findings = [
        { level: 1, name: { "zh-CN": "串通", en: "Collusion" }, message: { "zh-CN": "。", en: "." } },
      ];
      const grave = idOf(await ask(source, { findings }));
      expect((await decide(source, grave, "p-one", true, "ok")).status).toBe(422);
      expect((await decide(source, grave, "p-one")).status).toBe(200);
    });

    test("what hit decides whether agreeing needs a reason, also where the requester was shown nothing", async () => {
      const source = await server.addSource();
      const bindings = ["PROC-CMP-009", "PROC-PRC-001"].map((rule) => ({
        id: rule.toLowerCase(),
        rule,
        source: source.id,
        action: "second_approver",
      }));
      const put = await server.ops("PUT", `/ops/sources/${source.id}/bindings`, { bindings });
      expect(put.status).toBe(200);
      const statusOf = async (rule: string, action = "second_approver"): Promise<number> => {
        const id = randomUUID();
        const findings = [{ indicatorId: rule, result: "hit", bindingId: rule.toLowerCase(), action }];
        await send(source, opened(source, id, { findings }));
        return (await decide(source, idOf(await ask(source, { decisionId: id })), "p-one", true, "")).status;
      };
      // Level 1 of class integrity; level 2; one that only observed.
      expect(await statusOf("PROC-CMP-009")).toBe(422);
      expect(await statusOf("PROC-PRC-001")).toBe(200);
      expect(await statusOf("PROC-CMP-009", "observe")).toBe(200);
    });

    test("of many at once exactly one counts, and the log has just that one", async () => {
      const source = await server.addSource();
      const candidates = Array.from({ length: 40 }, (_, n) => ({ personId: `racer-${n}` }));
      const answer = await ask(source, { candidates });
      const answers = await Promise.all(
        candidates.map(async ({ personId }, n) => {
          if (n % 2 === 0) return (await decide(source, idOf(answer), personId, n % 4 === 0)).status;
          const form = { answer: n % 3 === 0 ? "agree" : "refuse", reason: good };
          return (await page(pathOf(answer, n), form)).status;
        }),
      );
      const won = answers.flatMap((status, n) => (status === 200 || status === 303 ? [n] : []));
      expect(won).toHaveLength(1);
      expect(answers.filter((status) => status === 409)).toHaveLength(39);
      const [winner] = won;
      const { body } = await source.get(`/v1/approvals/${idOf(answer)}`);
      expect(at(body, "approverId")).toBe(`racer-${winner}`);
      expect(await told(source, "decided")).toMatchObject([
        { approverId: `racer-${winner}`, outcome: at(body, "state"), reason: good },
      ]);
      // The same answer again is no error, another one is.
      const agree = at(body, "state") === "agreed";
      expect((await decide(source, idOf(answer), `racer-${winner}`, agree)).status).toBe(200);
      expect((await decide(source, idOf(answer), `racer-${winner}`, !agree)).status).toBe(409);
      expect(await told(source, "decided")).toHaveLength(1);
    });

    test("withdrawn, or overtaken by the end of its pre-check, it is closed for everybody", async () => {
      const source = await server.addSource();
      const answer = await ask(source);
      const withdrawn = await source.post(`/v1/approvals/${idOf(answer)}/withdraw`, {
        reason: "wrong draft",
      });
      expect(withdrawn.body).toMatchObject({ state: "withdrawn", reason: "wrong draft" });
      expect((await source.post(`/v1/approvals/${idOf(answer)}/withdraw`, {})).status).toBe(200);
      expect((await decide(source, idOf(answer), "p-one")).status).toBe(409);
      expect(await (await page(pathOf(answer, 0))).text()).toContain("Withdrawn");

      const id = randomUUID();
      await send(source, opened(source, id));
      const overtaken = await ask(source, { decisionId: id });
      expect(overtaken.status).toBe(201);
      await send(source, closedEvent(source.id, id, "aborted"));
      expect((await decide(source, idOf(overtaken), "p-one")).status).toBe(409);
      await until(async () => (await told(source, "withdrawn")).length === 2);
      expect(await told(source, "withdrawn")).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ cause: "source", reason: "wrong draft" }),
          expect.objectContaining({ cause: "aborted", precheckId: id }),
        ]),
      );
    });
  });

  describe("PC-7, PC-4: deadline and hold", () => {
    test("reminded at half and at four fifths, expired at the end, each once; then nobody decides", async () => {
      const source = await server.addSource();
      const answer = await ask(source, { deadlineHours: 10 });
      await server.scored();
      const counts = async (): Promise<readonly number[]> => [
        (await told(source, "reminded")).length,
        (await told(source, "expired")).length,
      ];
      ahead += 5 * hour + minute;
      await until(async () => (await counts())[0] === 1);
      ahead += 3 * hour;
      await until(async () => (await counts())[0] === 2);
      expect((await source.get(`/v1/approvals/${idOf(answer)}`)).body).toMatchObject({
        state: "open",
        reminders: 2,
      });
      ahead += 2 * hour;
      await until(async () => (await counts())[1] === 1);
      expect((await decide(source, idOf(answer), "p-one")).status).toBe(409);
      expect(await (await page(pathOf(answer, 0))).text()).toContain("Too late");
      ahead += 40 * hour;
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await counts()).toEqual([2, 1]);
      const listed = await server.ops("GET", `/ops/approvals?source=${source.id}&state=expired`);
      expect(listed.body).toMatchObject({ approvals: [{ id: idOf(answer), state: "expired", eligible: 2 }] });
    });

    test("a decided request is neither reminded of nor expires", async () => {
      const source = await server.addSource();
      const id = idOf(await ask(source, { deadlineHours: 1 }));
      await decide(source, id, "p-one");
      await server.scored();
      ahead += 3 * hour;
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await told(source, "reminded")).toEqual([]);
      expect(at((await source.get(`/v1/approvals/${id}`)).body, "state")).toBe("agreed");
    });

    test("are listed page by page, the newest first, each once, also of one moment", async () => {
      const source = await server.addSource();
      const made = await Promise.all(Array.from({ length: 5 }, () => ask(source)));
      const path = `/ops/approvals?source=${source.id}&limit=2`;
      const seen: unknown[] = [];
      let cursor = "";
      for (let pages = 0; pages < 3; pages += 1) {
        // oxlint-disable-next-line no-await-in-loop -- page by page
        const { status, body } = await server.ops("GET", `${path}${cursor}`);
        expect(status).toBe(200);
        const rows = at(body, "approvals");
        if (Array.isArray(rows)) seen.push(...rows);
        cursor = `&cursor=${String(at(body, "next"))}`;
      }
      expect(cursor).toBe("&cursor=undefined");
      expect(seen.map((row) => String(at(row, "id"))).toSorted()).toEqual(made.map(idOf).toSorted());
      const created = seen.map((row) => Date.parse(String(at(row, "createdAt"))));
      expect(created).toEqual(created.toSorted((a, b) => b - a));
    });

    test("the bounds of the deadline", async () => {
      const source = await server.addSource();
      const ask5 = await ask(source, { deadlineHours: 0.08 });
      const waits =
        Date.parse(String(at(ask5.body, "deadline"))) - Date.parse(String(at(ask5.body, "createdAt")));
      expect(waits).toBe(5 * minute);
      expect((await ask(source, { deadlineHours: 0.01 })).status).toBe(400);
      expect((await ask(source, { deadlineHours: 721 })).status).toBe(400);
    });

    test("the hold lives as long as somebody is asked, and ends with a refusal", async () => {
      const source = await server.addSource();
      const [early, late, refused] = [randomUUID(), randomUUID(), randomUUID()];
      await send(source, opened(source, early), opened(source, refused));
      const answers = [];
      for (const decisionId of [early, late, refused])
        answers.push(await ask(source, { decisionId, deadlineHours: 48 }));
      // The answer of the pre-check may arrive after the request.
      await send(source, opened(source, late));
      await server.scored();
      for (const [index, id] of [early, late, refused].entries()) {
        const deadline = Date.parse(String(at(answers[index]?.body, "deadline")));
        expect(await holdOf(source, id)).toBe(deadline + 30 * minute);
      }
      await decide(source, String(at(answers[2]?.body, "id")), "p-one", false);
      await server.scored();
      expect(await holdOf(source, refused)).toBeLessThanOrEqual(clock());
      ahead += 47 * hour;
      const open = async (): Promise<readonly string[]> => {
        const { body } = await server.ops("GET", `/ops/prechecks?source=${source.id}`);
        // A list of the operator API.
        return (at(body, "prechecks") as readonly unknown[]).map((one) => String(at(one, "id")));
      };
      await until(async () => !(await open()).includes(refused));
      expect((await open()).toSorted()).toEqual([early, late].toSorted());
      // Agreed to at the last moment, it may still be done for half an hour.
      const agreed = await decide(source, String(at(answers[0]?.body, "id")), "p-one");
      const validUntil = Date.parse(String(at(agreed.body, "validUntil")));
      expect(validUntil - clock()).toBeGreaterThan(30 * minute - 5_000);
    });
  });
});
