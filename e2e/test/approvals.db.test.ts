// A second approver between a real server and real SDK clients: asked, agreed on the page, verified, committed (PC-7).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Decision } from "@probity/contracts";
import { type ApprovalAnswer, type ApprovalAsk, type Clock, createProbity, type Probity } from "@probity/sdk";
import { createTestProbity } from "@probity/sdk/testing";
import { defaultConfig, type RunningServer, startServer } from "@probity/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draft } from "./support/drafts.ts";
import { askOperator } from "./support/operator.ts";

const folder = mkdtempSync(join(tmpdir(), "probity-approvals-"));
const point = "procurement.tender.published";
const minute = 60_000;
const time = { ahead: 0 };
const clock: Clock = { now: () => Date.now() + time.ahead, monotonic: () => performance.now() };
const idCard = "11010519491231002X";
let server: RunningServer;
let probity: Probity;
let hosted: Probity;

beforeAll(async () => {
  server = await startServer(
    { ...defaultConfig, dataDir: join(folder, "data"), port: 0, logLevel: "silent" },
    { clock: () => clock.now(), timersMs: 25, silenceCheckMs: 3_600_000 },
  );
  const { key, vkey } = await ops("POST", "/ops/sources", { id: "purchasing" });
  await ops("PUT", "/ops/sources/purchasing/bindings", {
    bindings: [{ id: "deposit", rule: "PROC-TND-004", source: "purchasing", action: "second_approver" }],
  });
  time.ahead += 10 * minute;
  const options = {
    endpoint: server.url,
    source: "purchasing",
    key: String(key),
    publicKey: String(vkey).split(" "),
    clock,
  };
  probity = createProbity({ ...options, spoolDir: join(folder, "spool"), secondApprover: "server" });
  hosted = createProbity({ ...options, spoolDir: join(folder, "spool-2") });
  const ready = await Promise.all([probity.ready(), hosted.ready()]);
  if (ready.includes(false)) throw new Error("no rules arrived");
});
afterAll(async () => {
  await probity?.shutdown({ timeoutMs: 5_000 });
  await hosted?.shutdown({ timeoutMs: 5_000 });
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const ops = (method: string, path: string, body?: object): Promise<Record<string, unknown>> =>
  askOperator(server, method, path, body);

async function delivered(): Promise<void> {
  expect((await probity.flush({ timeoutMs: 10_000 })).pending).toBe(0);
  for (;;) if ((await ops("GET", "/ops/stats"))["lag"] === 0) return;
}

/** A tender with a deposit that is far too high. */
function tender(ocid: string): ReturnType<typeof draft> & { readonly actor: { readonly personId: string } } {
  const base = draft(ocid);
  const withDeposit = { ...base.tender, deposit: { amount: 900_000, currency: "CNY" } };
  return { ...base, tender: withDeposit, actor: { personId: "p-actor" } };
}

const asking: ApprovalAsk = {
  requesterId: "p-actor",
  title: { "zh-CN": "发布招标公告", en: "Publish the tender" },
  candidates: [{ personId: "p-second", name: "赵静" }, { personId: "p-actor" }],
};

async function checked(ocid: string, client = probity): Promise<Decision> {
  const decision = await client.precheck(point, tender(ocid), { deadlineMs: 10_000 });
  expect(decision.outcome).toBe("second_approver");
  return decision;
}

async function agree(asked: ApprovalAnswer, answer = "agree"): Promise<number> {
  const url = asked.ok ? asked.approval.candidates[0]?.url : undefined;
  const body = new URLSearchParams({ answer, reason: "the deposit is refunded at once" });
  return (await fetch(url ?? "", { method: "POST", body, redirect: "manual" })).status;
}

async function alertedLate(): Promise<boolean> {
  const { alerts } = await ops("GET", "/ops/alerts?source=purchasing&limit=500");
  return JSON.stringify(alerts).includes('"rule":"PRE-EXP-001"');
}

describe("PC-7: a second approver from the SDK to the page and back", () => {
  test("agreed on the page, also long after the decision's own token has expired", async () => {
    const decision = await checked("ocds-agreed");
    const data = tender("ocds-agreed");
    const asked = await probity.requestApproval(decision, asking);
    expect(asked).toMatchObject({
      ok: true,
      approval: {
        state: "open",
        candidates: [
          { personId: "p-second", eligible: true, url: expect.stringContaining(`${server.url}/approve/`) },
          { personId: "p-actor", eligible: false, reason: "requester" },
        ],
      },
    });
    const act = { type: point, data } as const;
    const named = probity.verifyDecision(decision.token, { ...act, secondApproverId: "p-second" });
    expect(named).toMatchObject({ ok: false, code: "PROBITY_E_DECISION_SECOND_APPROVER" });
    const waiting = await probity.approval(decision.token);
    expect(waiting).toMatchObject({ ok: true, approval: { state: "open" } });
    expect(waiting.ok && waiting.token).toBeUndefined();
    await delivered();

    time.ahead += 20 * 60 * minute;
    const late = probity.approval(decision.token, { waitMs: 10_000 });
    expect(await agree(asked)).toBe(303);
    const agreed = await late;
    expect(agreed).toMatchObject({ ok: true, approval: { state: "agreed", approverId: "p-second" } });
    const token = (agreed.ok && agreed.token) || "";
    expect(probity.verifyDecision(decision.token, act)).toMatchObject({ code: "PROBITY_E_TOKEN_EXPIRED" });
    expect(probity.verifyDecision(token, act)).toMatchObject({ ok: true, decision: { sap: "p-second" } });
    // Any instance of the host knows it, without a call; and only for that draft and another person.
    expect(hosted.verifyDecision(token, act)).toMatchObject({ ok: true });
    const changed = { ...act, data: { ...data, ocid: "ocds-other" } };
    expect(probity.verifyDecision(token, changed)).toMatchObject({ code: "PROBITY_E_TOKEN_PAYLOAD" });
    expect(probity.verifyDecision(token, { ...act, actorId: "p-second" })).toMatchObject({ ok: false });

    probity.commit(token, data, { secondApproverId: "p-somebody-else" });
    await delivered();
    const { prechecks } = await ops("GET", "/ops/prechecks?source=purchasing&state=committed");
    expect(prechecks).toMatchObject([{ id: decision.decisionId }]);
    const events = JSON.stringify(await shown("procurement.tender.published"));
    expect(events).toContain('"secondApproverId":"p-second"');
    expect(events).not.toContain("p-somebody-else");
    const closing = JSON.stringify(await shown("precheck.decision.recorded"));
    expect(closing).toContain(`"approvalId":"${agreed.ok ? agreed.approval.id : ""}"`);
    const { alerts } = await ops("GET", "/ops/alerts?source=purchasing&limit=500");
    expect(JSON.stringify(alerts)).not.toContain('"PRE-');

    // What was agreed to may be done until the deadline, not for ever.
    time.ahead += 5 * 60 * minute;
    expect(probity.verifyDecision(token, act)).toMatchObject({ code: "PROBITY_E_TOKEN_EXPIRED" });
  });

  test("refused: there is no token, and nothing that the host says makes one", async () => {
    const decision = await checked("ocds-refused");
    const asked = await probity.requestApproval(decision, asking);
    expect(await agree(asked, "refuse")).toBe(303);
    const answer = await probity.approval(decision.token);
    expect(answer).toMatchObject({ ok: true, approval: { state: "refused" } });
    expect(answer.ok && answer.token).toBeUndefined();
    const act = { type: point, data: tender("ocds-refused"), secondApproverId: "p-second" } as const;
    expect(probity.verifyDecision(decision.token, act)).toMatchObject({ ok: false });
    // Done all the same, it is seen: the hold ended with the refusal.
    await delivered();
    time.ahead += 1_000;
    probity.commit(decision.token, tender("ocds-refused"), { secondApproverId: "p-second" });
    await delivered();
    await expect.poll(alertedLate, { timeout: 10_000 }).toBe(true);
  });

  test("a host that asks its own second person goes on as before", async () => {
    const decision = await checked("ocds-hosted", hosted);
    const act = { type: point, data: tender("ocds-hosted"), secondApproverId: "p-second" } as const;
    expect(hosted.verifyDecision(decision.token, act)).toMatchObject({ ok: true });
    hosted.abandon(decision);
  });

  test("nobody may be asked: the answer says so; no raw identifier leaves the host", async () => {
    const decision = await checked("ocds-nobody");
    const alone = await probity.requestApproval(decision, {
      ...asking,
      candidates: [{ personId: "p-actor" }],
    });
    expect(alone).toMatchObject({ ok: false, code: "PROBITY_E_APPROVAL_NOBODY" });
    const asked = await probity.requestApproval(decision, {
      ...asking,
      editors: [idCard],
      candidates: [
        { personId: idCard },
        { personId: "p-second", supervisors: [idCard] },
        { personId: "p-third" },
      ],
    });
    expect(asked).toMatchObject({
      ok: true,
      approval: { candidates: [{ reason: "editor" }, { reason: "not_independent" }, { eligible: true }] },
    });
    expect(JSON.stringify(await ops("GET", "/ops/approvals?source=purchasing"))).not.toContain(idCard);
    expect(JSON.stringify(asked)).not.toContain(idCard);
    probity.abandon(decision);
  });

  test("a token of somebody else is asked nothing about, and signs nothing", async () => {
    const other = createTestProbity({ source: "purchasing" });
    const foreign = other.precheckLocal(point, tender("ocds-foreign"));
    const code = "PROBITY_E_TOKEN_INVALID";
    expect(await probity.approval(foreign.token)).toMatchObject({ ok: false, code });
    expect(await probity.requestApproval(foreign, asking)).toMatchObject({ ok: false, code });
    expect(await other.approval(foreign.token)).toMatchObject({ ok: false });
  });

  test("a server that is away is waited for, as long as the caller says", async () => {
    const decision = await checked("ocds-away");
    let up = false;
    let asked = 0;
    const away = createProbity({
      endpoint: server.url,
      source: "purchasing",
      key: `probity_${"A".repeat(43)}`,
      spoolDir: join(folder, "spool-3"),
      transport: {
        request: () => {
          asked += 1;
          return up
            ? Promise.resolve({ status: 404, headers: {}, body: Buffer.from("{}") })
            : Promise.reject(new Error("refused"));
        },
        close: () => undefined,
      },
    });
    const own = away.precheckLocal(point, tender("ocds-away"));
    expect(await away.requestApproval(own, asking)).toMatchObject({ code: "PROBITY_E_SERVER_UNREACHABLE" });
    asked = 0;
    expect(await away.approval(own.token, { waitMs: 700 })).toMatchObject({
      code: "PROBITY_E_SERVER_UNREACHABLE",
    });
    expect(asked).toBeGreaterThan(1);
    up = true;
    expect(await away.approval(own.token, { waitMs: 5_000 })).toMatchObject({
      code: "PROBITY_E_SERVER_ANSWER",
    });
    const gone = new AbortController();
    up = false;
    const waiting = away.approval(own.token, { waitMs: 60_000, signal: gone.signal });
    gone.abort();
    expect(await waiting).toMatchObject({ ok: false });
    await away.shutdown({ timeoutMs: 10 });
    probity.abandon(decision);
  });
});

describe("UI-2: an appeal from the SDK to the reviewers", () => {
  test("arrives although the record of the pre-check is on its way still, once, and never throws", async () => {
    const decision = await checked("ocds-appealed");
    const said = { personId: "p-actor", text: "the deposit was set by the ministry" };
    expect(await probity.appeal(decision.token, said)).toEqual({ ok: true });
    expect(await probity.appeal(decision.token, said)).toMatchObject({ code: "PROBITY_E_APPEAL" });
    const { appeals } = await ops("GET", "/ops/appeals?source=purchasing");
    expect(appeals).toMatchObject([
      { precheckId: decision.decisionId, rule: "PROC-TND-004", person: "p-actor", state: "open" },
    ]);
    expect(JSON.stringify(await shown("precheck.appeal.raised"))).not.toContain("ministry");
    expect(await probity.appeal("no token", said)).toMatchObject({ code: "PROBITY_E_TOKEN_INVALID" });
    const other = { ...said, personId: "p-second" };
    expect(await probity.appeal(decision.token, other)).toMatchObject({ code: "PROBITY_E_APPEAL" });
    expect(await probity.appeal(decision.token, { ...said, text: "?" })).toMatchObject({
      code: "PROBITY_E_REQUEST",
    });
    probity.abandon(decision);
  });
});

async function shown(type: string): Promise<readonly unknown[]> {
  const { events } = await ops("GET", `/ops/events?source=purchasing&type=${type}&about=all`);
  const ids = (events as readonly { readonly id: string }[]).map(({ id }) => id); // as the server lists them
  return Promise.all(ids.map((id) => ops("GET", `/ops/events/${id}?source=purchasing`)));
}
