/** How many more ids may be remembered; shared by all counters of a breaker. */
export interface Room {
  left: number;
}

/**
 * Counts different ids in bounded memory: they are remembered as 53-bit hashes while there is room, and what comes
 * beyond that is counted plainly, each time it comes.
 */
export class Distinct {
  readonly #seen = new Set<number>();
  readonly #room: Room;
  #forgotten = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  get size(): number {
    return this.#seen.size + this.#forgotten;
  }

  add(id: number): void {
    if (this.#seen.has(id)) return;
    if (this.#room.left <= 0) {
      this.#forgotten += 1;
      return;
    }
    this.#room.left -= 1;
    this.#seen.add(id);
  }

  /** Forgets the ids and keeps their number. */
  settle(): void {
    this.#forgotten = this.size;
    this.#room.left += this.#seen.size;
    this.#seen.clear();
  }
}

/** 53 bits of a text, evenly spread. Not for secrets: whoever wants two texts with one hash can find them. */
export function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
