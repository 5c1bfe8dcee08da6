/**
 * Draws numbers from 0 to `count - 1` with a Zipf distribution: a few are drawn again and again, most seldom. `exponent` 0 is
 * even; at 0.7 the first of 5,000 gets 2.5 % of all draws.
 */
export const createSkew = (count: number, exponent: number): ((next: () => number) => number) => {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let nth = 0; nth < count; nth++) {
    sum += (nth + 1) ** -exponent;
    sums[nth] = sum;
  }
  return (next) => {
    const wanted = next() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
};
