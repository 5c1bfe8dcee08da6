import { expect, test } from "vitest";
import type { OpenFixture } from "./adapter.ts";
import { check, draftFor, stages } from "./drafts.ts";
import { actType } from "./rules.ts";

/** How an act ends, and what is recorded of it. */
export function endingTests(open: OpenFixture): void {
  test("AD-1: after success the act is emitted, with its decision", async () => {
    const fixture = await open();
    const draft = draftFor("justify");
    const decision = await check(fixture, draft);
    const body = { draft, probity_token: decision.token, probity_justification: "the only offer in time" };
    expect((await fixture.post("/submit", body)).status).toBe(200);
    expect(fixture.handled).toEqual([draft]);
    const { decisionId, outcome, bundleHash } = decision;
    const followed = { precheckId: decisionId, outcome, bundleHash, justification: "the only offer in time" };
    expect(await fixture.emitted(actType)).toMatchObject([{ ...draft, decision: followed }]);
    expect(await stages(fixture)).toEqual(["opened", "committed"]);
  });

  test.each([
    ["303 (POST, redirect, GET)", 303, 1, "committed"],
    ["201", 201, 1, "committed"],
    ["302 (to a sign-in page, say)", 302, 0, "aborted"],
    ["409", 409, 0, "aborted"],
    ["500", 500, 0, "aborted"],
  ] as const)("AD-1: an answer of %s ends the act as it says", async (_name, status, acts, stage) => {
    const fixture = await open({ handle: () => Promise.resolve(status) });
    const draft = draftFor("allow");
    const { token } = await check(fixture, draft);
    expect((await fixture.post("/submit", { draft, probity_token: token })).status).toBe(status);
    expect(await fixture.emitted(actType)).toHaveLength(acts);
    expect(await stages(fixture)).toEqual(["opened", stage]);
  });

  test("AD-1: a handler that throws has done nothing", async () => {
    const fixture = await open({ handle: () => Promise.reject(new Error("no database")) });
    const draft = draftFor("allow");
    const { token } = await check(fixture, draft);
    expect((await fixture.post("/submit", { draft, probity_token: token })).status).toBe(500);
    expect(await fixture.emitted(actType)).toEqual([]);
    expect(await stages(fixture)).toEqual(["opened", "aborted"]);
  });
}
