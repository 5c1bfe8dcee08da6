import { type Book, namesOf, type UnitState } from "./book.ts";
import { chainOf } from "./chain.ts";
import { chainKinds, chainLinks, type UnitKind } from "./kinds.ts";
import { type Staff, staffAt } from "./staff.ts";
import { isLive } from "./tree.ts";
import type { LocalizedText } from "@probity/contracts";

/** What is wrong with the organisation. */
export type GapCode = "link_missing" | "link_ended" | "link_kind" | "nobody" | "parent_ended";

/** An error of the configuration that would show at a deadline. */
export interface Gap {
  readonly unit: string;
  readonly name: LocalizedText;
  readonly code: GapCode;
  /** The link of the chain, or `unit` for the unit itself. */
  readonly link: string;
  /** The unit that stands there. */
  readonly target: string | null;
  /** Since when, as far as it was looked; RFC 3339. */
  readonly from: string;
}

/** Units of these kinds can be responsible for a matter, so they need a chain. */
const responsible: readonly UnitKind[] = ["unit", "department", "office"];
/** Moments at which something changes that one look follows. */
const maxMoments = 100;

/**
 * Every gap in the chains, now and at each change until `until`: a link that nobody named, one to a unit that has ended or
 * is of another kind, a unit of a chain in which nobody holds a post. Each once, with the first moment at which it is.
 */
export function gapsOf(book: Book, now: number, until: number): readonly Gap[] {
  const found = new Map<string, Gap>();
  for (const at of momentsOf(book, now, until)) {
    for (const gap of gapsAt(book, at)) {
      const key = JSON.stringify([gap.unit, gap.code, gap.link, gap.target]);
      if (!found.has(key)) found.set(key, { ...gap, from: new Date(at).toISOString() });
    }
  }
  return [...found.values()];
}

/** Now, and each moment at which a unit, post or holder changes. */
function momentsOf(book: Book, now: number, until: number): readonly number[] {
  const changes = [book.units, book.posts].flatMap((lines) =>
    [...lines.ids()].flatMap((id) => lines.changesOf(id).map(({ from }) => from)),
  );
  const staffed = [...book.holders.values()].flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  const planned = [...new Set([...changes, ...staffed])].filter((at) => at > now && at <= until);
  return [now, ...planned.toSorted((a, b) => a - b).slice(0, maxMoments)];
}

function* gapsAt(book: Book, at: number): Generator<Omit<Gap, "from">> {
  const staff = staffAt(book, at);
  for (const unit of book.units.ids()) {
    const state = book.units.at(unit, at);
    if (state === undefined || state.ended === true) continue;
    const name = namesOf(state);
    if (parentEnded(book, state, at))
      yield { unit, name, code: "parent_ended", link: "unit", target: state.parent ?? null };
    if (state.kind === undefined || !responsible.includes(state.kind)) continue;
    if (!isStaffed(staff, unit)) yield { unit, name, code: "nobody", link: "unit", target: unit };
    const chain = chainOf(book, unit, at);
    for (const link of chainLinks) {
      const target = chain[link];
      const code = target === null ? "link_missing" : targetGap(book, staff, target, chainKinds[link]);
      if (code !== undefined) yield { unit, name, code, link, target };
    }
  }
}

const parentEnded = (book: Book, { parent = "" }: Partial<UnitState>, at: number): boolean =>
  parent !== "" && !isLive(book, parent, at);

function targetGap(
  book: Book,
  staff: Staff,
  target: string,
  kinds: readonly UnitKind[],
): GapCode | undefined {
  if (!isLive(book, target, staff.at)) return "link_ended";
  const kind = book.units.at(target, staff.at)?.kind;
  if (kind === undefined || !kinds.includes(kind)) return "link_kind";
  return isStaffed(staff, target) ? undefined : "nobody";
}

const isStaffed = ({ byUnit }: Staff, unit: string): boolean => (byUnit.get(unit) ?? []).length > 0;
