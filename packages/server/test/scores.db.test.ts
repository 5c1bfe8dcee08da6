import { randomUUID } from "node:crypto";
import type { ProbityEvent } from "@probity/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { describeEngines } from "./support/engines.ts";
import { award, tender } from "./support/events.ts";
import { random } from "./support/random.ts";
import { at, sourceOf, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const dayMs = 86_400_000;
const start = Date.UTC(2026, 4, 1);
const halfLife = 90;

interface Named {
  readonly person: string;
  readonly unit: string;
  readonly power: string;
}

/** A tender that hits PROC-TND-001 when its period is short, on a day, by somebody. */
function act(source: string, day: number, { person, unit, power }: Named, period = 10): ProbityEvent {
  const event = tender(source, `ocds-${randomUUID()}`, period);
  const time = new Date(start + day * dayMs).toISOString();
  const actor = { personId: person, unitId: unit, postId: `post-of-${person}`, channel: "human" };
  return { ...event, time, data: { ...event.data, actor, power: { code: power } } };
}

interface Told {
  readonly event: ProbityEvent;
  readonly named: Named;
}

/** A correction that hits nothing itself. */
const correction = (source: string, of: string, day: number): ProbityEvent => ({
  ...award(source, { time: new Date(start + day * dayMs).toISOString() }),
  ...({ corrects: of, correctionreason: "wrong" } as object),
});

const halfScore = async (from: TestServer): Promise<number> =>
  Number(at((await from.ops("GET", "/ops/scores/person/half")).body, "score"));

const dayAt = (n: number): string => new Date(start + n * dayMs).toISOString();

/** What the answer has to be: every event that counts, each halved for every half-life since. */
async function naive(
  { scoreOf, now }: { readonly scoreOf: (event: ProbityEvent) => Promise<number>; readonly now: number },
  told: readonly Told[],
  gone: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>();
  for (const { event, named } of told) {
    if (gone.has(event.id)) continue;
    // oxlint-disable-next-line no-await-in-loop
    const score = await scoreOf(event);
    const age = Math.max(0, now - Date.parse(event.time)) / dayMs;
    for (const name of [`person/${named.person}`, `unit/${named.unit}`, `power/${named.power}`]) {
      sums.set(name, (sums.get(name) ?? 0) + score * 2 ** (-age / halfLife));
    }
  }
  return sums;
}

describeEngines("scores", (engine) => {
  let config: ServerConfig;
  let server: TestServer;
  let now = start + 400 * dayMs;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    config = await engine.newConfig();
    server = await startTestServer(config, { clock: () => now });
  });
  afterAll(() => server?.close());

  const eventScore = async ({ id }: ProbityEvent): Promise<number> =>
    Number(at((await server.ops("GET", `/ops/events/${id}`)).body, "result", "score"));
  const scoreOf = async (kind: string, key: string): Promise<number | undefined> => {
    const { status, body } = await server.ops("GET", `/ops/scores/${kind}/${key}`);
    return status === 404 ? undefined : Number(at(body, "score"));
  };

  test("AL-1: an event has a score whose parts add up to it, with the calibration that it was made by", async () => {
    const source = await server.addSource();
    const event = act(source.id, 1, { person: "sc-1", unit: "su-1", power: "sp-1" });
    const fine = act(source.id, 1, { person: "sc-2", unit: "su-1", power: "sp-1" }, 40);
    await source.send([event, fine]);
    await server.scored();
    const { body } = await server.ops("GET", `/ops/events/${event.id}`);
    const shares = at(body, "shares") as readonly { rule: string; share: number }[]; // a list of the API
    expect(shares.map(({ rule }) => rule)).toContain("PROC-TND-001");
    const tenths = shares.reduce((sum, { share }) => sum + Math.round(share * 10), 0);
    expect(at(body, "result")).toMatchObject({ score: tenths / 10, calibration: 0 });
    expect(tenths).toBeGreaterThan(200);
    expect(await scoreOf("person", "sc-1")).toBeGreaterThan(0);
  });

  test("AL-1: whom a hit names is read from the fields of its type; nobody acts as system", async () => {
    const source = await server.addSource();
    const hitting = act(source.id, 1, { person: "system", unit: "tu-1", power: "tp-1" });
    const buyer = {
      ...hitting,
      data: {
        ...hitting.data,
        buyer: { id: "buyer-1" },
        counterparties: [
          { id: "org-1", kind: "organisation" },
          { id: "man-1", kind: "person" },
          { id: "a\u0000b", kind: "person" },
        ],
      },
    };
    await source.send([buyer]);
    await server.scored();
    expect(await scoreOf("unit", "tu-1")).toBeGreaterThan(0);
    expect(await scoreOf("unit", "buyer-1")).toBe(await scoreOf("unit", "tu-1"));
    expect(await scoreOf("organisation", "org-1")).toBe(await scoreOf("person", "man-1"));
    expect(await scoreOf("person", "system")).toBe(undefined);
  });

  async function compare(told: readonly Told[], gone: ReadonlySet<string>): Promise<void> {
    const sums = await naive({ scoreOf: eventScore, now }, told, gone);
    const names = new Set(
      told.flatMap(({ named: { person, unit, power } }) => [
        `person/${person}`,
        `unit/${unit}`,
        `power/${power}`,
      ]),
    );
    for (const name of names) {
      const [kind = "", key = ""] = name.split("/");
      // oxlint-disable-next-line no-await-in-loop
      const found = await scoreOf(kind, key);
      const expected = sums.get(name);
      if (expected === undefined) expect(found, name).toBe(undefined);
      else
        expect(Math.abs((found ?? -1) - expected), `${name}: ${found} for ${expected}`).toBeLessThan(0.051);
    }
  }

  describe("AL-1: scores of entities decay, and late, corrected and erased events count as a naive sum says", () => {
    test.each([1, 2])("random history %d", async (seed) => {
      const next = random(seed);
      const source = await server.addSource();
      const pick = (kind: string, n: number): string => `h${seed}-${kind}${Math.floor(next() * n)}`;
      const told: Told[] = [];
      const gone = new Set<string>();
      const early: string[] = [];
      for (let round = 0; round < 6; round += 1) {
        const batch: ProbityEvent[] = [];
        for (let n = 0; n < 6; n += 1) {
          const named = { person: pick("p", 4), unit: pick("u", 2), power: pick("w", 2) };
          // Any order of times, some yet to come.
          const event = act(source.id, Math.floor(next() * 460), named, next() < 0.3 ? 40 : 10);
          told.push({ event, named });
          const chance = next();
          if (chance < 0.15) {
            // Its correction comes first.
            batch.push(correction(source.id, event.id, 200));
            gone.add(event.id);
            early.push(event.id);
          } else if (chance < 0.3) {
            const other = told[Math.floor(next() * told.length)];
            if (other !== undefined && !gone.has(other.event.id)) {
              batch.push(correction(source.id, other.event.id, 300));
              gone.add(other.event.id);
            }
          }
          batch.push(event);
        }
        // oxlint-disable-next-line no-await-in-loop
        expect((await source.send(batch)).status).toBe(200);
        // oxlint-disable-next-line no-await-in-loop
        await server.scored();
        const erased = told.find(({ event }) => !gone.has(event.id) && next() < 0.1);
        if (erased !== undefined) {
          gone.add(erased.event.id);
          // oxlint-disable-next-line no-await-in-loop
          const answer = await server.ops("POST", "/ops/erase", {
            source: source.id,
            eventId: erased.event.id,
            basis: "order 1",
            by: "office",
          });
          expect(answer.status).toBe(200);
        }
      }
      expect(gone.size).toBeGreaterThan(3);
      await compare(told, gone);
      const before = now;
      now += 57 * dayMs;
      try {
        await compare(told, gone);
      } finally {
        now = before;
      }
    });
  });

  test("AL-1: a changed half-life makes the sums again", async () => {
    const own = await engine.newConfig();
    const first = await startTestServer(own, { clock: () => now });
    const source = await first.addSource();
    await source.send([act(source.id, 310, { person: "half", unit: "u", power: "p" })]);
    await source.send([act(source.id, 400, { person: "half", unit: "u", power: "p" })]);
    await first.scored();
    const [one] = [await halfScore(first)];
    await first.close();
    const second = await startTestServer({ ...own, scoreHalfLifeDays: 30 }, { clock: () => now });
    try {
      // 1 + 1/2 of an event's score before, 1 + 1/8 after.
      expect((await halfScore(second)) / one).toBeCloseTo(1.125 / 1.5, 2);
    } finally {
      await second.close();
    }
  });

  describe("where alerts gather", () => {
    let source: TestSource;
    beforeAll(async () => {
      if (engine.name === "postgres" && engine.postgres === undefined) return;
      source = await server.addSource();
      const many = (person: string, days: readonly number[]): ProbityEvent[] =>
        days.map((day) => act(source.id, day, { person, unit: "hot-unit", power: `hot-${person}` }));
      await source.send([
        ...many("hot-a", [330, 350, 360, 370, 390]),
        ...many("hot-b", [200, 380]),
        ...many("hot-c", [250]),
      ]);
      await server.scored();
    });

    test("hot spots name their population and the period before (FE-4)", async () => {
      const { body } = await server.ops("GET", `/ops/hotspots?by=person&from=${dayAt(300)}&to=${dayAt(400)}`);
      const spots = (at(body, "hotspots") as readonly { key: string }[]).filter(({ key }) =>
        key.startsWith("hot-"),
      ); // a list of the API
      // Each of these tenders hits so many rules, each of which opens an alert for its process.
      const rules = Number(at(spots, 0, "rules"));
      expect(rules).toBeGreaterThan(0);
      expect(spots).toMatchObject([
        { key: "hot-a", alerts: 5 * rules, rules, before: { alerts: 0 }, trend: "new" },
        { key: "hot-b", alerts: rules, before: { alerts: rules }, trend: "same" },
      ]);
      expect(Number(at(body, "population"))).toBeGreaterThanOrEqual(2);
      for (const by of ["power", "post", "unit", "area", "organisation"])
        // oxlint-disable-next-line no-await-in-loop
        expect((await server.ops("GET", `/ops/hotspots?by=${by}`)).status).toBe(200);
      expect(
        (await server.ops("GET", `/ops/hotspots?by=person&from=${dayAt(2)}&to=${dayAt(1)}`)).status,
      ).toBe(400);
    });

    test("GEN-WRN-004: the repeat list goes by weight, and says that too few cannot be compared", async () => {
      const { body } = await server.ops("GET", `/ops/hotspots/repeats?by=person&to=${dayAt(400)}&weight=10`);
      expect(at(body, "top")).toMatchObject({ result: "indeterminate" });
      const keys = (at(body, "subjects") as readonly { key: string }[]).map(({ key }) => key); // a list of the API
      expect(keys).toContain("hot-a");
      expect(keys).not.toContain("hot-b");
    });

    test("the ranking by score is of now", async () => {
      const { body } = await server.ops("GET", "/ops/scores?kind=power&limit=500");
      const keys = (at(body, "scores") as readonly { key: string }[]).map(({ key }) => key); // a list of the API
      expect(keys.indexOf("hot-hot-a")).toBeLessThan(keys.indexOf("hot-hot-b"));
      expect(at((await server.ops("GET", "/ops/scores/power/hot-hot-a")).body, "shares")).toHaveLength(5);
    });
  });

  test("the inbox by priority keeps what belongs together, pages fit, and what opens meanwhile changes nothing", async () => {
    const own = await startTestServer(await engine.newConfig());
    try {
      const source = sourceOf(
        own.url,
        "inbox",
        String(at((await own.ops("POST", "/ops/sources", { id: "inbox" })).body, "key")),
      );
      const once = [
        award("inbox"),
        tender("inbox", "inbox-1", 10),
        tender("inbox", "inbox-2", 10),
        tender("inbox", "inbox-3", 40),
      ];
      await source.send(once);
      await own.scored();
      const list = async (query: string): Promise<readonly Record<string, unknown>[]> =>
        at((await own.ops("GET", `/ops/alerts?${query}`)).body, "alerts") as readonly Record<
          string,
          unknown
        >[]; // a list of the API
      const whole = await list("order=priority&limit=500");
      expect(whole.length).toBe((await list("limit=500")).length);
      const priorities = whole.map(({ priority }) => Number(priority));
      expect(priorities).toEqual(priorities.toSorted((a, b) => b - a));
      const weights: Record<number, number> = { 1: 6, 2: 3, 3: 1 };
      for (const [subject, alerts] of Map.groupBy(whole, (one) => one["subject"])) {
        const sum = alerts.reduce(
          (total, one) => total + (weights[Number(one["level"])] ?? 0) * Number(one["confidence"]),
          0,
        );
        expect(Number(alerts[0]?.["priority"]), String(subject)).toBeCloseTo(sum, 2);
      }
      const paged: unknown[] = [];
      let cursor = "";
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop
        const { body, status } = await own.ops("GET", `/ops/alerts?order=priority&limit=2${cursor}`);
        expect(status).toBe(200);
        paged.push(...(at(body, "alerts") as readonly { id: string }[]).map(({ id }) => id)); // a list of the API
        const next = at(body, "next");
        if (typeof next !== "string") break;
        cursor = `&cursor=${next}`;
        // oxlint-disable-next-line no-await-in-loop
        await source.send([tender("inbox", `inbox-${randomUUID()}`, 10)]);
        // oxlint-disable-next-line no-await-in-loop
        await own.scored();
      }
      expect(paged).toEqual(whole.map(({ id }) => id));
      expect((await own.ops("GET", "/ops/alerts?order=priority&cursor=1.WyJ4Il0")).status).toBe(400);
    } finally {
      await own.close();
    }
  });
});
