import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../support/program.ts";
import { judge } from "./judge.ts";
import { help, type Options, readOptions } from "./options.ts";
import { builtinCalendars } from "@probity/models";
import { playYear, tickMs } from "./play.ts";
import { runReceipt } from "./receipt/run.ts";
import { readTimelines } from "./timelines.ts";
import { startPostgres } from "../support/postgres.ts";
import { wallCalendar } from "./wall-calendar.ts";

const run = async (options: Options): Promise<number> => {
  if (options.receipt !== undefined) return await runReceipt(options.receipt);
  const begun = performance.now();
  const directory = mkdtempSync(join(tmpdir(), "probity-year-"));
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.newDatabase();
    const played = await playYear(options, { databaseUrl, directory }, (text) =>
      console.log(`[${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s] ${text}`),
    );
    const { timelines, alerts, subjects, holes } = await readTimelines(databaseUrl);
    const [calendar] = builtinCalendars();
    if (calendar === undefined) throw new Error("no calendar is there");
    const verdict = judge(timelines, { end: played.end, tickMs, calendar: wallCalendar(calendar) });
    const missing = options.alerts - subjects;
    const wrong = [
      ...verdict.wrong,
      ...holes,
      ...(missing === 0 ? [] : [`${missing} tenders have no alert`]),
    ];
    for (const line of wrong.slice(0, 20)) console.log(line);
    const { handUps, byLevel, reminders, disposed, worstLateMs } = verdict;
    console.log(
      `${alerts} alerts of ${subjects} tenders in ${timelines.size} cases, ${options.units} units, ${options.days} days, ${played.kills} kill -9, ${played.restarts} restarts: ` +
        `${disposed} came to a disposition, ${handUps} hand-ups (level 1: ${byLevel[1]}, 2: ${byLevel[2]}, 3: ${byLevel[3]}), ` +
        `${reminders} reminders, the latest hand-up ${(worstLateMs / 1000).toFixed(1)} simulated s after its deadline, ` +
        `${wrong.length} wrong; ${((performance.now() - begun) / 1000).toFixed(0)} s`,
    );
    if (options.json !== undefined)
      writeFileSync(
        options.json,
        `${JSON.stringify({ options, played, verdict: { ...verdict, wrong } }, null, 2)}\n`,
      );
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

await runProgram({ help, readOptions, run, broken: "simulate:year: something broke; see above" });
