/** A reason that says something has at least so many characters, and so many different ones (catalogue, GEN-WRN-002). */
const minCharacters = 10;
const minDistinct = 6;

/** Whether a reason says anything: not a few characters, not the same ones again and again. */
export function saysSomething(reason: string): boolean {
  const characters = Array.from(reason.replaceAll(/\s+/g, ""));
  return characters.length >= minCharacters && new Set(characters).size >= minDistinct;
}
