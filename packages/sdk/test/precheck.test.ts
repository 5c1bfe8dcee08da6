import { describe, expect, test } from "vitest";
import type { Hook, Probity, ProbityOptions } from "../src/index.ts";
import { createTestProbity } from "../src/testing/index.ts";
import {
  makeBundle,
  makeKey,
  rankedAward,
  rankRule,
  recordRule,
  signBundle,
  type BundleOptions,
} from "./support/bundles.ts";
import { remoteDecision, startBundleServer, type BundleServer, type Offer } from "./support/bundle-server.ts";
import { openClient } from "./support/client.ts";

const key = makeKey();
const type = "procurement.award.decided";

const openReady = async (
  bundle: BundleOptions,
  precheck?: Offer["precheck"],
  options: ProbityOptions<[]> = {},
): Promise<{ client: Probity; server: BundleServer }> => {
  const server = await startBundleServer({ envelope: signBundle(makeBundle(bundle), key), precheck });
  const client = openClient(server.endpoint, { publicKey: key.verifier, deadlineMs: 2000, ...options });
  await client.ready();
  return { client, server };
};

const both = { bind: { [rankRule]: "block", [recordRule]: "justify" } } as const;

describe("PC-1: local rules first, the server only where a bound rule needs it", () => {
  test("stateless rules are answered without a call", async () => {
    const { client, server } = await openReady({});
    const decision = await client.precheck(type, rankedAward(2));
    expect(decision).toMatchObject({ outcome: "justify", source: "local", degraded: false });
    expect(decision.findings).toMatchObject([{ rule: rankRule, result: "hit", evidence: [{ value: 2 }] }]);
    expect(server.prechecks).toEqual([]);
  });

  test("PC-2: a type that nobody describes, such as a mistyped name, is not hidden inside allow", async () => {
    const { client } = await openReady({});
    // As an untyped caller does; the types of TypeScript refuse both names.
    const mistyped = "procurement.award.decidedd" as typeof type;
    const decision = client.precheckLocal(mistyped, { ocid: "ocds-1" });
    expect(decision).toMatchObject({ degraded: true, degradedReasons: ["PROBITY_E_EVENT_TYPE"] });
    const strict = await openReady({}, undefined, { onUnavailable: "block" });
    expect(strict.client.precheckLocal("constructor" as typeof type, { ocid: "ocds-1" }).outcome).toBe(
      "block",
    );
  });

  test("a record that the host passes replaces the call", async () => {
    const { client, server } = await openReady(both);
    const decision = await client.precheck(type, rankedAward(1), { record: { tender: { id: "closed" } } });
    expect(decision).toMatchObject({ outcome: "justify", source: "local", degraded: false });
    expect(server.prechecks).toEqual([]);
  });

  test("a rule that needs the server's record asks once, and the answer is signed here", async () => {
    const { client, server } = await openReady(both, (request, response) => {
      response.end(
        remoteDecision(request, { outcome: "second_approver", bundleVersion: 9, bundleHash: "cd" }),
      );
    });
    const decision = await client.precheck(type, rankedAward(1));
    expect(decision).toMatchObject({
      outcome: "second_approver",
      source: "remote",
      degraded: false,
      bundleVersion: 9,
      bundleHash: "cd",
    });
    expect(server.prechecks).toMatchObject([
      { decisionId: decision.decisionId, type, subject: "ocds-1", data: rankedAward(1) },
    ]);
    const act = { type, data: rankedAward(1), secondApproverId: "p2" } as const;
    expect(client.verifyDecision(decision.token, act)).toMatchObject({
      ok: true,
      decision: { out: "second_approver" },
    });
  });

  test("a local block returns at once", async () => {
    const { client, server } = await openReady(both);
    expect(await client.precheck(type, rankedAward(2))).toMatchObject({ outcome: "block", source: "local" });
    expect(server.prechecks).toEqual([]);
  });

  test("precheckLocal is synchronous and says what it could not check", async () => {
    const { client, server } = await openReady(both);
    expect(client.precheckLocal(type, rankedAward(1))).toMatchObject({
      outcome: "warn",
      degraded: true,
      degradedReasons: ["PROBITY_E_RULE_RECORD"],
    });
    expect(server.prechecks).toEqual([]);
  });
});

describe("PC-2: could not check is never hidden inside allow", () => {
  test.each([
    ["down", undefined, "PROBITY_E_SERVER_UNREACHABLE"],
    ["slow", () => undefined, "PROBITY_E_SERVER_DEADLINE"],
    [
      "talking nonsense",
      (_: unknown, response: { end(text: string): void }) => response.end('{"outcome":"yes"}'),
      "PROBITY_E_SERVER_ANSWER",
    ],
  ])("a server that is %s: the binding's policy, visibly degraded", async (_, precheck, code) => {
    const { client } = await openReady({ ...both, onUnavailable: "justify" }, precheck, {
      deadlineMs: 50,
    });
    const start = performance.now();
    const decision = await client.precheck(type, rankedAward(1));
    expect(decision).toMatchObject({ outcome: "justify", source: "local", degraded: true });
    expect(decision.degradedReasons).toEqual(["PROBITY_E_RULE_RECORD", code]);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(client.health().prechecks).toEqual({ answered: 1, degraded: 1 });
  });

  test.each(["allow", "warn", "justify", "block"] as const)(
    "no bundle at all: the client's policy %s, degraded",
    (policy) => {
      const client = createTestProbity({ onUnavailable: policy });
      expect(client.precheckLocal(type, { ocid: "o1" })).toMatchObject({
        outcome: policy,
        degraded: true,
        degradedReasons: ["PROBITY_E_BUNDLE_NONE"],
        bundleVersion: 0,
        bundleHash: "",
      });
    },
  );

  test("every answer is emitted, a degraded one too, with what the log needs", () => {
    const client = createTestProbity({ bundle: makeBundle() });
    const decision = client.precheckLocal(type, rankedAward(2));
    expect(client.events).toHaveLength(1);
    expect(client.events[0]).toMatchObject({
      type: "precheck.decision.recorded",
      subject: "ocds-1",
      data: {
        actor: { personId: "p1", unitId: "u1" },
        precheck: {
          id: decision.decisionId,
          stage: "opened",
          decisionPoint: type,
          outcome: "justify",
          findings: [{ indicatorId: rankRule, result: "hit" }],
          draftHash: decision.payloadDigest,
          expiresAt: decision.expiresAt,
          mode: "enforced",
          degraded: false,
          answeredBy: "local",
        },
      },
    });
  });

  test("RU-6: the log entry says what every binding said, when and where, so that it can be judged again", () => {
    const bind = { [rankRule]: "block", [recordRule]: "observe" } as const;
    const client = createTestProbity({ bundle: makeBundle({ bind }) });
    const place = { unit: "u-7", district: "d-1", region: "r-1" };
    client.precheckLocal(type, rankedAward(1), { ...place, time: "2026-03-01T08:00:00+08:00" });
    expect(client.events[0]?.data).toMatchObject({
      precheck: {
        judgedAt: "2026-03-01T08:00:00+08:00",
        unitId: "u-7",
        district: "d-1",
        region: "r-1",
        findings: [
          { indicatorId: rankRule, result: "clear", bindingId: "b0", action: "block" },
          { indicatorId: recordRule, result: "indeterminate", bindingId: "b1", action: "observe" },
        ],
      },
    });
    client.clear();
    client.precheckLocal(type, rankedAward(1), { time: "yesterday", unit: "u".repeat(500) });
    const precheck = client.events[0]?.data["precheck"];
    expect(precheck).toMatchObject({ stage: "opened" });
    for (const name of ["judgedAt", "unitId", "district", "region"])
      expect(precheck).not.toHaveProperty(name);
  });

  test("RU-6: what a hook made of the draft is not offered to be judged again, an unchanged draft is", () => {
    const client = createTestProbity({ bundle: makeBundle() });
    const judgedAt = (hook: Hook): unknown => {
      client.clear();
      client.precheckLocal(type, rankedAward(2), { hooks: [hook] });
      const precheck = client.events[0]?.data["precheck"];
      return typeof precheck === "object" && precheck !== null && "judgedAt" in precheck;
    };
    expect(judgedAt({ before: ({ data }) => ({ data: { ...data, note: "enriched" } }) })).toBe(false);
    expect(judgedAt({ before: ({ data }) => ({ data: { ...data } }) })).toBe(true);
    expect(judgedAt({ before: () => ({ unit: "u-9" }) })).toBe(true);
  });

  test("RU-4: an excused subject is in the log entry as such", () => {
    const exception = {
      id: "ex-1",
      rule: rankRule,
      scope: { kind: "process", id: "ocds-1" },
      validFrom: "2025-01-01T00:00:00Z",
      validTo: "2027-01-01T00:00:00Z",
    } as const;
    const bundle = { ...makeBundle({ bind: { [rankRule]: "block" } }), exceptions: [exception] };
    const client = createTestProbity({ bundle });
    expect(client.precheckLocal(type, rankedAward(2)).outcome).toBe("allow");
    expect(client.events[0]?.data).toMatchObject({
      precheck: { findings: [{ result: "hit", action: "observe", exception: "ex-1" }] },
    });
  });

  test("a decision's time, id and expiry come from the client's clock", () => {
    const client = createTestProbity({ bundle: makeBundle() });
    expect(client.precheckLocal(type, rankedAward(1)).expiresAt).toBe("2026-01-01T00:30:00.000Z");
  });
});

describe("PC-3: a check never throws into the business flow", () => {
  const cyclic: Record<string, unknown> = { ocid: "o1" };
  cyclic["self"] = cyclic;
  test.each([
    ["undefined", undefined],
    ["null", null],
    ["an array", []],
    ["a cycle", cyclic],
    ["a BigInt", { ocid: 1n }],
    [
      "a getter that throws",
      Object.defineProperty({}, "ocid", {
        enumerable: true,
        get: () => {
          throw new Error("no");
        },
      }),
    ],
  ])(
    "%s as data gives a degraded decision whose token verifies for nothing, and a counted drop",
    async (_, data) => {
      const client = createTestProbity({ bundle: makeBundle() });
      for (const decision of [
        client.precheckLocal(type, data as never),
        await client.precheck(type, data as never),
      ]) {
        expect(decision).toMatchObject({ outcome: "allow", degraded: true });
        expect(decision.degradedReasons).toHaveLength(1);
        expect(client.verifyDecision(decision.token, { type, data: data as never }).ok).toBe(false);
      }
      expect(client.emit(type, data as never).stored).toBe("nowhere");
      expect(client.health().spool.dropped).toBe(1);
    },
  );

  test("a failing listener stops nothing and is reported", () => {
    const client = createTestProbity();
    const codes: string[] = [];
    client.on("error", ({ code }) => codes.push(code));
    client.on("drop", () => {
      throw new Error("mine");
    });
    client.emit(type, 5 as never);
    expect(codes).toContain("PROBITY_E_LISTENER");
  });
});

describe("PC-5: commit and abandon close a decision", () => {
  const data = rankedAward(2);

  test.each(["decision", "token"] as const)(
    "commit with the %s emits the act with its decision block",
    (form) => {
      const client = createTestProbity({ bundle: makeBundle() });
      const decision = client.precheckLocal(type, data);
      const receipt = client.commit(form === "token" ? decision.token : decision, data, {
        justification: "only one bidder was able to deliver",
        acknowledged: true,
      });
      const [act] = client.eventsOf(type);
      expect(act).toMatchObject({
        id: receipt.id,
        subject: "ocds-1",
        data: {
          ...data,
          decision: {
            precheckId: decision.decisionId,
            outcome: "justify",
            bundleHash: decision.bundleHash,
            justification: "only one bidder was able to deliver",
            acknowledged: true,
          },
        },
      });
      expect(client.eventsOf("precheck.decision.recorded").at(-1)).toMatchObject({
        subject: "ocds-1",
        data: { precheck: { stage: "committed", actEventId: receipt.id } },
      });
    },
  );

  test("an act after a block is recorded as what it is", () => {
    const client = createTestProbity({ bundle: makeBundle({ bind: { [rankRule]: "block" } }) });
    client.commit(client.precheckLocal(type, data), data);
    expect(client.eventsOf(type)[0]?.data).toMatchObject({ decision: { outcome: "block" } });
  });

  test("abandon says why", () => {
    const client = createTestProbity({ bundle: makeBundle() });
    client.abandon(client.precheckLocal(type, data).token, "form closed");
    expect(client.eventsOf("precheck.decision.recorded").at(-1)).toMatchObject({
      data: { precheck: { stage: "aborted", abandonReason: "form closed" } },
    });
    expect(client.eventsOf(type)).toEqual([]);
  });

  test("a token that is not ours closes no decision, and the act is still recorded, without one", () => {
    const client = createTestProbity({ bundle: makeBundle() });
    const foreign = createTestProbity({ bundle: makeBundle() }).precheckLocal(type, data).token;
    const errors: string[] = [];
    client.on("error", ({ code }) => errors.push(code));

    client.abandon(foreign);
    expect(client.events).toEqual([]);
    client.commit(foreign, data);
    expect(client.events).toHaveLength(1);
    expect(client.events[0]?.type).toBe(type);
    expect(client.events[0]?.data).not.toHaveProperty("decision");
    expect(errors).toEqual(["PROBITY_E_TOKEN_INVALID", "PROBITY_E_TOKEN_INVALID"]);
  });
});
