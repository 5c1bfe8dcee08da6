import {
  type Budget,
  type Bundle,
  defaultBlockBudget,
  type Finding,
  type ResolvedBinding,
} from "@probity/contracts";

/** A binding that blocked a draft. */
export interface BlockingBinding {
  readonly binding: string;
  readonly rule: string;
  readonly version: string;
  readonly budget: Budget;
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

/** What a finding needs to show that it blocked. */
export type BlockingFinding = Pick<Finding, "binding" | "result" | "action" | "exception" | "reason">;

/** The bindings whose findings blocked, as `decide` weighs them: those of exceptions and weakened ones did not. */
export function blockingOf(findings: readonly BlockingFinding[], bundle: Bundle): readonly BlockingBinding[] {
  const { bindings, versions } = indexOf(bundle);
  return findings.flatMap((finding): readonly BlockingBinding[] => {
    const binding = bindings.get(finding.binding);
    if (binding === undefined || finding.exception !== undefined || !isBlock(finding, binding)) return [];
    const { id, rule, blockBudget: budget = defaultBlockBudget } = binding;
    return [{ binding: id, rule, version: versions.get(rule) ?? "", budget }];
  });
}

function isBlock({ result, action, reason }: BlockingFinding, binding: ResolvedBinding): boolean {
  if (result === "hit") return action === "block";
  if (result !== "indeterminate") return false;
  if (reason?.code === "record" || reason?.code === "unavailable") return binding.onUnavailable === "block";
  return binding.onIndeterminate === "block";
}
