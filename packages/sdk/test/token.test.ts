import { createHmac } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFakeClock, createTestProbity } from "../src/testing/index.ts";
import { makeBundle, rankedAward, rankRule } from "./support/bundles.ts";

const type = "procurement.award.decided";
const data = rankedAward(2);
const clientFor = (action: "observe" | "warn" | "justify" | "second_approver" | "block") =>
  createTestProbity({ bundle: makeBundle({ bind: { [rankRule]: action } }) });

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const refusal = (code: string) => ({ ok: false, code });

describe("PC-5: verifyDecision lets only the pre-checked act through", () => {
  test("allow needs nothing more", () => {
    const client = clientFor("observe");
    const { token, decisionId } = client.precheckLocal(type, data);
    expect(client.verifyDecision(token, { type, data })).toMatchObject({
      ok: true,
      decision: { jti: decisionId, out: "allow", sub: "ocds-1", typ: type },
    });
  });

  test("warn needs the acknowledgement", () => {
    const client = clientFor("warn");
    const { token } = client.precheckLocal(type, data);
    const code = "PROBITY_E_DECISION_ACKNOWLEDGEMENT";
    expect(client.verifyDecision(token, { type, data })).toMatchObject(refusal(code));
    expect(client.verifyDecision(token, { type, data, acknowledged: false })).toMatchObject(refusal(code));
    expect(client.verifyDecision(token, { type, data, acknowledged: true }).ok).toBe(true);
  });

  test("justify needs a written reason", () => {
    const client = clientFor("justify");
    const { token } = client.precheckLocal(type, data);
    const code = "PROBITY_E_DECISION_JUSTIFICATION";
    expect(client.verifyDecision(token, { type, data })).toMatchObject(refusal(code));
    expect(client.verifyDecision(token, { type, data, justification: "  \n" })).toMatchObject(refusal(code));
    expect(client.verifyDecision(token, { type, data, justification: "\u200b \u2060" })).toMatchObject(
      refusal(code),
    );
    expect(client.verifyDecision(token, { type, data, justification: "one bidder only" }).ok).toBe(true);
  });

  test("second_approver needs another person than the actor", () => {
    const client = clientFor("second_approver");
    const { token } = client.precheckLocal(type, data);
    const code = "PROBITY_E_DECISION_SECOND_APPROVER";
    expect(client.verifyDecision(token, { type, data })).toMatchObject(refusal(code));
    expect(client.verifyDecision(token, { type, data, secondApproverId: "p1" })).toMatchObject(refusal(code));
    expect(client.verifyDecision(token, { type, data, secondApproverId: " p1 " })).toMatchObject(
      refusal(code),
    );
    expect(client.verifyDecision(token, { type, data, secondApproverId: "p2", actorId: "p2" })).toMatchObject(
      refusal(code),
    );
    expect(client.verifyDecision(token, { type, data, secondApproverId: "p2" }).ok).toBe(true);
  });

  test("PC-7: where the server asks, a name that the host gives is no second approver", async () => {
    const bundle = makeBundle({ bind: { [rankRule]: "second_approver" } });
    const client = createTestProbity({ bundle, secondApprover: "server" });
    const decision = client.precheckLocal(type, data);
    const code = "PROBITY_E_DECISION_SECOND_APPROVER";
    const act = { type, data, secondApproverId: "p-other", actorId: "p-actor" } as const;
    expect(client.verifyDecision(decision.token, act)).toMatchObject(refusal(code));
    // The recording client has no server that anybody could agree at.
    expect(await client.approval(decision.token)).toMatchObject({ ok: false });
    expect(await client.appeal(decision.token, { personId: "p-1", text: "a false alarm" })).toMatchObject({
      ok: false,
    });
    const asked = { requesterId: "p-actor", title: { "zh-CN": "定标", en: "Award" }, candidates: [] };
    expect(await client.requestApproval(decision, asked)).toMatchObject({ ok: false });
    // Other outcomes ask nobody.
    const warned = createTestProbity({
      bundle: makeBundle({ bind: { [rankRule]: "warn" } }),
      secondApprover: "server",
    });
    const { token } = warned.precheckLocal(type, data);
    expect(warned.verifyDecision(token, { type, data, acknowledged: true })).toMatchObject({ ok: true });
  });

  test("an unknown actor has no second approver", () => {
    const client = clientFor("second_approver");
    const anonymous = { ocid: "ocds-1", awards: [{ id: "a1", candidateRank: 2 }] };
    const { token } = client.precheckLocal(type, anonymous);
    expect(client.verifyDecision(token, { type, data: anonymous, secondApproverId: "p2" })).toMatchObject(
      refusal("PROBITY_E_DECISION_SECOND_APPROVER"),
    );
  });

  test("block is never let through", () => {
    const client = clientFor("block");
    const { token } = client.precheckLocal(type, data);
    const everything = { acknowledged: true, justification: "please", secondApproverId: "p2" };
    expect(client.verifyDecision(token, { type, data, ...everything })).toMatchObject(
      refusal("PROBITY_E_DECISION_BLOCKED"),
    );
  });

  test("changed data is refused; another order of keys is not a change", () => {
    const client = clientFor("observe");
    const { token } = client.precheckLocal(type, data);
    expect(client.verifyDecision(token, { type, data: rankedAward(1) })).toMatchObject(
      refusal("PROBITY_E_TOKEN_PAYLOAD"),
    );
    const reordered = Object.fromEntries(Object.entries(data).toReversed()) as typeof data;
    expect(client.verifyDecision(token, { type, data: reordered }).ok).toBe(true);
  });

  test("a token of another type is refused", () => {
    const client = clientFor("observe");
    const { token } = client.precheckLocal(type, data);
    expect(client.verifyDecision(token, { type: "contract.signed", data })).toMatchObject(
      refusal("PROBITY_E_TOKEN_TYPE"),
    );
  });

  test("an expired token is refused", () => {
    const clock = createFakeClock();
    const client = createTestProbity({ bundle: makeBundle(), clock });
    const { token } = client.precheckLocal(type, rankedAward(1));
    clock.advance(30 * 60_000 - 1000);
    expect(client.verifyDecision(token, { type, data: rankedAward(1) }).ok).toBe(true);
    clock.advance(1000);
    expect(client.verifyDecision(token, { type, data: rankedAward(1) })).toMatchObject(
      refusal("PROBITY_E_TOKEN_EXPIRED"),
    );
  });

  test("a token of another source's key is refused", () => {
    const { token } = clientFor("observe").precheckLocal(type, data);
    expect(clientFor("observe").verifyDecision(token, { type, data })).toMatchObject(
      refusal("PROBITY_E_TOKEN_INVALID"),
    );
  });
});

describe("PC-5: a token cannot be forged", () => {
  const client = clientFor("block");
  const { token } = client.precheckLocal(type, data);
  const [, payload = ""] = token.split(".");
  const allowed = encode({ ...JSON.parse(Buffer.from(payload, "base64url").toString()), out: "allow" });

  test.each([
    ["alg none", `${encode({ alg: "none", typ: "JWT" })}.${allowed}.`],
    [
      "another algorithm with a guessed key",
      (() => {
        const signed = `${encode({ alg: "HS512", typ: "JWT" })}.${allowed}`;
        return `${signed}.${createHmac("sha512", "").update(signed).digest("base64url")}`;
      })(),
    ],
    ["changed claims under the old signature", `${token.split(".")[0]}.${allowed}.${token.split(".")[2]}`],
    ["a fourth part", `${token}.x`],
    ["nothing", ""],
    ["a number", 5],
    ["a huge text", "a.".repeat(100_000)],
  ])("%s", (_, forged) => {
    expect(client.verifyDecision(forged as string, { type, data })).toMatchObject(
      refusal("PROBITY_E_TOKEN_INVALID"),
    );
  });

  test("any change of any character is refused", () => {
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")),
        (at, character) => {
          fc.pre(token[at] !== character);
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          expect(client.verifyDecision(changed, { type, data })).toMatchObject(
            refusal("PROBITY_E_TOKEN_INVALID"),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test("any text is refused without throwing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(client.verifyDecision(text, { type, data }).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("whatever the draft is, its own token fits it and no other draft", () => {
    const open = createTestProbity();
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (one, two) => {
          const draft = JSON.parse(JSON.stringify(one)) as never;
          const other = JSON.parse(JSON.stringify(two)) as never;
          const own = open.precheckLocal(type, draft).token;
          const same = isDeepStrictEqual(draft, other);
          expect(open.verifyDecision(own, { type, data: draft }).ok).toBe(true);
          fc.pre(!same);
          expect(open.verifyDecision(own, { type, data: other }).ok).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
});
