import { sql } from "kysely";
import type { Viewer } from "../cases/index.ts";
import type { Store } from "../store/index.ts";
import { type ClockFilter, clocksSql, clockTables, type Light, lightSql } from "./list.ts";

/** The light of a unit: that of its gravest open matter, with how many there are of each. */
export interface UnitLight {
  /** Null: what happened in no known unit. */
  readonly unit: string | null;
  readonly light: Light;
  /** The highest among its matters. */
  readonly escalationLevel: number;
  readonly green: number;
  readonly yellow: number;
  readonly red: number;
  readonly stopped: number;
}

type Row = Omit<UnitLight, "light" | "escalationLevel"> & { readonly escalation_level: number };

const most = 1_000;

/** The board of lights (catalogue 10): units with open matters that the viewer may see, the gravest first. */
export async function unitLights(
  { db }: Pick<Store, "db">,
  filter: ClockFilter,
  viewer: Viewer,
  now: Date,
): Promise<readonly UnitLight[]> {
  const { rows } = await sql<Row>`select unit, max(escalation_level)::int as escalation_level,
      count(*) filter (where light = 'green')::int as green, count(*) filter (where light = 'yellow')::int as yellow,
      count(*) filter (where light = 'red')::int as red, count(*) filter (where light = 'stopped')::int as stopped
    from (select coalesce(t.unit, c.unit) as unit, k.escalation_level, ${lightSql(now)} as light
      from ${clockTables} where ${clocksSql(filter, viewer, now)}) as m
    group by unit order by 2 desc, 5 desc, 4 desc, unit limit ${most}`.execute(db);
  return rows.map(({ escalation_level: escalationLevel, ...row }) => ({
    ...row,
    light: lightOf(row),
    escalationLevel,
  }));
}

function lightOf({ red, yellow, green }: Pick<Row, "red" | "yellow" | "green">): Light {
  if (red > 0) return "red";
  if (yellow > 0) return "yellow";
  return green > 0 ? "green" : "stopped";
}
