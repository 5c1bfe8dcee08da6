import type { Rule } from "@probity/contracts";

/** A rule before and after a change of its steps. */
export interface StepChange {
  readonly before: Rule;
  readonly after: Rule;
  /** What was done, in words. */
  readonly text: string;
}

/**
 * The rule with a change taken back and everything else as it is now. Undefined where something that it changed was changed
 * again since: that is not to be lost.
 */
export function undone(now: Rule, { before, after }: StepChange): Rule | undefined {
  const [old, made, is] = [before, after, now].map((rule) => new Map<string, unknown>(Object.entries(rule)));
  if (old === undefined || made === undefined || is === undefined) return undefined;
  const fields = [...new Set([...old.keys(), ...made.keys()])].filter(
    (field) => text(old.get(field)) !== text(made.get(field)),
  );
  if (fields.some((field) => text(is.get(field)) !== text(made.get(field)))) return undefined;
  for (const field of fields)
    if (old.has(field)) is.set(field, old.get(field));
    else is.delete(field);
  // The fields of a rule, each as it is in one of the two.
  return Object.fromEntries(is) as unknown as Rule;
}

const text = (value: unknown): string | undefined => JSON.stringify(value);
