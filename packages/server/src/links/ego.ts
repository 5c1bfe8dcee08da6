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
  /** RFC 3339; null: open. */
  readonly validFrom: string | null;
  /** The first moment at which it holds no more. */
  readonly validTo: string | null;
}

/** What has to be in a network wherever it is. */
export interface KeptPart {
  readonly nodes: readonly (EntityRef & { readonly id: number })[];
  readonly edges: readonly EgoEdge[];
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

const relations = (
  which: string,
): string => `select r.id, r.kind, r.from_id, f.kind as from_kind, f.key as from_key,
      r.to_id, o.kind as to_kind, o.key as to_key, r.share::float8 as share, r.confidence, r.valid_from, r.valid_to
    from link_relation r join link_entity f on f.id = r.from_id join link_entity o on o.id = r.to_id
    where (${which})
      and (r.valid_from is null or r.valid_from <= $2::timestamptz) and (r.valid_to is null or r.valid_to > $2::timestamptz)
    order by r.id limit $3::int`;

const around: Statement = {
  name: "links-ego-around",
  text: relations("r.from_id = any($1::int[]) or r.to_id = any($1::int[])"),
};

const among: Statement = {
  name: "links-ego-among",
  text: relations("r.from_id = any($1::int[]) and r.to_id = any($1::int[])"),
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
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
}

/** Entities of these references, of which something is known. */
const findEntities = async (
  store: Pick<Store, "run">,
  refs: readonly EntityRef[],
): Promise<KeptPart["nodes"]> =>
  await store.run<{ id: number; kind: EntityKind; key: string }>(find, [
    refs.map(({ kind }) => spaceOf(kind)),
    refs.map(({ key }) => key),
  ]);

/** Entities, and the relations between them that held at a moment. */
export async function relationsAmong(
  store: Pick<Store, "run">,
  refs: readonly EntityRef[],
  at: Date,
): Promise<KeptPart> {
  const nodes = await findEntities(store, refs);
  const rows = await store.run<Row>(among, [nodes.map(({ id }) => id), at.toISOString(), mostEdges]);
  return { nodes, edges: rows.map(edgeOf) };
}

/**
 * The network around entities at a moment: at most {@link mostNodes} nodes, two relations away. What is kept is in it in any
 * case, and counts among them.
 */
export async function egoNetwork(
  store: Pick<Store, "run">,
  middle: readonly EntityRef[],
  at: Date,
  kept: KeptPart = { nodes: [], edges: [] },
): Promise<EgoNetwork> {
  const found = await findEntities(store, middle);
  const room = mostNodes - kept.nodes.length;
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
        if (nodes.size >= room) more = true;
        else {
          nodes.set(id, { id, kind, key, distance });
          ring.push(id);
        }
      }
      if (nodes.has(row.from_id) && nodes.has(row.to_id)) edges.set(row.id, edgeOf(row));
    }
  }
  for (const one of kept.nodes)
    if (!nodes.has(one.id)) nodes.set(one.id, { ...one, distance: mostDistance + 1 });
  for (const one of kept.edges) edges.set(one.id, one);
  return { nodes: [...nodes.values()], edges: [...edges.values()], more };
}

function edgeOf(row: Row): EgoEdge {
  const { id, from_id: from, to_id: to, kind, share, confidence } = row;
  const [validFrom, validTo] = [row.valid_from?.toISOString() ?? null, row.valid_to?.toISOString() ?? null];
  return { id, from, to, kind, share, confidence, validFrom, validTo };
}
