import { roundShare } from "./query.ts";

/** One path from an entity up to an owner, by ids. */
export interface WalkedPath {
  /** The entity that is owned. */
  readonly start: number;
  readonly owner: number;
  /** Relations from the entity upward. */
  readonly relations: readonly number[];
  readonly share: number;
}

/** What one owner has of one entity, by ids. */
export interface FoundHolding {
  readonly entity: number;
  readonly share: number;
  readonly paths: readonly WalkedPath[];
}

/** An owner of at least two, by ids. */
export interface FoundOwner {
  readonly owner: number;
  readonly holdings: readonly FoundHolding[];
}

/** Shortest first, then by relation: the same everywhere, and the order in which shares are summed. */
function comparePaths(a: WalkedPath, b: WalkedPath): number {
  const longer = a.relations.length - b.relations.length;
  if (longer !== 0) return longer;
  const index = a.relations.findIndex((relation, at) => relation !== b.relations[at]);
  return index === -1 ? 0 : (a.relations[index] ?? 0) - (b.relations[index] ?? 0);
}

/**
 * Adds paths up to owners and keeps those who have at least `minShare` of two of the entities or more. An entity owns
 * itself. Those of most entities first, then by id.
 */
export function commonAmong(
  entities: readonly number[],
  paths: readonly WalkedPath[],
  minShare: number,
): readonly FoundOwner[] {
  const owners = new Map<number, Map<number, WalkedPath[]>>();
  for (const path of paths) {
    const holdings = owners.get(path.owner) ?? new Map<number, WalkedPath[]>();
    owners.set(path.owner, holdings);
    const list = holdings.get(path.start) ?? [];
    holdings.set(path.start, list);
    list.push(path);
  }
  const own = new Set(entities);
  const found: FoundOwner[] = [];
  for (const [owner, holdings] of owners) {
    if (holdings.size + (own.has(owner) ? 1 : 0) < 2) continue;
    const kept = entities.flatMap((entity): readonly FoundHolding[] => {
      if (entity === owner) return [{ entity, share: 1, paths: [] }];
      const of = holdings.get(entity);
      if (of === undefined) return [];
      const sorted = of.toSorted(comparePaths);
      const share = roundShare(
        Math.min(
          1,
          sorted.reduce((sum, path) => sum + path.share, 0),
        ),
      );
      return share >= minShare ? [{ entity, share, paths: sorted }] : [];
    });
    if (kept.length >= 2) found.push({ owner, holdings: kept });
  }
  return found.toSorted((a, b) => b.holdings.length - a.holdings.length || a.owner - b.owner);
}
