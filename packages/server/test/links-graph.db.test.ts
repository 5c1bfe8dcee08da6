import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore, type Store } from "../src/index.ts";
import {
  attributeKinds,
  createLinks,
  createSqlLinks,
  type EntityRef,
  type Links,
  type OwnersQuery,
  type PathQuery,
  type RelationKind,
  type SqlLinks,
} from "../src/links/index.ts";
import { addToLinks, removeFromLinks } from "../src/links/store-relations.ts";
import { describeEngines } from "./support/engines.ts";
import { naiveDistance, naiveOwners, type TestRelation } from "./support/naive-links.ts";
import { random } from "./support/random.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 10, 1);
const org = (key: string): EntityRef => ({ kind: "organisation", key });

const graphKinds: readonly RelationKind[] = ["shareholder", "beneficial_owner", "controls"];

/** Relations among a few nodes: cycles, several of the same two, ended ones, guesses, shares of nothing and of all. */
function randomRelations(next: () => number, prefix: string): readonly TestRelation[] {
  const nodes = 3 + Math.floor(next() * 8);
  const node = (): string => `${prefix}${Math.floor(next() * nodes)}`;
  return Array.from({ length: 2 + Math.floor(next() * 24) }, () => ({
    from: node(),
    to: node(),
    kind: graphKinds[Math.floor(next() * graphKinds.length)] ?? "controls",
    share: next() < 0.15 ? null : Math.floor(next() * 21) / 20,
    validFrom: next() < 0.6 ? null : now + Math.floor(next() * 7 - 4) * day,
    validTo: next() < 0.7 ? null : now + Math.floor(next() * 7 - 2) * day,
    confidence: next() < 0.15 ? 50 : 100,
  }));
}

describeEngines("links", (engine) => {
  let store: Store;
  let links: Links;
  let sql: SqlLinks;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    store = await openStore(await engine.newConfig());
    links = createLinks(store);
    sql = createSqlLinks(store);
  });
  afterAll(() => store?.close());

  let place = 0;
  const add = (relations: readonly TestRelation[], position = ++place): Promise<void> =>
    store.transaction((transaction) =>
      addToLinks(
        transaction,
        relations.map(({ from, to, validFrom, validTo, ...rest }) => ({
          ...rest,
          from: org(from),
          to: org(to),
          validFrom: validFrom === null ? null : new Date(validFrom).toISOString(),
          validTo: validTo === null ? null : new Date(validTo).toISOString(),
          origin: { source: "register", position, importId: null, line: null },
        })),
        new Date(now),
      ),
    );

  test("FE-3: memory, SQL and a naive search agree on random graphs, also after changes", async () => {
    const next = random(20_261_129);
    let [owners, paths, oneWay] = [0, 0, 0];
    for (let round = 0; round < 60; round++) {
      const prefix = `r${round}-`;
      const first = randomRelations(next, prefix);
      const removed = ++place;
      await add(first);
      // A second batch is merged into what is in memory; a third is taken back again.
      await links.graph();
      const second = randomRelations(next, prefix);
      await add(second);
      await add(randomRelations(next, prefix), removed);
      if (round % 2 === 0) await links.graph();
      await store.transaction((transaction) => removeFromLinks(transaction, [removed]));
      const relations = [...first, ...second];
      const graph = await links.graph();
      const nodes = [...new Set(relations.flatMap(({ from, to }) => [from, to]))];
      const query: OwnersQuery & PathQuery = {
        at: now,
        kinds: graphKinds.slice(0, 1 + Math.floor(next() * 3)),
        depth: 1 + Math.floor(next() * 5),
        minShare: next() < 0.3 ? 0 : Math.floor(next() * 10) / 20,
        inferred: next() < 0.5,
        commonNodes: next() < 0.5 ? [] : [org(nodes[0] ?? "")],
      };
      const asked = nodes.slice(0, 5).map(org);
      const inMemory = graph.commonOwners(asked, query);
      expect(await sql.commonOwners(asked, query)).toEqual(inMemory);
      if (inMemory.status !== "judged") throw new Error("so small a graph has no limit");
      const expected = naiveOwners(relations, nodes.slice(0, 5), query);
      expect(
        new Map(
          inMemory.owners.map(({ owner, holdings }) => [
            owner.key,
            new Map(holdings.map(({ entity, share }) => [entity.key, Math.round(share * 1e10) / 1e10])),
          ]),
        ),
      ).toEqual(expected);
      owners += inMemory.owners.length;
      const [from = "", ...goals] = nodes.slice(0, 5);
      for (const to of goals) {
        for (const directed of [false, true]) {
          const asks = { ...query, directed };
          const found = graph.path(org(from), org(to), asks);
          expect(await sql.path(org(from), org(to), asks)).toEqual(found);
          const distance = naiveDistance(relations, from, to, asks);
          expect(found.status === "found" ? found.edges.length : undefined).toBe(distance);
          if (found.status !== "found") continue;
          paths += 1;
          oneWay += Number(directed);
        }
      }
    }
    // The random graphs did hold what they are for.
    expect(owners).toBeGreaterThan(50);
    expect(paths).toBeGreaterThan(50);
    expect(oneWay).toBeGreaterThan(20);
  });

  test("FE-3: a node with more than 10,000 neighbours makes the answer indeterminate, in memory and in SQL", async () => {
    const spokes = Array.from({ length: 10_050 }, (_, index): TestRelation => ({
      from: "hub",
      to: `spoke-${index}`,
      kind: "shareholder",
      share: 0.5,
      validFrom: null,
      validTo: null,
      confidence: 100,
    }));
    await add([
      ...spokes,
      ...spokes.map((one): TestRelation => Object.assign({}, one, { from: one.to, to: "sink" })),
    ]);
    const graph = await links.graph();
    const query = { at: now, kinds: ["shareholder"] as const, depth: 4, minShare: 0 };
    const limit = { status: "indeterminate", reason: "graph_limit" };
    expect(graph.path(org("spoke-1"), org("spoke-2"), query)).toEqual(limit);
    expect(await sql.path(org("spoke-1"), org("spoke-2"), query)).toEqual(limit);
    expect(graph.commonOwners([org("sink"), org("spoke-1")], query)).toEqual(limit);
    expect(await sql.commonOwners([org("sink"), org("spoke-1")], query)).toEqual(limit);
    // On the list of common nodes the hub connects nobody, and is not looked at.
    const without = { ...query, depth: 1, commonNodes: [org("hub")] };
    expect(graph.path(org("spoke-1"), org("spoke-2"), without)).toEqual({ status: "none" });
    expect(await sql.path(org("spoke-1"), org("spoke-2"), without)).toEqual({ status: "none" });
  });

  test("FE-3: two servers see each other's relations; each reads only what changed", async () => {
    const other = createLinks(store);
    const before = await other.graph();
    const one = { kind: "controls", share: null, validFrom: null, validTo: null, confidence: 100 } as const;
    await add([{ ...one, from: "two-a", to: "two-b" }]);
    const after = await other.graph();
    expect(after.relations).toBe(before.relations + 1);
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(before.knows(org("two-a"))).toBe(false);
    const query = { at: now, kinds: ["controls"] as const, depth: 1, minShare: 0 };
    expect(after.path(org("two-a"), org("two-b"), query)).toMatchObject({ status: "found" });
    expect(await other.graph()).toBe(after);
  });

  test("FE-3: shared values are found among a list, guesses only when asked for", async () => {
    const filter = { at: now, kinds: attributeKinds };
    const bear = (from: string, kind: "has_phone" | "has_name", to: EntityRef, confidence: number) => ({
      from: org(from),
      to,
      kind,
      share: null,
      validFrom: null,
      validTo: null,
      confidence,
      origin: { source: "register", position: 900_000, importId: null, line: null },
    });
    const phone: EntityRef = { kind: "phone", key: "13800138000" };
    const name: EntityRef = { kind: "name", key: "同名有限公司" };
    await store.transaction((transaction) =>
      addToLinks(
        transaction,
        [
          bear("s1", "has_phone", phone, 100),
          bear("s2", "has_phone", phone, 100),
          bear("s2", "has_name", name, 50),
          bear("s3", "has_name", name, 50),
        ],
        new Date(now),
      ),
    );
    const graph = await links.graph();
    const asked = ["s1", "s2", "s3", "s4"].map(org);
    const facts = graph.sharedAttributes(asked, filter);
    expect(facts).toMatchObject([
      { attribute: phone, bearers: [{ entity: { key: "s1" } }, { entity: { key: "s2" } }] },
    ]);
    expect(await sql.sharedAttributes(asked, filter)).toEqual(facts);
    const guesses = graph.sharedAttributes(asked, { ...filter, inferred: true });
    expect(guesses).toMatchObject([{ attribute: phone }, { attribute: name, bearers: [{}, {}] }]);
    expect(await sql.sharedAttributes(asked, { ...filter, inferred: true })).toEqual(guesses);
  });
});
