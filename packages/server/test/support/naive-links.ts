import type { EntityRef, LinkFilter, OwnersQuery, PathQuery, RelationKind } from "../../src/links/index.ts";

/** A relation of a test, in the order in which it was recorded. */
export interface TestRelation {
  readonly from: string;
  readonly to: string;
  readonly kind: RelationKind;
  readonly share: number | null;
  readonly validFrom: number | null;
  readonly validTo: number | null;
  readonly confidence: number;
}

const nameOf = ({ key }: EntityRef): string => key;

/** Relations that count, by the words of the definition, with their places as ids. */
function counting(
  relations: readonly TestRelation[],
  { at, kinds, inferred }: LinkFilter,
): readonly (TestRelation & { readonly id: number })[] {
  const valid = relations.flatMap((relation, id) => {
    const { validFrom, validTo, confidence, kind } = relation;
    const inTime = (validFrom === null || validFrom <= at) && (validTo === null || at < validTo);
    return inTime && (inferred === true || confidence === 100) && kinds.includes(kind)
      ? [{ ...relation, id }]
      : [];
  });
  return valid.filter(
    (one) =>
      !valid.some(
        (later) =>
          later.id > one.id && later.from === one.from && later.to === one.to && later.kind === one.kind,
      ),
  );
}

/** Every owner of two or more with the cumulated shares, by trying every path. */
export function naiveOwners(
  relations: readonly TestRelation[],
  entities: readonly string[],
  query: OwnersQuery,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const edges = counting(relations, query).filter(({ share }) => share !== null);
  const hidden = new Set((query.commonNodes ?? []).map(nameOf));
  const total = new Map<string, Map<string, number>>();
  const climb = (start: string, path: readonly string[], share: number): void => {
    if (path.length > query.depth) return;
    const node = path.at(-1) ?? start;
    const shares = new Map<string, number>();
    for (const edge of edges)
      if (edge.to === node) shares.set(edge.from, Math.max(shares.get(edge.from) ?? 0, edge.share ?? 0));
    for (const [owner, part] of shares) {
      if (path.includes(owner) || hidden.has(owner)) continue;
      const of = total.get(owner) ?? new Map<string, number>();
      total.set(owner, of.set(start, (of.get(start) ?? 0) + share * part));
      climb(start, [...path, owner], share * part);
    }
  };
  for (const entity of entities) climb(entity, [entity], 1);
  for (const entity of entities) if (total.has(entity)) total.get(entity)?.set(entity, 1);
  const found = new Map<string, ReadonlyMap<string, number>>();
  for (const [owner, shares] of total) {
    const kept = [...shares].flatMap(([entity, share]): readonly [string, number][] => {
      const rounded = Math.round(Math.min(1, share) * 1e10) / 1e10;
      return rounded >= query.minShare ? [[entity, rounded]] : [];
    });
    if (kept.length >= 2) found.set(owner, new Map(kept));
  }
  return found;
}

/** The number of edges of the shortest path; undefined when there is none of at most `depth`. */
export function naiveDistance(
  relations: readonly TestRelation[],
  from: string,
  to: string,
  query: PathQuery,
): number | undefined {
  const edges = counting(relations, query).filter(
    ({ share }) => query.minShare === 0 || (share !== null && share >= query.minShare),
  );
  const hidden = new Set((query.commonNodes ?? []).map(nameOf));
  let reached = new Set([from]);
  for (let distance = 0; distance <= query.depth; distance++) {
    if (reached.has(to)) return distance;
    const next = new Set(reached);
    for (const node of reached) {
      if (node !== from && hidden.has(node)) continue;
      for (const edge of edges) {
        if (edge.from === node) next.add(edge.to);
        if (edge.to === node && query.directed !== true) next.add(edge.from);
      }
    }
    reached = next;
  }
  return undefined;
}
