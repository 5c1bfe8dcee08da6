// The library: articles by versions beside what models say of rules, and what of them is sent to whom (catalogue L, UI-1).
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCases, type CaseServer } from "./support/cases.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { type Answer, at, type TestPerson } from "./support/test-server.ts";

const staff = {
  rita: ["reviewer"],
  ralf: ["reviewer@elsewhere"],
  olga: ["observer"],
  hedi: ["intake"],
  clerk: ["intake"],
} as const;

const given = {
  kind: "teaching",
  title: { "zh-CN": "招标期限", en: "Bidding periods" },
  body: {
    "zh-CN": "法定期限不得缩短。\n\n请核对公告。",
    en: "Periods must not be cut.\n\nLook at the notice.",
  },
  tags: ["招标"],
  rules: ["PROC-TND-001"],
} as const;

const code = (answer: Answer): unknown => at(answer.body, "code");
const ids = (answer: Answer, list = "articles", key = "id"): readonly unknown[] => {
  const found = at(answer.body, list);
  return Array.isArray(found) ? found.map((one) => at(one, key)) : [];
};

describeUsualEngine("the library", (engine) => {
  let running: CaseServer<keyof typeof staff>;
  const written: string[] = [];
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, staff);
    const from = { validFrom: "2020-01-01" };
    for (const [kind, body] of [
      ["units", { id: "works", name: "works", kind: "unit", parent: null }],
      ["units", { id: "team", name: "team", kind: "unit", parent: "works" }],
      ["units", { id: "elsewhere", name: "elsewhere", kind: "unit", parent: null }],
      ["posts", { id: "head", name: "head", unit: "works", head: true }],
      ["holders", { post: "head", person: "hedi" }],
    ] as const) {
      const answer = await running.server.ops("POST", `/ops/org/${kind}`, { ...body, ...from });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    }
  });
  afterAll(() => running?.server.close());

  const write = async (over: object = {}, who: TestPerson = running.people.rita): Promise<Answer> => {
    const answer = await who.ops("POST", "/console/kb/articles", { ...given, ...over });
    if (answer.status === 201) written.push(String(at(answer.body, "id")));
    return answer;
  };
  const find = (query: string, who: TestPerson = running.people.rita): Promise<Answer> =>
    who.ops("GET", `/console/kb/articles${query}`);

  test("an article is written in one language or both, and found by words of either, tag, kind and rule", async () => {
    expect(await write()).toMatchObject({
      status: 201,
      body: { version: 1, state: "open", changedBy: "rita" },
    });
    const english = { title: { en: "A typical case" }, body: { en: "Two bids, one hand." } };
    await write({ ...english, kind: "case", tags: [], rules: [] });
    const [first, second] = written;
    expect(ids(await find(""))).toEqual([second, first]);
    expect(ids(await find("?q=PERIODS%20cut"))).toEqual([first]);
    expect(ids(await find(`?q=${encodeURIComponent("法定 公告")}`))).toEqual([first]);
    expect(ids(await find("?q=periods%20hand"))).toEqual([]);
    expect(ids(await find(`?tag=${encodeURIComponent("招标")}`))).toEqual([first]);
    expect(ids(await find("?kind=case"))).toEqual([second]);
    expect(ids(await find("?rule=PROC-TND-001"))).toEqual([first]);
    const page = await find("?limit=1");
    expect(ids(page)).toEqual([second]);
    expect(ids(await find(`?limit=1&cursor=${String(at(page.body, "next"))}`))).toEqual([first]);
  });

  test("what is not an article is refused", async () => {
    expect(code(await write({ body: { en: "Only English" } }))).toBe("PROBITY_E_REQUEST");
    expect(code(await write({ rules: ["PROC-TND-999"] }))).toBe("PROBITY_E_REQUEST");
    for (const over of [
      { title: {}, body: {} },
      { title: { en: " " }, body: { en: "Text" } },
      { title: { en: "x".repeat(201) }, body: { en: "Text" } },
      { tags: Array.from({ length: 11 }, (_none, n) => `t${n}`) },
      { kind: "other" },
    ])
      expect((await write(over)).status, JSON.stringify(over)).toBe(400);
    expect((await find("?limit=101")).status).toBe(400);
  });

  test("LO-7: each version is kept and logged with its digest; only the one that was seen is changed", async () => {
    const { people, server } = running;
    const [id = ""] = written;
    const path = `/console/kb/articles/${id}`;
    const next = { ...given, tags: ["招标", "公告"] };
    expect(at((await people.rita.ops("PUT", path, { ...next, version: 1 })).body, "version")).toBe(2);
    expect(code(await people.rita.ops("PUT", path, { ...next, version: 1 }))).toBe("PROBITY_E_ARTICLE_STATE");
    const retire = { version: 2, state: "retired" };
    expect((await people.rita.ops("POST", `${path}/state`, retire)).status).toBe(200);
    expect(code(await people.rita.ops("POST", `${path}/state`, { ...retire, version: 3 }))).toBe(
      "PROBITY_E_ARTICLE_STATE",
    );
    expect(code(await people.rita.ops("PUT", path, { ...next, version: 3 }))).toBe("PROBITY_E_ARTICLE_STATE");
    expect(ids(await find("?rule=PROC-TND-001"))).toEqual([]);
    expect(ids(await find("?state=retired"))).toEqual([id]);
    expect((await people.rita.ops("POST", `${path}/state`, { version: 3, state: "open" })).status).toBe(200);
    const { body } = await people.rita.ops("GET", path);
    expect(at(body, "versions")).toMatchObject([
      { version: 4, act: "restore", by: "rita" },
      { version: 3, act: "retire" },
      { version: 2, act: "write", article: { tags: ["招标", "公告"] } },
      { version: 1, act: "write", article: { tags: ["招标"] } },
    ]);
    const log = await server.ops("GET", "/ops/events?type=knowledge.article.changed&about=all&limit=500");
    expect((at(log.body, "events") as readonly unknown[]).length).toBe(5);
  });

  test("the texts that models bring are searched in both languages, page by page", async () => {
    const rules = async (query: string): Promise<Answer> =>
      running.people.rita.ops("GET", `/console/kb/rules${query}`);
    const one = await rules("?rule=PROC-TND-001");
    expect(at(one.body, "rules", 0)).toMatchObject({
      model: "PROC-TND",
      basis: expect.arrayContaining(["Cardinal R003"]),
    });
    const name = at(one.body, "rules", 0, "name");
    for (const words of [at(name, "zh-CN"), at(name, "en"), "proc-tnd-001"])
      expect(ids(await rules(`?q=${encodeURIComponent(String(words))}`), "rules", "rule")).toContain(
        "PROC-TND-001",
      );
    const first = await rules("?limit=2");
    const second = await rules(`?limit=2&cursor=${String(at(first.body, "next"))}`);
    const both = [...ids(first, "rules", "rule"), ...ids(second, "rules", "rule")];
    expect(new Set(both).size).toBe(4);
    expect(both).toEqual(both.map(String).toSorted((a, b) => (a < b ? -1 : 1)));
    expect(code(await running.people.hedi.ops("GET", "/console/kb/rules"))).toBe("PROBITY_E_FORBIDDEN");
  });

  test("CA-6: an article reaches the person, or who is responsible for the unit; each push is logged and listed", async () => {
    const { people, server } = running;
    const [article = ""] = written;
    const push = (kind: string, subject: string, who: TestPerson = people.rita): Promise<Answer> =>
      who.ops("POST", "/console/kb/pushes", { article, kind, subject });
    expect(ids(await find("", people.clerk))).toEqual([]);
    expect(code(await people.clerk.ops("GET", `/console/kb/articles/${article}`))).toBe(
      "PROBITY_E_NOT_FOUND",
    );
    expect(await push("person", "clerk")).toMatchObject({
      status: 201,
      body: { via: "person", to: ["clerk"] },
    });
    // Nobody heads the team: whoever heads the unit above is told.
    expect(await push("unit", "team")).toMatchObject({ status: 201, body: { via: "unit", to: ["hedi"] } });
    expect(code(await push("person", "unknown-official"))).toBe("PROBITY_E_NO_RECEIVER");
    expect(code(await push("unit", "elsewhere"))).toBe("PROBITY_E_NO_RECEIVER");
    const notices = await people.clerk.ops("GET", "/console/notifications?lang=en");
    expect(at(notices.body, "notices", 0)).toMatchObject({
      kind: "article.pushed",
      text: expect.stringContaining("Bidding periods"),
      link: `/kb?article=${article}`,
    });
    // Whoever was sent it reads it, and nothing else.
    expect(ids(await find("", people.clerk))).toEqual([article]);
    expect((await people.clerk.ops("GET", `/console/kb/articles/${article}`)).status).toBe(200);
    const { body } = await people.rita.ops("GET", "/console/kb/pushes");
    expect(at(body, "pushes")).toMatchObject([
      { kind: "unit", subject: "team", receivers: [{ id: "hedi", readAt: null }], sentBy: "rita" },
      { kind: "person", subject: "clerk", receivers: [{ id: "clerk", readAt: null }] },
    ]);
    const log = await server.ops("GET", "/ops/events?type=knowledge.article.pushed&about=all");
    expect((at(log.body, "events") as readonly unknown[]).length).toBe(2);
  });

  test("SE-2: who may do what, and for which units", async () => {
    const { people } = running;
    const [article = ""] = written;
    expect(code(await write({}, people.olga))).toBe("PROBITY_E_FORBIDDEN");
    expect(code(await people.olga.ops("GET", "/console/kb/pushes"))).toBe("PROBITY_E_FORBIDDEN");
    // A reviewer of one unit writes for everybody, and sends within that unit.
    expect((await write({ rules: [] }, people.ralf)).status).toBe(201);
    const body = { article, kind: "unit", subject: "team" };
    expect(code(await people.ralf.ops("POST", "/console/kb/pushes", body))).toBe("PROBITY_E_FORBIDDEN");
    expect(ids(await people.ralf.ops("GET", "/console/kb/pushes"), "pushes")).toEqual([]);
    expect(code(await running.server.ops("POST", "/console/kb/articles", given))).toBe("PROBITY_E_PERSON");
  });
});
