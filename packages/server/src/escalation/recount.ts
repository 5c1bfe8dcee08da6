import { type CalendarFollower, staleSql } from "../calendar/index.ts";
import type { Statement } from "../store/index.ts";
import { type ClockRow, planned } from "./clock.ts";
import { pausesOf, saveClocks } from "./store-clocks.ts";

const batchSize = 200;

interface Statements {
  readonly take: Statement;
  readonly left: Statement;
}

/** Made when they are needed: the two concepts know each other. */
function statementsOf(): Statements {
  const stale = `d.calendar = $1 and d.open and ${staleSql("d.started_at", "greatest(d.due_at, d.hand_up_at)")}`;
  return {
    // Cases that somebody holds are left to the next time.
    take: {
      name: "clocks-stale",
      text: `select d.* from case_clock d join case_file f on f.id = d.case_id where ${stale}
        order by d.case_id, d.track limit ${batchSize} for update of f skip locked`,
    },
    left: { name: "clocks-stale-left", text: `select 1 from case_clock d where ${stale} limit 1` },
  };
}

/** Counts deadlines of cases again when the days of their calendar change (CA-2). */
export const clockFollower: CalendarFollower = {
  name: "case-clocks",
  recount: async (transaction, calendar) => {
    const { take, left } = statementsOf();
    const found = await transaction.run<ClockRow>(take, [calendar.id]);
    const pauses = await pausesOf(transaction, found);
    await saveClocks(
      transaction,
      found.map((clock) => planned(clock, calendar, pauses(clock))),
    );
    return (await transaction.run(left, [calendar.id])).length > 0;
  },
};
