import type { LinkNeed } from "@probity/engine/features";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkAnswer } from "../src/features/link-facts.ts";
import { openStore, type Store } from "../src/index.ts";
import { createLinks, type EntityRef, entityRef, type Links, type RelationKind } from "../src/links/index.ts";
import { addToLinks } from "../src/links/store-relations.ts";
import { describeEngines } from "./support/engines.ts";

const now = Date.UTC(2026, 10, 1);
const day = 86_400_000;
const owning: readonly RelationKind[] = ["shareholder"];

interface Told {
  readonly from: string;
  readonly to: string;
  readonly kind?: RelationKind;
  readonly share?: number | null;
  readonly validFrom?: number;
  readonly validTo?: number;
  readonly toKind?: EntityRef["kind"];
}

const own = (from: string, to: string, share: number | null = 0.6): Told => ({ from, to, share });
const bears = (from: string, kind: RelationKind, toKind: EntityRef["kind"], to: string): Told => ({
  from,
  to,
  kind,
  toKind,
  share: null,
});

function refOf(kind: EntityRef["kind"], key: string): EntityRef {
  const ref = entityRef(kind, key);
  if (ref === undefined) throw new Error(`${key} is no key`);
  return ref;
}

const owners = (among: readonly string[], over: Partial<LinkNeed> = {}): LinkNeed => ({
  binding: "b",
  rule: "T-LNK-001",
  name: "common",
  path: "features.common",
  kind: "owners",
  from: undefined,
  among,
  depth: 4,
  minShare: 0,
  kinds: owning,
  ...over,
});
const shared = (among: readonly string[], kinds: readonly string[]): LinkNeed =>
  owners(among, { kind: "shared", kinds });
const path = (from: string, among: readonly string[], over: Partial<LinkNeed> = {}): LinkNeed =>
  owners(among, { kind: "path", from, ...over });

describeEngines("links in rules", (engine) => {
  let store: Store;
  let links: Links;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    store = await openStore(await engine.newConfig());
    links = createLinks(store);
  });
  afterAll(() => store?.close());

  let position = 0;
  const add = (told: readonly Told[]): Promise<void> =>
    store.transaction((transaction) =>
      addToLinks(
        transaction,
        told.map(({ from, to, kind = "shareholder", share = null, validFrom, validTo, toKind }) => ({
          from: refOf("party", from),
          to: refOf(toKind ?? "organisation", to),
          kind,
          share,
          confidence: kind === "has_name" ? 50 : 100,
          validFrom: validFrom === undefined ? null : new Date(validFrom).toISOString(),
          validTo: validTo === undefined ? null : new Date(validTo).toISOString(),
          origin: { source: "register", position: ++position, importId: null, line: null },
        })),
        new Date(now),
      ),
    );
  const answer = async (need: LinkNeed, at = now): Promise<unknown> =>
    linkAnswer(await links.graph(), need, at);

  test("FE-3: a common owner at depth 4 among nine bidders, with the path", async () => {
    const bidders = Array.from({ length: 9 }, (_, at) => `bidder-${at + 1}`);
    await add([
      ...bidders.map((bidder) => own(`founder of ${bidder}`, bidder, 1)),
      own("boss", "upper", 0.51),
      own("upper", "middle", 0.8),
      own("middle", "lower", 0.9),
      own("lower", "bidder-3", 0.6),
      own("boss", "other", 0.7),
      own("other", "bidder-8", 0.5),
    ]);
    expect(await answer(owners(bidders))).toEqual({
      facts: [
        {
          owner: "boss",
          members: ["bidder-3", "bidder-8"],
          share: 0.220_32,
          path: "boss -51%-> upper -80%-> middle -90%-> lower -60%-> bidder-3\nboss -70%-> other -50%-> bidder-8",
        },
      ],
    });
    expect(await answer(owners(bidders, { depth: 3 }))).toEqual({ facts: [] });
    expect(await answer(owners(bidders, { minShare: 0.25 }))).toEqual({ facts: [] });
  });

  test("FE-3: one of the parties owns another; several ways are told as a number", async () => {
    await add([own("parent", "child", 0.4), own("parent", "side", 0.5), own("side", "child", 0.5)]);
    expect(await answer(owners(["parent", "child"]))).toEqual({
      facts: [
        {
          owner: "parent",
          members: ["parent", "child"],
          share: 0.65,
          path: "parent\nparent -40%-> child (+1)",
        },
      ],
    });
  });

  test("FE-3: owners in a circle end; what is over, or not yet begun, does not count", async () => {
    await add([
      own("ring-a", "ring-b", 0.5),
      own("ring-b", "ring-c", 0.5),
      own("ring-c", "ring-a", 0.5),
      { ...own("late", "dated-1", 1), validFrom: now },
      { ...own("late", "dated-2", 1), validTo: now + 10 * day },
    ]);
    const ring = await answer(owners(["ring-a", "ring-b"], { depth: 20 }));
    expect(ring).toMatchObject({ facts: [{ owner: "ring-a" }, { owner: "ring-b" }, { owner: "ring-c" }] });
    const dated = owners(["dated-1", "dated-2"]);
    expect(await answer(dated)).toMatchObject({ facts: [{ owner: "late", share: 1 }] });
    expect(await answer(dated, now - day)).toEqual({ facts: [] });
    expect(await answer(dated, now + 10 * day)).toEqual({ facts: [] });
  });

  test("FE-3: nothing found is an answer only when something is known of each", async () => {
    await add([own("somebody", "known-1"), own("another", "known-2")]);
    expect(await answer(owners(["known-1", "known-2"]))).toEqual({ facts: [] });
    expect(await answer(owners(["known-1", "known-2", "nobody"]))).toEqual({
      unknown: "no link is known of nobody",
    });
    const strangers = Array.from({ length: 8 }, (_, at) => `stranger ${at}`);
    expect(await answer(owners(strangers))).toEqual({
      unknown: "no link is known of stranger 0, stranger 1, stranger 2, stranger 3, stranger 4 and 3 more",
    });
    await add([own("somebody", "known-3")]);
    expect(await answer(owners(["known-1", "known-3", "nobody", "", "\u0000"]))).toMatchObject({
      facts: [{ owner: "somebody", members: ["known-1", "known-3"] }],
    });
  });

  test("FE-3: an owner of everything is found out as too much, and is not a clean answer", async () => {
    const many = Array.from({ length: 10_001 }, (_, at) => own(`holder ${at}`, "listed", 0.000_1));
    await add([...many, own("friend", "listed-2")]);
    const tooMuch = { unknown: "graph_limit: more than 10000 steps would have to be looked at" };
    expect(await answer(owners(["listed", "listed-2"]))).toEqual(tooMuch);
    expect(await answer(path("listed", ["friend"], { depth: 6 }))).toEqual(tooMuch);
  });

  test("FE-3: shared values, pseudonyms as they are, guesses only for names", async () => {
    const phone = "pn1:01234567:AbCdEfGhIjKlMnOpQrStUv";
    await add([
      bears("tel-1", "has_phone", "phone", phone),
      bears("tel-2", "has_phone", "phone", phone),
      bears("tel-3", "has_phone", "phone", "021 5555"),
      bears("tel-1", "has_name", "name", "同名公司"),
      bears("tel-3", "has_name", "name", "同名公司"),
    ]);
    const three = ["tel-1", "organisation:tel-2", " tel-3 "];
    expect(await answer(shared(three, ["has_phone", "has_email"]))).toEqual({
      facts: [
        {
          kind: "has_phone",
          value: phone,
          members: ["tel-1", "organisation:tel-2"],
          path: `tel-1 -has_phone-> phone:${phone}\norganisation:tel-2 -has_phone-> phone:${phone}`,
        },
      ],
    });
    expect(await answer(shared(three, ["has_name"]))).toMatchObject({
      facts: [{ kind: "has_name", value: "同名公司", members: ["tel-1", " tel-3 "] }],
    });
  });

  test("FE-3: a path goes whichever way its relations point, also to who is the same, or to a telephone", async () => {
    await add([
      { from: "official", to: "spouse", kind: "spouse", toKind: "person" },
      own("spouse", "supplier", 0.3),
      bears("supplier", "has_phone", "phone", "010-1234"),
      { from: "director", to: "supplier", kind: "director" },
    ]);
    const kinds = ["spouse", "shareholder", "director", "has_phone"];
    expect(
      await answer(path("official", ["supplier", "official", "director", "phone:0101234"], { kinds })),
    ).toEqual({
      facts: [
        {
          from: "official",
          to: "supplier",
          length: 2,
          kinds: ["spouse", "shareholder"],
          path: "official -spouse-> spouse -30%-> supplier",
        },
        { from: "official", to: "official", length: 0, kinds: [], path: "official" },
        {
          from: "official",
          to: "director",
          length: 3,
          kinds: ["spouse", "shareholder", "director"],
          path: "official -spouse-> spouse -30%-> supplier <-director- director",
        },
        {
          from: "official",
          to: "phone:0101234",
          length: 3,
          kinds: ["spouse", "shareholder", "has_phone"],
          path: "official -spouse-> spouse -30%-> supplier -has_phone-> phone:0101234",
        },
      ],
    });
    expect(await answer(path("official", ["known-1"], { kinds }))).toEqual({ facts: [] });
    expect(await answer(path("newcomer", ["supplier"], { kinds }))).toEqual({
      unknown: "no link is known of newcomer",
    });
    expect(await answer(path("newcomer", ["newcomer"], { kinds }))).toMatchObject({ facts: [{ length: 0 }] });
  });

  test("FE-3: a kind that links do not have is told, and evidence stays bounded", async () => {
    expect(await answer(owners(["known-1", "known-2"], { kinds: ["shareholder", "uncle"] }))).toEqual({
      unknown: "links have no kind uncle",
    });
    const long = (at: number): string => `${at} ${"长".repeat(450)}`;
    await add(Array.from({ length: 9 }, (_, at) => own(long(at), long(at + 1), 1)));
    const found = await answer(path(long(0), [long(9)], { depth: 20, kinds: owning }));
    // A path has one text, however long the names are.
    const [fact] = (found as { facts: { path: string; length: number }[] }).facts;
    expect(fact?.length).toBe(9);
    expect(fact?.path.length).toBe(2_000);
  });
});
