import type { Statement } from "../../store/index.ts";
import type { Run } from "../definitions.ts";
import { type KeptHold, KeyState } from "./key-state.ts";
import { placeColumns, type WindowsPlace } from "./place.ts";

/** One key of one definition. */
export interface KeyName {
  readonly definition: number;
  /** A UUID. */
  readonly key: string;
}

/** A key and since when its members are asked for. */
export interface AskedKey extends KeyName {
  /** Milliseconds since 1970: only later ones. */
  readonly after: number;
}

/** Keys with more members are left to the database. */
const mostMembers = 500_000;
/** So much more is read than is asked for: windows move on, and some acts are told late. */
const marginMs = 7 * 86_400_000;

/** In one statement, so that a hold that becomes a member is one of both. */
const load: Statement = {
  name: "windows-load-keys",
  text: `select k.i, d.id is not null as ready, m.members, h.holds, ${placeColumns}
    from unnest($1::int[], $2::uuid[], $3::bigint[]) with ordinality as k(definition, key, after, i)
    left join window_definition d on d.id = k.definition and d.state = 'live' and d.filled_to >= d.from_position
    left join lateral (
      select json_agg(json_build_array(at, position, n::text, t, u, gap, gone) order by at, position) as members from (
        select at, position, n, t, u, gap, gone from window_member where definition = d.id and key = k.key and at > k.after
        order by at, position limit ${mostMembers + 1}
      ) member
    ) m on true
    left join lateral (
      select json_agg(json_build_array(source, decision, at, n::text, t, u, gap, extract(epoch from expires_at)::double precision)) as holds
      from window_hold where definition = d.id and key = k.key
    ) h on true`,
};

type Text = string | null;

interface Row extends WindowsPlace {
  readonly i: number;
  readonly ready: boolean;
  readonly members: readonly [number, number, Text, Text, Text, boolean, number | null][] | null;
  readonly holds: readonly [string, string, number, Text, Text, Text, boolean, number][] | null;
}

/** Keys as they were at a place. */
export interface LoadedKeys {
  /** In the order of the names; null for those that only the database can answer for. */
  readonly states: readonly (KeyState | null)[];
  readonly place: WindowsPlace;
}

/** Reads keys, all at one place; at least one. */
export async function loadKeys(run: Run, names: readonly AskedKey[]): Promise<LoadedKeys> {
  const afters = names.map(({ after }) => Math.floor(after) - marginMs);
  const rows = await run.run<Row>(load, [
    names.map(({ definition }) => definition),
    names.map(({ key }) => key),
    afters,
  ]);
  const found = new Map(rows.map((row) => [row.i, row]));
  const { position = 0, epoch = 0 } = rows[0] ?? {};
  return {
    states: names.map((_, at) => stateOf(found.get(at + 1), afters[at] ?? 0)),
    place: { position, epoch },
  };
}

function stateOf(row: Row | undefined, after: number): KeyState | null {
  if (row === undefined || !row.ready || (row.members?.length ?? 0) > mostMembers) return null;
  const state = new KeyState(after);
  for (const [at, position, n, t, u, gap, gone] of row.members ?? [])
    state.addMember({ at, position, n, t, u, gap, gone });
  for (const hold of row.holds ?? []) state.addHold(holdOf(hold));
  return state;
}

const holdOf = ([source, decision, at, n, t, u, gap, seconds]: NonNullable<
  Row["holds"]
>[number]): KeptHold => ({
  source,
  decision,
  at,
  n,
  t,
  u,
  gap,
  expiresAt: Math.round(seconds * 1000),
});
