import {
  entityRef,
  type EntityRef,
  interestTies,
  type LinkEdge,
  type LinkGraph,
  lineTies,
  personalTies,
  type Tie,
} from "../links/index.ts";
import type { Book } from "./book.ts";
import { type Staff, staffAt, type Superior, superiorsIn } from "./staff.ts";

/** Why somebody may not look at a matter, the plainest first (CA-3). */
export const conflictReasons = ["subject", "superior", "subordinate", "relation"] as const;

/** One of {@link conflictReasons}. */
export type ConflictReason = (typeof conflictReasons)[number];

/** Whom or what a matter is about. A person may be named by the id of the centre or by any key of a business system. */
export interface Subject {
  readonly kind: "person" | "unit" | "organisation";
  readonly id: string;
}

/** The way from the person to the subject. */
export type ConflictPath =
  /** The person is the subject, or heads the unit that is, by this post. */
  | { readonly kind: "self"; readonly post?: string }
  /** One of the two works in the first unit of the line, the other heads the last by this post. */
  | { readonly kind: "line"; readonly units: readonly string[]; readonly post: string }
  /** Relations; empty where there were more than can be looked at. */
  | { readonly kind: "links"; readonly edges: readonly LinkEdge[] };

/** A conflict with its evidence. */
export interface Conflict {
  readonly reason: ConflictReason;
  readonly subject: Subject;
  readonly path: ConflictPath;
}

/** What was found. */
export interface Conflicts {
  /** Empty: may look. */
  readonly reasons: readonly Conflict[];
  /** Relations that were only inferred: they exclude nobody, and somebody should look. */
  readonly warnings: readonly Conflict[];
}

/** What conflicts follow from. */
export interface ConflictLook {
  readonly book: Book;
  readonly graph: LinkGraph;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Whether a person may deal with a matter about these subjects: not as the subject, nor as superior, subordinate or relation
 * of one. For each subject the plainest reason, with the way to it. Pure.
 */
export function conflictsOf(look: ConflictLook, person: string, subjects: readonly Subject[]): Conflicts {
  const known = knownIn(look, person);
  const reasons: Conflict[] = [];
  const warnings: Conflict[] = [];
  for (const subject of subjects) {
    const sure = judge(known, subject);
    if (sure !== undefined) reasons.push({ subject, ...sure });
    else {
      const guessed = inLinks(known, subject, true);
      if (guessed !== undefined) warnings.push({ subject, ...guessed });
    }
  }
  return { reasons, warnings };
}

/** The same for many subjects, without what was only inferred: those to whom a person is close, each with why. Pure. */
export function closeAmong(
  look: ConflictLook,
  person: string,
  subjects: readonly Subject[],
): readonly Conflict[] {
  const known = knownIn(look, person);
  return subjects.flatMap((subject) => {
    const sure = judge(known, subject);
    return sure === undefined ? [] : [{ subject, ...sure }];
  });
}

/** What is known of a person at a moment, looked up once. */
interface Judging extends ConflictLook {
  readonly staff: Staff;
  readonly self: Known;
  readonly above: readonly Superior[];
  /** Whom a key of a business system names. */
  readonly byKey: ReadonlyMap<string, string>;
}

function knownIn(look: ConflictLook, person: string): Judging {
  const { book, at } = look;
  const staff = staffAt(book, at);
  const byKey = new Map([...book.members].flatMap(([id, { keys }]) => keys.map((key) => [key, id] as const)));
  const self = personOf(book, byKey, person);
  return { ...look, staff, byKey, self, above: superiorsIn(book, staff, self.id) };
}

const judge = (known: Judging, subject: Subject): Found | undefined =>
  inOrganisation(known, subject) ?? inLinks(known, subject, false);

/** A person by every key that names them. */
interface Known {
  readonly id: string;
  readonly keys: readonly string[];
}

function personOf(book: Book, byKey: ReadonlyMap<string, string>, key: string): Known {
  const trimmed = key.trim();
  const id = book.members.has(trimmed) ? trimmed : (byKey.get(trimmed) ?? trimmed);
  return { id, keys: [...new Set([id, trimmed, ...(book.members.get(id)?.keys ?? [])])] };
}

type Found = Omit<Conflict, "subject">;

function inOrganisation(
  { book, staff, self, above: ownAbove, byKey }: Judging,
  { kind, id }: Subject,
): Found | undefined {
  if (kind === "organisation") return undefined;
  if (kind === "unit") {
    const post = (staff.byUnit.get(id) ?? []).find(({ person, head }) => head && person === self.id)?.post;
    return post === undefined ? undefined : { reason: "subject", path: { kind: "self", post } };
  }
  const other = personOf(book, byKey, id);
  if (other.id === self.id) return { reason: "subject", path: { kind: "self" } };
  const above = superiorsIn(book, staff, other.id).find(({ person }) => person === self.id);
  if (above !== undefined)
    return { reason: "superior", path: { kind: "line", units: above.line, post: above.post } };
  const below = ownAbove.find(({ person }) => person === other.id);
  return below === undefined
    ? undefined
    : { reason: "subordinate", path: { kind: "line", units: below.line, post: below.post } };
}

function inLinks(
  { book, graph, at, self, byKey }: Judging,
  subject: Subject,
  inferred: boolean,
): Found | undefined {
  if (subject.kind === "unit") return undefined;
  const look = { graph, at, inferred };
  const own = refsOf("person", self.keys);
  if (subject.kind === "organisation")
    return found("relation", interestTies(own, refsOf("organisation", [subject.id]), look));
  const others = refsOf("person", personOf(book, byKey, subject.id).keys);
  return (
    found("superior", lineTies(others, own, look)) ??
    found("subordinate", lineTies(own, others, look)) ??
    found("relation", personalTies(own, others, look))
  );
}

/** The first of a search, so that it ends there. */
function found(reason: ConflictReason, ties: Iterable<Tie>): Found | undefined {
  for (const { edges } of ties) return { reason, path: { kind: "links", edges } };
  return undefined;
}

const refsOf = (kind: EntityRef["kind"], keys: readonly string[]): readonly EntityRef[] =>
  keys.flatMap((key) => entityRef(kind, key) ?? []);
