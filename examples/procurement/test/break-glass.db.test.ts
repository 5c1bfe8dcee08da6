import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkAct, hidden, signIn, type Visitor } from "./support/lone-app.ts";
import { alertsOf, eventsAt, openWorld, type World } from "./support/world.ts";

const process = "ocds-prbdm1-2026-005";
const award = `/p/${process}/award`;
const draft = { bid: `${process}-B1`, amount: "2018700", reason: "none" };
const reason = "the canteen closes tomorrow without supplies";

const code = (answer: Response): unknown => [answer.status, answer.headers.get("probity-code")];

const blockedToken = async (visitor: Visitor): Promise<string> => {
  const { decision } = await checkAct(visitor, award, draft);
  expect(decision.outcome).toBe("block");
  return decision.token;
};
const pageOf = async ({ get }: Visitor): Promise<string> => (await get(award)).text();

describe("PC-8, AD-7: break-glass in a blocked case", () => {
  let world: World;
  let approver: Visitor;
  let leader: Visitor;

  beforeAll(async () => {
    world = await openWorld();
    approver = await signIn(world.app.url, "p-li-qiang");
    leader = await signIn(world.app.url, "p-zhao-jing");
  });
  afterAll(() => world.close());

  test("is offered to the leader on duty alone, and needs reasons", async () => {
    expect(await pageOf(approver)).not.toContain("override_reason");
    const blocked_token = await blockedToken(approver);
    const form = { csrf: approver.csrf, ...draft, blocked_token, override_reason: reason };
    expect((await approver.post(`${award}/override`, form)).status).toBe(404);

    expect(await pageOf(leader)).toContain("override_reason");
    const own = { csrf: leader.csrf, ...draft, blocked_token: await blockedToken(leader) };
    for (const override_reason of ["", "urgent"]) {
      const refused = await leader.post(`${award}/override`, { ...own, override_reason });
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain("was not recorded");
    }
    const submitted = await leader.post(award, { ...own, probity_token: own.blocked_token });
    expect(code(submitted)).toEqual([403, "PROBITY_E_DECISION_BLOCKED"]);
  });

  test("is recorded before the act, holds for exactly this draft, and raises its alert and no other", async () => {
    const { csrf, post } = leader;
    const blocked = { csrf, ...draft, blocked_token: await blockedToken(leader) };
    const recorded = await post(`${award}/override`, { ...blocked, override_reason: reason });
    const page = await recorded.text();
    expect(page).toContain('data-outcome="break_glass"');
    const token = hidden(page, "probity_token");
    const changed = await post(award, { csrf, ...draft, amount: "2018701", probity_token: token });
    expect(code(changed)).toEqual([403, "PROBITY_E_TOKEN_PAYLOAD"]);

    expect((await post(award, { csrf, ...draft, probity_token: token })).status).toBe(303);
    const alerts = await alertsOf(world);
    expect(alerts).toContain(`GEN-WRN-005 ${process}`);
    expect(alerts.filter((alert) => alert.startsWith("GEN-WRN-001"))).toEqual([]);
    expect(await eventsAt(world.central, "procurement.award.decided")).toHaveLength(1);
    const history = await (await leader.get(`/p/${process}`)).text();
    expect(history).toContain("Emergency override recorded");
  });
});
