import type { Aggregate } from "@probity/engine/features";
import type { HoldName } from "../holds.ts";
import type { Cell, CellKind } from "../window-cells.ts";
import { Blocks, blockSize } from "./blocks.ts";
import { HeldList } from "./held.ts";
import { MemberColumns } from "./member-columns.ts";
import { Newest } from "./newest.ts";
import { Tally } from "./tally.ts";
import { Texts } from "./texts.ts";
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
  /** Only members later than this are here. */
  readonly after: number;
  /** Whether the texts of members are here. */
  readonly hasTexts: boolean;
  readonly #members = new MemberColumns();
  readonly #texts = new Texts();
  readonly #units = new Texts();
  /** By position of the member: from which position on it counts no more. */
  readonly #gone = new Map<number, number>();
  readonly #blocks = new Blocks();
  readonly #holds = new HeldList();
  /** False once a number was not whole. */
  #isWhole = true;
  /** The members' values, once somebody asks for different or latest ones. */
  #numbered: Numbered | undefined;
  #look = 0;

  /** `after`: members up to this time are left to the database; holds are all here. */
  constructor({ after, texts }: { readonly after: number; readonly texts: boolean }) {
    this.after = after;
    this.hasTexts = texts;
  }

  /** What it takes, in members. */
  get size(): number {
    return this.#members.length + this.#holds.length * 8 + 20;
  }

  /** What is held. */
  get holds(): readonly HoldName[] {
    return this.#holds.list;
  }

  /** A member that is there stays as it is. */
  addMember({ at, position, n, t, u, gap, gone }: KeptMember): void {
    if (at <= this.after) return;
    const value = this.#read(n, t, u);
    const place = this.#members.insert({
      at,
      position,
      n: value.n,
      t: this.#texts.place(value.t),
      u: this.#units.place(value.u),
      gap,
    });
    if (place === undefined) return;
    if (gone !== null) this.#gone.set(position, gone);
    this.#blocks.changedFrom(place);
    this.#numbered?.list.splice(place, 0, this.#numbered.numbers.of(value));
  }

  /** From position `gone` on the member counts no more; null: it counts again. */
  markGone(at: number, position: number, gone: number | null): void {
    const { at: times, position: positions, length } = this.#members;
    for (let place = this.#members.firstAfter(at - 1); place < length && times[place] === at; place++) {
      if (positions[place] !== position) continue;
      if (gone === null) this.#gone.delete(position);
      else this.#gone.set(position, gone);
      this.#blocks.changedAt(place);
    }
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

  /**
   * Undefined where only the database can tell: older members, texts that are not here, numbers that are not whole, sums
   * beyond 2^53.
   */
  read(kind: CellKind, cell: Cell): Aggregate | undefined {
    const extra = (cell.extra ?? []).map((row) => ({
      ...row,
      value: keptValue(row.n ?? null, row.t ?? null, row.u ?? null),
    }));
    const isHere = cell.after >= this.after && (kind === "sums" || this.hasTexts);
    if (!isHere || !this.#isWhole || extra.some(({ value }) => value === undefined)) return undefined;
    const tally = new Tally();
    const newest = kind === "sums" ? undefined : this.#newest();
    if (newest === undefined) this.#addStored(cell, tally);
    else this.#lookAtStored(cell, tally, newest);
    if (cell.now !== null) this.#addHeld(cell, Date.parse(cell.now), tally, newest);
    for (const [place, { at, value = noValue, gap }] of extra.entries()) {
      tally.add(value.n, value.u, gap);
      if (!gap) newest?.add(value, at, 2 + place, "");
    }
    return tally.result(kind, newest?.distinct ?? 0, newest?.value);
  }

  /** Whole blocks at once, as far as they count as a whole. */
  #addStored({ after, until, position }: Cell, tally: Tally): void {
    const members = this.#members;
    const end = members.firstAfter(until);
    for (let place = members.firstAfter(after); place < end;) {
      const isWhole = place % blockSize === 0 && place + blockSize <= end;
      const block = isWhole ? this.#blocks.at(place, members, this.#gone) : undefined;
      if (block !== undefined && block.lastPosition < position && block.firstGone > position) {
        tally.addBlock(block);
        for (const unit of block.units) tally.addUnit(this.#units.at(unit));
        place += blockSize;
        continue;
      }
      if (this.#counts(place, position)) this.#add(place, tally);
      place += 1;
    }
  }

  #lookAtStored({ after, until, position }: Cell, tally: Tally, newest: Newest): void {
    const members = this.#members;
    const end = members.firstAfter(until);
    for (let place = members.firstAfter(after); place < end; place++) {
      if (!this.#counts(place, position)) continue;
      this.#add(place, tally);
      if (members.gap[place] === 1) continue;
      newest.addMember(this.#numbered?.list[place] ?? 0, this.#valueAt(place), members.at[place] ?? 0);
    }
  }

  /** Known before a position, and not corrected by then. */
  #counts(place: number, position: number): boolean {
    const own = this.#members.position[place] ?? 0;
    if (own >= position) return false;
    return this.#gone.size === 0 || (this.#gone.get(own) ?? Number.POSITIVE_INFINITY) > position;
  }

  #add(place: number, tally: Tally): void {
    const { n, u, gap } = this.#members;
    tally.add(n[place] ?? Number.NaN, this.#units.at(u[place] ?? 0), gap[place] === 1);
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
    const list: number[] = [];
    for (let place = 0; place < this.#members.length; place++) list.push(numbers.of(this.#valueAt(place)));
    return { numbers, list, seen: [] };
  }

  #valueAt(place: number): KeptValue {
    const { n, t, u } = this.#members;
    return {
      n: n[place] ?? Number.NaN,
      t: this.#texts.at(t[place] ?? 0),
      u: this.#units.at(u[place] ?? 0),
    };
  }

  #read(n: string | null, t: string | null, u: string | null): KeptValue {
    const value = keptValue(n, t, u);
    if (value === undefined) this.#isWhole = false;
    return value ?? noValue;
  }
}
