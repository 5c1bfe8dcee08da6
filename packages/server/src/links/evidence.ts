import type { FoundPath } from "./find-path.ts";
import { commonAmong, type WalkedPath } from "./found-owners.ts";
import type { EntityRef } from "./kinds.ts";
import {
  graphLimit,
  type LinkEdge,
  type OwnersAnswer,
  type PathAnswer,
  roundShare,
  type SharedAttribute,
} from "./query.ts";

/** How ids become what people read. */
export interface Evidence {
  readonly ref: (id: number) => EntityRef;
  readonly edge: (relation: number) => LinkEdge;
}

/** An entity bears a value, by ids. */
export interface Borne {
  readonly entity: number;
  readonly value: number;
  readonly relation: number;
}

/** The answer to a search for a path. */
export function pathAnswer(found: FoundPath | null | undefined, { ref, edge }: Evidence): PathAnswer {
  if (found === undefined) return graphLimit;
  if (found === null) return { status: "none" };
  return { status: "found", nodes: found.nodes.map(ref), edges: found.relations.map(edge) };
}

/** The answer to a search for common owners. */
export function ownersAnswer(
  entities: readonly number[],
  paths: readonly WalkedPath[],
  minShare: number,
  unknown: readonly EntityRef[],
  { ref, edge }: Evidence,
): OwnersAnswer {
  const owners = commonAmong(entities, paths, minShare).map(({ owner, holdings }) => ({
    owner: ref(owner),
    holdings: holdings.map(({ entity, share, paths: ways }) => ({
      entity: ref(entity),
      share,
      paths: ways.map((way) => ({ share: roundShare(way.share), edges: way.relations.map(edge) })),
    })),
  }));
  return { status: "judged", owners, unknown };
}

/** Values with at least two bearers, in the order in which they became known; of two equal relations the first. */
export function sharedAnswer(borne: readonly Borne[], { ref, edge }: Evidence): readonly SharedAttribute[] {
  const values = new Map<number, Map<number, number>>();
  for (const { entity, value, relation } of borne) {
    const bearers = values.get(value) ?? new Map<number, number>();
    values.set(value, bearers);
    bearers.set(entity, Math.min(relation, bearers.get(entity) ?? relation));
  }
  return [...values]
    .filter(([, bearers]) => bearers.size >= 2)
    .toSorted(([a], [b]) => a - b)
    .map(([value, bearers]) => ({
      attribute: ref(value),
      bearers: [...bearers]
        .toSorted(([a], [b]) => a - b)
        .map(([entity, relation]) => ({ entity: ref(entity), edge: edge(relation) })),
    }));
}
