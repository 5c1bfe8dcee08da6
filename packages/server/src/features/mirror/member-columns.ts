/** A member in memory; `n` of NaN and a place of 0 are none. */
export interface ColumnMember {
  readonly at: number;
  readonly position: number;
  readonly n: number;
  /** Places in the lists of texts and units. */
  readonly t: number;
  readonly u: number;
  readonly gap: boolean;
}

const firstSize = 8;

/** Members of a key as growing columns, by time and position: 33 bytes each. */
export class MemberColumns {
  length = 0;
  at: Float64Array = new Float64Array(firstSize);
  position: Float64Array = new Float64Array(firstSize);
  n: Float64Array = new Float64Array(firstSize);
  t: Uint32Array = new Uint32Array(firstSize);
  u: Uint32Array = new Uint32Array(firstSize);
  gap: Uint8Array = new Uint8Array(firstSize);

  /** Puts a member where it belongs; its place, or undefined when it is there. */
  insert(member: ColumnMember): number | undefined {
    const { at, position } = member;
    let place = this.length;
    if (place > 0 && this.#isBehind(place - 1, at, position)) {
      place = this.firstAfter(at);
      while (place > 0 && this.#isBehind(place - 1, at, position)) place -= 1;
    }
    if (place > 0 && this.at[place - 1] === at && this.position[place - 1] === position) return undefined;
    if (this.length === this.at.length) this.#grow();
    if (place < this.length)
      for (const column of this.#columns()) column.copyWithin(place + 1, place, this.length);
    this.length += 1;
    this.at[place] = at;
    this.position[place] = position;
    this.n[place] = member.n;
    this.t[place] = member.t;
    this.u[place] = member.u;
    this.gap[place] = member.gap ? 1 : 0;
    return place;
  }

  /** The first place later than a time. */
  firstAfter(time: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.at[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isBehind(place: number, at: number, position: number): boolean {
    const other = this.at[place] ?? 0;
    return other > at || (other === at && (this.position[place] ?? 0) > position);
  }

  #columns(): readonly (Float64Array | Uint32Array | Uint8Array)[] {
    return [this.at, this.position, this.n, this.t, this.u, this.gap];
  }

  #grow(): void {
    const size = this.length * 2;
    this.at = grown(this.at, new Float64Array(size));
    this.position = grown(this.position, new Float64Array(size));
    this.n = grown(this.n, new Float64Array(size));
    this.t = grown(this.t, new Uint32Array(size));
    this.u = grown(this.u, new Uint32Array(size));
    this.gap = grown(this.gap, new Uint8Array(size));
  }
}

function grown<Column extends Float64Array | Uint32Array | Uint8Array>(column: Column, made: Column): Column {
  made.set(column);
  return made;
}
