import type { EdgeArrays, EdgeFilter } from "./edge-arrays.ts";
import type { WalkedPath } from "./found-owners.ts";
import { workLimit } from "./query.ts";
import { countsUp, shareOf, startOf } from "./up-edges.ts";

/** Where an owner search goes. */
export interface OwnerWalk {
  readonly filter: EdgeFilter;
  readonly depth: number;
  /** Nodes that connect nobody. */
  readonly common: ReadonlySet<number>;
}

/** Steps of all paths found so far: where each is, from which it came, and by which edge. */
class Steps {
  readonly node: number[] = [];
  readonly parent: number[] = [];
  readonly edge: number[] = [];
  readonly share: number[] = [];

  /** True when the path to a step passes through a node already. */
  passes(step: number, node: number): boolean {
    for (let at = step; at !== -1; at = this.parent[at] ?? -1) if (this.node[at] === node) return true;
    return false;
  }

  add(node: number, parent: number, edge: number, share: number): void {
    this.node.push(node);
    this.parent.push(parent);
    this.edge.push(edge);
    this.share.push(share);
  }
}

/**
 * The paths upward from the entities that end in somebody who is reached from two of them, pass no node twice, and have the
 * product of their shares; undefined beyond the bound of work. Between two nodes the largest share of the kinds counts, of equal ones the relation that was recorded first.
 */
export function walkOwners(
  edges: EdgeArrays,
  entities: readonly number[],
  walk: OwnerWalk,
): readonly WalkedPath[] | undefined {
  const walked: Steps[] = [];
  let total = 0;
  for (const start of entities) {
    const steps = new Steps();
    steps.add(start, -1, -1, 1);
    let level = 0;
    for (let depth = 0; depth < walk.depth && level < steps.node.length; depth++) {
      const end = steps.node.length;
      for (let step = level; step < end; step++) {
        stepUp(edges, steps, step, walk);
        if (total + steps.node.length - 1 > workLimit) return undefined;
      }
      level = end;
    }
    total += steps.node.length - 1;
    walked.push(steps);
  }
  return sharedPaths(edges, walked);
}

/** Paths to whoever was reached from two of the entities, or is one of them: the others are nobody's common owner. */
function sharedPaths(edges: EdgeArrays, walked: readonly Steps[]): readonly WalkedPath[] {
  const reachedFrom = new Map<number, number>();
  const shared = new Set<number>();
  for (const [index, { node }] of walked.entries()) {
    for (const owner of node) {
      const first = reachedFrom.get(owner);
      if (first === undefined) reachedFrom.set(owner, index);
      else if (first !== index) shared.add(owner);
    }
  }
  const paths: WalkedPath[] = [];
  for (const steps of walked) {
    const start = steps.node[0] ?? 0;
    for (let step = 1; step < steps.node.length; step++)
      if (shared.has(steps.node[step] ?? 0)) paths.push(pathTo(edges, steps, start, step));
  }
  return paths;
}

function stepUp(edges: EdgeArrays, steps: Steps, step: number, { filter, common }: OwnerWalk): void {
  const { up } = edges;
  const node = steps.node[step] ?? 0;
  const end = edges.inOffsets[node + 1] ?? 0;
  for (let at = edges.inOffsets[node] ?? 0; at < end;) {
    const owner = startOf(up, at);
    let best = -1;
    for (; at < end && startOf(up, at) === owner; at++) {
      if (Number.isNaN(shareOf(up, at)) || !countsUp(up, at, end, filter)) continue;
      if (best === -1 || isBetter(edges, at, best)) best = at;
    }
    if (best === -1 || common.has(owner) || steps.passes(step, owner)) continue;
    steps.add(owner, step, best, (steps.share[step] ?? 0) * shareOf(up, best));
    // A public shareholder of everything is found out here, not after all of it was looked at.
    if (steps.node.length > workLimit + 1) return;
  }
}

const isBetter = (edges: EdgeArrays, at: number, best: number): boolean => {
  const [share, most] = [shareOf(edges.up, at), shareOf(edges.up, best)];
  return share > most || (share === most && relationAt(edges, at) < relationAt(edges, best));
};

/** Id of the relation behind the edge at a place. */
const relationAt = ({ id, inEdges }: EdgeArrays, at: number): number => id[inEdges[at] ?? 0] ?? 0;

function pathTo(edges: EdgeArrays, steps: Steps, start: number, step: number): WalkedPath {
  const relations: number[] = [];
  for (let at = step; (steps.parent[at] ?? -1) !== -1; at = steps.parent[at] ?? -1)
    relations.push(relationAt(edges, steps.edge[at] ?? 0));
  return {
    start,
    owner: steps.node[step] ?? 0,
    relations: relations.toReversed(),
    share: steps.share[step] ?? 0,
  };
}
