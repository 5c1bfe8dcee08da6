import type { Answer, LinkFact, LinkNeed } from "@probity/engine/features";
import {
  type EntityRef,
  isRelationKind,
  type LinkEdge,
  type LinkGraph,
  type OwnershipPath,
  type RelationKind,
  workLimit,
} from "../links/index.ts";
import { forwardLine, identity, oneWayLine, pathText, refName } from "./path-text.ts";
import { type Parties, type Party, readParties } from "./parties.ts";

/** Facts that one feature gives; the rule's types are checked against the same number. */
const mostFacts = 100;

/**
 * What the links say to a question of a rule (FE-3), valid at `at` (milliseconds since 1970). Parties are ids as they
 * stand in events, or `kind:key`; facts name them as they were given. The answer is not known, and not "no", when the
 * search reaches its bound of work, when the rule names kinds that are none, and when nothing was found while nothing at
 * all is known of one of the parties.
 */
export function linkAnswer(graph: LinkGraph, need: LinkNeed, at: number): Answer {
  const strangers = need.kinds.filter((kind) => !isRelationKind(kind));
  if (strangers.length > 0) return { unknown: `links have no kind ${strangers.join(", ")}` };
  const kinds = need.kinds.filter(isRelationKind);
  const among = readParties(graph, need.among);
  const query = { at, kinds, depth: need.depth, minShare: need.minShare };
  if (need.kind === "owners") return ownerFacts(graph, among, query);
  if (need.kind === "shared") return sharedFacts(graph, among, query);
  return pathFacts(graph, readParties(graph, need.from === undefined ? [] : [need.from]), among, query);
}

interface Query {
  readonly at: number;
  readonly kinds: readonly RelationKind[];
  readonly depth: number;
  readonly minShare: number;
}

const limited: Answer = { unknown: `graph_limit: more than ${workLimit} steps would have to be looked at` };

function ownerFacts(graph: LinkGraph, parties: Parties, query: Query): Answer {
  const found = graph.commonOwners(parties.refs, query);
  if (found.status === "indeterminate") return limited;
  const facts = found.owners.map(({ owner, holdings }): LinkFact => {
    const lines = holdings.map(({ entity, paths }) => ownerLine(parties.nameOf(entity), paths, parties));
    return {
      owner: parties.nameOf(owner),
      members: holdings.map(({ entity }) => parties.nameOf(entity)),
      share: Math.min(...holdings.map(({ share }) => share)),
      path: pathText(lines),
    };
  });
  return known(facts, parties);
}

/** From the owner down to what is owned, by its largest share; a number in brackets: so many more ways. */
function ownerLine(entity: string, paths: readonly OwnershipPath[], { nameOf }: Parties): string {
  const [best] = paths.toSorted((a, b) => b.share - a.share);
  // The owner is one of those that were asked for.
  if (best === undefined) return entity;
  const line = forwardLine(best.edges.toReversed(), nameOf);
  return paths.length > 1 ? `${line} (+${paths.length - 1})` : line;
}

/** A shared name is always a guess; a rule that asks for names asks for guesses. */
function sharedFacts(graph: LinkGraph, parties: Parties, { at, kinds }: Query): Answer {
  const [names, others] = [
    kinds.filter((kind) => kind === "has_name"),
    kinds.filter((kind) => kind !== "has_name"),
  ];
  const certain = graph.sharedAttributes(parties.refs, { at, kinds: others });
  const guessed = graph.sharedAttributes(parties.refs, { at, kinds: names, inferred: true });
  if ("status" in certain || "status" in guessed) return limited;
  const facts = [...certain, ...guessed].map(({ attribute, bearers }): LinkFact => {
    const lines = bearers.map(({ edge }) => forwardLine([edge], parties.nameOf));
    return {
      kind: bearers[0]?.edge.kind ?? "other",
      value: attribute.key,
      members: bearers.map(({ entity }) => parties.nameOf(entity)),
      path: pathText(lines),
    };
  });
  return known(facts, parties);
}

function pathFacts(graph: LinkGraph, from: Parties, to: Parties, query: Query): Answer {
  const [start] = from.parties;
  if (start === undefined) return { unknown: unknownText(from.unknown) };
  const facts: LinkFact[] = [];
  for (const goal of to.parties) {
    const same = isSame(start, goal);
    if (!same && (!start.isKnown || !goal.isKnown)) continue;
    const found = same ? noWay : graph.path(start.ref, goal.ref, query);
    if (found.status === "indeterminate") return limited;
    if (found.status === "found") facts.push(pathFact(start, goal, found));
  }
  return known(facts, { unknown: [...from.unknown, ...to.unknown] });
}

const noWay = { status: "found", nodes: [], edges: [] } as const;

const isSame = (a: Party, b: Party): boolean => identity(a.ref) === identity(b.ref);

function pathFact(
  start: Party,
  goal: Party,
  { nodes, edges }: { readonly nodes: readonly EntityRef[]; readonly edges: readonly LinkEdge[] },
): LinkFact {
  const names = [start.text, ...nodes.slice(1, -1).map(refName), goal.text];
  return {
    from: start.text,
    to: goal.text,
    length: edges.length,
    kinds: [...new Set(edges.map(({ kind }) => kind))],
    path: pathText([edges.length === 0 ? start.text : oneWayLine(names, nodes, edges)]),
  };
}

/** Facts are facts whatever else is not known; nothing found means "no" only when every party is known. */
function known(facts: readonly LinkFact[], { unknown }: Pick<Parties, "unknown">): Answer {
  if (facts.length === 0 && unknown.length > 0) return { unknown: unknownText(unknown) };
  return { facts: facts.slice(0, mostFacts) };
}

const shownUnknown = 5;

function unknownText(unknown: readonly string[]): string {
  const shown = unknown.slice(0, shownUnknown).join(", ");
  const more = unknown.length > shownUnknown ? ` and ${unknown.length - shownUnknown} more` : "";
  return `no link is known of ${shown}${more}`;
}
