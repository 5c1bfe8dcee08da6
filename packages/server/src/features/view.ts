import type { WindowUse } from "@probity/engine/features";
import type { Statement, Store } from "../store/index.ts";
import type { WantedWindow } from "./register.ts";

/** A definition with what it costs. */
export interface WindowView {
  readonly id: number;
  /** First half of the SHA-256 of its text. */
  readonly name: string;
  /** Id of the source whose events count, or `*` for all. */
  readonly scope: string;
  readonly types: readonly string[];
  /** `rule.window` of the bundles in force that share it. */
  readonly usedBy: readonly string[];
  readonly state: "ready" | "filling";
  /** Percent of the log that the fill has looked at. */
  readonly filled: number;
  /** Entries of the log that it has not. */
  readonly left: number;
  /** Like the next three null where nobody asked to count: each count reads every member. */
  readonly members: number | null;
  readonly keys: number | null;
  /** Members of the key that has most. */
  readonly largestKey: number | null;
  /** Of the members and their index, about. */
  readonly bytes: number | null;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  /** The last time that its members were made again: how many differed (0 is right); null when never. */
  readonly rebuilt: { readonly at: string; readonly differences: number } | null;
  /** Entries that are left of a rebuild under way; null when there is none. */
  readonly rebuilding: number | null;
}

const list: Statement = {
  name: "windows-view",
  text: `select d.id, d.hash, d.scope, d.definition, d.from_position, d.filled_to, d.created_at, d.last_used_at, d.rebuilt_at,
      d.differences, r.from_position - r.filled_to as rebuilding
    from window_definition d left join window_definition r on r.replaces = d.id and r.state = 'rebuild'
    where d.state = 'live' order by d.id`,
};

/** One definition at a time: each looks at its whole index, and others are served in between. */
const count: Statement = {
  name: "windows-count",
  text: `select $1::int as id, coalesce(sum(n), 0)::bigint as members, count(*)::bigint as keys, coalesce(max(n), 0)::bigint as "largestKey"
    from (select count(*) as n from window_member where definition = $1 group by key) per_key`,
};

const size: Statement = {
  name: "windows-size",
  text: "select pg_total_relation_size('window_member')::bigint as bytes",
};

interface Row {
  readonly id: number;
  readonly hash: string;
  readonly scope: string;
  readonly definition: string;
  readonly from_position: number;
  readonly filled_to: number;
  readonly created_at: Date;
  readonly last_used_at: Date;
  readonly rebuilt_at: Date | null;
  readonly differences: number | null;
  readonly rebuilding: number | null;
}

type Sizes = Pick<WindowView, "members" | "keys" | "largestKey" | "bytes">;

const uncounted: Sizes = { members: null, keys: null, largestKey: null, bytes: null };

interface Counts {
  readonly id: number;
  readonly members: number;
  readonly keys: number;
  readonly largestKey: number;
}

/** All definitions; `wanted` are those of the bundles in force. Without `counted` it costs nothing whatever they hold. */
export async function viewWindows(
  store: Store,
  wanted: readonly WantedWindow[],
  counted: boolean,
): Promise<readonly WindowView[]> {
  const rows = await store.run<Row>(list, []);
  const sizes = counted ? await sizesOf(store, rows) : new Map<number, Sizes>();
  const uses = Map.groupBy(wanted, ({ hash, scope }) => `${hash} ${scope}`);
  return rows.map((row) =>
    viewOf(row, sizes.get(row.id) ?? uncounted, usesOf(uses.get(`${row.hash} ${row.scope}`))),
  );
}

async function sizesOf(store: Store, rows: readonly Row[]): Promise<ReadonlyMap<number, Sizes>> {
  const counted: Counts[] = [];
  for (const { id } of rows)
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    counted.push(...(await store.run<Counts>(count, [id])));
  const [total] = await store.run<{ bytes: number }>(size, []);
  const all = counted.reduce((sum, { members }) => sum + members, 0);
  const each = all === 0 ? 0 : (total?.bytes ?? 0) / all;
  return new Map(
    counted.map(({ id, ...counts }) => [id, { ...counts, bytes: Math.round(each * counts.members) }]),
  );
}

const usesOf = (wanted: readonly WantedWindow[] = []): readonly string[] => [
  ...new Set(wanted.flatMap(({ uses }) => uses.map(useText))),
];

/** A window of a rule as people name it. */
export const useText = ({ rule, feature }: WindowUse): string => `${rule}.${feature}`;

function viewOf(row: Row, sizes: Sizes, usedBy: readonly string[]): WindowView {
  const left = Math.max(0, row.from_position - row.filled_to);
  // Written by register.
  const { shapes } = JSON.parse(row.definition) as { readonly shapes: object };
  return {
    id: row.id,
    name: row.hash.slice(0, 32),
    scope: row.scope,
    types: Object.keys(shapes),
    usedBy,
    state: left === 0 ? "ready" : "filling",
    filled: left === 0 ? 100 : Math.floor((row.filled_to / row.from_position) * 100),
    left,
    ...sizes,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
    rebuilt:
      row.rebuilt_at === null
        ? null
        : { at: row.rebuilt_at.toISOString(), differences: row.differences ?? 0 },
    rebuilding: row.rebuilding,
  };
}
