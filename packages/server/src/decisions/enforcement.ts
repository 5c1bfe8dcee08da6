import type { Bundle, JsonObject, ResolvedBinding } from "@probity/contracts";
import type { ActiveBundle } from "../rules/index.ts";
import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { textIn } from "./decision.ts";
import { dataOf, objectIn } from "./read-events.ts";
import type { ReleasedBundles } from "./released-bundles.ts";

/** Tells at which acts a source had to ask first. */
export interface Enforcement {
  /**
   * Whether a binding that does more than observe was in force for this act: in the bundle of the act's own time, at its
   * type, for the unit of its actor. What happened before a source had a bundle, such as imported history, never was.
   */
  demands(transaction: Transaction, act: LogEvent, active: ActiveBundle | undefined): Promise<boolean>;
}

/** What {@link createEnforcement} works with. */
export interface EnforcementOptions {
  readonly released: ReleasedBundles;
  /** How long a release may take to reach every process of its source. */
  readonly graceMs: number;
}

const releases: Statement = {
  name: "decisions-releases",
  text: "select hash, created_at from bundle where source = $1 order by version",
};

interface Release {
  readonly hash: string;
  readonly created_at: Date;
}

interface History {
  /** The newest release that it knows. */
  readonly hash: string;
  readonly releases: readonly Release[];
}

const maxKept = 1_000;

/** Makes the look-up; it remembers the releases of the sources that it was asked about. */
export function createEnforcement({ released, graceMs }: EnforcementOptions): Enforcement {
  const histories = new Map<string, History>();
  const historyOf = async (transaction: Transaction, source: string, hash: string): Promise<History> => {
    const known = histories.get(source);
    if (known?.hash === hash) return known;
    const found = { hash, releases: await transaction.run<Release>(releases, [source]) };
    histories.delete(source);
    histories.set(source, found);
    const [oldest] = histories.keys();
    if (histories.size > maxKept && oldest !== undefined) histories.delete(oldest);
    return found;
  };
  return {
    demands: async (transaction, act, active) => {
      if (active === undefined) return false;
      const history = await historyOf(transaction, act.source, active.hash);
      const since = act.time.getTime() - graceMs;
      const then = history.releases.findLast(({ created_at: at }) => at.getTime() <= since);
      if (then === undefined) return false;
      const { hash } = then;
      const bundle = hash === active.hash ? active : await released.find(transaction, act.source, hash);
      const bindings = bundle && enforcedAt(bundle.evaluator.bundle).get(act.type);
      return bindings?.some((binding) => isInForce(binding, act)) ?? false;
    },
  };
}

const indexes = new WeakMap<Bundle, ReadonlyMap<string, readonly ResolvedBinding[]>>();

/** The bindings of a bundle that do more than observe, by event type. */
function enforcedAt(bundle: Bundle): ReadonlyMap<string, readonly ResolvedBinding[]> {
  const known = indexes.get(bundle);
  if (known !== undefined) return known;
  const index = new Map<string, ResolvedBinding[]>();
  for (const binding of bundle.bindings) {
    if (binding.action === "observe") continue;
    for (const type of binding.at) index.set(type, [...(index.get(type) ?? []), binding]);
  }
  indexes.set(bundle, index);
  return index;
}

function isInForce({ units, validFrom, validTo }: ResolvedBinding, act: LogEvent): boolean {
  const ms = act.time.getTime();
  if (validFrom !== undefined && ms < Date.parse(validFrom)) return false;
  if (validTo !== undefined && ms >= Date.parse(validTo)) return false;
  if (units === undefined) return true;
  const unit = unitOf(dataOf(act));
  return unit !== undefined && units.includes(unit);
}

function unitOf(data: JsonObject | undefined): string | undefined {
  const actor = objectIn(data, "actor");
  return actor && textIn(actor, "unitId");
}
