import { describe, expect, test } from "vitest";
import type { Hook, Operation, ProbityError } from "../src/index.ts";
import { createTestProbity, type TestProbity } from "../src/testing/index.ts";
import { makeBundle, rankedAward, rankRule } from "./support/bundles.ts";

const type = "procurement.award.decided";
const text = (en: string) => ({ "zh-CN": en, en });

const tracing = (name: string, log: string[], operation: Operation = "precheck"): Hook => ({
  name,
  operations: [operation],
  before: () => void log.push(`${name} before`),
  after: () => void log.push(`${name} after`),
  error: () => void log.push(`${name} error`),
  finally: () => void log.push(`${name} finally`),
});

const watch = (client: TestProbity): ProbityError[] => {
  const errors: ProbityError[] = [];
  client.on("error", (error) => errors.push(error));
  return errors;
};

const setUp = (operation?: Operation): { client: TestProbity; log: string[]; call: Hook } => {
  const log: string[] = [];
  const client = createTestProbity({ bundle: makeBundle(), hooks: [tracing("client", log, operation)] });
  client.addHooks(tracing("global", log, operation));
  return { client, log, call: tracing("call", log, operation) };
};

describe("PC-6: hooks run in the documented order", () => {
  const expected = ["global", "client", "call"]
    .map((name) => `${name} before`)
    .concat(
      ["call", "client", "global"].map((name) => `${name} after`),
      ["call", "client", "global"].map((name) => `${name} finally`),
    );

  test("for precheck", async () => {
    const { client, log, call } = setUp();
    await client.precheck(type, rankedAward(1), { hooks: [call] });
    expect(log).toEqual(expected);
  });

  test("for precheckLocal", () => {
    const { client, log, call } = setUp();
    client.precheckLocal(type, rankedAward(1), { hooks: [call] });
    expect(log).toEqual(expected);
  });

  test("for emit", () => {
    const { client, log, call } = setUp("emit");
    client.emit(type, rankedAward(1), { hooks: [call] });
    expect(log).toEqual(expected);
  });

  test("error hooks run in reverse order when a before hook fails, and the rest goes on", () => {
    const { client, log } = setUp();
    const failing: Hook = {
      name: "failing",
      before: () => {
        throw new Error("no meeting record");
      },
    };
    client.precheckLocal(type, rankedAward(1), { hooks: [failing] });
    expect(log).toEqual([
      "global before",
      "client before",
      "client error",
      "global error",
      "client after",
      "global after",
      "client finally",
      "global finally",
    ]);
  });
});

const boom = (): never => {
  throw new Error("broken");
};

describe("PC-6: hooks are fenced", () => {
  test.each(["before", "after"] as const)(
    "a %s hook that throws makes the decision degraded, nothing else",
    (stage) => {
      const client = createTestProbity({ bundle: makeBundle() });
      const errors = watch(client);
      const failing: Hook = {
        name: "mine",
        [stage]: () => {
          throw new Error("broken");
        },
      };
      const decision = client.precheckLocal(type, rankedAward(2), { hooks: [failing] });
      expect(decision).toMatchObject({
        outcome: "justify",
        degraded: true,
        degradedReasons: ["PROBITY_E_HOOK"],
      });
      expect(errors).toMatchObject([{ code: "PROBITY_E_HOOK", cause: { message: "broken" } }]);
      expect(errors[0]?.message).toContain("mine");
      expect(client.health().hooks.failed).toBe(1);
    },
  );

  test.each(["error", "finally"] as const)("a %s hook that throws is only counted", (stage) => {
    const client = createTestProbity({ bundle: makeBundle() });
    const errors = watch(client);
    const hooks: Hook[] = stage === "error" ? [{ before: boom, error: boom }] : [{ finally: boom }];
    const { outcome } = client.precheckLocal(type, rankedAward(2), { hooks });
    expect(outcome).toBe("justify");
    expect(errors.length).toBe(hooks[0]?.before === undefined ? 1 : 2);
  });

  test("a failing hook does not stop an emit", () => {
    const client = createTestProbity();
    const failing: Hook = {
      operations: ["emit"],
      before: () => {
        throw new Error("broken");
      },
    };
    expect(client.emit(type, { ocid: "o1" }, { hooks: [failing] }).stored).toBe("disk");
    expect(client.events).toHaveLength(1);
  });

  test("the context is frozen, so a hook cannot change it behind the others' backs", () => {
    const client = createTestProbity({ bundle: makeBundle() });
    const errors = watch(client);
    const meddling: Hook = { before: (context) => void Object.assign(context, { type: "other" }) };
    const decision = client.precheckLocal(type, rankedAward(2), { hooks: [meddling] });
    expect(decision.type).toBe(type);
    expect(errors).toMatchObject([{ code: "PROBITY_E_HOOK" }]);
  });
});

describe("PC-6: synchronous when all are synchronous", () => {
  const asyncHook: Hook = { name: "slow", before: () => Promise.resolve({ data: rankedAward(2) }) };

  test("precheck waits for asynchronous hooks", async () => {
    const client = createTestProbity({ bundle: makeBundle() });
    expect(await client.precheck(type, rankedAward(1), { hooks: [asyncHook] })).toMatchObject({
      outcome: "justify",
      degraded: false,
    });
  });

  test("precheckLocal ignores an asynchronous hook visibly, and its rejection harms nobody", async () => {
    const client = createTestProbity({ bundle: makeBundle() });
    const errors = watch(client);
    const rejecting: Hook = { name: "late", before: () => Promise.reject(new Error("late")) };
    const decision = client.precheckLocal(type, rankedAward(2), { hooks: [asyncHook, rejecting] });
    expect(decision).toMatchObject({
      outcome: "justify",
      degraded: true,
      degradedReasons: ["PROBITY_E_HOOK_ASYNC"],
    });
    expect(errors.map(({ code }) => code)).toEqual(["PROBITY_E_HOOK_ASYNC", "PROBITY_E_HOOK_ASYNC"]);
    await new Promise((resolve) => setImmediate(resolve));
  });

  test("a hook that never answers is left out after its time", async () => {
    const client = createTestProbity({ bundle: makeBundle(), hookTimeoutMs: 20 });
    const stuck: Hook = { before: () => new Promise<undefined>(() => undefined) };
    const decision = await client.precheck(type, rankedAward(2), { hooks: [stuck] });
    expect(decision).toMatchObject({ outcome: "justify", degradedReasons: ["PROBITY_E_HOOK"] });
  });
});

describe("PC-3: a promise that is not of this realm", () => {
  test("is left out after its time as any other", async () => {
    const client = createTestProbity({ bundle: makeBundle(), hookTimeoutMs: 20 });
    // oxlint-disable-next-line unicorn/no-thenable -- what promise libraries return
    const stuck = { before: () => ({ then: () => undefined }) } as unknown as Hook;
    const decision = await client.precheck(type, rankedAward(2), { hooks: [stuck] });
    expect(decision).toMatchObject({ outcome: "justify", degradedReasons: ["PROBITY_E_HOOK"] });
  });
});

describe("PC-6: what hooks can change", () => {
  test("before enriches the draft; the token stays bound to what the caller passed", () => {
    const client = createTestProbity({ bundle: makeBundle() });
    const enrich: Hook = {
      before: ({ data }) => ({ data: { ...data, awards: [{ id: "a1", candidateRank: 3 }] } }),
    };
    const decision = client.precheckLocal(type, { ocid: "o1" }, { hooks: [enrich] });
    expect(decision.outcome).toBe("justify");
    const act = { type, data: { ocid: "o1" }, justification: "because" } as const;
    expect(client.verifyDecision(decision.token, act).ok).toBe(true);
  });

  test("before redacts every event, the records of pre-checks included", () => {
    const redact: Hook = {
      operations: ["emit"],
      before: ({ data }) => ({ data: { ...data, actor: { personId: "***" } } }),
    };
    const client = createTestProbity({ bundle: makeBundle(), hooks: [redact] });
    const draft = { ocid: "o1", actor: { personId: "secret" } };
    client.emit(type, draft);
    client.commit(client.precheckLocal(type, draft), draft);
    expect(client.events).toHaveLength(4);
    expect(JSON.stringify(client.events)).not.toContain("secret");
  });

  test("after raises an outcome with its own finding, and the token carries it", () => {
    const client = createTestProbity({ bundle: makeBundle() });
    const meeting: Hook = {
      after: () => ({ outcome: "block", name: text("Meeting record"), message: text("There is none.") }),
    };
    const decision = client.precheckLocal(type, rankedAward(2), { hooks: [meeting] });
    expect(decision.outcome).toBe("block");
    expect(decision.findings[0]).toMatchObject({ message: { en: "There is none." } });
    expect(decision.findings[1]).toMatchObject({ rule: rankRule });
    const act = { type, data: rankedAward(2), justification: "because" } as const;
    expect(client.verifyDecision(decision.token, act)).toMatchObject({ code: "PROBITY_E_DECISION_BLOCKED" });
  });

  test("after can never weaken an outcome", () => {
    const client = createTestProbity({ bundle: makeBundle({ bind: { [rankRule]: "block" } }) });
    const lenient: Hook = { after: () => ({ outcome: "allow", name: text("ok"), message: text("ok") }) };
    expect(client.precheckLocal(type, rankedAward(2), { hooks: [lenient] }).outcome).toBe("block");
  });
});
