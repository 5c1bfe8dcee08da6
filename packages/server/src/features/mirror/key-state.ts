import type { Aggregate } from "@probity/engine/features";
import type { HoldName } from "../holds.ts";
import type { Cell, CellKind } from "../window-cells.ts";
import { HeldList } from "./held.ts";
import { Newest } from "./newest.ts";
import { Tally } from "./tally.ts";
import { type KeptValue, keptValue, noValue, ValueNumbers } from "./values.ts";

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

interface Numbered {
  readonly numbers: ValueNumbers;
  /** By place of the member. */
  readonly list: number[];
  /** By number: the look at which it was seen last. */
  readonly seen: number[];
}

/**
 * The members and holds of one key of one window in memory, by time. Says the same as the statements over the tables, or
 * nothing.
 */
export class KeyState {
  readonly #at: number[] = [];
  readonly #position: number[] = [];
  readonly #gone: number[] = [];
  readonly #n: number[] = [];
  readonly #t: (string | null)[] = [];
  readonly #u: (string | null)[] = [];
  readonly #gap: boolean[] = [];
  readonly #holds = new HeldList();
  /** False once a number was not whole. */
  #isWhole = true;
  /** Of the members' values in their order, once somebody asks for different or latest ones. */
  #numbered: Numbered | undefined;
  #look = 0;

  /** What it takes, in members. */
  get size(): number {
    return this.#at.length + this.#holds.length * 4 + 10;
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
    insert(this.#n, place, value.n);
    insert(this.#t, place, value.t);
    insert(this.#u, place, value.u);
    if (this.#numbered !== undefined) insert(this.#numbered.list, place, this.#numbered.numbers.of(value));
    insert(this.#gap, place, gap);
  }

  /** From position `gone` on the member counts no more; null: it counts again. */
  markGone(at: number, position: number, gone: number | null): void {
    for (let place = this.#firstAfter(at - 1); this.#at[place] === at; place++)
      if (this.#position[place] === position) this.#gone[place] = gone ?? Number.POSITIVE_INFINITY;
  }

  /** The same decision asked again takes the place of what it held. */
  addHold({ source, decision, at, n, t, u, gap, expiresAt }: KeptHold): void {
    this.#holds.set({ source, decision, value: this.#read(n, t, u) }, at, gap, expiresAt);
  }

  removeHold(source: string, decision: string): void {
    this.#holds.delete(source, decision);
  }

  /** Moves the end of a hold, unless it is about the same. */
  moveHold(source: string, decision: string, expiresAt: number): void {
    this.#holds.move(source, decision, expiresAt);
  }

  /** Undefined where only the database can tell: numbers that are not whole, sums beyond 2^53. */
  read(kind: CellKind, cell: Cell): Aggregate | undefined {
    const extra = (cell.extra ?? []).map((row) => ({
      ...row,
      value: keptValue(row.n ?? null, row.t ?? null, row.u ?? null),
    }));
    if (!this.#isWhole || extra.some(({ value }) => value === undefined)) return undefined;
    const tally = new Tally();
    const newest = kind === "sums" ? undefined : this.#newest();
    this.#addStored(cell, tally, newest);
    if (cell.now !== null) this.#addHeld(cell, Date.parse(cell.now), tally, newest);
    for (const [place, { at, value = noValue, gap }] of extra.entries()) {
      tally.add(value.n, value.u, gap);
      if (!gap) newest?.add(value, at, 2 + place, "");
    }
    return tally.result(kind, newest?.distinct ?? 0, newest?.value);
  }

  #addStored({ after, until, position }: Cell, tally: Tally, newest: Newest | undefined): void {
    for (let place = this.#firstAfter(after); place < this.#at.length; place++) {
      const at = this.#at[place] ?? 0;
      if (at > until) return;
      if ((this.#position[place] ?? 0) >= position || (this.#gone[place] ?? 0) <= position) continue;
      const gap = this.#gap[place] ?? false;
      tally.add(this.#n[place] ?? Number.NaN, this.#u[place] ?? null, gap);
      if (gap || newest === undefined) continue;
      newest.addMember(this.#numbered?.list[place] ?? 0, this.#valueAt(place), at);
    }
  }

  #addHeld(
    { after, until, source, without }: Cell,
    now: number,
    tally: Tally,
    newest: Newest | undefined,
  ): void {
    const holds = this.#holds;
    const hidden = new Set(without.map((decision) => holds.placeOf(source ?? "", decision)));
    let expired = 0;
    for (let place = 0; place < holds.length; place++) {
      const at = holds.at[place] ?? 0;
      const isExpired = (holds.expiresAt[place] ?? 0) <= now;
      if (isExpired) expired += 1;
      if (isExpired || at <= after || at > until || hidden.has(place)) continue;
      const gap = holds.gap[place] ?? false;
      tally.add(holds.n[place] ?? Number.NaN, holds.u[place] ?? null, gap);
      const hold = gap || newest === undefined ? undefined : holds.list[place];
      if (hold !== undefined) newest?.add(hold.value, at, 1, hold.decision);
    }
    if (expired > 100 && expired * 2 > holds.length) holds.forgetExpired(now);
  }

  #newest(): Newest {
    this.#numbered ??= this.#number();
    const { numbers, seen } = this.#numbered;
    return new Newest(numbers, seen, ++this.#look);
  }

  #number(): Numbered {
    const numbers = new ValueNumbers();
    return { numbers, list: this.#n.map((_, place) => numbers.of(this.#valueAt(place))), seen: [] };
  }

  #valueAt(place: number): KeptValue {
    return { n: this.#n[place] ?? Number.NaN, t: this.#t[place] ?? null, u: this.#u[place] ?? null };
  }

  #read(n: string | null, t: string | null, u: string | null): KeptValue {
    const value = keptValue(n, t, u);
    if (value === undefined) this.#isWhole = false;
    return value ?? noValue;
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

/** Nearly always at the end. */
function insert<T>(list: T[], place: number, value: T): void {
  if (place === list.length) list.push(value);
  else list.splice(place, 0, value);
}
