import type { Statement, Store } from "../store/index.ts";
import { type Borne, type Evidence, ownersAnswer, pathAnswer, sharedAnswer } from "./evidence.ts";
import { type FoundPath, pathBack, type Reached } from "./find-path.ts";
import type { WalkedPath } from "./found-owners.ts";
import { type EntityKind, type EntityRef, isRelationKind, spaceOf } from "./kinds.ts";
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
import { certain } from "./relation.ts";

/** The same questions, answered by the database: the definition that memory is tested against (DESIGN 7). */
export interface SqlLinks {
  sharedAttributes(
    entities: readonly EntityRef[],
    filter: LinkFilter,
  ): Promise<readonly SharedAttribute[] | GraphLimit>;
  commonOwners(entities: readonly EntityRef[], query: OwnersQuery): Promise<OwnersAnswer>;
  path(from: EntityRef, to: EntityRef, query: PathQuery): Promise<PathAnswer>;
}

type Runs = Pick<Store, "run">;

/** Valid at $1 with confidence $2 or more. */
const valid = (r: string): string => `${r}.confidence >= $2::int
    and (${r}.valid_from is null or ${r}.valid_from <= $1::timestamptz)
    and (${r}.valid_to is null or ${r}.valid_to > $1::timestamptz)`;

/** An edge that counts: of the kinds in $3, valid, and nothing recorded later of the same kind between the same two. */
const counts = `r.kind = any($3::text[]) and ${valid("r")}
    and not exists (select 1 from link_relation n where n.from_id = r.from_id and n.to_id = r.to_id and n.kind = r.kind
      and n.id > r.id and ${valid("n")})`;

const ownerPaths: Statement = {
  name: "links-owner-paths",
  text: `with recursive walk (start, node, nodes, relations, share, depth) as (
      select e, e, array[e], '{}'::bigint[], 1::float8, 0 from unnest($4::int[]) e
      union all
      select w.start, s.from_id, w.nodes || s.from_id, w.relations || s.id, w.share * s.share, w.depth + 1
      from walk w cross join lateral (
        select distinct on (r.from_id) r.from_id, r.id, r.share::float8 as share from link_relation r
        where r.to_id = w.node and r.share is not null and ${counts}
        order by r.from_id, r.share desc, r.id
      ) s
      where w.depth < $5::int and s.from_id <> all(w.nodes) and s.from_id <> all($6::int[])
    )
    select start, node as owner, array_to_string(relations, ',') as relations, share from walk where depth > 0 limit ${workLimit + 1}`,
};

/** One level of a path search: whom the frontier ($4) reaches, but for those who are known ($5) or connect nobody ($6). */
const pathLevel: Statement = {
  name: "links-path-level",
  text: `select distinct on (x.other) x.other, x.via, x.id from (
      select r.to_id as other, r.from_id as via, r.id from link_relation r
      where r.from_id = any($4::int[]) and ($7::float8 = 0 or r.share::float8 >= $7::float8) and ${counts}
      union all
      select r.from_id, r.to_id, r.id from link_relation r
      where not $9::boolean and r.to_id = any($4::int[]) and ($7::float8 = 0 or r.share::float8 >= $7::float8) and ${counts}
    ) x where x.other <> all($5::int[]) and (x.other = $8::int or x.other <> all($6::int[]))
    order by x.other, x.via, x.id limit ${workLimit + 1}`,
};

const borneValues: Statement = {
  name: "links-borne",
  text: `select r.from_id as entity, r.to_id as value, r.id as relation from link_relation r
    where r.from_id = any($4::int[]) and r.to_id <> all($5::int[]) and ${counts} limit ${workLimit + 1}`,
};

const findEntities: Statement = {
  name: "links-find",
  text: `select e.id, e.space, e.key from link_entity e
    join unnest($1::text[], $2::text[]) as t(space, key) on e.space = t.space and e.key = t.key`,
};

const evidenceEdges: Statement = {
  name: "links-evidence",
  text: `select r.id, r.kind, r.share::float8 as share, r.confidence, r.valid_from, r.valid_to, r.source, r.position, r.import, r.line,
      f.kind as from_kind, f.key as from_key, o.kind as to_kind, o.key as to_key
    from link_relation r join link_entity f on f.id = r.from_id join link_entity o on o.id = r.to_id
    where r.id = any($1::bigint[])`,
};

const evidenceNodes: Statement = {
  name: "links-evidence-nodes",
  text: "select id, kind, key from link_entity where id = any($1::int[]) and key is not null",
};

/** Opens the questions to a database. */
export function createSqlLinks(store: Runs): SqlLinks {
  return {
    sharedAttributes: async (refs, filter) => {
      const ids = await idsOf(store, refs);
      const hidden = await idsOf(store, filter.commonNodes ?? []);
      const values = [...filterValues(filter), own(ids, refs), [...hidden.values()]];
      const borne = await store.run<Borne>(borneValues, values);
      if (borne.length > workLimit) return graphLimit;
      const nodes = borne.flatMap(({ entity, value }) => [entity, value]);
      return sharedAnswer(
        borne,
        await readEvidence(
          store,
          nodes,
          borne.map(({ relation }) => relation),
        ),
      );
    },
    commonOwners: (refs, query) => commonOwners(store, refs, query),
    path: (a, b, query) => shortestPath(store, a, b, query),
  };
}

const filterValues = ({ at, kinds, inferred }: LinkFilter): readonly unknown[] => [
  new Date(at).toISOString(),
  inferred === true ? 0 : certain,
  kinds,
];

const nameOf = ({ kind, key }: EntityRef): string => `${spaceOf(kind)}\n${key}`;

async function idsOf(store: Runs, refs: readonly EntityRef[]): Promise<ReadonlyMap<string, number>> {
  if (refs.length === 0) return new Map();
  const rows = await store.run<{ id: number; space: string; key: string }>(findEntities, [
    refs.map(({ kind }) => spaceOf(kind)),
    refs.map(({ key }) => key),
  ]);
  return new Map(rows.map(({ id, space, key }) => [`${space}\n${key}`, id]));
}

/** In the order of the question, each once. */
const own = (ids: ReadonlyMap<string, number>, refs: readonly EntityRef[]): readonly number[] => [
  ...new Set(refs.flatMap((ref) => ids.get(nameOf(ref)) ?? [])),
];

async function commonOwners(
  store: Runs,
  refs: readonly EntityRef[],
  query: OwnersQuery,
): Promise<OwnersAnswer> {
  checkDepth(query);
  const ids = await idsOf(store, refs);
  const hidden = await idsOf(store, query.commonNodes ?? []);
  const entities = own(ids, refs);
  const values = [...filterValues(query), entities, query.depth, [...hidden.values()]];
  const rows = await store.run<Omit<WalkedPath, "relations"> & { readonly relations: string }>(
    ownerPaths,
    values,
  );
  if (rows.length > workLimit) return graphLimit;
  const paths = rows.map((row) => ({ ...row, relations: row.relations.split(",").map(Number) }));
  const nodes = [...entities, ...paths.map(({ owner }) => owner)];
  const evidence = await readEvidence(
    store,
    nodes,
    paths.flatMap(({ relations }) => relations),
  );
  const unknown = refs.filter((ref) => !ids.has(nameOf(ref)));
  return ownersAnswer(entities, paths, query.minShare, unknown, evidence);
}

async function shortestPath(store: Runs, a: EntityRef, b: EntityRef, query: PathQuery): Promise<PathAnswer> {
  checkDepth(query);
  const ids = await idsOf(store, [a, b]);
  const [start, goal] = [ids.get(nameOf(a)), ids.get(nameOf(b))];
  if (start === undefined || goal === undefined) return { status: "unknown" };
  const hidden = await idsOf(store, query.commonNodes ?? []);
  const found = await search(store, [start, goal], query, [...hidden.values()]);
  const evidence = await readEvidence(store, found?.nodes ?? [], found?.relations ?? []);
  return pathAnswer(found, evidence);
}

async function search(
  store: Runs,
  [start, goal]: readonly [number, number],
  query: PathQuery,
  hidden: readonly number[],
): Promise<FoundPath | null | undefined> {
  if (start === goal) return { nodes: [start], relations: [] };
  const reached = new Map<number, Reached>([[start, { parent: -1, relation: -1 }]]);
  let frontier: readonly number[] = [start];
  for (let depth = 0; depth < query.depth && frontier.length > 0; depth++) {
    const known = [...reached.keys()];
    const bounds = [query.minShare, goal, query.directed === true];
    const values = [...filterValues(query), frontier, known, hidden, ...bounds];
    // oxlint-disable-next-line no-await-in-loop -- each level starts where the one before ended
    const rows = await store.run<{ other: number; via: number; id: number }>(pathLevel, values);
    for (const { other, via, id } of rows) reached.set(other, { parent: via, relation: id });
    if (reached.size > workLimit) return undefined;
    if (reached.has(goal)) return pathBack(reached, goal);
    frontier = rows.map(({ other }) => other);
  }
  return null;
}

interface EdgeRow {
  readonly id: number;
  readonly kind: string;
  readonly share: number | null;
  readonly confidence: number;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
  readonly source: string;
  readonly position: number | null;
  readonly import: string | null;
  readonly line: number | null;
  readonly from_kind: EntityKind;
  readonly from_key: string;
  readonly to_kind: EntityKind;
  readonly to_key: string;
}

/** Reads what an answer shows. What was erased since it was found makes it throw: the answer would be of no moment. */
async function readEvidence(
  store: Runs,
  nodes: readonly number[],
  relations: readonly number[],
): Promise<Evidence> {
  const entities = await store.run<{ id: number; kind: EntityKind; key: string }>(evidenceNodes, [
    [...new Set(nodes)],
  ]);
  const rows = await store.run<EdgeRow>(evidenceEdges, [[...new Set(relations)]]);
  const refs = new Map(entities.map(({ id, kind, key }) => [id, { kind, key }]));
  const edges = new Map(rows.map((row) => [row.id, edgeOf(row)]));
  return {
    ref: (id) => refs.get(id) ?? gone(),
    edge: (id) => edges.get(id) ?? gone(),
  };
}

function gone(): never {
  throw new Error("a relation was taken back while it was read");
}

const edgeOf = (row: EdgeRow): LinkEdge => ({
  id: row.id,
  from: { kind: row.from_kind, key: row.from_key },
  to: { kind: row.to_kind, key: row.to_key },
  kind: isRelationKind(row.kind) ? row.kind : "other",
  share: row.share,
  confidence: row.confidence,
  validFrom: row.valid_from?.toISOString() ?? null,
  validTo: row.valid_to?.toISOString() ?? null,
  origin: { source: row.source, position: row.position, importId: row.import, line: row.line },
});
