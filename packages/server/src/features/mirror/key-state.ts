import type { Aggregate } from "@probity/engine/features";
import type { HoldName } from "../holds.ts";
import type { Cell, CellKind } from "../window-cells.ts";
import { HeldList, sameEndMs } from "./held.ts";
import { Newest } from "./newest.ts";
import { Tally } from "./tally.ts";
import { type KeptValue, keptValue, Values } from "./values.ts";

/** A member as the database has it. */
export interface KeptMember {
  readonly at: number;
  readonly position: number;
  readonly n: string | null;
  readonly t: string | null;
  readonly u: string | null;
  readonly gap: boolean;
  /** Position of the first event that corrects it. */
  readonly gone: number | null;
}

/** What an open pre-check holds under a key, as the database has it. */
export interface KeptHold extends Omit<KeptMember, "position" | "gone"> {
  readonly source: string;
  readonly decision: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * The members and holds of one key of one window in memory, by time. Says the same as the statements over the tables, or
 * nothing.
 */
export class KeyState {
  readonly #values = new Values();
  readonly #at: number[] = [];
  readonly #position: number[] = [];
  readonly #gone: number[] = [];
  readonly #value: number[] = [];
  readonly #gap: boolean[] = [];
  readonly #holds = new HeldList();
  /** False once a number was not whole. */
  #isWhole = true;
  readonly #seen: number[] = [];
  #look = 0;

  /** What it takes, in members. */
  get size(): number {
    return this.#at.length + this.#holds.list.length * 4 + 10;
  }

  /** What is held. */
  get holds(): readonly HoldName[] {
    return this.#holds.list;
  }

  /** A member that is there stays as it is. */
  addMember({ at, position, n, t, u, gap, gone }: KeptMember): void {
    let place = this.#at.length;
    while (place > 0 && this.#isBehind(place - 1, at, position)) place -= 1;
    if (place > 0 && this.#at[place - 1] === at && this.#position[place - 1] === position) return;
    const value = this.#read(n, t, u);
    insert(this.#at, place, at);
    insert(this.#position, place, position);
    insert(this.#gone, place, gone ?? Number.POSITIVE_INFINITY);
    insert(this.#value, place, this.#values.add(value));
    insert(this.#gap, place, gap);
  }

  /** From position `gone` on the member counts no more; null: it counts again. */
  markGone(at: number, position: number, gone: number | null): void {
    for (let place = this.#firstAfter(at - 1); this.#at[place] === at; place++)
      if (this.#position[place] === position) this.#gone[place] = gone ?? Number.POSITIVE_INFINITY;
  }

  /** The same decision asked again takes the place of what it held. */
  addHold({ source, decision, at, n, t, u, gap, expiresAt }: KeptHold): void {
    this.#holds.set({ source, decision, at, value: this.#read(n, t, u), gap, expiresAt });
  }

  removeHold(source: string, decision: string): void {
    this.#holds.delete(source, decision);
  }

  /** Moves the end of a hold, unless it is about the same. */
  moveHold(source: string, decision: string, expiresAt: number): void {
    const hold = this.#holds.get(source, decision);
    if (hold !== undefined && Math.abs(hold.expiresAt - expiresAt) > sameEndMs) hold.expiresAt = expiresAt;
  }

  /** Undefined where only the database can tell: numbers that are not whole, sums beyond 2^53. */
  read(kind: CellKind, cell: Cell): Aggregate | undefined {
    const extra = (cell.extra ?? []).map((row) => ({
      ...row,
      value: keptValue(row.n ?? null, row.t ?? null, row.u ?? null),
    }));
    if (!this.#isWhole || extra.some(({ value }) => value === undefined)) return undefined;
    const tally = new Tally();
    const newest = kind === "sums" ? undefined : new Newest(this.#values, this.#seen, ++this.#look);
    this.#addStored(cell, tally, newest);
    if (cell.now !== null) this.#addHeld(cell, Date.parse(cell.now), tally, newest);
    for (const [place, { at, value = nothing, gap }] of extra.entries()) {
      tally.add(value, gap);
      if (!gap) newest?.add(value, at, 2 + place, "");
    }
    return tally.result(kind, newest?.distinct ?? 0, newest?.value);
  }

  #addStored({ after, until, position }: Cell, tally: Tally, newest: Newest | undefined): void {
    for (let place = this.#firstAfter(after); place < this.#at.length; place++) {
      const at = this.#at[place] ?? 0;
      if (at > until) return;
      if ((this.#position[place] ?? 0) >= position || (this.#gone[place] ?? 0) <= position) continue;
      const valuePlace = this.#value[place] ?? 0;
      const value = this.#values.at(valuePlace) ?? nothing;
      const gap = this.#gap[place] ?? false;
      tally.add(value, gap);
      if (!gap) newest?.addMember(valuePlace, value, at);
    }
  }

  #addHeld(
    { after, until, source, without }: Cell,
    now: number,
    tally: Tally,
    newest: Newest | undefined,
  ): void {
    let expired = 0;
    for (const hold of this.#holds.list) {
      if (hold.expiresAt <= now) expired += 1;
      if (hold.expiresAt <= now || hold.at <= after || hold.at > until) continue;
      if (hold.source === source && without.includes(hold.decision)) continue;
      tally.add(hold.value, hold.gap);
      if (!hold.gap) newest?.add(hold.value, hold.at, 1, hold.decision);
    }
    if (expired > 100 && expired * 2 > this.#holds.list.length) this.#holds.forgetExpired(now);
  }

  #read(n: string | null, t: string | null, u: string | null): KeptValue {
    const value = keptValue(n, t, u);
    if (value === undefined) this.#isWhole = false;
    return value ?? nothing;
  }

  #isBehind(place: number, at: number, position: number): boolean {
    const other = this.#at[place] ?? 0;
    return other > at || (other === at && (this.#position[place] ?? 0) > position);
  }

  /** The first place later than a time. */
  #firstAfter(time: number): number {
    let [low, high] = [0, this.#at.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#at[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const nothing: KeptValue = { n: Number.NaN, t: null, u: null, isValue: false, name: "" };

/** Nearly always at the end. */
function insert<T>(list: T[], place: number, value: T): void {
  if (place === list.length) list.push(value);
  else list.splice(place, 0, value);
}
