/** How far a version is raised, from not at all to the most. */
export const bumps = ["none", "patch", "minor", "major"] as const;

/** One of {@link bumps}. */
export type Bump = (typeof bumps)[number];

/** The step from one semantic version to another; `down` when it goes back. */
export function bumpMade(before: string, after: string): Bump | "down" {
  const [old, next] = [numbers(before), numbers(after)];
  const place = old.findIndex((number, at) => number !== next[at]);
  if (place < 0) return "none";
  if ((next[place] ?? 0) < (old[place] ?? 0)) return "down";
  return (["major", "minor"] as const)[place] ?? "patch";
}

/** Whether a step is as far as is demanded, or farther. */
export function isEnough(made: Bump | "down", required: Bump): boolean {
  return made !== "down" && bumps.indexOf(made) >= bumps.indexOf(required);
}

/** The greatest of some steps; `none` of none. */
export function greatestBump(found: Iterable<Bump>): Bump {
  return [...found].reduce((most, bump) => (bumps.indexOf(bump) > bumps.indexOf(most) ? bump : most), "none");
}

function numbers(version: string): readonly number[] {
  return version.split(".").map(Number);
}
