import { array, column } from "../log/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { type EntityRef, spaceOf } from "./kinds.ts";
import type { OriginatedRelation } from "./relation.ts";

/** Everybody who changes links waits here for the one before to commit. */
const nextRevision: Statement = {
  name: "links-revision",
  text: "update link_head set revision = revision + 1 where id = 1 returning revision",
};

/** Ids without gaps and in the order given: nobody else adds meanwhile. */
const addEntities: Statement = {
  name: "links-add-entities",
  text: `insert into link_entity (space, key, kind, revision)
    select t.space, t.key, t.kind, $4::bigint
    from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}) with ordinality as t(space, key, kind, n)
    where not exists (select 1 from link_entity e where e.space = t.space and e.key = t.key)
    order by t.n`,
};

/** A party turned out to be a person or an organisation. */
const tellParties: Statement = {
  name: "links-tell-parties",
  text: `update link_entity e set kind = t.kind, revision = $3::bigint
    from unnest(${array(1, "text")}, ${array(2, "text")}) as t(key, kind)
    where e.space = 'party' and e.key = t.key and e.kind = 'party' and t.kind <> 'party'`,
};

const addRelations: Statement = {
  name: "links-add-relations",
  text: `insert into link_relation (from_id, to_id, kind, share, confidence, valid_from, valid_to, source, position, import,
      line, recorded_at, revision)
    select f.id, o.id, t.kind, t.share, t.confidence, t.valid_from, t.valid_to, t.source, t.position, t.import, t.line,
      $14::timestamptz, $15::bigint
    from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}, ${array(4, "text")}, ${array(5, "text")},
      ${array(6, "numeric")}, ${array(7, "smallint")}, ${array(8, "timestamptz")}, ${array(9, "timestamptz")},
      ${array(10, "text")}, ${array(11, "bigint")}, ${array(12, "text")}, ${array(13, "int")}) with ordinality
      as t(from_space, from_key, to_space, to_key, kind, share, confidence, valid_from, valid_to, source, position, import,
        line, n)
    join link_entity f on f.space = t.from_space and f.key = t.from_key
    join link_entity o on o.space = t.to_space and o.key = t.to_key
    order by t.n`,
};

/** Nothing of what they said stays; the rows do, so that others see that they went. */
const removeRelations: Statement = {
  name: "links-remove",
  text: `with gone as (select id, from_id, to_id from link_relation where position = any($1::bigint[]) and from_id is not null),
    emptied as (
      update link_relation r set from_id = null, to_id = null, share = null, valid_from = null, valid_to = null, revision = $2::bigint
      from gone where r.id = gone.id
    )
    select from_id as id from gone union select to_id from gone`,
};

/** The same for what people declared; the index holds these alone, so that large imports do not pay for it. */
const removeDeclared: Statement = {
  name: "links-remove-declared",
  text: removeRelations.text.replace(
    "position = any($1::bigint[])",
    "import = any($1::text[]) and import like 'declared:%'",
  ),
};

const forgetEntities: Statement = {
  name: "links-forget-entities",
  text: `update link_entity e set key = null, kind = 'party', revision = $2::bigint where e.id = any($1::int[])
    and not exists (select 1 from link_relation r where r.from_id = e.id)
    and not exists (select 1 from link_relation r where r.to_id = e.id)`,
};

/** The first of each entity with the most that the batch says about its kind. */
function entitiesOf(relations: readonly OriginatedRelation[]): readonly EntityRef[] {
  const found = new Map<string, EntityRef>();
  for (const ref of relations.flatMap(({ from, to }) => [from, to])) {
    const name = `${spaceOf(ref.kind)}\n${ref.key}`;
    const known = found.get(name);
    if (known === undefined || known.kind === "party") found.set(name, ref);
  }
  return [...found.values()];
}

/** Adds relations and the entities that they name, in one revision. The caller saw to it that they are not there yet. */
export async function addToLinks(
  transaction: Transaction,
  relations: readonly OriginatedRelation[],
  now: Date,
): Promise<void> {
  if (relations.length === 0) return;
  const revision = await takeRevision(transaction);
  const entities = entitiesOf(relations);
  await transaction.run(addEntities, [
    column(entities, ({ kind }) => spaceOf(kind)),
    column(entities, ({ key }) => key),
    column(entities, ({ kind }) => kind),
    revision,
  ]);
  const told = entities.filter(({ kind }) => kind === "person" || kind === "organisation");
  await transaction.run(tellParties, [
    column(told, ({ key }) => key),
    column(told, ({ kind }) => kind),
    revision,
  ]);
  await transaction.run(addRelations, [
    column(relations, ({ from }) => spaceOf(from.kind)),
    column(relations, ({ from }) => from.key),
    column(relations, ({ to }) => spaceOf(to.kind)),
    column(relations, ({ to }) => to.key),
    column(relations, ({ kind }) => kind),
    column(relations, ({ share }) => share),
    column(relations, ({ confidence }) => confidence),
    column(relations, ({ validFrom }) => validFrom),
    column(relations, ({ validTo }) => validTo),
    column(relations, ({ origin }) => origin.source),
    column(relations, ({ origin }) => origin.position),
    column(relations, ({ origin }) => origin.importId),
    column(relations, ({ origin }) => origin.line),
    now.toISOString(),
    revision,
  ]);
}

/** Takes back what the events at these places of the log told, and entities that nothing else speaks of (SE-3). */
export async function removeFromLinks(transaction: Transaction, positions: readonly number[]): Promise<void> {
  if (positions.length === 0) return;
  const [any] = await transaction.run<{ id: number }>(anyAt, [positions]);
  if (any === undefined) return;
  const revision = await takeRevision(transaction);
  const touched = await transaction.run<{ id: number }>(removeRelations, [positions, revision]);
  await transaction.run(forgetEntities, [touched.map(({ id }) => id), revision]);
}

/** The name under which the links hold what was declared under an id. */
export const declaredImport = (id: string): string => `declared:${id}`;

/** Takes back what was declared under these ids, and entities that nothing else speaks of. */
export async function removeDeclaredFromLinks(
  transaction: Transaction,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const revision = await takeRevision(transaction);
  const imports = ids.map(declaredImport);
  const touched = await transaction.run<{ id: number }>(removeDeclared, [imports, revision]);
  await transaction.run(forgetEntities, [touched.map(({ id }) => id), revision]);
}

const anyAt: Statement = {
  name: "links-any-at",
  text: "select id from link_relation where position = any($1::bigint[]) and from_id is not null limit 1",
};

async function takeRevision(transaction: Transaction): Promise<number> {
  const [head] = await transaction.run<{ revision: number }>(nextRevision, []);
  if (head === undefined) throw new Error("the links have no head");
  return head.revision;
}
