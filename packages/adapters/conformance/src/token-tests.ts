import { expect, test } from "vitest";
import type { OpenFixture } from "./adapter.ts";
import { check, draftFor, refusedWith } from "./drafts.ts";
import { actType } from "./rules.ts";

const afterExpiry = 31 * 60_000;

/** A submit needs the token of this very draft, still valid. */
export function tokenTests(open: OpenFixture): void {
  test("PC-5: a submit without a token is refused", async () => {
    const fixture = await open();
    const answer = await fixture.post("/submit", { draft: draftFor("allow") });
    expect(refusedWith(fixture, answer)).toBe("PROBITY_E_TOKEN_INVALID");
    expect(await fixture.emitted(actType)).toEqual([]);
  });

  test("PC-5: a token that was tampered with is refused", async () => {
    const fixture = await open();
    const { token } = await check(fixture, draftFor("allow"));
    const [head = "", payload = "", mac = ""] = token.split(".");
    const claims = Buffer.from(payload, "base64url").toString().replace("allow", "ALLOW");
    const forged = `${head}.${Buffer.from(claims).toString("base64url")}.${mac}`;
    const answer = await fixture.post("/submit", { draft: draftFor("allow"), probity_token: forged });
    expect(refusedWith(fixture, answer)).toBe("PROBITY_E_TOKEN_INVALID");
  });

  test("PC-5: a changed payload is refused", async () => {
    const fixture = await open();
    const { token } = await check(fixture, draftFor("allow"));
    const changed = draftFor("allow", { awards: [{ id: "A1", value: { amount: 9000, currency: "CNY" } }] });
    const answer = await fixture.post("/submit", { draft: changed, probity_token: token });
    expect(refusedWith(fixture, answer)).toBe("PROBITY_E_TOKEN_PAYLOAD");
  });

  test("PC-5: an expired decision is refused", async () => {
    const fixture = await open();
    const { token } = await check(fixture, draftFor("allow"));
    fixture.advance(afterExpiry);
    const answer = await fixture.post("/submit", { draft: draftFor("allow"), probity_token: token });
    expect(refusedWith(fixture, answer)).toBe("PROBITY_E_TOKEN_EXPIRED");
  });
}
