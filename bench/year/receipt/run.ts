import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtinCalendars } from "@probity/models";
import { startPostgres } from "../../support/postgres.ts";
import { number } from "../../support/table.ts";
import { wallCalendar } from "../wall-calendar.ts";
import { playReceipt } from "./play.ts";
import { readReceipt } from "./read.ts";
import { differences, endedLate, reckon } from "./reckon.ts";

/** Replays a process log and judges the hand-ups; 0 when they are as reckoned, or when there is no log. */
export async function runReceipt(path: string): Promise<number> {
  if (!existsSync(path)) {
    console.log(`simulate:year --receipt: ${path} is not there, nothing was replayed`);
    return 0;
  }
  const begun = performance.now();
  const seconds = (): string => ((performance.now() - begun) / 1000).toFixed(0);
  const log = readReceipt(path);
  const [calendar] = builtinCalendars();
  if (calendar === undefined) throw new Error("no calendar is there");
  const directory = mkdtempSync(join(tmpdir(), "probity-receipt-"));
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.newDatabase();
    const expected = reckon(log, wallCalendar(calendar));
    const actual = await playReceipt(log, { databaseUrl, directory }, (text) =>
      console.log(`[${seconds().padStart(4)} s] ${text}`),
    );
    const wrong = differences(expected, actual);
    for (const line of wrong.slice(0, 20)) console.log(line);
    const late = log.cases.filter(({ id }) => (actual.get(id)?.length ?? 0) > 0);
    const ended = late.filter(({ end }) => end !== undefined).length;
    const levels = [1, 2, 3].map(
      (level) => [...actual.values()].flat().filter((one) => one.level === level).length,
    );
    console.log(
      `${number(log.cases.length)} cases, ${number(log.events)} events: ${log.cases.filter(endedLate).length} ended after their planned end; ` +
        `the escalation found ${ended} of those that ended, and ${late.length - ended} that were overdue when the log ends ` +
        `(hand-ups to level 1: ${levels[0]}, 2: ${levels[1]}, 3: ${levels[2]}), ${wrong.length} otherwise than reckoned; ${seconds()} s`,
    );
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
