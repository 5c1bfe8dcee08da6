import type { ApprovalProposal } from "@probity/contracts";
import {
  entityRef,
  type EntityRef,
  type LinkGraph,
  lineTies,
  personalTies,
  type Tie,
  type TieLook,
} from "../links/index.ts";

/** Why somebody may not be the second approver, the plainest reason first (PC-7). */
export const exclusions = ["requester", "editor", "subordinate", "relation", "unknown_role"] as const;

/** One of {@link exclusions}. */
export type Exclusion = (typeof exclusions)[number];

/** Who worked on the draft. */
export interface Involved {
  readonly requester: string;
  /** Everybody who acted in the process, or was named by the source. */
  readonly editors: ReadonlySet<string>;
  /** Posts in which they did; whoever reports to one of these reports to them. */
  readonly posts: ReadonlySet<string>;
  /** Role that must agree. */
  readonly role: string | undefined;
}

/** Why a relation counts, for reviewers. */
export interface JudgedEvidence {
  readonly reason: Exclusion;
  /** Person or post to whom the relation leads. */
  readonly to: string;
  /** The relations; empty where the source itself said whom the candidate reports to. */
  readonly edges: Tie["edges"];
}

/** What was found about a candidate. */
export interface Judged {
  readonly personId: string;
  /** Empty: may be asked. */
  readonly reasons: readonly Exclusion[];
  /** Relations that were only inferred: they exclude nobody, and a reviewer should look. */
  readonly warnings: readonly Exclusion[];
  readonly evidence: readonly JudgedEvidence[];
}

/** Person keys are compared without the white space around them, as links compare them. */
export const personKey = (text: string): string => text.trim();

/** Judges a candidate against those who worked on the draft, with the relations that are valid at `at`. Pure. */
export function judge(candidate: ApprovalProposal, involved: Involved, graph: LinkGraph, at: number): Judged {
  const self = personKey(candidate.personId);
  const worked = [...new Set([personKey(involved.requester), ...involved.editors])];
  const others = worked.filter((person) => person !== self);
  const found = (inferred: boolean): readonly JudgedEvidence[] => [
    ...first(subordinations(candidate, involved, others, { graph, at, inferred })),
    ...first(relations(self, others, { graph, at, inferred })),
  ];
  const evidence = found(false);
  const guessed = found(true).filter((guess) => !evidence.some(({ reason }) => reason === guess.reason));
  const roles = candidate.roles ?? [];
  const holds: Readonly<Record<Exclusion, boolean>> = {
    requester: self === personKey(involved.requester),
    editor: involved.editors.has(self) && self !== personKey(involved.requester),
    subordinate: evidence.some(({ reason }) => reason === "subordinate"),
    relation: evidence.some(({ reason }) => reason === "relation"),
    unknown_role: involved.role !== undefined && !roles.includes(involved.role),
  };
  return {
    personId: candidate.personId,
    reasons: exclusions.filter((reason) => holds[reason]),
    warnings: guessed.map(({ reason }) => reason),
    evidence: [...evidence, ...guessed],
  };
}

/** The first of a search, so that it ends there. */
function first<T>(found: Iterable<T>): readonly T[] {
  for (const one of found) return [one];
  return [];
}

const refOf = (key: string): readonly EntityRef[] => {
  const ref = entityRef("person", key);
  return ref === undefined ? [] : [ref];
};

function* toEvidence(reason: Exclusion, ties: Iterable<Tie>): Generator<JudgedEvidence> {
  for (const { to, edges } of ties) yield { reason, to: to.key, edges };
}

/** Whoever reports, over any number of levels, to a person or post that worked on the draft. */
function* subordinations(
  candidate: ApprovalProposal,
  involved: Involved,
  others: readonly string[],
  look: TieLook,
): Generator<JudgedEvidence> {
  const goals = new Set([...others, ...involved.posts]);
  const said = (candidate.supervisors ?? []).map(personKey);
  for (const to of said) if (goals.has(to)) yield { reason: "subordinate", to, edges: [] };
  const post = candidate.postId === undefined ? [] : [personKey(candidate.postId)];
  const starts = [personKey(candidate.personId), ...post, ...said];
  yield* toEvidence("subordinate", lineTies(starts.flatMap(refOf), [...goals].flatMap(refOf), look));
}

function* relations(self: string, others: readonly string[], look: TieLook): Generator<JudgedEvidence> {
  yield* toEvidence("relation", personalTies(refOf(self), others.flatMap(refOf), look));
}
