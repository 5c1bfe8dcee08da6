import { counts, type EdgeArrays, type EdgeFilter } from "./edge-arrays.ts";
import { workLimit } from "./query.ts";

/** Where a path search goes. */
export interface PathWalk {
  readonly filter: EdgeFilter;
  readonly depth: number;
  readonly minShare: number;
  /** Only along the way that edges point. */
  readonly directed?: boolean | undefined;
  /** Nodes that connect nobody. */
  readonly common: ReadonlySet<number>;
}

/** How a node was reached. */
export interface Reached {
  readonly parent: number;
  /** Id of the relation. */
  readonly relation: number;
}

/** A path by ids: the nodes, and the relations between them. */
export interface FoundPath {
  readonly nodes: readonly number[];
  readonly relations: readonly number[];
}

/**
 * The shortest path, whatever way its edges point unless `directed`; null when there is none, undefined beyond the bound of work. Of several
 * each node is reached from the smallest id of the level before, by the smallest id of a relation.
 */
export function findPath(
  edges: EdgeArrays,
  start: number,
  goal: number,
  walk: PathWalk,
): FoundPath | null | undefined {
  if (start === goal) return { nodes: [start], relations: [] };
  const reached = new Map<number, Reached>([[start, { parent: -1, relation: -1 }]]);
  let frontier: readonly number[] = [start];
  for (let depth = 0; depth < walk.depth && frontier.length > 0; depth++) {
    const next: number[] = [];
    for (const node of frontier) {
      for (const [other, relation] of neighbours(edges, node, walk)) {
        if (reached.has(other) || (walk.common.has(other) && other !== goal)) continue;
        reached.set(other, { parent: node, relation });
        next.push(other);
        if (reached.size > workLimit) return undefined;
      }
    }
    if (reached.has(goal)) return pathBack(reached, goal);
    frontier = next.toSorted((a, b) => a - b);
  }
  return null;
}

/** Goes back from a node that was reached to where the search began. */
export function pathBack(reached: ReadonlyMap<number, Reached>, goal: number): FoundPath {
  const nodes: number[] = [];
  const relations: number[] = [];
  for (let node = goal; node !== -1;) {
    const step = reached.get(node);
    nodes.push(node);
    if (step === undefined || step.parent === -1) break;
    relations.push(step.relation);
    node = step.parent;
  }
  return { nodes: nodes.toReversed(), relations: relations.toReversed() };
}

/** Every neighbour with the smallest id of a relation that counts; at most so many that the bound is exceeded. */
function neighbours(edges: EdgeArrays, node: number, walk: PathWalk): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const look = (row: number, other: number): void => {
    const share = edges.share[row] ?? Number.NaN;
    if ((walk.minShare > 0 && !(share >= walk.minShare)) || !counts(edges, row, walk.filter)) return;
    const id = edges.id[row] ?? 0;
    const known = found.get(other);
    if (known === undefined || id < known) found.set(other, id);
  };
  for (let row = edges.outOffsets[node] ?? 0; row < (edges.outOffsets[node + 1] ?? 0); row++) {
    look(row, edges.to[row] ?? 0);
    if (found.size > workLimit + 1) return found;
  }
  if (walk.directed === true) return found;
  for (let at = edges.inOffsets[node] ?? 0; at < (edges.inOffsets[node + 1] ?? 0); at++) {
    const row = edges.inEdges[at] ?? 0;
    look(row, edges.from[row] ?? 0);
    if (found.size > workLimit + 1) return found;
  }
  return found;
}
