import type { LocalizedText } from "@probity/contracts";
import { type Book, type Delegation, type Holder, holdsAt, namesOf } from "./book.ts";
import { lineOf } from "./tree.ts";

/** Somebody in a post of a unit. */
export interface Held extends Holder {
  readonly unit: string;
  /** The post is head of its unit. */
  readonly head: boolean;
}

/** Who is above somebody, and by which way. */
export interface Superior {
  readonly person: string;
  /** The post by which they are, head of `unit`. */
  readonly post: string;
  readonly unit: string;
  /** Units from that of the person up to `unit`. */
  readonly line: readonly string[];
}

/** Who holds what at one moment. */
export interface Staff {
  readonly at: number;
  readonly byPost: ReadonlyMap<string, readonly Held[]>;
  readonly byUnit: ReadonlyMap<string, readonly Held[]>;
  readonly byPerson: ReadonlyMap<string, readonly Held[]>;
}

/** Reads who holds what at a moment. Posts that are not there then, or have ended, are held by nobody. */
export function staffAt({ holders, posts }: Pick<Book, "holders" | "posts">, at: number): Staff {
  const held = [...holders.values()].flatMap((holder): readonly Held[] => {
    if (!holdsAt(holder, at)) return [];
    const state = posts.at(holder.post, at);
    if (state?.unit === undefined || state.ended === true) return [];
    return [{ ...holder, unit: state.unit, head: state.head === true }];
  });
  return {
    at,
    byPost: Map.groupBy(held, ({ post }) => post),
    byUnit: Map.groupBy(held, ({ unit }) => unit),
    byPerson: Map.groupBy(held, ({ person }) => person),
  };
}

/** Who holds a post, or any post of a unit, at a moment. */
export function holdersOf(
  book: Book,
  of: { readonly post: string } | { readonly unit: string },
  at: number,
): readonly Held[] {
  const { byPost, byUnit } = staffAt(book, at);
  return ("post" in of ? byPost.get(of.post) : byUnit.get(of.unit)) ?? [];
}

/** The posts that somebody holds, held or will hold, the newest first. */
export function holdersOfPerson(
  { holders, posts }: Pick<Book, "holders" | "posts">,
  person: string,
): readonly {
  readonly post: string;
  /** Null where nothing is known of the post at its begin. */
  readonly name: LocalizedText | null;
  readonly unit: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}[] {
  return [...holders.values()]
    .filter((holder) => holder.person === person)
    .toSorted((a, b) => b.from - a.from)
    .map(({ post, from, to }) => ({ state: posts.at(post, from), post, from, to }))
    .map(({ state, post, from, to }) => ({
      post,
      name: state === undefined ? null : namesOf(state),
      unit: state?.unit ?? null,
      validFrom: new Date(from).toISOString(),
      validTo: to === null ? null : new Date(to).toISOString(),
    }));
}

/** Who heads a unit at a moment: the holders of its posts that are marked so. */
export const headsOf = (book: Book, unit: string, at: number): readonly Held[] =>
  holdersOf(book, { unit }, at).filter(({ head }) => head);

/** The units in which somebody works at a moment: those of their posts, or else the one that they are listed in. */
export function unitsOf(book: Book, person: string, at: number): readonly string[] {
  return unitsIn(book, staffAt(book, at), person);
}

function unitsIn(book: Book, { byPerson }: Staff, person: string): readonly string[] {
  const held = byPerson.get(person) ?? [];
  if (held.length > 0) return [...new Set(held.map(({ unit }) => unit))];
  const unit = book.members.get(person)?.unit ?? null;
  return unit === null ? [] : [unit];
}

/**
 * Everybody above somebody at a moment, the nearest first: heads of the units in which they work and of all units above
 * those. A head is not above the other heads of the same unit.
 */
export function superiorsOf(book: Book, person: string, at: number): readonly Superior[] {
  return superiorsIn(book, staffAt(book, at), person);
}

/** {@link superiorsOf} for several people of one moment. */
export function superiorsIn(book: Book, staff: Staff, person: string): readonly Superior[] {
  const own = staff.byPerson.get(person) ?? [];
  const headed = new Set(own.flatMap(({ unit, head }) => (head ? [unit] : [])));
  const found = new Map<string, Superior>();
  for (const start of unitsIn(book, staff, person)) {
    const line = lineOf(book, start, staff.at);
    for (const [level, unit] of line.entries()) {
      if (headed.has(unit)) continue;
      for (const { person: head, post, head: isHead } of staff.byUnit.get(unit) ?? []) {
        const known = found.get(head);
        if (!isHead || head === person || (known !== undefined && known.line.length <= level + 1)) continue;
        found.set(head, { person: head, post, unit, line: line.slice(0, level + 1) });
      }
    }
  }
  return [...found.values()].toSorted((a, b) => a.line.length - b.line.length);
}

/** Who stands in for somebody at a moment. Not passed on: a stand-in's stand-in is none. */
export const delegatesOf = (
  book: Pick<Book, "delegations">,
  person: string,
  at: number,
): readonly Delegation[] =>
  [...book.delegations.values()].filter((one) => one.fromPerson === person && holdsAt(one, at));

/** For whom somebody stands in at a moment. */
export const delegatorsOf = (
  book: Pick<Book, "delegations">,
  person: string,
  at: number,
): readonly Delegation[] =>
  [...book.delegations.values()].filter((one) => one.toPerson === person && holdsAt(one, at));
