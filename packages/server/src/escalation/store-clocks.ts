import type { Pause } from "@probity/engine/calendar";
import type { Statement, Transaction } from "../store/index.ts";
import { armTimers, cancelTimers, type TimerKey } from "../timers/index.ts";
import { type ClockRow, nextOf } from "./clock.ts";

/** Kind of the timers of deadlines of cases. */
export const clockKind = "case.clock";

/** Names the timer of a track. */
export const clockKey = ({ case_id: id, track }: Pick<ClockRow, "case_id" | "track">): TimerKey => ({
  kind: clockKind,
  key: `${id}\n${track}`,
});

/** Reads the name of a timer. */
export function clockName(key: string): { readonly case_id: string; readonly track: string } {
  const [id = "", track = ""] = key.split("\n");
  return { case_id: id, track };
}

const columns = [
  ["case_id", "text"],
  ["track", "text"],
  ["state", "text"],
  ["situation", "text"],
  ["open", "boolean"],
  ["days", "smallint"],
  ["level_days", "smallint"],
  ["warn_days", "smallint"],
  ["started_at", "timestamptz"],
  ["given_at", "timestamptz"],
  ["calendar", "text"],
  ["calendar_version", "integer"],
  ["due_at", "timestamptz"],
  ["warn_at", "timestamptz"],
  ["remind_at", "timestamptz"],
  ["hand_up_at", "timestamptz"],
  ["reminded", "boolean"],
  ["told", "boolean"],
  ["review", "text"],
  ["escalation_level", "smallint"],
  ["raises", "smallint"],
  ["raised_at", "timestamptz"],
  ["body", "text"],
  ["turn", "integer"],
] as const;

const names = columns.map(([name]) => name).join(", ");
const types = columns.map(([name, type]) => `${name} ${type}`).join(", ");

const put: Statement = {
  name: "clock-put",
  text: `insert into case_clock (${names}) select ${names} from json_to_recordset($1::json) as t(${types})
    order by case_id, track
    on conflict (case_id, track) do update set ${columns
      .slice(2)
      .map(([name]) => `${name} = excluded.${name}`)
      .join(", ")}`,
};

const setDue: Statement = {
  name: "clock-due",
  text: `update case_track t set due_at = c.due_at from json_to_recordset($1::json) as c(case_id text, track text, due_at timestamptz)
    where t.case_id = c.case_id and t.track = c.track and t.due_at is distinct from c.due_at`,
};

/** Stores clocks of cases that the transaction has locked, their deadlines in the tracks, and their timers. */
export async function saveClocks(transaction: Transaction, clocks: readonly ClockRow[]): Promise<void> {
  if (clocks.length === 0) return;
  const rows = JSON.stringify(
    clocks.map((clock) => Object.fromEntries(columns.map(([name]) => [name, clock[name]]))),
  );
  await transaction.run(put, [rows]);
  await transaction.run(setDue, [rows]);
  const next = clocks.map((clock) => ({ clock, dueAt: nextOf(clock) }));
  await armTimers(
    transaction,
    next.flatMap(({ clock, dueAt }) =>
      dueAt === undefined ? [] : [{ ...clockKey(clock), dueAt, payload: {} }],
    ),
  );
  await cancelTimers(
    transaction,
    next.flatMap(({ clock, dueAt }) => (dueAt === undefined ? [clockKey(clock)] : [])),
  );
}

const findPauses: Statement = {
  name: "clock-pauses",
  text: "select case_id, track, from_at, to_at from case_pause where case_id = any($1::text[]) order by from_at",
};

interface PauseRow {
  readonly case_id: string;
  readonly track: string;
  readonly from_at: Date;
  readonly to_at: Date | null;
}

/** When the clocks of these cases stood still. */
export async function pausesOf(
  transaction: Pick<Transaction, "run">,
  clocks: readonly Pick<ClockRow, "case_id">[],
): Promise<(clock: Pick<ClockRow, "case_id" | "track">) => readonly Pause[]> {
  const rows = await transaction.run<PauseRow>(findPauses, [clocks.map((clock) => clock.case_id)]);
  const found = Map.groupBy(rows, (row) => `${row.case_id}\n${row.track}`);
  return ({ case_id: id, track }) =>
    (found.get(`${id}\n${track}`) ?? []).map((row) => ({
      from: row.from_at.getTime(),
      to: row.to_at?.getTime(),
    }));
}

const findOne: Statement = {
  name: "clock-find",
  text: "select * from case_clock where case_id = $1 and track = $2",
};

/** The clock of a track of a case that the transaction has locked. */
export async function findClock(
  transaction: Pick<Transaction, "run">,
  id: string,
  track: string,
): Promise<ClockRow | undefined> {
  return (await transaction.run<ClockRow>(findOne, [id, track]))[0];
}
