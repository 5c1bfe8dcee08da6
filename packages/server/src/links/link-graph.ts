import { counts, type EdgeArrays, type EdgeFilter, edgeFilter } from "./edge-arrays.ts";
import { edgeBytes } from "./edge-columns.ts";
import { upBytes } from "./up-edges.ts";
import type { EntityTable } from "./entity-table.ts";
import { type Borne, type Evidence, ownersAnswer, pathAnswer, sharedAnswer } from "./evidence.ts";
import { findPath } from "./find-path.ts";
import { type EntityRef, relationKinds } from "./kinds.ts";
import {
  checkDepth,
  graphLimit,
  type GraphLimit,
  type LinkEdge,
  type LinkFilter,
  type OwnersAnswer,
  type OwnersQuery,
  type PathAnswer,
  type PathQuery,
  type SharedAttribute,
  workLimit,
} from "./query.ts";
import { certain, type Origin } from "./relation.ts";
import { walkOwners } from "./walk-owners.ts";

/** The links in memory at one moment. Questions to it are pure: no I/O, the same answer every time. */
export interface LinkGraph {
  /** Revision of the tables that it shows. */
  readonly revision: number;
  /** Events of the log up to this position are in it. */
  readonly asOf: number;
  /** Relations that it holds. */
  readonly relations: number;
  /** Bytes of its arrays; keys of entities come on top. */
  readonly bytes: number;
  /** True when something is known of the entity. */
  knows(entity: EntityRef): boolean;
  /** Values that at least two of the entities have. */
  sharedAttributes(
    entities: readonly EntityRef[],
    filter: LinkFilter,
  ): readonly SharedAttribute[] | GraphLimit;
  /** Who owns at least two of the entities, over any number of levels up to `depth`. */
  commonOwners(entities: readonly EntityRef[], query: OwnersQuery): OwnersAnswer;
  /** The shortest path between two entities, whatever way its relations point unless the query is directed. */
  path(from: EntityRef, to: EntityRef, query: PathQuery): PathAnswer;
}

/** What a graph is made of. */
export interface GraphParts {
  readonly revision: number;
  readonly asOf: number;
  readonly edges: EdgeArrays;
  /** Shared with later graphs: entities are only ever added to it, or forgotten. */
  readonly entities: EntityTable;
  /** Sources and imports by index. */
  readonly origins: readonly Pick<Origin, "source" | "importId">[];
}

/** Makes a graph. */
export function createGraph(parts: GraphParts): LinkGraph {
  const { edges } = parts;
  const idsOf = (refs: readonly EntityRef[]): readonly number[] => [
    ...new Set(refs.flatMap((ref) => known(parts, ref) ?? [])),
  ];
  const common = (refs: readonly EntityRef[] = []): ReadonlySet<number> => new Set(idsOf(refs));
  return {
    revision: parts.revision,
    asOf: parts.asOf,
    relations: edges.id.length,
    bytes:
      edges.id.length * (edgeBytes + upBytes + 4) + edges.outOffsets.byteLength * 2 + edges.rowOf.byteLength,
    knows: (entity) => known(parts, entity) !== undefined,
    sharedAttributes: (refs, filter) => {
      const hidden = common(filter.commonNodes);
      const borne = bearing(edges, idsOf(refs), filterOf(filter), hidden);
      return borne === undefined ? graphLimit : sharedAnswer(borne, evidence(parts));
    },
    commonOwners: (refs, query) => {
      checkDepth(query);
      const own = idsOf(refs);
      const walk = { filter: filterOf(query), depth: query.depth, common: common(query.commonNodes) };
      const paths = walkOwners(edges, own, walk);
      if (paths === undefined) return graphLimit;
      const unknown = refs.filter((ref) => known(parts, ref) === undefined);
      return ownersAnswer(own, paths, query.minShare, unknown, evidence(parts));
    },
    path: (a, b, query) => {
      checkDepth(query);
      const [start, goal] = [known(parts, a), known(parts, b)];
      if (start === undefined || goal === undefined) return { status: "unknown" };
      const walk = { ...query, filter: filterOf(query), common: common(query.commonNodes) };
      return pathAnswer(findPath(edges, start, goal, walk), evidence(parts));
    },
  };
}

const filterOf = ({ at, kinds, inferred }: LinkFilter): EdgeFilter =>
  edgeFilter(at, kinds, inferred === true ? 0 : certain);

/** Nodes that came after the arrays were made have no edges in them. */
function known({ edges, entities }: GraphParts, ref: EntityRef): number | undefined {
  const id = entities.find(ref);
  return id === undefined || id + 1 >= edges.outOffsets.length ? undefined : id;
}

function evidence({ edges, entities, origins }: GraphParts): Evidence {
  const ref = (id: number): EntityRef => entities.ref(id);
  return {
    ref,
    edge: (relation) => {
      const row = edges.rowOf[relation] ?? 0;
      const share = edges.share[row] ?? Number.NaN;
      const { source = "", importId = null } = origins[edges.origin[row] ?? 0] ?? {};
      const place = edges.place[row] ?? 0;
      return {
        id: relation,
        from: ref(edges.from[row] ?? 0),
        to: ref(edges.to[row] ?? 0),
        kind: relationKinds[edges.kind[row] ?? 0] ?? "other",
        share: Number.isNaN(share) ? null : share,
        confidence: edges.confidence[row] ?? 0,
        validFrom: momentText(edges.validFrom[row] ?? 0),
        validTo: momentText(edges.validTo[row] ?? 0),
        origin: {
          source,
          importId,
          position: importId === null ? place : null,
          line: importId === null ? null : place,
        },
      } satisfies LinkEdge;
    },
  };
}

const momentText = (ms: number): string | null => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);

/** Edges from the entities to values that they bear; undefined beyond the bound of work. */
function bearing(
  edges: EdgeArrays,
  entities: readonly number[],
  filter: EdgeFilter,
  hidden: ReadonlySet<number>,
): readonly Borne[] | undefined {
  const borne: Borne[] = [];
  let looked = 0;
  for (const entity of entities) {
    for (let row = edges.outOffsets[entity] ?? 0; row < (edges.outOffsets[entity + 1] ?? 0); row++) {
      const value = edges.to[row] ?? 0;
      if (hidden.has(value) || !counts(edges, row, filter)) continue;
      if (++looked > workLimit) return undefined;
      borne.push({ entity, value, relation: edges.id[row] ?? 0 });
    }
  }
  return borne;
}
