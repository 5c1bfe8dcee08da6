import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hidden, signIn, type Visitor } from "./support/lone-app.ts";
import { alertsOf, eventsAt, openWorld, type World } from "./support/world.ts";

const award = "/p/ocds-prbdm1-2026-004/award";
const draft = { bid: "ocds-prbdm1-2026-004-B1", amount: "1251600", reason: "none" };

const code = (answer: Response): unknown => [answer.status, answer.headers.get("probity-code")];

describe("PC-5, AD-7: the second person's answer", () => {
  let world: World;
  let requester: Visitor;
  let colleague: Visitor;
  let shift = 0;

  beforeAll(async () => {
    world = await openWorld(() => Date.now() + shift);
    requester = await signIn(world.app.url, "p-li-qiang");
    colleague = await signIn(world.app.url, "p-zhao-jing");
  });
  afterAll(() => world.close());

  /** Checks the award and asks for agreement; the address of the request. */
  const ask = async (more: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const { csrf, post } = requester;
    const token = hidden(await (await post(`${award}/check`, { csrf, ...draft })).text(), "probity_token");
    const form = { csrf, ...draft, probity_token: token, second_approver: "p-zhao-jing", ...more };
    return post(`${award}/request`, form);
  };
  const pathOf = (answer: Response): string =>
    new URL(answer.headers.get("location") ?? "", world.app.url).pathname;

  test("nobody can be asked who may not agree, and not for a changed amount", async () => {
    const answers = await Promise.all([
      ask({ second_approver: "p-li-qiang" }),
      ask({ second_approver: "p-chen-wei" }),
      ask({ amount: "1300000" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await (await colleague.get("/inbox")).text()).not.toContain("/inbox/");
  });

  test("a refusal needs an opinion, is recorded, and nothing is done", async () => {
    const path = pathOf(await ask());
    const { csrf, post, get } = colleague;
    expect((await post(`${path}/award/refuse`, { csrf, opinion: " " })).status).toBe(422);
    expect((await post(`${path}/award/refuse`, { csrf, opinion: "ask the bidders first" })).status).toBe(303);
    expect(await (await get(path)).text()).toContain("ask the bidders first");
    expect((await post(`${path}/award/agree`, { csrf })).headers.get("location")).toBe(path);
    await alertsOf(world);
    expect(await eventsAt(world.central, "procurement.award.decided")).toEqual([]);
  });

  test("a check that has expired meanwhile is done again before anybody can agree", async () => {
    const path = pathOf(await ask());
    shift = 31 * 60_000;
    const { csrf, post, get } = colleague;
    expect(code(await post(`${path}/award/agree`, { csrf }))).toEqual([403, "PROBITY_E_TOKEN_EXPIRED"]);
    expect(await (await get(path)).text()).toContain(`${path}/award/recheck`);
    expect((await post(`${path}/award/recheck`, { csrf })).status).toBe(303);
    expect((await post(`${path}/award/agree`, { csrf })).status).toBe(303);
    expect(await alertsOf(world)).toEqual(["PROC-PRC-001 ocds-prbdm1-2026-004"]);
    const [event] = await eventsAt(world.central, "procurement.award.decided");
    expect(
      JSON.stringify(await world.central.ops(`/events/${event?.id ?? ""}?source=procurement-demo`)),
    ).toContain('"secondApproverId":"p-zhao-jing"');
  });

  test("a person who was not asked sees nothing of it", async () => {
    const outsider = await signIn(world.app.url, "p-wang-min");
    const list = await (await colleague.get("/inbox")).text();
    const path = /href="(\/inbox\/[^"]+)"/.exec(list)?.[1] ?? "";
    const { csrf } = outsider;
    const answers = [await outsider.get(path), await outsider.post(`${path}/award/agree`, { csrf })];
    expect(path).not.toBe("");
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });
});
