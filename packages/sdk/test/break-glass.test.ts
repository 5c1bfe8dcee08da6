import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bundle } from "@probity/contracts";
import { dataValidators } from "@probity/contracts/validators";
import { describe, expect, test } from "vitest";
import { createFakeClock, createTestProbity } from "../src/testing/index.ts";
import { makeBundle, makeKey, rankedAward, rankRule, signBundle } from "./support/bundles.ts";
import { openClient } from "./support/client.ts";
import { createLog } from "./support/log.ts";
import { startReceiver, type Script } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

const type = "procurement.award.decided";
const data = rankedAward(2);
const role = "head of office";
const by = { personId: "p-head", role, reason: "the dam is about to break" };
const bundle = (
  roles: readonly string[] | "none" = [role],
  action: "block" | "justify" = "block",
): Bundle => {
  const made = makeBundle({ bind: { [rankRule]: action } });
  return roles === "none" ? made : { ...made, breakGlass: { roles } };
};
const refused = { ok: false, code: "PROBITY_E_BREAK_GLASS" };

describe("PC-8: break-glass", () => {
  test("lets exactly the blocked draft go on, and asks for nothing else", () => {
    const client = createTestProbity({ bundle: bundle() });
    const { token, decisionId } = client.precheckLocal(type, data);
    const override = client.breakGlass(token, by);
    expect(override).toMatchObject({ ok: true, decision: { jti: decisionId, out: "block", bg: true } });
    if (!override.ok) return;
    expect(client.verifyDecision(override.token, { type, data })).toMatchObject({
      ok: true,
      decision: { bg: true },
    });
    expect(client.verifyDecision(token, { type, data })).toMatchObject({
      code: "PROBITY_E_DECISION_BLOCKED",
    });
    const other = { ...data, ocid: "ocds-2" };
    expect(client.verifyDecision(override.token, { type, data: other })).toMatchObject({
      code: "PROBITY_E_TOKEN_PAYLOAD",
    });
    expect(client.verifyDecision(override.token, { type: "contract.signed", data })).toMatchObject({
      code: "PROBITY_E_TOKEN_TYPE",
    });
  });

  test("is recorded with person, role and reason, in the process of the act; the commit repeats it", () => {
    const client = createTestProbity({ bundle: bundle() });
    const decision = client.precheckLocal(type, data);
    const override = client.breakGlass(decision.token, by);
    if (!override.ok) throw new Error(override.message);
    expect(client.events.at(-1)).toMatchObject({
      id: override.eventId,
      type: "precheck.decision.recorded",
      subject: "ocds-1",
      data: {
        precheck: {
          id: decision.decisionId,
          stage: "overridden",
          decisionPoint: type,
          outcome: "block",
          draftHash: decision.payloadDigest,
          bundleHash: decision.bundleHash,
          breakGlass: true,
          breakGlassRole: role,
          breakGlassBy: "p-head",
          justification: by.reason,
        },
      },
    });
    client.commit(override.token, data);
    for (const { data: said } of client.eventsOf("precheck.decision.recorded"))
      expect(dataValidators["precheck.decision.recorded"](said)).toEqual([]);
    expect(client.eventsOf(type)).toMatchObject([{ data: { decision: { outcome: "block" } } }]);
    expect(client.events.at(-1)).toMatchObject({
      data: { precheck: { stage: "committed", breakGlass: true, outcome: "block" } },
    });
  });

  test("a national identity number in the place of the person leaves as a pseudonym", () => {
    const client = createTestProbity({ bundle: bundle() });
    const { token } = client.precheckLocal(type, data);
    expect(client.breakGlass(token, { ...by, personId: "11010519491231002X" }).ok).toBe(true);
    const text = JSON.stringify(client.events);
    expect(text).not.toContain("11010519491231002X");
    expect(client.events.at(-1)).toMatchObject({ data: { precheck: { breakGlassBy: /^pn1:/ } } });
  });

  test.each([
    ["a role that the bindings do not name", { ...by, role: "clerk" }],
    ["no role", { ...by, role: "" }],
    ["no person", { ...by, personId: " " }],
    ["no reason", { ...by, reason: " \u200b\n" }],
    ["a reason that is no text", { ...by, reason: 5 as never }],
    ["nothing", undefined as never],
    ["an endless name", { ...by, personId: "p".repeat(300) }],
  ])("%s is refused, and nothing is recorded", (_, who) => {
    const client = createTestProbity({ bundle: bundle() });
    const { token } = client.precheckLocal(type, data);
    const before = client.events.length;
    expect(client.breakGlass(token, who)).toMatchObject(refused);
    expect(client.events).toHaveLength(before);
  });

  test.each([["none" as const], [[]]])("where the bindings name %j as roles, nobody may", (roles) => {
    const client = createTestProbity({ bundle: bundle(roles) });
    expect(client.breakGlass(client.precheckLocal(type, data).token, by)).toMatchObject(refused);
  });

  test("only what was blocked, and once", () => {
    const client = createTestProbity({ bundle: bundle([role], "justify") });
    expect(client.breakGlass(client.precheckLocal(type, data).token, by)).toMatchObject(refused);
    const strict = createTestProbity({ bundle: bundle() });
    const override = strict.breakGlass(strict.precheckLocal(type, data).token, by);
    if (!override.ok) throw new Error(override.message);
    expect(strict.breakGlass(override.token, by)).toMatchObject(refused);
  });

  test("a token that is forged, foreign or too old keeps its own code, and the new one gains no time", () => {
    const clock = createFakeClock();
    const client = createTestProbity({ bundle: bundle(), clock });
    const { token } = client.precheckLocal(type, data);
    const foreign = createTestProbity({ bundle: bundle() }).precheckLocal(type, data).token;
    for (const bad of [foreign, `${token}x`, "", undefined as never])
      expect(client.breakGlass(bad, by)).toMatchObject({ ok: false, code: "PROBITY_E_TOKEN_INVALID" });
    clock.advance(29 * 60_000);
    const late = client.breakGlass(token, by);
    if (!late.ok) throw new Error(late.message);
    clock.advance(60_000);
    expect(client.verifyDecision(late.token, { type, data })).toMatchObject({
      code: "PROBITY_E_TOKEN_EXPIRED",
    });
    expect(client.breakGlass(token, by)).toMatchObject({ code: "PROBITY_E_TOKEN_EXPIRED" });
  });

  test("after the shutdown it is refused", async () => {
    const client = createTestProbity({ bundle: bundle() });
    const { token } = client.precheckLocal(type, data);
    await client.shutdown();
    expect(client.breakGlass(token, by)).toMatchObject({ ok: false, code: "PROBITY_E_CLOSED" });
  });
});

const refuse: Script = (_, response) => {
  response.writeHead(503).end();
  return true;
};

describe("PC-8: an override that cannot be recorded is refused", () => {
  const key = makeKey();
  const open = async (spool: { maxBytes?: number; whenFull?: "throw" }, spoolDir = tempDirectory()) => {
    const log = createLog("probity.test", key.key);
    const receiver = await startReceiver(refuse, { log, bundle: () => signBundle(bundle(), key) });
    const client = openClient(receiver.endpoint, { publicKey: key.verifier, spoolDir, spool });
    await client.ready();
    return { client, spoolDir };
  };

  test("it is in the spool when the call returns", async () => {
    const { client, spoolDir } = await open({});
    expect(client.breakGlass(client.precheckLocal(type, data).token, by).ok).toBe(true);
    const files = readdirSync(spoolDir, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1"));
    expect(texts.join("")).toContain('"stage":"overridden"');
  });

  test.each([{ maxBytes: 1200 }, { maxBytes: 1200, whenFull: "throw" as const }])(
    "a full spool %j",
    async (spool) => {
      const { client } = await open(spool);
      const { token } = client.precheckLocal(type, data);
      for (let count = 0; count < 10; count += 1)
        try {
          client.emit(type, data);
        } catch {
          // Asked for by `throw`.
        }
      expect(client.breakGlass(token, by)).toMatchObject(refused);
    },
  );

  test("a disk that fails, where events are held in memory alone", async () => {
    const blocked = join(tempDirectory(), "file");
    writeFileSync(blocked, "");
    const { client } = await open({}, join(blocked, "spool"));
    const { token, outcome } = client.precheckLocal(type, data);
    expect([outcome, client.health().spool.mode]).toEqual(["block", "memory"]);
    expect(client.breakGlass(token, by)).toMatchObject(refused);
  });
});
