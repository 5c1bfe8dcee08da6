import type { MemberColumns } from "./member-columns.ts";

/** Members of a block. */
export const blockSize = 256;

/** What a block of members adds up to. */
export interface Block {
  readonly members: number;
  readonly gaps: number;
  readonly sum: number;
  /** False when a sum on the way was beyond 2^53: it may be rounded. */
  readonly isExact: boolean;
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

function makeBlock(start: number, columns: MemberColumns, gone: ReadonlyMap<number, number>): Block {
  let [gaps, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [lastPosition, firstGone] = [0, Number.POSITIVE_INFINITY];
  let isExact = true;
  const units = new Set<number>();
  for (let place = start; place < start + blockSize; place++) {
    const n = columns.n[place] ?? Number.NaN;
    const position = columns.position[place] ?? 0;
    const unit = columns.u[place] ?? 0;
    gaps += columns.gap[place] ?? 0;
    if (unit !== 0) units.add(unit);
    lastPosition = Math.max(lastPosition, position);
    if (gone.size > 0) firstGone = Math.min(firstGone, gone.get(position) ?? firstGone);
    if (Number.isNaN(n)) continue;
    sum += n;
    if (!Number.isSafeInteger(sum)) isExact = false;
    min = Math.min(min, n);
    max = Math.max(max, n);
  }
  const members = blockSize - gaps;
  return { members, gaps, sum, isExact, min, max, units: [...units], lastPosition, firstGone };
}
