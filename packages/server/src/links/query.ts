import { ProbityError } from "@probity/contracts";
import type { EntityRef, RelationKind } from "./kinds.ts";
import type { Origin } from "./relation.ts";

/** What every question about links can be narrowed by. */
export interface LinkFilter {
  /** Milliseconds since 1970: relations valid at that moment. */
  readonly at: number;
  readonly kinds: readonly RelationKind[];
  /** Relations that were only inferred count as well. @defaultValue false */
  readonly inferred?: boolean | undefined;
  /** Nodes that connect nobody: public shareholders, agents (catalogue: common-node list). @defaultValue none */
  readonly commonNodes?: readonly EntityRef[] | undefined;
}

/** A question for the shortest path. */
export interface PathQuery extends LinkFilter {
  /** Most edges, 1 to 20. */
  readonly depth: number;
  /** Smallest share of an edge; 0: edges without a share as well. */
  readonly minShare: number;
  /** Only along the way that relations point, from the first to the last. @defaultValue false */
  readonly directed?: boolean | undefined;
}

/** A question for owners. */
export interface OwnersQuery extends LinkFilter {
  /** Most edges upward, 1 to 20. */
  readonly depth: number;
  /** Smallest cumulated share of an owner in each of those that he owns. */
  readonly minShare: number;
}

/** One relation of the evidence. */
export interface LinkEdge {
  /** Id of the relation. */
  readonly id: number;
  readonly from: EntityRef;
  readonly to: EntityRef;
  readonly kind: RelationKind;
  readonly share: number | null;
  /** In percent; below 100 it was inferred. */
  readonly confidence: number;
  /** RFC 3339; null: open. */
  readonly validFrom: string | null;
  /** The first moment at which it holds no more. */
  readonly validTo: string | null;
  readonly origin: Origin;
}

/** Too much to look at: the answer is not known, and not "no" (`indeterminate(graph_limit)`). */
export interface GraphLimit {
  readonly status: "indeterminate";
  readonly reason: "graph_limit";
}

/** {@link GraphLimit} as a value. */
export const graphLimit: GraphLimit = { status: "indeterminate", reason: "graph_limit" };

/** The shortest path between two entities. */
export interface PathFound {
  readonly status: "found";
  /** From the first to the last; one more than there are edges. */
  readonly nodes: readonly EntityRef[];
  readonly edges: readonly LinkEdge[];
}

/** What {@link PathQuery} gives. `unknown`: nothing is known of one of the two. */
export type PathAnswer = PathFound | { readonly status: "none" | "unknown" } | GraphLimit;

/** One way in which an owner owns: edges from what is owned up to the owner. */
export interface OwnershipPath {
  /** The product of the shares along the path. */
  readonly share: number;
  readonly edges: readonly LinkEdge[];
}

/** What a common owner has of one of the entities. */
export interface Holding {
  readonly entity: EntityRef;
  /** The sum over all paths, at most 1, to 12 digits. 1 with no path: the owner is the entity itself. */
  readonly share: number;
  readonly paths: readonly OwnershipPath[];
}

/** Somebody who owns at least two of the entities. */
export interface CommonOwner {
  readonly owner: EntityRef;
  readonly holdings: readonly Holding[];
}

/** What {@link OwnersQuery} gives: those who own most of the entities first. */
export type OwnersAnswer =
  | {
      readonly status: "judged";
      readonly owners: readonly CommonOwner[];
      readonly unknown: readonly EntityRef[];
    }
  | GraphLimit;

/** A value that several of the entities have. */
export interface SharedAttribute {
  readonly attribute: EntityRef;
  readonly bearers: readonly { readonly entity: EntityRef; readonly edge: LinkEdge }[];
}

/** Bound of what one question may look at: nodes of a path search, path steps of an owner search, edges of attributes. */
export const workLimit = 10_000;

/** Checks bounds that types cannot; throws `PROBITY_E_REQUEST`. */
export function checkDepth({ depth, minShare }: Pick<PathQuery, "depth" | "minShare">): void {
  if (!Number.isInteger(depth) || depth < 1 || depth > 20)
    throw new ProbityError("PROBITY_E_REQUEST", "depth must be a whole number from 1 to 20");
  if (!(minShare >= 0 && minShare <= 1))
    throw new ProbityError("PROBITY_E_REQUEST", "minShare must be from 0 to 1");
}

/** Sums of products are compared after rounding, so that 0.1 + 0.2 reaches 0.3. */
export const roundShare = (share: number): number => Math.round(share * 1e12) / 1e12;
