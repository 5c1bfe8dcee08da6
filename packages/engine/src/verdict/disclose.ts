import type { Bundle, CompiledRule, DisclosedFinding, Finding, Outcome } from "@probity/contracts";
import { cannotJudge, neutralName, neutralTexts } from "./neutral-texts.ts";

/** A finding with what it means for the outcome. */
export interface Weighed {
  readonly finding: Finding;
  readonly outcome: Outcome;
}

/** Reduces a finding to what its disclosure allows. Not for silent ones, of which nothing is shown. */
export function disclose(weighed: Weighed, rules: ReadonlyMap<string, CompiledRule>): DisclosedFinding {
  const { finding, outcome } = weighed;
  if (finding.disclosure === "full") return discloseFully(finding);
  const advice = rules.get(finding.rule)?.advice;
  return { result: finding.result, name: neutralName, message: advice ?? neutralTexts[outcome] };
}

function discloseFully(finding: Finding): DisclosedFinding {
  return {
    rule: finding.rule,
    version: finding.version,
    result: finding.result,
    level: finding.level,
    name: finding.name,
    message: finding.message ?? cannotJudge(finding.reason?.paths ?? []),
    ...(finding.evidence !== undefined && { evidence: finding.evidence }),
    params: finding.params,
  };
}

/** The one thing that is said when only silent rules ask for the outcome. */
export function discloseSilence(outcome: Outcome): DisclosedFinding {
  return { result: "hit", name: neutralName, message: neutralTexts[outcome] };
}

/** The rules of a bundle by id. */
export function rulesById(bundle: Bundle): ReadonlyMap<string, CompiledRule> {
  return new Map(bundle.rules.map((rule) => [rule.id, rule]));
}
