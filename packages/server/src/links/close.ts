import { type EntityRef, nearRelativeKinds, refText, type RelationKind } from "./kinds.ts";
import type { LinkGraph } from "./link-graph.ts";
import type { LinkEdge } from "./query.ts";

/** What makes partial: how somebody is tied to somebody, or to an organisation. */
export interface Tie {
  /** To whom it leads. */
  readonly to: EntityRef;
  /** The relations; empty where there were more than can be looked at, so that nobody may rely on there being none. */
  readonly edges: readonly LinkEdge[];
}

/** How to look for ties. */
export interface TieLook {
  readonly graph: LinkGraph;
  /** Relations valid then, in milliseconds since 1970. */
  readonly at: number;
  /** Relations that were only inferred count as well. */
  readonly inferred: boolean;
}

/** Relations that make partial without being kinship. */
const otherKinds: readonly RelationKind[] = ["partner", "other"];
/** By which somebody has an interest in an organisation. */
const interestKinds: readonly RelationKind[] = [
  "shareholder",
  "beneficial_owner",
  "legal_representative",
  "director",
  "supervisor",
  "manager",
  "controls",
  "holds",
  "partner",
  "other",
];
/** Two edges of kinship are kinship: a spouse's sister, a parent's brother. */
const kinDepth = 2;
/** One's own interest, or that of a near relative. */
const interestDepth = 2;
/** Levels of superiors. */
const lineDepth = 20;

/** Ties of kinship, partnership and the like between somebody and others, the closest kind first. */
export function* personalTies(
  self: readonly EntityRef[],
  others: readonly EntityRef[],
  look: TieLook,
): Generator<Tie> {
  yield* ties(self, others, { kinds: nearRelativeKinds, depth: kinDepth }, look);
  yield* ties(self, others, { kinds: otherKinds, depth: 1 }, look);
}

/** Interests of somebody, or of a near relative, in organisations. */
export function* interestTies(
  self: readonly EntityRef[],
  organisations: readonly EntityRef[],
  look: TieLook,
): Generator<Tie> {
  const kinds = [...new Set([...nearRelativeKinds, ...interestKinds])];
  yield* ties(self, organisations, { kinds, depth: interestDepth }, look);
}

/** Lines of `supervised_by` from somebody, over any number of levels, up to others. */
export function* lineTies(
  from: readonly EntityRef[],
  above: readonly EntityRef[],
  look: TieLook,
): Generator<Tie> {
  yield* ties(from, above, { kinds: ["supervised_by"], depth: lineDepth, directed: true }, look);
}

interface Way {
  readonly kinds: readonly RelationKind[];
  readonly depth: number;
  readonly directed?: boolean;
}

function* ties(
  starts: readonly EntityRef[],
  goals: readonly EntityRef[],
  way: Way,
  { graph, at, inferred }: TieLook,
): Generator<Tie> {
  const from = starts.filter((ref) => graph.knows(ref));
  const to = from.length === 0 ? [] : goals.filter((ref) => graph.knows(ref));
  for (const start of from) {
    for (const goal of to) {
      if (refText(start) === refText(goal)) continue;
      const answer = graph.path(start, goal, { ...way, at, inferred, minShare: 0 });
      if (answer.status === "found") yield { to: goal, edges: answer.edges };
      // More relations than can be looked at: who cannot be judged may not decide.
      if (answer.status === "indeterminate") yield { to: goal, edges: [] };
    }
  }
}
