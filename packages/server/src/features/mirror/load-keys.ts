import { packColumns, packRows, type Statement, unpackRows } from "../../store/index.ts";
import type { Run } from "../definitions.ts";
import { type KeptHold, type KeptMember, KeyState } from "./key-state.ts";
import { placeColumns, type WindowsPlace } from "./place.ts";

/** One key of one definition. */
export interface KeyName {
  readonly definition: number;
  /** A UUID. */
  readonly key: string;
}

/** A key, since when its members are asked for, and what of them. */
export interface AskedKey extends KeyName {
  /** Milliseconds since 1970: only later ones. */
  readonly after: number;
  /** Whether texts are asked for: to tell values apart, or for the last one. */
  readonly texts: boolean;
}

/** Keys with more members are left to the database. */
const mostMembers = 500_000;
/** So much more is read than is asked for: windows move on, and some acts are told late. */
const marginMs = 7 * 86_400_000;

/**
 * In one statement, so that a hold that becomes a member is one of both. Members come as one text a key, which costs half of
 * what JSON costs; without their texts the index alone has them, where those of a key stand beside each other.
 */
const load: Statement = {
  name: "windows-load-keys",
  text: `select k.i, d.id is not null as ready, coalesce(m.members, w.members) as members, h.holds, ${placeColumns}
    from unnest($1::int[], $2::uuid[], $3::bigint[], $4::boolean[]) with ordinality as k(definition, key, after, texts, i)
    left join window_definition d on d.id = k.definition and d.state = 'live' and d.filled_to >= d.from_position
    left join lateral (${members("n, u, gap, gone", "''", "not k.texts")}) m on true
    left join lateral (${members("n, u, gap, gone, t", "t", "k.texts")}) w on true
    left join lateral (
      select json_agg(json_build_array(source, decision, at, n::text, t, u, gap, extract(epoch from expires_at)::double precision)) as holds
      from window_hold where definition = d.id and key = k.key
    ) h on true`,
};

/** A gap and the position of a correction are rare: they stand behind the rest. */
function members(columns: string, text: string, where: string): string {
  const rare = `case when gap or gone is not null then ${packColumns(["gap", "gone"])} end`;
  return `select ${packRows(["at", "position", "n", "u", text, rare], "at, position")} as members
      from (
        select at, position, ${columns} from window_member where ${where} and definition = d.id and key = k.key and at > k.after
        order by at, position limit ${mostMembers + 1}
      ) member`;
}

interface Row extends WindowsPlace {
  readonly i: number;
  readonly ready: boolean;
  readonly members: string | null;
  readonly holds: readonly [string, string, number, Text, Text, Text, boolean, number][] | null;
}

type Text = string | null;

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
    names.map(({ texts }) => texts),
  ]);
  const found = new Map(rows.map((row) => [row.i, row]));
  const { position = 0, epoch = 0 } = rows[0] ?? {};
  return {
    states: names.map(({ texts }, at) => stateOf(found.get(at + 1), { after: afters[at] ?? 0, texts })),
    place: { position, epoch },
  };
}

function stateOf(row: Row | undefined, kept: Pick<AskedKey, "after" | "texts">): KeyState | null {
  const list = unpackRows(row?.members);
  if (row === undefined || !row.ready || list.length > mostMembers) return null;
  const state = new KeyState(kept);
  for (const member of list) state.addMember(memberOf(member));
  for (const hold of row.holds ?? []) state.addHold(holdOf(hold));
  return state;
}

/** An empty column is null: no text is empty. */
function memberOf([at, position, n, u, t, gap, gone]: readonly string[]): KeptMember {
  return {
    at: Number(at),
    position: Number(position),
    n: textOf(n),
    t: textOf(t),
    u: textOf(u),
    gap: gap === "t",
    gone: textOf(gone) === null ? null : Number(gone),
  };
}

const textOf = (column: string | undefined): Text => (column === undefined || column === "" ? null : column);

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
