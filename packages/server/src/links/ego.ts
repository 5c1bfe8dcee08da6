import type { Statement, Store } from "../store/index.ts";
import { type EntityKind, type EntityRef, spaceOf } from "./kinds.ts";

/** What is around somebody: whom and what relations of a moment reach from them, nearest first. */
export interface EgoNetwork {
  readonly nodes: readonly (EntityRef & {
    readonly id: number;
    /** Relations away from the nearest of those in the middle. */
    readonly distance: number;
  })[];
  /** Relations between these nodes. */
  readonly edges: readonly EgoEdge[];
  /** True when there is more than was looked at. */
  readonly more: boolean;
}

/** A relation between two nodes, by their ids. */
export interface EgoEdge {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  readonly share: number | null;
  /** In percent; below 100 it is inferred. */
  readonly confidence: number;
}

/** More nodes than these nobody can read, and no browser draws smoothly. */
export const mostNodes = 300;
const mostEdges = 1_000;
const mostDistance = 2;

const find: Statement = {
  name: "links-ego-middle",
  text: `select e.id, e.kind, e.key from link_entity e join unnest($1::text[], $2::text[]) as t(space, key)
    on e.space = t.space and e.key = t.key order by e.id`,
};

const around: Statement = {
  name: "links-ego-around",
  text: `select r.id, r.kind, r.from_id, f.kind as from_kind, f.key as from_key, r.to_id, o.kind as to_kind, o.key as to_key,
      r.share::float8 as share, r.confidence
    from link_relation r join link_entity f on f.id = r.from_id join link_entity o on o.id = r.to_id
    where (r.from_id = any($1::int[]) or r.to_id = any($1::int[]))
      and (r.valid_from is null or r.valid_from <= $2::timestamptz) and (r.valid_to is null or r.valid_to > $2::timestamptz)
    order by r.id limit $3::int`,
};

interface Row {
  readonly id: number;
  readonly kind: string;
  readonly from_id: number;
  readonly from_kind: EntityKind;
  readonly from_key: string;
  readonly to_id: number;
  readonly to_kind: EntityKind;
  readonly to_key: string;
  readonly share: number | null;
  readonly confidence: number;
}

/** The network around entities at a moment: at most {@link mostNodes} nodes, two relations away. */
export async function egoNetwork(
  store: Pick<Store, "run">,
  middle: readonly EntityRef[],
  at: Date,
): Promise<EgoNetwork> {
  const found = await store.run<{ id: number; kind: EntityKind; key: string }>(find, [
    middle.map(({ kind }) => spaceOf(kind)),
    middle.map(({ key }) => key),
  ]);
  const nodes = new Map(found.map((one) => [one.id, { ...one, distance: 0 }]));
  const edges = new Map<number, EgoEdge>();
  let ring = [...nodes.keys()];
  let more = false;
  for (let distance = 1; distance <= mostDistance && ring.length > 0; distance++) {
    // oxlint-disable-next-line no-await-in-loop -- ring by ring
    const rows = await store.run<Row>(around, [ring, at.toISOString(), mostEdges + 1]);
    more ||= rows.length > mostEdges;
    ring = [];
    for (const row of rows.slice(0, mostEdges)) {
      for (const [id, kind, key] of [
        [row.from_id, row.from_kind, row.from_key],
        [row.to_id, row.to_kind, row.to_key],
      ] as const) {
        if (nodes.has(id)) continue;
        if (nodes.size >= mostNodes) more = true;
        else {
          nodes.set(id, { id, kind, key, distance });
          ring.push(id);
        }
      }
      if (nodes.has(row.from_id) && nodes.has(row.to_id)) edges.set(row.id, edgeOf(row));
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()], more };
}

const edgeOf = ({ id, from_id: from, to_id: to, kind, share, confidence }: Row): EgoEdge => ({
  id,
  from,
  to,
  kind,
  share,
  confidence,
});
