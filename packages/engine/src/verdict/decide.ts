import type {
  Bundle,
  CompiledRule,
  DisclosedFinding,
  Finding,
  Outcome,
  ResolvedBinding,
} from "@probity/contracts";
import type { Verdict } from "../types.ts";
import { askedOutcome, isUnavailable, rank } from "./asked.ts";
import { disclose, discloseSilence, rulesById, type Weighed } from "./disclose.ts";

const maxShown = 3;

interface Index {
  readonly bindings: ReadonlyMap<string, ResolvedBinding>;
  readonly rules: ReadonlyMap<string, CompiledRule>;
}

const indexes = new WeakMap<Bundle, Index>();

/**
 * What follows from findings at a pre-check: the strongest outcome that a hit, a rule that could not be judged
 * (`onIndeterminate`) or one that could not be checked (`onUnavailable`, which also makes the verdict degraded) asks
 * for, and at most three findings to show, the strongest first. Findings with an exception ask for nothing. What a
 * circuit breaker weakened asks for reasons at most, and makes the verdict degraded, so that nothing is let through
 * silently (PC-8).
 *
 * What is shown never depends on silent rules, except that an outcome which they alone ask for comes with one neutral
 * sentence; generic findings with the same text are shown once (RU-4).
 */
export function decide(findings: readonly Finding[], bundle: Bundle): Verdict {
  const index = indexOf(bundle);
  const weighed = findings.map((finding) => ({
    finding,
    outcome: askedOutcome(finding, index.bindings.get(finding.binding)),
  }));
  const outcome = strongest(weighed);
  const open = weighed.filter((item) => item.finding.disclosure !== "silent");
  const shown = showOpen(open, index.rules);
  if (rank(outcome) > rank(strongest(open))) shown.unshift(discloseSilence(outcome));
  const reasons = degradedReasons(findings);
  return {
    outcome,
    shown: shown.slice(0, maxShown),
    degraded: reasons.length > 0,
    degradedReasons: reasons,
  };
}

function indexOf(bundle: Bundle): Index {
  const known = indexes.get(bundle);
  if (known !== undefined) return known;
  const bindings = new Map(bundle.bindings.map((binding) => [binding.id, binding]));
  const index: Index = { bindings, rules: rulesById(bundle) };
  indexes.set(bundle, index);
  return index;
}

function degradedReasons(findings: readonly Finding[]): readonly string[] {
  const reasons = new Set<string>();
  for (const { result, reason, action, weakenedFrom, exception } of findings) {
    if (result !== "hit" && result !== "indeterminate") continue;
    if (weakenedFrom !== undefined && exception === undefined) reasons.add("PROBITY_E_RULE_WEAKENED");
    // An observed rule binds nothing, so its absence degrades nothing.
    if (action === "observe") continue;
    if (reason?.code === "record") reasons.add("PROBITY_E_RULE_RECORD");
    if (reason?.code === "unavailable") reasons.add("PROBITY_E_RULE_UNAVAILABLE");
  }
  return [...reasons].toSorted();
}

function strongest(items: readonly Weighed[]): Outcome {
  let best: Outcome = "allow";
  for (const item of items) if (rank(item.outcome) > rank(best)) best = item.outcome;
  return best;
}

function showOpen(open: readonly Weighed[], rules: ReadonlyMap<string, CompiledRule>): DisclosedFinding[] {
  const worth = open.filter((item) => rank(item.outcome) > 0 || isNote(item.finding)).toSorted(byStrength);
  const shown = new Map<string, DisclosedFinding>();
  for (const item of worth) {
    const finding = disclose(item, rules);
    const key = finding.rule ?? `generic ${finding.message.en}`;
    if (!shown.has(key)) shown.set(key, finding);
  }
  return [...shown.values()];
}

/** An enforced public rule that could not be judged and changes nothing is still said, as a note. */
function isNote(finding: Finding): boolean {
  const told = finding.disclosure === "full" && finding.action !== "observe";
  return finding.result === "indeterminate" && told && !isUnavailable(finding);
}

function byStrength(a: Weighed, b: Weighed): number {
  const byOutcome = rank(b.outcome) - rank(a.outcome);
  if (byOutcome !== 0) return byOutcome;
  if (a.finding.level !== b.finding.level) return a.finding.level - b.finding.level;
  return a.finding.rule < b.finding.rule ? -1 : a.finding.rule > b.finding.rule ? 1 : 0;
}
