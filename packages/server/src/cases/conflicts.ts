import {
  entityRef,
  type EntityRef,
  type LinkGraph,
  nearRelativeKinds,
  type PathFound,
  type RelationKind,
} from "../links/index.ts";
import { personKey } from "./subjects.ts";

/** Why somebody may not work on a case (CA-3). */
export type ConflictReason = "subject" | "superior" | "subordinate" | "relation";

/** A reason with the relations that say so; empty where it is the person itself, or too many to look at. */
export interface Conflict {
  readonly reason: ConflictReason;
  readonly subject: string;
  readonly edges: PathFound["edges"];
}

/** Relations that make partial without being kinship. */
const otherKinds: readonly RelationKind[] = ["partner", "other"];
const kinDepth = 2;
const lineDepth = 20;

/**
 * Why a person may not see or touch what these subjects are party to, at `at`: being one, their superior or subordinate over
 * any number of levels, or a declared relation. Who cannot be judged, because there are more relations than can be looked at,
 * has a conflict. Pure.
 */
export function conflictsOf(
  person: string,
  subjects: readonly string[],
  graph: LinkGraph,
  at: number,
): readonly Conflict[] {
  const self = personKey(person);
  const own = refOf(self);
  return subjects.flatMap((subject): readonly Conflict[] => {
    const key = personKey(subject);
    if (key === self) return [{ reason: "subject", subject: key, edges: [] }];
    const other = refOf(key);
    if (own === undefined || other === undefined || !graph.knows(own) || !graph.knows(other)) return [];
    const way = (from: EntityRef, to: EntityRef, reason: ConflictReason, query: Way): readonly Conflict[] => {
      const answer = graph.path(from, to, { ...query, at, inferred: false, minShare: 0 });
      if (answer.status === "found") return [{ reason, subject: key, edges: answer.edges }];
      return answer.status === "indeterminate" ? [{ reason, subject: key, edges: [] }] : [];
    };
    const line: Way = { kinds: ["supervised_by"], depth: lineDepth, directed: true };
    return [
      ...way(other, own, "superior", line),
      ...way(own, other, "subordinate", line),
      ...[
        ...way(own, other, "relation", { kinds: nearRelativeKinds, depth: kinDepth }),
        ...way(own, other, "relation", { kinds: otherKinds, depth: 1 }),
      ].slice(0, 1),
    ];
  });
}

interface Way {
  readonly kinds: readonly RelationKind[];
  readonly depth: number;
  readonly directed?: boolean;
}

const refOf = (key: string): EntityRef | undefined => entityRef("person", key);
