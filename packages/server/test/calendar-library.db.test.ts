import { rmSync } from "node:fs";
import { join } from "node:path";
import type { CalendarData } from "@probity/contracts";
import { builtinCalendars } from "@probity/models";
import { expect, onTestFinished, test } from "vitest";
import { createCalendars, storeCalendars } from "../src/calendar/index.ts";
import { openStore, type Store } from "../src/store/index.ts";
import { describePglite, describePostgres, type Engine } from "./support/engines.ts";
import { at, startTestServer } from "./support/test-server.ts";

/** What the log is told. */
interface Told {
  readonly source: string;
  readonly data: unknown;
}

interface Library {
  readonly store: Store;
  readonly told: readonly Told[];
  readonly bring: (data: CalendarData, mayLog?: boolean) => Promise<readonly string[]>;
}

async function library(engine: Engine): Promise<Library> {
  const store = await openStore(await engine.newConfig());
  onTestFinished(() => store.close());
  const told: Told[] = [];
  const log = {
    logServerEvents: async (_: unknown, source: string, events: readonly { readonly data: unknown }[]) => {
      told.push(...events.map(({ data }) => ({ source, data })));
      return events.map(() => 1);
    },
  };
  const options = { store, log, clock: Date.now, calendars: createCalendars(store) };
  return { store, told, bring: (data, mayLog = true) => storeCalendars(options, [data], mayLog) };
}

const [china] = builtinCalendars();
if (china === undefined) throw new Error("no calendar");
const next: CalendarData = {
  ...china,
  years: [...china.years, { year: 2027, source: "the next notice" }],
  days: [
    ...china.days.filter(({ date }) => date !== "2026-10-10"),
    { date: "2027-01-01", kind: "holiday", names: { "zh-CN": "元旦", en: "New Year" } },
    { date: "2027-01-04", kind: "workday" },
  ],
};

describePostgres("CA-2: calendars that the product brings", (engine) => {
  test("are there at once; later days are taken over and logged, but for what somebody here changed", async () => {
    const { store, told, bring } = await library(engine);
    expect(await bring(china)).toEqual(["CN"]);
    expect(await bring(china)).toEqual([]);
    expect(told).toEqual([]);
    // Somebody decided otherwise about one of the new days before they came.
    await store.run(
      {
        name: "test-theirs",
        text: `insert into calendar_day (calendar, day, kind, changed_at, changed_by)
          values ('CN', '2027-01-04', 'holiday', now(), 'li.na')`,
      },
      [],
    );
    expect(await bring(next, false)).toEqual([]);
    expect(await bring(next)).toEqual(["CN"]);
    expect(told).toMatchObject([
      {
        source: "probity",
        data: {
          calendar: {
            id: "CN",
            change: "library",
            version: 2,
            by: "library",
            years: [2027],
            days: [
              { date: "2027-01-01", kind: "holiday", before: "inherited" },
              { date: "2026-10-10", kind: "inherited", before: "workday" },
            ],
          },
        },
      },
    ]);
    const calendar = await createCalendars(store).load("CN");
    expect([
      calendar.isWorkingDay("2027-01-04"),
      calendar.isWorkingDay("2026-10-10"),
      calendar.version,
    ]).toEqual([false, false, 2]);
  });
});

describePglite("calendars and the journal", (engine) => {
  test("LO-9: a lost database gives back calendars as people left them", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    await server.ops("PUT", "/ops/calendars/ZJ", {
      names: { "zh-CN": "浙江", en: "Zhejiang" },
      parent: "CN",
    });
    const day = { kind: "holiday", source: "a storm" };
    await server.ops("PUT", "/ops/calendars/ZJ/days/2026-08-03", day);
    await server.ops("PUT", "/ops/calendars/CN/days/2026-10-10", { ...day, kind: "inherited" });
    await server.ops("PUT", "/ops/calendars/ZJ/years/2027", { announced: true, source: "a notice" });
    const kept = async (one: typeof server): Promise<readonly unknown[]> =>
      await Promise.all(
        ["", "/ZJ", "/CN"].map(async (path) => (await one.ops("GET", `/ops/calendars${path}`)).body),
      );
    const before = await kept(server);
    expect(at(before, 1, "version")).toBe(4);
    await server.close();
    rmSync(join(config.dataDir, "db"), { recursive: true });
    const again = await startTestServer(config);
    onTestFinished(() => again.close());
    expect(await kept(again)).toEqual(before);
  });

  test("a server does not start with a calendar that it does not have", async () => {
    const config = { ...(await engine.newConfig()), calendar: "nowhere" };
    await expect(startTestServer(config)).rejects.toMatchObject({
      code: "PROBITY_E_CONFIG",
      message: expect.stringContaining("PROBITY_CALENDAR"),
    });
  });
});
