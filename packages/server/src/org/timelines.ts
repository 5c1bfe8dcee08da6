/** What changed of something, and from which moment on. */
export interface Change<State extends object> {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Of two from the same moment the later one counts. */
  readonly revision: number;
  readonly patch: Partial<State>;
}

/** Dated changes of many things by id. What holds at a moment is all changes up to it, laid one over the other. */
export class Timelines<State extends object> {
  readonly #changes = new Map<string, Change<State>[]>();

  /** Adds a change at its place. */
  add(id: string, change: Change<State>): void {
    const changes = this.#changes.get(id) ?? [];
    if (changes.length === 0) this.#changes.set(id, changes);
    let at = changes.length;
    while (at > 0 && isAfter(changes[at - 1], change)) at -= 1;
    changes.splice(at, 0, change);
  }

  has(id: string): boolean {
    return this.#changes.has(id);
  }

  ids(): Iterable<string> {
    return this.#changes.keys();
  }

  /** The changes of one, the oldest first. */
  changesOf(id: string): readonly Change<State>[] {
    return this.#changes.get(id) ?? [];
  }

  /** What is known of one at a moment; undefined before its first change. */
  at(id: string, moment: number): Partial<State> | undefined {
    let state: Partial<State> | undefined;
    for (const { from, patch } of this.#changes.get(id) ?? []) {
      if (from > moment) break;
      state = { ...state, ...patch };
    }
    return state;
  }
}

function isAfter<State extends object>(one: Change<State> | undefined, other: Change<State>): boolean {
  return (
    one !== undefined && (one.from > other.from || (one.from === other.from && one.revision > other.revision))
  );
}
