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
import { type Staff, staffAt, superiorsIn } from "./staff.ts";

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
  const staff = staffAt(look.book, look.at);
  const self = personOf(look.book, person);
  const reasons: Conflict[] = [];
  const warnings: Conflict[] = [];
  for (const subject of subjects) {
    const sure = inOrganisation(look, staff, self, subject) ?? inLinks(look, self, subject, false);
    if (sure !== undefined) reasons.push({ subject, ...sure });
    else {
      const guessed = inLinks(look, self, subject, true);
      if (guessed !== undefined) warnings.push({ subject, ...guessed });
    }
  }
  return { reasons, warnings };
}

/** A person by every key that names them. */
interface Known {
  readonly id: string;
  readonly keys: readonly string[];
}

function personOf(book: Book, key: string): Known {
  const trimmed = key.trim();
  const own = book.members.get(trimmed);
  if (own !== undefined) return { id: trimmed, keys: [trimmed, ...own.keys] };
  const [id, member] = [...book.members].find(([, { keys }]) => keys.includes(trimmed)) ?? [trimmed];
  return { id, keys: [...new Set([id, trimmed, ...(member?.keys ?? [])])] };
}

type Found = Omit<Conflict, "subject">;

function inOrganisation(
  { book }: ConflictLook,
  staff: Staff,
  self: Known,
  { kind, id }: Subject,
): Found | undefined {
  if (kind === "organisation") return undefined;
  if (kind === "unit") {
    const post = (staff.byUnit.get(id) ?? []).find(({ person, head }) => head && person === self.id)?.post;
    return post === undefined ? undefined : { reason: "subject", path: { kind: "self", post } };
  }
  const other = personOf(book, id);
  if (other.id === self.id) return { reason: "subject", path: { kind: "self" } };
  const above = superiorsIn(book, staff, other.id).find(({ person }) => person === self.id);
  if (above !== undefined)
    return { reason: "superior", path: { kind: "line", units: above.line, post: above.post } };
  const below = superiorsIn(book, staff, self.id).find(({ person }) => person === other.id);
  return below === undefined
    ? undefined
    : { reason: "subordinate", path: { kind: "line", units: below.line, post: below.post } };
}

function inLinks(
  { book, graph, at }: ConflictLook,
  self: Known,
  subject: Subject,
  inferred: boolean,
): Found | undefined {
  if (subject.kind === "unit") return undefined;
  const look = { graph, at, inferred };
  const own = refsOf("person", self.keys);
  if (subject.kind === "organisation")
    return found("relation", interestTies(own, refsOf("organisation", [subject.id]), look));
  const others = refsOf("person", personOf(book, subject.id).keys);
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
