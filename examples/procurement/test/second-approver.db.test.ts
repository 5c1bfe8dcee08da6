import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkAct, signIn, type Visitor } from "./support/lone-app.ts";
import { alertsOf, eventsAt, openWorld, type World } from "./support/world.ts";

const award = "/p/ocds-prbdm1-2026-004/award";
const draft = { bid: "ocds-prbdm1-2026-004-B1", amount: "1251600", reason: "none" };

/** The address of the second person's page, as this person is shown it. */
const linkOf = async (visitor: Visitor, path: string): Promise<string> =>
  /href="(http[^"]+\/approve\/[^"]+)"/.exec(await (await visitor.get(path)).text())?.[1] ?? "";
const decide = (link: string, form: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(link, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
const pill = async (visitor: Visitor, path: string): Promise<string> =>
  /class="pill ([a-z]+)"/.exec(await (await visitor.get(path)).text())?.[1] ?? "";

describe("PC-7, AD-7: the second person's answer", () => {
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
    const { decision, candidates } = await checkAct(requester, award, draft);
    expect(candidates).toMatchObject([{ personId: "p-zhao-jing" }]);
    const form = { csrf, ...draft, probity_token: decision.token, second_approver: "p-zhao-jing", ...more };
    return post(`${award}/request`, form);
  };
  const pathOf = async (answer: Response): Promise<string> => {
    const { to } = (await answer.json()) as { readonly to: string };
    return new URL(to, world.app.url).pathname;
  };
  test("nobody can be asked who may not agree, and not for a changed amount", async () => {
    const answers = await Promise.all([
      ask({ second_approver: "p-li-qiang" }),
      ask({ second_approver: "p-chen-wei" }),
      ask({ amount: "1300000" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await (await colleague.get("/inbox")).text()).not.toContain("/inbox/");
  });

  test("a refusal needs a reason, is recorded, and nothing is done", async () => {
    const path = await pathOf(await ask());
    // The link is the second person's alone.
    expect(await linkOf(requester, path)).toBe("");
    const link = await linkOf(colleague, path);
    expect((await decide(link, { answer: "refuse", reason: " " })).status).toBe(422);
    expect((await decide(link, { answer: "refuse", reason: "ask the bidders first" })).status).toBe(303);
    expect(await pill(colleague, path)).toBe("refused");
    expect(await (await colleague.get(path)).text()).toContain("ask the bidders first");
    expect((await decide(link, { answer: "agree" })).status).toBe(409);
    await alertsOf(world);
    expect(await eventsAt(world.central, "procurement.award.decided")).toEqual([]);
  });

  test("while the central server is away nobody can be asked, and that is said; nothing is done", async () => {
    await world.stopCentral();
    const answer = await ask();
    expect([answer.status, (await answer.text()).includes("so nobody could be asked")]).toEqual([403, true]);
    await world.restartCentral();
  });

  test("agreed to long after the check has expired: the act is done by itself, with who agreed", async () => {
    const path = await pathOf(await ask());
    shift = 31 * 60_000;
    const link = await linkOf(colleague, path);
    expect((await decide(link, { answer: "agree", reason: "prices explained in writing" })).status).toBe(303);
    // Nobody has to come back for it.
    const deadline = Date.now() + 20_000;
    while ((await (await requester.get("/p/ocds-prbdm1-2026-004")).text()).includes("/inbox/")) {
      if (Date.now() > deadline) throw new Error("the award was not carried out");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await pill(requester, path)).toBe("agreed");
    expect(await alertsOf(world)).toEqual(["PROC-PRC-001 ocds-prbdm1-2026-004"]);
    const [event] = await eventsAt(world.central, "procurement.award.decided");
    const shown = await world.central.ops(`/events/${event?.id ?? ""}?source=procurement-demo`);
    expect(JSON.stringify(shown)).toContain('"secondApproverId":"p-zhao-jing"');
    for (const type of ["requested", "decided"])
      expect(await eventsAt(world.central, `precheck.approval.${type}`)).toHaveLength(2);
  });

  test("a person who was not asked sees nothing of it", async () => {
    const outsider = await signIn(world.app.url, "p-wang-min");
    const list = await (await colleague.get("/inbox")).text();
    const path = /href="(\/inbox\/[^"]+)"/.exec(list)?.[1] ?? "";
    expect(path).not.toBe("");
    expect((await outsider.get(path)).status).toBe(404);
  });
});
