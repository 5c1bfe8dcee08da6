/** One hash of a proof: the subtree over the leaves `from` to `to - 1`, and whether it stands left of what is proved. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly isLeft: boolean;
}

const largestPowerBelow = (size: number): number => {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
};

/** The subtrees whose hashes prove leaf `index` in a tree of `size` leaves, leaf upwards (RFC 6962, 2.1.1). */
export function inclusionSteps(index: number, size: number): Step[] {
  const steps: Step[] = [];
  let from = 0;
  let to = size;
  for (let half = largestPowerBelow(size); to - from > 1; half /= 2) {
    if (half >= to - from) continue;
    const middle = from + half;
    const isLeft = index >= middle;
    steps.push(isLeft ? { from, to: middle, isLeft } : { from: middle, to, isLeft });
    if (isLeft) from = middle;
    else to = middle;
  }
  return steps.toReversed();
}

/**
 * The subtrees whose hashes prove that the tree of `oldSize` leaves is the start of that of `newSize`, bottom up (RFC 6962,
 * 2.1.2). `start` is the subtree that both trees begin with and that the proof names first; it is undefined when that is the
 * whole old tree, whose root the verifier has. Sizes: 1 <= oldSize <= newSize.
 */
export function consistencySteps(
  oldSize: number,
  newSize: number,
): { start: Step | undefined; steps: Step[] } {
  const steps: Step[] = [];
  let from = 0;
  let to = newSize;
  for (let half = largestPowerBelow(newSize); to !== oldSize; half /= 2) {
    if (half >= to - from) continue;
    const middle = from + half;
    const isLeft = oldSize > middle;
    steps.push(isLeft ? { from, to: middle, isLeft } : { from: middle, to, isLeft });
    if (isLeft) from = middle;
    else to = middle;
  }
  return { start: from === 0 ? undefined : { from, to, isLeft: false }, steps: steps.toReversed() };
}
