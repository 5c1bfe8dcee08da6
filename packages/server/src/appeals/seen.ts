import { type Disclosure, type LocalizedText, outcomes } from "@probity/contracts";
import { notedOf } from "../decisions/index.ts";
import type { Disclosures } from "./disclosures.ts";

/** A rule of which the approver saw something. */
export interface SeenFinding {
  readonly rule: string;
  /** Null where the bundle is not known. */
  readonly version: string | null;
  readonly name: LocalizedText | null;
  /** `full`: by its name. Others were one neutral sentence, and the person is never told which rule it was (RU-4). */
  readonly disclosure: Disclosure;
}

const rank = (action: string | undefined): number => outcomes.findIndex((outcome) => outcome === action);

/**
 * Of which rules the answer of a pre-check told something: those that hit and asked for something. Silent ones only where they
 * asked for more than all that may be told, for then the answer had a neutral sentence for them. Of a bundle that is not known
 * no rule is named.
 */
export function seenFindings(
  { outcome, findings }: { readonly outcome: string | null; readonly findings: string | null },
  disclosures: Disclosures,
): readonly SeenFinding[] {
  if (rank(outcome ?? undefined) <= 0) return [];
  const asked = notedOf(findings)
    .filter(
      ({ result, action, exception }) => result === "hit" && action !== "observe" && exception === undefined,
    )
    .map(({ rule, binding = "", action }) => {
      const { version = null, name = null, disclosure = "generic" as const } = disclosures.get(binding) ?? {};
      return { rule, version, name, disclosure, strength: rank(action) };
    });
  const openStrength = Math.max(-1, ...asked.filter(isOpen).map(({ strength }) => strength));
  const seen = asked.filter((one) => isOpen(one) || one.strength > openStrength).toSorted(fullFirst);
  // Of a rule with several bindings what told most.
  const byRule = new Map<string, SeenFinding>();
  for (const { strength: _, ...one } of seen) if (!byRule.has(one.rule)) byRule.set(one.rule, one);
  return [...byRule.values()];
}

const isOpen = ({ disclosure }: Pick<SeenFinding, "disclosure">): boolean => disclosure !== "silent";
const isFull = ({ disclosure }: Pick<SeenFinding, "disclosure">): boolean => disclosure === "full";
const fullFirst = (a: SeenFinding, b: SeenFinding): number => Number(isFull(b)) - Number(isFull(a));
