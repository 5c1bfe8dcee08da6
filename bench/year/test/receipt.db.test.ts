// A process log with known answers, replayed through the escalation: the whole of it is `pnpm simulate:year --receipt`.
import { existsSync } from "node:fs";
import { builtinCalendars } from "@probity/models";
import { describe, expect, test } from "vitest";
import { describePostgres } from "../../../packages/server/test/support/engines.ts";
import { playReceipt } from "../receipt/play.ts";
import { readReceipt, type ReceiptCase } from "../receipt/read.ts";
import { differences, endedLate, reckon } from "../receipt/reckon.ts";
import { wallCalendar } from "../wall-calendar.ts";

const file = new URL("../../../../shared/data/process-logs/receipt.csv", import.meta.url).pathname;
const [data] = builtinCalendars();
if (data === undefined) throw new Error("no calendar is there");
const calendar = wallCalendar(data);

describe.skipIf(!existsSync(file))("CA-2: the process log of a permit office, reckoned", () => {
  test("389 of 1,434 cases ended after their planned end; a hand-up the moment after it, none at it", () => {
    const log = readReceipt(file);
    const expected = reckon(log, calendar);
    expect(log).toMatchObject({ events: 8_577, cases: { length: 1_434 } });
    expect(log.cases.filter(({ end }) => end === undefined)).toHaveLength(105);
    const late = log.cases.filter(endedLate);
    expect(late).toHaveLength(389);
    expect(late.filter(({ id }) => (expected.get(id)?.length ?? 0) === 0)).toEqual([]);
    const inTime = log.cases.filter((one) => one.end !== undefined && !endedLate(one));
    expect(inTime.filter(({ id }) => expected.get(id)?.length !== 0)).toEqual([]);
    const [late1] = late;
    if (late1 === undefined) throw new Error("nothing is late");
    expect(expected.get(late1.id)?.[0]).toEqual({ level: 1, at: late1.planned + 1 });
  });

  test("a hand-up that is missing, late, of another level or too many is named", () => {
    const one = [{ level: 1, at: 1_000 }];
    const wanted = new Map([["case-1", one]]);
    expect(differences(wanted, new Map([["case-1", [...one]]]))).toEqual([]);
    for (const other of [[], [{ level: 1, at: 1_001 }], [{ level: 2, at: 1_000 }], [...one, ...one]])
      expect(differences(wanted, new Map([["case-1", other]]))).toHaveLength(1);
    expect(differences(wanted, new Map())).toHaveLength(1);
  });
});

describePostgres("CA-2: the process log of a permit office, replayed", (engine) => {
  test.skipIf(!existsSync(file))(
    "a sample goes up as reckoned: late, in time, at the very moment, never ended",
    async () => {
      const log = readReceipt(file);
      const take = (count: number, which: (one: ReceiptCase) => boolean): readonly ReceiptCase[] =>
        log.cases.filter(which).slice(0, count);
      const atTheMoment = take(2, ({ end, planned }) => end === planned);
      expect(atTheMoment).toHaveLength(2);
      const cases = [
        ...atTheMoment,
        ...take(8, endedLate),
        ...take(4, ({ end, planned }) => end !== undefined && end < planned),
        ...take(1, ({ end, start }) => end !== undefined && end < start),
        ...take(4, ({ end, planned }) => end === undefined && planned < log.until),
        ...take(1, ({ end, planned }) => end === undefined && planned > log.until),
      ];
      const sample = { ...log, cases };
      const { databaseUrl = "", dataDir } = await engine.newConfig();
      const actual = await playReceipt(sample, { databaseUrl, directory: dataDir }, () => undefined);
      expect(differences(reckon(sample, calendar), actual)).toEqual([]);
      expect([...actual.values()].flat().length).toBeGreaterThan(20);
    },
  );
});
