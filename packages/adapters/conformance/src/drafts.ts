import type { Decision, JsonObject, Outcome } from "@probity/contracts";
import { expect } from "vitest";
import type { Answer, Fixture } from "./adapter.ts";

/** A draft that the suite's rules answer with that outcome. */
export function draftFor(outcome: Outcome, more: JsonObject = {}): JsonObject {
  return {
    ocid: "ocds-suite-1",
    actor: { personId: "p-actor", unitId: "u-1", postId: "approver", channel: "human" },
    tender: { id: outcome },
    awards: [{ id: "A1", value: { amount: 1000, currency: "CNY" } }],
    ...more,
  };
}

/** Pre-checks a draft; the decision that the page gets. */
export async function check(fixture: Fixture, draft: JsonObject): Promise<Decision> {
  const answer = await fixture.post("/check", { draft });
  expect(answer.status).toBe(200);
  // The fixture's app answers the decision itself.
  return answer.body as Decision;
}

/** Expects a refusal with that code, as problem+json with what to do next, that never reached the handler. */
export function expectRefused(fixture: Fixture, answer: Answer, code: string): void {
  expect(answer.type).toContain("application/problem+json");
  expect(answer.body).toMatchObject({ code, status: answer.status });
  expect(answer.body).toHaveProperty("title");
  expect(answer.body).toHaveProperty("next");
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(fixture.handled).toEqual([]);
}

/** Stages of every decision so far, in order. */
export async function stages(fixture: Fixture): Promise<readonly unknown[]> {
  const records = await fixture.emitted("precheck.decision.recorded");
  return records.map(stageOf);
}

/** Stage of a recorded decision. */
export function stageOf(data: JsonObject): unknown {
  const { precheck } = data;
  return typeof precheck === "object" && precheck !== null && "stage" in precheck
    ? precheck["stage"]
    : undefined;
}
