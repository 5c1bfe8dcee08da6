import { passedType } from "../deadlines/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { calendarsOf } from "./clock-calendars.ts";
import { type ClockRow, planned } from "./clock.ts";
import type { EscalationParts } from "./parts.ts";
import { pausesOf, saveClocks } from "./store-clocks.ts";
import { daysOf, isTimed, readTerms, type Terms } from "./terms.ts";

/** A track that was opened. */
export interface OpenedTrack {
  readonly caseId: string;
  readonly track: string;
}

const statutory = `exists (select 1 from case_alert a join alert_finding n on n.alert = a.alert join log l on l.position = n.position
    join event e on e.key = l.event where a.case_id = f.id and e.type = '${passedType}')`;

const columns = `t.case_id, t.track, t.state, t.since, f.key_rule, coalesce(t.unit, f.unit) as unit,
  (select min(m.level)::int from case_file m where m.root = f.root) as risk_level, ${statutory} as statutory`;

const without: Statement = {
  name: "clock-opened",
  text: `select ${columns} from json_to_recordset($1::json) as n(id text, track text)
    join case_track t on t.case_id = n.id and t.track = n.track join case_file f on f.id = t.case_id
    where not exists (select 1 from case_clock c where c.case_id = t.case_id and c.track = t.track)`,
};

const missing: Statement = {
  name: "clock-missing",
  text: `select ${columns} from case_track t join case_file f on f.id = t.case_id
    where t.state in ('warned', 'assigned', 'verifying', 'disposing', 'applying', 'appraising')
      and not exists (select 1 from case_clock c where c.case_id = t.case_id and c.track = t.track)
    order by t.case_id, t.track limit 200 for update of f`,
};

interface Row {
  readonly case_id: string;
  readonly track: ClockRow["track"];
  readonly state: string;
  readonly since: Date;
  readonly key_rule: string | null;
  readonly unit: string | null;
  readonly risk_level: number;
  readonly statutory: boolean;
}

/** With the transaction that opens tracks: each has the deadline by which it has to be assigned. */
export async function openClocks(
  parts: EscalationParts,
  transaction: Transaction,
  tracks: readonly OpenedTrack[],
): Promise<void> {
  if (tracks.length === 0) return;
  const asked = tracks.map(({ caseId, track }) => ({ id: caseId, track }));
  await make(parts, transaction, await transaction.run<Row>(without, [JSON.stringify(asked)]));
}

/** Gives open tracks without a clock theirs, as those of before there were any. Returns whether there may be more. */
export async function openMissing(parts: EscalationParts, transaction: Transaction): Promise<boolean> {
  const rows = await transaction.run<Row>(missing, []);
  await make(parts, transaction, rows);
  return rows.length > 0;
}

async function make(parts: EscalationParts, transaction: Transaction, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const termsOf = await readTerms(
    transaction,
    rows.map(({ unit }) => unit),
  );
  const pauses = await pausesOf(transaction, rows);
  const clocks = rows.flatMap((row): readonly ClockRow[] => {
    if (!isTimed(row.state)) return [];
    const terms = termsOf({ track: row.track, rule: row.key_rule, unit: row.unit });
    const stage = { state: row.state, days: daysOf(terms, row.state, row.risk_level) };
    return [{ ...freshClock(row, terms, parts.calendar), ...stage }];
  });
  const calendarOf = await calendarsOf((id) => parts.calendars.hold(transaction, id), clocks);
  await saveClocks(
    transaction,
    clocks.map((clock) => planned(clock, calendarOf(clock), pauses(clock))),
  );
}

const freshClock = (
  row: Pick<Row, "case_id" | "track" | "since" | "statutory">,
  { levelDays, warnDays, calendar }: Terms,
  serverCalendar: string,
): Omit<ClockRow, "state" | "days"> => ({
  case_id: row.case_id,
  track: row.track,
  situation: row.statutory ? "A" : "B",
  open: true,
  level_days: levelDays,
  warn_days: warnDays,
  started_at: row.since,
  given_at: null,
  calendar: calendar ?? serverCalendar,
  calendar_version: 0,
  due_at: null,
  warn_at: null,
  remind_at: null,
  hand_up_at: null,
  reminded: false,
  told: !row.statutory,
  review: null,
  escalation_level: 0,
  raises: 0,
  raised_at: null,
  body: null,
  turn: 0,
});
