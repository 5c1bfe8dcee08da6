import type { JsonObject } from "@probity/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeUsualEngine } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { eventsOf } from "./support/events-of.ts";
import { openedEvent } from "./support/prechecks.ts";
import {
  at,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";

const grounds = "该项目经批准采用简化公告期，附批文。";
const full = { indicatorId: "PROC-TND-009", result: "hit", bindingId: "media", action: "warn" } as const;
const generic = { indicatorId: "PROC-TND-001", result: "hit", bindingId: "period", action: "warn" } as const;
const silent = { indicatorId: "PROC-TND-004", result: "hit", bindingId: "hidden", action: "warn" } as const;
const hidden = { ...silent, action: "justify" } as const;

/** What a person sees of one of their own pre-checks. */
const mine = async (person: TestPerson, id: string): Promise<unknown> => {
  const { body } = await person.ops("GET", "/console/my/prechecks");
  const list = at(body, "prechecks") as readonly { readonly id: string }[]; // a list of the API
  return list.find((one) => one.id === id);
};

/** What somebody was told of new appeals. */
const told = async (person: TestPerson): Promise<unknown> =>
  at((await person.ops("GET", "/console/notifications?kind=appeal.raised")).body, "notices");

const answer = (person: TestPerson, which: string, uphold: boolean): ReturnType<TestServer["ops"]> =>
  person.ops("POST", `/ops/appeals/${which}/answer`, { uphold, text: "已核实批文，确属误报。" });

describeUsualEngine("appeals", (engine) => {
  let server: TestServer;
  let source: TestSource;
  let hash = "";
  let eva: TestPerson;
  let bob: TestPerson;
  let rita: TestPerson;
  /** Eva's sister, and whoever heads Eva's unit. */
  let close: readonly TestPerson[] = [];
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
    source = await server.addSource("shop");
    const bindings = [
      { id: "media", rule: "PROC-TND-009", source: "shop", action: "warn" },
      { id: "period", rule: "PROC-TND-001", source: "shop", action: "warn", disclosure: "generic" },
      { id: "hidden", rule: "PROC-TND-004", source: "shop", action: "warn", disclosure: "silent" },
    ];
    const put = await server.ops("PUT", "/ops/sources/shop/bindings", { bindings });
    if (put.status !== 200) throw new Error(JSON.stringify(put.body));
    hash = (await source.get("/v1/bundle")).headers.get("etag")?.replaceAll('"', "") ?? "";
    [eva, bob, rita] = [
      await server.addPerson("eva"),
      await server.addPerson("bob"),
      await server.addPerson("rita"),
    ];
    await server.ops("POST", "/ops/org/people", { id: "eva", keys: ["EMP-7"] });
    close = [await server.addPerson("sister"), await server.addPerson("head")];
    for (const [kind, entry] of [
      ["units", { id: "office", name: "office", kind: "unit", parent: null }],
      ["posts", { id: "chief", name: "chief", unit: "office", head: true }],
      ["posts", { id: "buyer", name: "buyer", unit: "office", head: false }],
      ["holders", { id: "h1", post: "chief", person: "head" }],
      ["holders", { id: "h2", post: "buyer", person: "eva" }],
      ["relations", { from: "sister", to: "person:eva", kind: "sibling" }],
    ] as const) {
      const made = await server.ops("POST", `/ops/org/${kind}`, { ...entry, validFrom: "2020-01-01" });
      if (made.status >= 300) throw new Error(JSON.stringify(made.body));
    }
  });
  afterAll(() => server?.close());

  /** Logs a pre-check in the name of EMP-7. */
  async function check(id: string, findings: readonly JsonObject[], outcome = "warn"): Promise<void> {
    const precheck = { outcome, bundleHash: hash, findings: [...findings] };
    const event = openedEvent("shop", { id, subject: `ocds-${id}`, precheck });
    const { personId, unitId, postId } = { personId: "EMP-7", unitId: "u-1", postId: "po-1" };
    const { status, body } = await source.send([
      { ...event, data: { ...event.data, actor: { personId, unitId, postId } } },
    ]);
    expect(status, JSON.stringify(body)).toBe(200);
    await server.scored();
  }
  const appeal = (id: string, body: object): ReturnType<TestSource["post"]> =>
    source.post(`/v1/precheck/${id}/appeal`, { personId: "EMP-7", text: grounds, ...body });
  const open = async (rule: string): Promise<string> => {
    const { body } = await rita.ops("GET", `/ops/appeals?source=shop&rule=${rule}`);
    return String(at(body, "appeals", 0, "id"));
  };

  test("UI-2: people see the pre-checks in their own name, with what was disclosed to them and no more", async () => {
    await check("mixed", [full, generic, silent]);
    await check("secret", [full, hidden], "justify");
    const shown = await mine(eva, "mixed");
    expect(shown).toMatchObject({
      source: "shop",
      subject: "ocds-mixed",
      outcome: "warn",
      stage: "opened",
      mayAppeal: true,
      appeals: [],
      findings: [{ rule: "PROC-TND-009" }, { rule: null, name: null }],
    });
    expect(at(shown, "findings", 0, "name", "zh-CN")).toEqual(expect.any(String));
    // A silent rule that alone asked for reasons is a neutral sentence as well.
    expect(await mine(eva, "secret")).toMatchObject({ findings: [{ rule: "PROC-TND-009" }, { rule: null }] });
    expect(JSON.stringify(await mine(eva, "secret"))).not.toMatch(/PROC-TND-00[14]/);
    expect(await mine(bob, "mixed")).toBeUndefined();
    const page = await eva.ops("GET", "/console/my/prechecks?limit=1");
    expect(at(page.body, "prechecks", 0, "id")).toBe("secret");
    const second = await eva.ops(
      "GET",
      `/console/my/prechecks?limit=1&cursor=${String(at(page.body, "next"))}`,
    );
    expect(at(second.body, "prechecks", 0, "id")).toBe("mixed");
  });

  test("UI-2: an appeal is bounded, made once for each finding by the person concerned, and logged without its words", async () => {
    expect((await appeal("mixed", { text: "aaaaaaaaaaaa" })).status).toBe(400);
    expect((await appeal("mixed", { text: "x".repeat(2001) })).status).toBe(400);
    expect((await appeal("mixed", { reason: "because" })).status).toBe(400);
    expect((await appeal("nothing", {})).body).toMatchObject({ code: "PROBITY_E_NOT_FOUND" });
    expect((await appeal("mixed", { personId: "EMP-8" })).body).toMatchObject({ code: "PROBITY_E_APPEAL" });
    // A rule that was not named to the person cannot be named by them.
    expect((await appeal("mixed", { rule: "PROC-TND-001" })).body).toMatchObject({
      code: "PROBITY_E_APPEAL",
    });
    const own = "/console/my/prechecks/shop/mixed/appeal";
    expect((await bob.ops("POST", own, { text: grounds })).status).toBe(404);
    const named = { rule: "PROC-TND-009", reason: "authorised_exception", text: grounds };
    expect((await eva.ops("POST", own, named)).status).toBe(201);
    expect((await eva.ops("POST", own, named)).body).toMatchObject({ code: "PROBITY_E_APPEAL", status: 409 });
    expect(await mine(eva, "mixed")).toMatchObject({ mayAppeal: true, appeals: [{ rule: "PROC-TND-009" }] });
    // The rest of it, in the business system.
    expect(await appeal("mixed", {})).toMatchObject({ status: 201, body: { state: "open" } });
    expect((await appeal("mixed", {})).status).toBe(409);
    expect(await mine(eva, "mixed")).toMatchObject({
      mayAppeal: false,
      stage: "opened",
      appeals: [
        { rule: "PROC-TND-009", reason: "authorised_exception", text: grounds, state: "open", answers: [] },
        { rule: null, reason: "other", state: "open" },
      ],
    });
    // Once for each time that somebody appealed, whatever number of findings it was against.
    expect(await told(rita)).toMatchObject([
      { title: "有一件申诉待您复核", link: "/decisions?tab=appeals" },
      { title: "有一件申诉待您复核", link: "/decisions?tab=appeals" },
    ]);
    for (const person of [eva, ...close]) expect(await told(person)).toEqual([]);
    const events = JSON.stringify(await eventsOf(server, "shop", "precheck.appeal.raised"));
    for (const logged of ["PROC-TND-009", "PROC-TND-001", "EMP-7", "authorised_exception"])
      expect(events).toContain(logged);
    expect(events).not.toContain("PROC-TND-004");
    expect(events).not.toContain(grounds);
    await check("fine", [{ ...full, action: "observe" }], "allow");
    expect((await appeal("fine", {})).body).toMatchObject({ code: "PROBITY_E_APPEAL" });
  });

  test("CA-3: nobody reviews an appeal of themselves, of whom they head or of a declared relation, nor reads of it", async () => {
    const id = await open("PROC-TND-009");
    for (const person of [eva, ...close]) {
      const list = await person.ops("GET", "/ops/appeals?state=any");
      expect([list.status, at(list.body, "appeals")]).toEqual([200, []]);
      expect((await person.ops("GET", `/ops/appeals/${id}`)).body).toMatchObject({
        code: "PROBITY_E_NOT_FOUND",
      });
      expect((await answer(person, id, true)).body).toMatchObject({ code: "PROBITY_E_CASE_CONFLICT" });
    }
    expect(at((await bob.ops("GET", "/ops/appeals?state=any")).body, "appeals")).toHaveLength(2);
  });

  test("AL-2, CA-3: another person answers once; the one that was upheld counts against its rule, and the appellant is told", async () => {
    const before = await server.ops("GET", "/ops/rules/PROC-TND-009/effectiveness");
    const refuted = Number(at(before.body, "versions", 0, "notConfirmed") ?? 0);
    const list = await rita.ops("GET", "/ops/appeals");
    expect(at(list.body, "appeals")).toHaveLength(2);
    const id = await open("PROC-TND-009");
    expect((await rita.ops("GET", `/ops/appeals/${id}`)).body).toMatchObject({
      precheckId: "mixed",
      disclosure: "full",
      person: "EMP-7",
      via: "console",
      text: grounds,
    });
    expect((await answer(eva, id, true)).body).toMatchObject({ code: "PROBITY_E_CASE_CONFLICT" });
    expect(
      (await server.ops("POST", `/ops/appeals/${id}/answer`, { uphold: true, text: grounds })).body,
    ).toMatchObject({
      code: "PROBITY_E_PERSON",
    });
    expect((await answer(rita, id, true)).status).toBe(200);
    expect((await answer(rita, id, false)).body).toMatchObject({ code: "PROBITY_E_APPEAL" });
    const unread = async (): Promise<unknown> =>
      at((await eva.ops("GET", "/console/notifications?kind=appeal.answered")).body, "notices");
    expect(await unread()).toEqual([]);
    expect((await answer(rita, await open("PROC-TND-001"), false)).status).toBe(200);
    expect(await unread()).toMatchObject([{ link: "/my/prechecks", title: "您的申诉已有答复" }]);
    expect(await mine(eva, "mixed")).toMatchObject({
      appeals: [
        { rule: "PROC-TND-009", state: "upheld", answers: ["已核实批文，确属误报。"] },
        { rule: null, state: "rejected" },
      ],
    });
    const after = await server.ops("GET", "/ops/rules/PROC-TND-009/effectiveness");
    expect(at(after.body, "versions", 0, "notConfirmed")).toBe(refuted + 1);
    expect(at(after.body, "versions", 0, "precision", "observed")).toBe(0);
    const other = await server.ops("GET", "/ops/rules/PROC-TND-001/effectiveness");
    expect(Number(at(other.body, "versions", 0, "notConfirmed") ?? 0)).toBe(0);
    const stats = await server.ops("GET", "/ops/rules/stats?source=shop&rule=PROC-TND-009");
    expect(at(stats.body, "rules", 0)).toMatchObject({ appealed: 1, upheld: 1 });
    expect(JSON.stringify(await eventsOf(server, "shop", "precheck.appeal.answered"))).toContain('"upheld"');
  });

  test("AL-2: where the act was done all the same and its alert was labelled, the label alone counts", async () => {
    await check("done", [full]);
    const act = tender("shop", "ocds-done", 30);
    const decision = { precheckId: "done", outcome: "warn" };
    await source.send([{ ...act, data: { ...act.data, decision } }]);
    await server.scored();
    await appeal("done", {});
    await rita.ops("POST", `/ops/appeals/${await open("PROC-TND-009")}/answer`, {
      uphold: true,
      text: grounds,
    });
    const count = async (): Promise<unknown> => {
      const { body } = await server.ops("GET", "/ops/rules/PROC-TND-009/effectiveness");
      return [at(body, "versions", 0, "confirmed"), at(body, "versions", 0, "notConfirmed")];
    };
    expect(await count()).toEqual([0, 2]);
    const { body } = await server.ops("GET", "/ops/alerts?source=shop&rule=PROC-TND-009");
    const alert = at(body, "alerts", 0, "id");
    expect(alert).toEqual(expect.any(String));
    await rita.ops("POST", `/ops/alerts/${String(alert)}/label`, { label: "confirmed" });
    expect(await count()).toEqual([1, 1]);
  });

  test("SE-3: who appealed, and in which words, goes with the event of the pre-check", async () => {
    const list = await server.ops(
      "GET",
      "/ops/events?source=shop&type=precheck.decision.recorded&about=all&limit=500",
    );
    for (const { id } of at(list.body, "events") as readonly { readonly id: string }[]) {
      const erased = await server.ops("POST", "/ops/erase", {
        source: "shop",
        eventId: id,
        basis: "order 7",
        by: "an",
      });
      expect(erased.status, JSON.stringify(erased.body)).toBe(200);
    }
    expect(await eva.ops("GET", "/console/my/prechecks")).toMatchObject({ body: { prechecks: [] } });
    const { body } = await rita.ops("GET", "/ops/appeals?state=any&rule=PROC-TND-009");
    expect(at(body, "appeals", 0)).toMatchObject({ person: null, state: "upheld" });
    const shown = await rita.ops("GET", `/ops/appeals/${String(at(body, "appeals", 0, "id"))}`);
    expect(shown.body).toMatchObject({ text: "", answer: expect.any(String) });
  });
});
