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

/**
 * The code of a proper refusal: 4xx, problem+json that names what to do next, and a handler that saw nothing. Anything
 * else comes back as it is, so that the assertion on it fails and shows it.
 */
export function refusedWith(fixture: Fixture, answer: Answer): unknown {
  const { body, status, type } = answer;
  const proper = type.includes("application/problem+json") && status >= 400 && status < 500;
  if (!proper || fixture.handled.length > 0 || typeof body !== "object" || body === null) return answer;
  const complete =
    ["title", "next", "type"].every((name) => name in body) && "status" in body && body.status === status;
  return complete && "code" in body ? body.code : answer;
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
