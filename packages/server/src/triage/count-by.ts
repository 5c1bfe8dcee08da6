import { sql } from "kysely";
import { openStates } from "../cases/index.ts";
import { type AlertFilter, linesSql, stateGroups } from "./filter.ts";
import type { ListParts } from "./list-alerts.ts";
import type { LineViewer } from "./viewer.ts";

/** How many open alerts a filter finds, by what views are made of. */
export interface AlertCounts {
  readonly open: number;
  readonly mine: number;
  readonly unassigned: number;
  readonly overdue: number;
  readonly byLevel: Readonly<Record<string, number>>;
  readonly byTrack: Readonly<Record<string, number>>;
  readonly byState: Readonly<Record<string, number>>;
}

interface Row {
  readonly state: string;
  readonly class: string;
  readonly level: number;
  readonly n: number;
  readonly mine: number;
  readonly unassigned: number;
  readonly overdue: number;
}

/** The counts of the chips of views, from one look at the lines. States that end are in `byState` alone. */
export async function countBy(
  { store: { db }, now }: ListParts,
  filter: AlertFilter,
  viewer: LineViewer,
): Promise<AlertCounts> {
  const at = now.toISOString();
  const { rows } = await sql<Row>`select l.state, l.class, l.level, count(*)::int as n,
      count(*) filter (where l.handler = ${viewer.granted.id})::int as mine,
      count(*) filter (where l.handler is null)::int as unassigned,
      count(*) filter (where l.due_at < ${at}::timestamptz and l.state = any(${[...openStates]}::text[]))::int as overdue
    from alert_line l where ${linesSql({ ...filter, state: "all" }, viewer, now)} group by 1, 2, 3`.execute(
    db,
  );
  const open = rows.filter(({ state }) => stateGroups["open"]?.includes(state) === true);
  return {
    open: sum(open, ({ n }) => n),
    mine: sum(open, ({ mine }) => mine),
    unassigned: sum(open, ({ unassigned }) => unassigned),
    overdue: sum(open, ({ overdue }) => overdue),
    byLevel: sums(open, ({ level }) => String(level)),
    byTrack: sums(open, (row) => row.class),
    byState: sums(rows, ({ state }) => state),
  };
}

const sum = (rows: readonly Row[], value: (row: Row) => number): number =>
  rows.reduce((all, row) => all + value(row), 0);

const sums = (rows: readonly Row[], key: (row: Row) => string): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(rows, key)].map(([name, own]) => [name, sum(own, ({ n }) => n)]));
