import { expect, test } from "vitest";
import type { OpenFixture } from "./adapter.ts";
import { check, draftFor, refusedWith, stages } from "./drafts.ts";
import { personHeader } from "./fixture.ts";
import { actType } from "./rules.ts";

/** What each outcome demands of the approver must be there. */
export function answerTests(open: OpenFixture): void {
  test("PC-5: a blocked act never reaches the handler, whatever comes with it", async () => {
    const fixture = await open();
    const decision = await check(fixture, draftFor("block"));
    expect(decision.outcome).toBe("block");
    const body = {
      draft: draftFor("block"),
      probity_token: decision.token,
      probity_acknowledged: "yes",
      probity_justification: "because",
    };
    const answer = await fixture.post("/submit", body, { headers: { [personHeader]: "p-other" } });
    expect(refusedWith(fixture, answer)).toBe("PROBITY_E_DECISION_BLOCKED");
    expect(await fixture.emitted(actType)).toEqual([]);
  });

  test("PC-8: after break-glass the blocked draft goes on, and no other", async () => {
    const fixture = await open();
    const draft = draftFor("block");
    const { token } = await check(fixture, draft);
    const probity_token = fixture.breakGlass(token);
    const changed = draftFor("block", { awards: [{ id: "A1", value: { amount: 9000, currency: "CNY" } }] });
    expect(refusedWith(fixture, await fixture.post("/submit", { draft: changed, probity_token }))).toBe(
      "PROBITY_E_TOKEN_PAYLOAD",
    );
    const answer = await fixture.post("/submit", { draft, probity_token });
    expect(answer.status).toBe(200);
    expect(fixture.handled).toEqual([draft]);
    expect(await stages(fixture)).toEqual(["opened", "overridden", "committed"]);
  });

  test("PC-5: after a warning the findings must be acknowledged", async () => {
    const fixture = await open();
    const draft = draftFor("warn");
    const { token } = await check(fixture, draft);
    expect(refusedWith(fixture, await fixture.post("/submit", { draft, probity_token: token }))).toBe(
      "PROBITY_E_DECISION_ACKNOWLEDGEMENT",
    );
    const answer = await fixture.post("/submit", {
      draft,
      probity_token: token,
      probity_acknowledged: "yes",
    });
    expect(answer.status).toBe(200);
  });

  test("PC-5: where reasons are demanded, they must be given", async () => {
    const fixture = await open();
    const draft = draftFor("justify");
    const { token } = await check(fixture, draft);
    expect(refusedWith(fixture, await fixture.post("/submit", { draft, probity_token: token }))).toBe(
      "PROBITY_E_DECISION_JUSTIFICATION",
    );
    const blank = await fixture.post("/submit", { draft, probity_token: token, probity_justification: "  " });
    expect(refusedWith(fixture, blank)).toBe("PROBITY_E_DECISION_JUSTIFICATION");
  });
  secondApproverTest(open);
}

function secondApproverTest(open: OpenFixture): void {
  test("PC-5: a second approver must be there, from the session, and be another person", async () => {
    const fixture = await open();
    const draft = draftFor("second_approver");
    const { token } = await check(fixture, draft);
    const body = {
      draft,
      probity_token: token,
      secondApproverId: "p-forged",
      probity_secondApproverId: "p-forged",
    };
    expect(refusedWith(fixture, await fixture.post("/submit", body))).toBe(
      "PROBITY_E_DECISION_SECOND_APPROVER",
    );
    const same = await fixture.post("/submit", body, { headers: { [personHeader]: "p-actor" } });
    expect(refusedWith(fixture, same)).toBe("PROBITY_E_DECISION_SECOND_APPROVER");
    const other = await fixture.post("/submit", body, { headers: { [personHeader]: "p-other" } });
    expect(other.status).toBe(200);
    expect(await fixture.emitted(actType)).toMatchObject([{ decision: { secondApproverId: "p-other" } }]);
  });
}
