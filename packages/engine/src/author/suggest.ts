/** The known name that a misspelled one most likely means; undefined when none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = (name.length < 5 ? 1 : Math.max(2, Math.floor(name.length / 3))) + 1;
  for (const other of known) {
    const apart = other.toLowerCase() === name.toLowerCase() ? 0 : distance(name, other);
    if (apart < least && apart < Math.max(name.length, other.length)) {
      least = apart;
      best = other;
    }
  }
  return best;
}

/** `; did you mean "amount"?`, or nothing. */
export function didYouMean(fix: string | undefined): string {
  return fix === undefined ? "" : `; did you mean "${fix}"?`;
}

/** Edits between two short names, two letters in each other's place counting as one. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > Math.max(2, Math.floor(a.length / 3))) return Infinity;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charAt(i - 1) === b.charAt(j - 1);
      const swapped = a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
      const edits = [(row[j - 1] ?? 0) + (same ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1];
      if (swapped && i > 1 && j > 1) edits.push((before[j - 2] ?? 0) + 1);
      next.push(Math.min(...edits));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
