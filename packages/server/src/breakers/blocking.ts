import {
  type Budget,
  type Bundle,
  defaultBlockBudget,
  type Finding,
  type ResolvedBinding,
} from "@probity/contracts";

/** A binding that can block, and what it did with one draft. */
export interface CheckingBinding {
  readonly binding: string;
  readonly rule: string;
  readonly version: string;
  readonly budget: Budget;
  readonly blocked: boolean;
}

interface Index {
  readonly bindings: ReadonlyMap<string, ResolvedBinding>;
  readonly versions: ReadonlyMap<string, string>;
  /** Decision points at which something can block. */
  readonly points: ReadonlySet<string>;
}

const indexes = new WeakMap<Bundle, Index>();

const canBlock = ({ action, onIndeterminate, onUnavailable }: ResolvedBinding): boolean =>
  [action, onIndeterminate, onUnavailable].includes("block");

function indexOf(bundle: Bundle): Index {
  const known = indexes.get(bundle);
  if (known !== undefined) return known;
  const index: Index = {
    bindings: new Map(bundle.bindings.map((binding) => [binding.id, binding])),
    versions: new Map(bundle.rules.map(({ id, version }) => [id, version])),
    points: new Set(bundle.bindings.filter(canBlock).flatMap(({ at }) => at)),
  };
  indexes.set(bundle, index);
  return index;
}

/** Whether anything can block at a decision point; elsewhere nothing has to be counted. */
export const blocksAt = (bundle: Bundle, point: string): boolean => indexOf(bundle).points.has(point);

/** What a finding needs to show whether it blocked. */
export type CheckedFinding = Pick<
  Finding,
  "binding" | "result" | "action" | "exception" | "reason" | "weakenedFrom"
>;

/**
 * What the bindings that can block did with a draft, as `decide` weighs it. What the breaker of one SDK client weakened
 * counts as blocked, as it does there; what an exception excused does not.
 */
export function checkingOf(findings: readonly CheckedFinding[], bundle: Bundle): readonly CheckingBinding[] {
  const { bindings, versions } = indexOf(bundle);
  return findings.flatMap((finding): readonly CheckingBinding[] => {
    const binding = bindings.get(finding.binding);
    if (binding === undefined || !canBlock(binding)) return [];
    const { id, rule, blockBudget: budget = defaultBlockBudget } = binding;
    const blocked = finding.exception === undefined && isBlock(finding, binding);
    return [{ binding: id, rule, version: versions.get(rule) ?? "", budget, blocked }];
  });
}

function isBlock(finding: CheckedFinding, binding: ResolvedBinding): boolean {
  const { result, action, reason, weakenedFrom } = finding;
  if (result === "hit") return action === "block" || weakenedFrom === "block";
  if (result !== "indeterminate") return false;
  if (reason?.code === "record" || reason?.code === "unavailable") return binding.onUnavailable === "block";
  return binding.onIndeterminate === "block";
}
