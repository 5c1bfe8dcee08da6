import { afterAll, beforeAll, expect, test } from "vitest";
import { describeUsualEngine } from "./support/engines.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

const day = 86_400_000;
/** Monday, 30 November 2026, 08:00 in Shanghai. */
const start = Date.UTC(2026, 10, 30);

const codes = (body: unknown): unknown => [at(body, "code"), at(body, "detail")];

describeUsualEngine("the organisation", (engine) => {
  let server: TestServer;
  let now = start;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock: () => now });
  });
  afterAll(() => server?.close());

  const put = async (kind: string, body: object): Promise<unknown> =>
    (await server.ops("POST", `/ops/org/${kind}`, { ...body })).body;
  const unit = (id: string, parent: string | null, more: object = {}): Promise<unknown> =>
    put("units", { id, name: `单位${id}`, kind: "unit", parent, validFrom: "2020-01-01", ...more });
  const get = async (path: string): Promise<unknown> => (await server.ops("GET", `/ops/org/${path}`)).body;

  test("catalogue 10: a move of tomorrow takes effect tomorrow, for questions and for the scopes of roles", async () => {
    for (const [id, parent] of [
      ["mv-a", null],
      ["mv-b", null],
      ["mv-x", "mv-a"],
      ["mv-y", "mv-x"],
    ] as const)
      expect(await unit(id, parent)).toEqual({ id, change: "added" });
    expect(await put("units", { id: "mv-x", parent: "mv-b", validFrom: "2026-12-01" })).toEqual({
      id: "mv-x",
      change: "changed",
    });
    expect(at(await get("units/mv-y"), "line")).toEqual(["mv-y", "mv-x", "mv-a"]);
    expect(at(await get("units/mv-y?at=2026-12-01"), "line")).toEqual(["mv-y", "mv-x", "mv-b"]);
    const under = async (id: string): Promise<unknown> => await get(`units?under=${id}&limit=10`);
    expect(at(await under("mv-a"), "units")).toHaveLength(3);
    now += day;
    expect(at(await get("units/mv-y"), "line")).toEqual(["mv-y", "mv-x", "mv-b"]);
    expect(at(await under("mv-a"), "units")).toHaveLength(1);
    expect(at(await under("mv-b"), "units")).toHaveLength(3);
    // What was is still told.
    expect(at(await get("units/mv-y?at=2026-11-30"), "line")).toEqual(["mv-y", "mv-x", "mv-a"]);
    expect(at(await get("units/mv-x/history"), "history")).toEqual([
      expect.objectContaining({ by: "operator", change: expect.objectContaining({ parent: "mv-a" }) }),
      {
        validFrom: "2026-11-30T16:00:00.000Z",
        recordedAt: new Date(start).toISOString(),
        by: "operator",
        change: { parent: "mv-b" },
      },
    ]);
  });

  test("a unit is never under itself: not now, not by a move that was planned before", async () => {
    for (const [id, parent] of [
      ["cy-a", null],
      ["cy-b", "cy-a"],
      ["cy-c", "cy-b"],
      ["cy-d", null],
    ] as const)
      await unit(id, parent);
    expect(codes(await put("units", { id: "cy-a", parent: "cy-c" }))).toEqual(["PROBITY_E_ORG_ROW", "cycle"]);
    expect(codes(await put("units", { id: "cy-a", parent: "cy-a" }))).toEqual([
      "PROBITY_E_ORG_ROW",
      "cycle, cycle",
    ]);
    await put("units", { id: "cy-d", parent: "cy-c", validFrom: "2027-01-01" });
    expect(codes(await put("units", { id: "cy-a", parent: "cy-d", validFrom: "2026-12-15" }))).toEqual([
      "PROBITY_E_ORG_ROW",
      "cycle",
    ]);
    expect(at(await get("units/cy-a?at=2027-02-01"), "line")).toEqual(["cy-a"]);
  });

  test("LO-7: what is ended or refused leaves no half of it; each change is in the log without a name", async () => {
    await unit("en-a", null);
    await unit("en-b", "en-a");
    expect(codes(await put("units", { id: "en-a", validTo: "2027-06-30" }))).toEqual([
      "PROBITY_E_ORG_ROW",
      "in_use",
    ]);
    expect(await put("units", { id: "en-b", validTo: "2026-12-31" })).toMatchObject({ change: "changed" });
    expect(await put("units", { id: "en-a", validTo: "2027-06-30" })).toMatchObject({ change: "changed" });
    expect(codes(await unit("en-c", "en-b", { validFrom: "2027-02-01" }))).toEqual([
      "PROBITY_E_ORG_ROW",
      "unknown_unit",
    ]);
    expect(codes(await put("posts", { id: "en-p", name: "科员", unit: "nowhere" }))).toEqual([
      "PROBITY_E_ORG_ROW",
      "unknown_unit",
    ]);
    const found = await server.ops(
      "GET",
      "/ops/events?type=directory.entry.changed&subject=en-b&about=all&limit=10",
    );
    expect(at(found.body, "events")).toHaveLength(2);
    expect(JSON.stringify(found.body)).not.toContain("单位en-b");
  });

  test("catalogue 10: the chain is that of the nearest unit that has one, and gaps show before a deadline", async () => {
    await unit("ch-top", null, { kind: "other" });
    await unit("ch-dep", "ch-top", { kind: "department" });
    await unit("ch-dis", "ch-dep", { kind: "discipline_body" });
    await unit("ch-qu", "ch-top", { kind: "district_discipline_body" });
    await unit("ch-u", "ch-top");
    await unit("ch-o", "ch-u", { kind: "office" });
    expect(codes(await put("chain", { unit: "ch-u", businessDepartment: "ch-dis" }))).toEqual([
      "PROBITY_E_ORG_ROW",
      "bad_kind",
    ]);
    await put("chain", { unit: "ch-u", businessDepartment: "ch-dep", validFrom: "2020-01-01" });
    const gaps = async (): Promise<readonly unknown[]> => {
      const found = at(await get("check?days=60"), "gaps");
      return Array.isArray(found)
        ? found.filter((gap: unknown) => ["ch-u", "ch-o"].includes(String(at(gap, "unit"))))
        : [];
    };
    expect((await gaps()).map((gap) => [at(gap, "unit"), at(gap, "code"), at(gap, "link")])).toEqual(
      expect.arrayContaining([
        ["ch-u", "link_missing", "disciplineOfDepartment"],
        ["ch-u", "link_missing", "districtDiscipline"],
        ["ch-u", "nobody", "businessDepartment"],
        ["ch-o", "link_missing", "districtDiscipline"],
      ]),
    );
    await put("chain", {
      unit: "ch-u",
      disciplineOfDepartment: "ch-dis",
      districtDiscipline: "ch-qu",
      validFrom: "2020-01-01",
    });
    expect(at(await get("units/ch-o"), "chain")).toEqual({
      unit: "ch-o",
      businessDepartment: "ch-dep",
      disciplineOfDepartment: "ch-dis",
      districtDiscipline: "ch-qu",
    });
    await server.addPerson("ch-p");
    for (const id of ["ch-dep", "ch-dis", "ch-qu", "ch-u", "ch-o"]) {
      await put("posts", { id: `${id}-post`, name: "负责人", unit: id, head: true, validFrom: "2020-01-01" });
      await put("holders", { post: `${id}-post`, person: "ch-p", validFrom: "2020-01-01" });
    }
    expect(await gaps()).toEqual([]);
    // In three weeks nobody is there any more.
    await put("holders", {
      id: `ch-qu-post/ch-p/${String(Date.parse("2019-12-31T16:00:00Z"))}`,
      post: "ch-qu-post",
      person: "ch-p",
      validTo: "2026-12-20",
    });
    expect(await gaps()).toEqual([
      expect.objectContaining({
        unit: "ch-u",
        code: "nobody",
        target: "ch-qu",
        from: "2026-12-20T16:00:00.000Z",
      }),
      expect.objectContaining({ unit: "ch-o", code: "nobody", target: "ch-qu" }),
    ]);
  });

  test("stand-ins have an end, and stand in for that time only", async () => {
    const from = await server.addPerson();
    const to = await server.addPerson();
    const body = {
      from: from.id,
      to: to.id,
      reason: "annual leave",
      validFrom: "2026-12-10",
      validTo: "2026-12-20",
    };
    expect(await put("delegations", body)).toMatchObject({ change: "added" });
    expect(await put("delegations", body)).toMatchObject({ change: "unchanged" });
    expect(codes(await put("delegations", { ...body, to: from.id }))).toEqual(["PROBITY_E_ORG_ROW", "self"]);
    expect((await server.ops("POST", "/ops/org/delegations", { ...body, validTo: undefined })).status).toBe(
      400,
    );
    expect(at(await get(`people/${from.id}?at=2026-12-20`), "delegates", 0, "to")).toBe(to.id);
    expect(at(await get(`people/${from.id}?at=2026-12-21`), "delegates")).toEqual([]);
    expect(at(await get(`people/${to.id}?at=2026-12-15`), "delegators", 0, "from")).toBe(from.id);
  });
});
