import type { Action, Budget, Bundle, Finding, ResolvedBinding } from "@probity/contracts";
import { actions, defaultBlockBudget } from "@probity/contracts";
import { askedOutcome } from "../verdict/asked.ts";
import { exceedsBudget } from "./budget.ts";
import { dayTeller } from "./day.ts";
import { Distinct, hash53, type Room } from "./distinct.ts";

/** A binding that used up its budget of blocks at one decision point and day. */
export interface OpenBreaker extends Budget {
  readonly rule: string;
  /** Version of the rule. */
  readonly version: string;
  readonly binding: string;
  /** Event type of the drafts. */
  readonly decisionPoint: string;
  /** `YYYY-MM-DD` in the bundle's time zone. */
  readonly day: string;
  /** Different processes that it would have blocked and that it looked at, the one that opened it included. */
  readonly blocked: number;
  readonly checked: number;
}

/** One judged draft. */
export interface BreakerInput {
  readonly bundle: Bundle;
  /** Event type of the draft. */
  readonly type: string;
  /** What the draft is counted as: its business process, or its digest where it names none. */
  readonly process: string;
  /** When it is judged, in milliseconds since the epoch; not the time of the act, which the host may choose. */
  readonly now: number;
  readonly findings: readonly Finding[];
}

/** What a breaker made of the findings. */
export interface BreakerOutput {
  /** The same, those of open breakers weakened: `action` `justify` at most, `weakenedFrom` `block`. */
  readonly findings: readonly Finding[];
  /** Breakers that this draft opened. */
  readonly opened: readonly OpenBreaker[];
}

/**
 * The circuit breaker of blocking rules (PC-8). Per binding, decision point and day it counts the different processes
 * that were checked and that would be blocked. The block that would exceed the binding's budget is weakened already, and
 * all later ones until the day ends: a mistake in a rule stops a few cases and not an office, and its owner is told.
 *
 * Checking one blocked draft again and again opens nothing. Whoever can invent processes can open it, for no rule can
 * tell them from real ones: that is why it asks for reasons instead of letting go, and why every opening is told.
 */
export interface Breaker {
  judge(input: BreakerInput): BreakerOutput;
  /**
   * A bundle was activated. Where the one before was weakened by the server and this one is not, somebody reset the
   * breaker: counting starts anew. Otherwise what is open stays open.
   */
  adopt(bundle: Bundle): void;
  /** What is open now. */
  open(now: number): readonly OpenBreaker[];
}

/** Options of {@link createBreaker}. */
export interface BreakerOptions {
  /**
   * Ids of checked and of blocked processes, each, that are remembered over all bindings; beyond that every check counts.
   * @defaultValue 20000
   */
  readonly maxRemembered?: number | undefined;
}

interface Tally {
  readonly day: string;
  readonly checked: Distinct;
  readonly blocked: Distinct;
  open: OpenBreaker | undefined;
}

/** A breaker that has counted nothing yet. One for each process that judges drafts; it must see all of them. */
export function createBreaker({ maxRemembered = 20_000 }: BreakerOptions = {}): Breaker {
  return new CountingBreaker(maxRemembered);
}

class CountingBreaker implements Breaker {
  readonly #dayOf = dayTeller();
  /** By binding, then by decision point. */
  readonly #tallies = new Map<string, Map<string, Tally>>();
  /** Of blocked processes there are few: clean ones must not crowd them out. */
  readonly #rooms: { readonly checked: Room; readonly blocked: Room };
  readonly #blocking = new WeakMap<Bundle, ReadonlyMap<string, ResolvedBinding>>();
  #weakened: ReadonlySet<string> = new Set();
  #zone = "UTC";

  constructor(room: number) {
    this.#rooms = { checked: { left: room }, blocked: { left: room } };
  }

  judge(input: BreakerInput): BreakerOutput {
    const { bundle, findings } = input;
    const blocking = this.#blockingOf(bundle);
    if (blocking.size === 0 || !findings.some(({ binding }) => blocking.has(binding)))
      return { findings, opened: [] };
    const day = this.#dayOf(bundle.timeZone, input.now);
    const id = hash53(input.process);
    const opened: OpenBreaker[] = [];
    const judged = findings.map((finding) => {
      const binding = blocking.get(finding.binding);
      // The server weakened it: its own breaker counts.
      if (binding === undefined || finding.weakenedFrom !== undefined) return finding;
      const tally = this.#tally(binding.id, input.type, day);
      if (tally.open === undefined && count(tally, finding, binding, id)) {
        tally.open = openedBy(tally, finding, binding, input.type);
        opened.push(tally.open);
      }
      return tally.open === undefined ? finding : weaken(finding);
    });
    return { findings: judged, opened };
  }

  adopt(bundle: Bundle): void {
    this.#zone = bundle.timeZone;
    const weakened = new Set(
      bundle.bindings.filter(({ breaker }) => breaker !== undefined).map(({ id }) => id),
    );
    const bound = new Set(bundle.bindings.map(({ id }) => id));
    for (const id of this.#tallies.keys()) {
      const isReset = this.#weakened.has(id) && !weakened.has(id);
      if (isReset || !bound.has(id)) this.#forget(id);
    }
    this.#weakened = weakened;
  }

  open(now: number): readonly OpenBreaker[] {
    const today = this.#dayOf(this.#zone, now);
    return [...this.#tallies.values()]
      .flatMap((byType) => [...byType.values()].map(({ open }) => open))
      .filter((open) => open?.day === today)
      .filter((open) => open !== undefined);
  }

  /** The bindings that may block in one way or another; all others are never counted. */
  #blockingOf(bundle: Bundle): ReadonlyMap<string, ResolvedBinding> {
    const known = this.#blocking.get(bundle);
    if (known !== undefined) return known;
    const blocking = new Map(bundle.bindings.filter(mayBlock).map((binding) => [binding.id, binding]));
    this.#blocking.set(bundle, blocking);
    return blocking;
  }

  #tally(binding: string, type: string, day: string): Tally {
    const byType = this.#tallies.get(binding) ?? new Map<string, Tally>();
    this.#tallies.set(binding, byType);
    const known = byType.get(type);
    if (known?.day === day) return known;
    if (known !== undefined) settle(known);
    const { checked, blocked } = this.#rooms;
    const fresh = { day, checked: new Distinct(checked), blocked: new Distinct(blocked), open: undefined };
    byType.set(type, fresh);
    return fresh;
  }

  #forget(binding: string): void {
    for (const tally of this.#tallies.get(binding)?.values() ?? []) settle(tally);
    this.#tallies.delete(binding);
  }
}

function mayBlock({ action, onIndeterminate, onUnavailable }: ResolvedBinding): boolean {
  return action === "block" || onIndeterminate === "block" || onUnavailable === "block";
}

/** Counts one finding; true when it exceeds the budget. */
function count(
  { checked, blocked }: Tally,
  finding: Finding,
  binding: ResolvedBinding,
  process: number,
): boolean {
  checked.add(process);
  if (askedOutcome(finding, binding) !== "block") return false;
  blocked.add(process);
  return exceedsBudget(blocked.size, checked.size, budgetOf(binding));
}

function budgetOf({ blockBudget }: ResolvedBinding): Budget {
  return blockBudget ?? defaultBlockBudget;
}

/** Nothing is counted any more once it is open: only the numbers are kept. */
function openedBy(tally: Tally, finding: Finding, binding: ResolvedBinding, type: string): OpenBreaker {
  settle(tally);
  return {
    rule: finding.rule,
    version: finding.version,
    binding: binding.id,
    decisionPoint: type,
    day: tally.day,
    blocked: tally.blocked.size,
    checked: tally.checked.size,
    ...budgetOf(binding),
  };
}

function settle({ checked, blocked }: Tally): void {
  checked.settle();
  blocked.settle();
}

function weaken(finding: Finding): Finding {
  if (finding.result !== "hit" && finding.result !== "indeterminate") return finding;
  if (finding.exception !== undefined) return finding;
  return { ...finding, action: weaker(finding.action, "justify"), weakenedFrom: "block" };
}

function weaker(a: Action, b: Action): Action {
  return actions.indexOf(a) <= actions.indexOf(b) ? a : b;
}
