import type { MemberColumns } from "./member-columns.ts";

/** Members of a block. */
export const blockSize = 256;

/** What a block of members adds up to. */
export interface Block {
  readonly members: number;
  readonly gaps: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Places of the units that its members have. */
  readonly units: readonly number[];
  readonly lastPosition: number;
  /** The first position at which one of them counts no more. */
  readonly firstGone: number;
}

/** Sums of whole blocks of members, made when they are asked for: a key with many members is not gone through each time. */
export class Blocks {
  readonly #made: (Block | undefined)[] = [];

  /** The block that begins at a place. */
  at(place: number, members: MemberColumns, gone: ReadonlyMap<number, number>): Block {
    const number = place / blockSize;
    const known = this.#made[number];
    if (known !== undefined) return known;
    const block = makeBlock(place, members, gone);
    this.#made[number] = block;
    return block;
  }

  /** Members from a place on are others now. */
  changedFrom(place: number): void {
    this.#made.length = Math.min(this.#made.length, Math.floor(place / blockSize));
  }

  changedAt(place: number): void {
    this.#made[Math.floor(place / blockSize)] = undefined;
  }
}

function makeBlock(start: number, members: MemberColumns, gone: ReadonlyMap<number, number>): Block {
  let [gaps, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [lastPosition, firstGone] = [0, Number.POSITIVE_INFINITY];
  const units = new Set<number>();
  for (let place = start; place < start + blockSize; place++) {
    const n = members.n[place] ?? Number.NaN;
    const position = members.position[place] ?? 0;
    const unit = members.u[place] ?? 0;
    gaps += members.gap[place] ?? 0;
    if (unit !== 0) units.add(unit);
    lastPosition = Math.max(lastPosition, position);
    if (gone.size > 0) firstGone = Math.min(firstGone, gone.get(position) ?? firstGone);
    if (Number.isNaN(n)) continue;
    sum += n;
    min = Math.min(min, n);
    max = Math.max(max, n);
  }
  return { members: blockSize - gaps, gaps, sum, min, max, units: [...units], lastPosition, firstGone };
}
