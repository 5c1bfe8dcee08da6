import type { Book } from "./book.ts";

/** Deeper than this no organisation is; a circle ends here as well. */
const maxDepth = 100;

/** The unit above one at a moment; undefined for the topmost. */
export function parentOf({ units }: Pick<Book, "units">, unit: string, at: number): string | undefined {
  const parent = units.at(unit, at)?.parent;
  return parent === undefined || parent === "" ? undefined : parent;
}

/** A unit and those above it, the nearest first. */
export function lineOf(book: Pick<Book, "units">, unit: string, at: number): readonly string[] {
  const line = [unit];
  for (let up = parentOf(book, unit, at); up !== undefined; up = parentOf(book, up, at)) {
    if (line.includes(up) || line.length > maxDepth) break;
    line.push(up);
  }
  return line;
}

/** True when going up from a unit comes back to it. */
export function isInCircle(book: Pick<Book, "units">, unit: string, at: number): boolean {
  const seen = new Set<string>();
  for (let up = parentOf(book, unit, at); up !== undefined && !seen.has(up); up = parentOf(book, up, at)) {
    if (up === unit) return true;
    seen.add(up);
  }
  return false;
}

/** A unit and everything under it at a moment, in no order. Ended units stay where they were last. */
export function unitsUnder(book: Pick<Book, "units">, unit: string, at: number): readonly string[] {
  const children = new Map<string, string[]>();
  for (const id of book.units.ids()) {
    const parent = parentOf(book, id, at);
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  const found = new Set([unit]);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
  return [...found];
}

/** True for a unit that is there and has not ended. */
export function isLive({ units }: Pick<Book, "units">, unit: string, at: number): boolean {
  const state = units.at(unit, at);
  return state !== undefined && state.ended !== true;
}
