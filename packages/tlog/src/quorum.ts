import type { Policy } from "./policy.ts";

/**
 * Whether the witnesses with these names (the policy's names, see `witnessNames`) make its quorum. Names that the policy does
 * not know count for nothing.
 */
export function quorumReached(policy: Policy, names: Iterable<string>): boolean {
  if (policy.quorum === "none") return true;
  const cosigned = new Set(names);
  const reached = new Set(policy.witnesses.flatMap(({ name }) => (cosigned.has(name) ? [name] : [])));
  // Members are defined above their group, so one pass from the top decides them all.
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => reached.has(member)).length >= threshold) reached.add(name);
  }
  return reached.has(policy.quorum);
}
