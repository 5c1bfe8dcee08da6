import { expect, test } from "vitest";
import type { OpenFixture } from "./adapter.ts";
import { check, draftFor, expectRefused, stages } from "./drafts.ts";
import { personHeader } from "./fixture.ts";
import { actType } from "./rules.ts";

const halfAnHour = 31 * 60_000;

/** What must not get through the guard. */
export function refusalTests(open: OpenFixture): void {
  test("PC-5: a submit without a token is refused", async () => {
    const fixture = await open();
    const answer = await fixture.post("/submit", { draft: draftFor("allow") });
    expectRefused(fixture, answer, "PROBITY_E_TOKEN_INVALID");
    expect(await fixture.emitted(actType)).toEqual([]);
  });

  test("PC-5: a token that was tampered with is refused", async () => {
    const fixture = await open();
    const { token } = await check(fixture, draftFor("allow"));
    const [head = "", payload = "", mac = ""] = token.split(".");
    const claims = Buffer.from(payload, "base64url").toString().replace("allow", "ALLOW");
    const forged = `${head}.${Buffer.from(claims).toString("base64url")}.${mac}`;
    const answer = await fixture.post("/submit", { draft: draftFor("allow"), probity_token: forged });
    expectRefused(fixture, answer, "PROBITY_E_TOKEN_INVALID");
  });

  test("PC-5: a changed payload is refused", async () => {
    const fixture = await open();
    const { token } = await check(fixture, draftFor("allow"));
    const changed = draftFor("allow", { awards: [{ id: "A1", value: { amount: 9000, currency: "CNY" } }] });
    const answer = await fixture.post("/submit", { draft: changed, probity_token: token });
    expectRefused(fixture, answer, "PROBITY_E_TOKEN_PAYLOAD");
  });

  test("PC-5: an expired decision is refused", async () => {
    const fixture = await open();
    const { token } = await check(fixture, draftFor("allow"));
    fixture.advance(halfAnHour);
    const answer = await fixture.post("/submit", { draft: draftFor("allow"), probity_token: token });
    expectRefused(fixture, answer, "PROBITY_E_TOKEN_EXPIRED");
  });

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
    expectRefused(fixture, answer, "PROBITY_E_DECISION_BLOCKED");
    expect(await fixture.emitted(actType)).toEqual([]);
  });

  test("PC-5: after a warning the findings must be acknowledged", async () => {
    const fixture = await open();
    const draft = draftFor("warn");
    const { token } = await check(fixture, draft);
    expectRefused(
      fixture,
      await fixture.post("/submit", { draft, probity_token: token }),
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
    expectRefused(
      fixture,
      await fixture.post("/submit", { draft, probity_token: token }),
      "PROBITY_E_DECISION_JUSTIFICATION",
    );
    const blank = await fixture.post("/submit", { draft, probity_token: token, probity_justification: "  " });
    expectRefused(fixture, blank, "PROBITY_E_DECISION_JUSTIFICATION");
  });

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
    expectRefused(fixture, await fixture.post("/submit", body), "PROBITY_E_DECISION_SECOND_APPROVER");
    const same = await fixture.post("/submit", body, { headers: { [personHeader]: "p-actor" } });
    expectRefused(fixture, same, "PROBITY_E_DECISION_SECOND_APPROVER");
    const other = await fixture.post("/submit", body, { headers: { [personHeader]: "p-other" } });
    expect(other.status).toBe(200);
    expect(await fixture.emitted(actType)).toMatchObject([{ decision: { secondApproverId: "p-other" } }]);
  });

  test("SE-4: a hostile body is refused and reaches nobody", async () => {
    const fixture = await open();
    const { token } = await check(fixture, draftFor("allow"));
    const opened = (await stages(fixture)).length;
    const deep = `${'{"draft":'.repeat(2000)}1${"}".repeat(2000)}`;
    const bodies: readonly unknown[] = [
      "null",
      "[]",
      "3",
      '"text"',
      "{",
      "",
      "{}",
      { draft: null, probity_token: token },
      { draft: 5, probity_token: token },
      { draft: [], probity_token: token },
      { draft: draftFor("allow"), probity_token: { toString: "x" } },
      { draft: draftFor("allow"), probity_token: ["a"] },
      { draft: draftFor("allow"), probity_token: "x".repeat(50_000) },
      '{"__proto__":{"probity_token":"x"},"constructor":{"prototype":{"draft":{}}}}',
      deep,
    ];
    const paths = ["/submit", "/check"];
    const answers = await Promise.all(
      paths.flatMap((path) => bodies.map((body) => fixture.post(path, body))),
    );
    const submits = answers.slice(0, bodies.length);
    expect(submits.map(({ status }) => status >= 400 && status < 500)).toEqual(bodies.map(() => true));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(JSON.stringify(answers)).not.toMatch(/node_modules|\.ts:|at Object/);
    expect(fixture.handled).toEqual([]);
    expect(await fixture.emitted(actType)).toEqual([]);
    expect((await stages(fixture)).filter((stage) => stage !== "opened")).toEqual([]);
    expect(opened).toBe(1);
  });
}
