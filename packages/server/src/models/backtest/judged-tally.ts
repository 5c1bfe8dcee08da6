import type { JudgedHit } from "../../evaluate/index.ts";
import type { JudgedCounts } from "./result.ts";

interface Seen {
  readonly isConfirmed: boolean;
  /** Whether the candidate hits at one of the events that the alert holds. */
  isKept: boolean;
}

/** A {@link JudgedTally} as it is stored. */
export type JudgedTallyJson = readonly (readonly [alert: string, isConfirmed: boolean, isKept: boolean])[];

/** Counts alerts that people judged by whether the candidate would raise them again; grows with those alerts alone. */
export class JudgedTally {
  readonly #seen: Map<string, Seen>;
  #known: ReadonlyMap<number, readonly JudgedHit[]> = new Map();

  constructor(stored: JudgedTallyJson = []) {
    this.#seen = new Map(stored.map(([alert, isConfirmed, isKept]) => [alert, { isConfirmed, isKept }]));
  }

  /** Which judged alerts there are at the events that come next. */
  know(hits: readonly JudgedHit[]): void {
    this.#known = Map.groupBy(hits, ({ position }) => position);
  }

  /** Either version was asked about the event at a place. */
  add(position: number, isHitOfCandidate: boolean): void {
    for (const { alert, isConfirmed } of this.#known.get(position) ?? []) {
      const seen = this.#seen.get(alert) ?? { isConfirmed, isKept: false };
      seen.isKept ||= isHitOfCandidate;
      this.#seen.set(alert, seen);
    }
  }

  counts(): JudgedCounts {
    const all = [...this.#seen.values()];
    const count = (confirmed: boolean, kept: boolean): number =>
      all.filter(({ isConfirmed, isKept }) => isConfirmed === confirmed && isKept === kept).length;
    return {
      confirmedKept: count(true, true),
      confirmedLost: count(true, false),
      dismissedKept: count(false, true),
      dismissedAvoided: count(false, false),
    };
  }

  toJSON(): JudgedTallyJson {
    return [...this.#seen].map(([alert, { isConfirmed, isKept }]) => [alert, isConfirmed, isKept]);
  }
}
