import type { HoldName, WindowHold } from "../holds.ts";
import type { WindowChanges, WrittenMember } from "./changes.ts";
import type { KeyState } from "./key-state.ts";
import type { AskedKey, KeyName } from "./load-keys.ts";

interface Kept {
  /** Null: only the database can tell. */
  readonly state: KeyState | null;
  readonly readAt: number;
  usedAt: number;
}

/** What only the database can tell is looked at again after this long: a window may have been filled meanwhile. */
const againMs = 2_000;

const nameOf = ({ definition, key }: KeyName): string => `${definition} ${key}`;
const holdOf = ({ source, decision }: HoldName): string => `${source}\n${decision}`;

function isMissing(kept: Kept | undefined, { after, texts }: AskedKey, old: number): boolean {
  if (kept === undefined) return true;
  const { state } = kept;
  return state === null ? kept.readAt < old : state.after > after || (texts && !state.hasTexts);
}

type Asked = Pick<AskedKey, "after" | "texts">;

/** What is there stays there. */
const askedOf = (kept: Kept | undefined): Asked | undefined => {
  const state = kept?.state ?? undefined;
  return state && { after: state.after, texts: state.hasTexts };
};

const both = (one: AskedKey, other: Asked = one): AskedKey => ({
  ...one,
  after: Math.min(one.after, other.after),
  texts: one.texts || other.texts,
});

/** Keys by name, those least lately used forgotten first, and which of them hold something for which pre-check. */
export class KeyCache {
  readonly #kept = new Map<string, Kept>();
  readonly #holding = new Map<string, Set<KeyState>>();
  readonly #mostMembers: number;
  #uses = 0;

  constructor(mostMembers: number) {
    this.#mostMembers = mostMembers;
  }

  get(name: KeyName): KeyState | undefined {
    const kept = this.#kept.get(nameOf(name));
    if (kept === undefined) return undefined;
    kept.usedAt = ++this.#uses;
    return kept.state ?? undefined;
  }

  /** Those that have to be read, each once, since the earliest time, and with all that is asked of it. */
  missing(names: readonly AskedKey[]): readonly AskedKey[] {
    const old = performance.now() - againMs;
    const found = new Map<string, AskedKey>();
    for (const name of names) {
      const kept = this.#kept.get(nameOf(name));
      if (!isMissing(kept, name, old)) continue;
      found.set(nameOf(name), both(both(name, askedOf(kept)), found.get(nameOf(name))));
    }
    return [...found.values()];
  }

  add(name: KeyName, state: KeyState | null): void {
    const before = this.#kept.get(nameOf(name))?.state ?? null;
    for (const hold of before?.holds ?? []) this.#forget(hold, before);
    this.#kept.set(nameOf(name), { state, readAt: performance.now(), usedAt: ++this.#uses });
    for (const hold of state?.holds ?? []) this.#note(hold, state);
  }

  clear(): void {
    this.#kept.clear();
    this.#holding.clear();
  }

  open(hold: WindowHold): void {
    for (const { definition, key, at, n = null, t = null, u = null, gap } of hold.members) {
      const state = this.#kept.get(nameOf({ definition: definition.id, key }))?.state;
      if (state === undefined || state === null) continue;
      const { source, decision } = hold;
      state.addHold({ source, decision, at, n, t, u, gap, expiresAt: hold.expiresAt.getTime() });
      this.#note(hold, state);
    }
  }

  close(hold: HoldName): void {
    for (const state of this.#holding.get(holdOf(hold)) ?? []) state.removeHold(hold.source, hold.decision);
    this.#holding.delete(holdOf(hold));
  }

  /** Has members before they are committed: seen only by who asks for a position behind them. */
  stage({ members, gone }: Pick<WindowChanges, "members" | "gone">): void {
    for (const member of members) {
      const { at, position, n = null, t = null, u = null, gap } = member;
      this.#state(member)?.addMember({ at, position, n, t, u, gap, gone: member.gone ?? null });
    }
    for (const member of gone) this.#state(member)?.markGone(member.at, member.position, member.gone ?? null);
  }

  /** Follows what was committed. */
  apply(changes: WindowChanges): void {
    this.stage(changes);
    for (const hold of changes.closed) this.close(hold);
    for (const hold of changes.moved)
      for (const state of this.#holding.get(holdOf(hold)) ?? [])
        state.moveHold(hold.source, hold.decision, hold.expiresAt);
  }

  /** Makes room: half of it, so that this is done rarely. */
  trim(): void {
    const all = [...this.#kept];
    const size = all.reduce((sum, [, { state }]) => sum + (state?.size ?? 1), 0);
    if (size <= this.#mostMembers) return;
    let left = size;
    for (const [name, { state }] of all.toSorted(([, a], [, b]) => a.usedAt - b.usedAt)) {
      if (left <= this.#mostMembers / 2) return;
      left -= state?.size ?? 1;
      this.#kept.delete(name);
      for (const hold of state?.holds ?? []) this.#forget(hold, state);
    }
  }

  #state({ definition, key }: WrittenMember): KeyState | null | undefined {
    return this.#kept.get(nameOf({ definition: definition.id, key }))?.state;
  }

  #note(hold: HoldName, state: KeyState | null): void {
    if (state === null) return;
    const holding = this.#holding.get(holdOf(hold)) ?? new Set();
    this.#holding.set(holdOf(hold), holding.add(state));
  }

  #forget(hold: HoldName, state: KeyState | null): void {
    const holding = this.#holding.get(holdOf(hold));
    if (state === null || holding === undefined) return;
    holding.delete(state);
    if (holding.size === 0) this.#holding.delete(holdOf(hold));
  }
}
