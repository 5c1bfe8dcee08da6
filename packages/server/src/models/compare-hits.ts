import type { Finding } from "@probity/contracts";

/** How a hit stands to the version in force. */
export const comparisons = ["kept", "new", "lost"] as const;

/** One of {@link comparisons}. */
export type Comparison = (typeof comparisons)[number];

/** One hit of the candidate or of the version in force. */
export interface ComparedHit {
  readonly finding: Finding;
  readonly comparison: Comparison;
}

const none: readonly ComparedHit[] = [];

/** Compares what two versions of a model found at one event, binding by binding. */
export function compareHits(
  candidate: readonly Finding[],
  inForce: readonly Finding[],
): readonly ComparedHit[] {
  const [is, was] = [candidate.filter(isHit), inForce.filter(isHit)];
  if (is.length === 0 && was.length === 0) return none;
  const [now, before] = [bindingsOf(is), bindingsOf(was)];
  return [
    ...is.map((finding): ComparedHit => {
      return { finding, comparison: before.has(finding.binding) ? "kept" : "new" };
    }),
    ...was
      .filter(({ binding }) => !now.has(binding))
      .map((finding): ComparedHit => ({ finding, comparison: "lost" })),
  ];
}

const isHit = ({ result }: Finding): boolean => result === "hit";
const bindingsOf = (findings: readonly Finding[]): ReadonlySet<string> =>
  new Set(findings.map(({ binding }) => binding));
