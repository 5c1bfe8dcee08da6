import { describe, expect, test } from "vitest";
import { answerTests } from "./answer-tests.ts";
import type { AdapterUnderTest, OpenFixture } from "./adapter.ts";
import { check, draftFor, stages } from "./drafts.ts";
import { disconnectTests } from "./disconnect-tests.ts";
import { endingTests } from "./ending-tests.ts";
import { openFixture } from "./fixture.ts";
import { hostileTests } from "./hostile-tests.ts";
import { actType } from "./rules.ts";
import { tokenTests } from "./token-tests.ts";

/**
 * The suite that every framework adapter passes (AD-1), over real HTTP, with the real SDK and a real server to take the
 * events. Call it at the top of a Vitest file. Options may only narrow it.
 */
export function conformanceSuite(adapter: AdapterUnderTest): void {
  const open: OpenFixture = (options) => openFixture(adapter, options);
  describe(`${adapter.name}: conformance`, () => {
    decisionTests(open);
    tokenTests(open);
    answerTests(open);
    hostileTests(open);
    endingTests(open);
    disconnectTests(adapter, open);
    degradedTests(open);
    adapter.additionalTests?.(open);
  });
}

function decisionTests(open: OpenFixture): void {
  test.each(["allow", "warn", "justify", "second_approver", "block"] as const)(
    "AD-1: the decision %s is there for the form",
    async (outcome) => {
      const fixture = await open();
      const decision = await check(fixture, draftFor(outcome));
      expect(decision).toMatchObject({ outcome, type: actType, degraded: false, source: "local" });
      expect(decision.findings).toHaveLength(outcome === "allow" ? 0 : 1);
      expect(await stages(fixture)).toEqual(["opened"]);
    },
  );
}

function degradedTests(open: OpenFixture): void {
  test("PC-3: without server and rules the flow goes on, visibly degraded", async () => {
    const fixture = await open({ server: false });
    const draft = draftFor("allow");
    const decision = await check(fixture, draft);
    expect(decision).toMatchObject({ outcome: "allow", degraded: true, bundleVersion: 0 });
    const answer = await fixture.post("/submit", { draft, probity_token: decision.token });
    expect(answer.status).toBe(200);
    expect(fixture.handled).toEqual([draft]);
  });
}
