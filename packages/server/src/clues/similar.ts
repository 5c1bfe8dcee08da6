/** Texts that have at least this much in common may be the same report (Jaccard of their shingles). */
export const similarFrom = 0.8;

/** Characters of a shingle. */
const size = 3;

/** What of a text is compared: width folded, lower case, without spaces and punctuation. */
const normal = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");

/** The runs of three characters of a text. */
export function shinglesOf(text: string): ReadonlySet<string> {
  const characters = Array.from(normal(text));
  if (characters.length <= size) return new Set(characters.length === 0 ? [] : [characters.join("")]);
  return new Set(
    Array.from({ length: characters.length - size + 1 }, (_, index) =>
      characters.slice(index, index + size).join(""),
    ),
  );
}

/** The share that two sets have in common, from 0 to 1; 0 where both are empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const one of a) if (b.has(one)) common += 1;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}
