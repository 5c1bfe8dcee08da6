import type { Json, JsonObject } from "@probity/contracts";
import {
  casesOf,
  hasRoleAt,
  hiddenAlerts,
  integrityRoles,
  type ReadParts,
  type Viewer,
} from "../cases/index.ts";
import { everywhere, findScore } from "../evaluate/index.ts";
import {
  entityRef,
  type EntityRef,
  refText,
  type RelationView,
  spaceOf,
  viewEntity,
} from "../links/index.ts";
import { type Book, holdersOfPerson } from "../org/index.ts";
import { measuresOf } from "../rectify/index.ts";
import type { Statement, Store } from "../store/index.ts";
import { namesOf } from "../triage/index.ts";
import { missingIsNull } from "./missing.ts";
import type { Party } from "./party.ts";

interface AlertRow {
  readonly id: string;
  readonly rule: string;
  readonly name: string;
  readonly class: "business" | "integrity";
  readonly level: number;
  readonly count: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly label: string | null;
}

const alertColumns = `a.id, a.rule, a.name, a.class, a.level, a.count, a.first_at, a.last_at,
      (select l.label from alert_label l where l.alert = a.id order by l.n desc limit 1) as label`;

/** Of alerts outside cases the persons are only known from the scores of the events. */
export const alertsNaming = `select f.alert from alert_finding f
      join hit_subject s on s.position = f.position where s.key = any($1::text[])
    union select f.alert from score_entity e join score_hit h on h.entity = e.id join alert_finding f on f.position = h.position
      where e.kind = 'person' and e.key = any($1::text[])`;

const alertsOfPerson: Statement = {
  name: "integrity-alerts-person",
  text: `select ${alertColumns} from alert a where a.id in (${alertsNaming})
    order by a.first_position desc limit 500`,
};

const alertsOfUnit: Statement = {
  name: "integrity-alerts-unit",
  text: `select ${alertColumns} from alert a where a.id in (select f.alert from alert_finding f
      join score_hit h on h.position = f.position join score_entity e on e.id = h.entity
      where e.kind = 'unit' and e.key = $1)
    order by a.first_position desc limit 500`,
};

const approvals: Statement = {
  name: "integrity-approvals",
  text: `select id, source, point, state, requester, decided_by, created_at from approval
    where requester = any($1::text[]) or decided_by = any($1::text[]) order by created_at desc limit 200`,
};

const exceptions: Statement = {
  name: "integrity-exceptions",
  text: `select id, source, rule, reason, valid_from, valid_to, ended_at from rule_exception
    where scope_kind = $1 and scope_id = any($2::text[]) order by valid_from desc limit 200`,
};

/**
 * Everything that is known of a person or a unit, as one reader may see it: nothing that is about the reader as well, or about
 * somebody close (CA-3). Whoever has no role of the integrity side sees
 * nothing of it: no alerts or cases of that class, and neither scores nor relations, which are made of both (section 9.3).
 */
export async function gatherFile(
  { parts, store, today }: { readonly parts: ReadParts; readonly store: Store; readonly today: string },
  viewer: Viewer,
  party: Party,
): Promise<JsonObject> {
  const { granted } = viewer;
  const { kind, id, keys, units } = party;
  const integrity = await hasRoleAt(store.db, granted, integrityRoles, units.length > 0 ? units : [null]);
  const rows = await (kind === "unit"
    ? store.run<AlertRow>(alertsOfUnit, [id])
    : store.run<AlertRow>(alertsOfPerson, [keys]));
  const cases = await casesOf(parts, granted, kind === "unit" ? { unit: id } : { persons: keys });
  const hidden = await hiddenAlerts(
    store,
    parts.look,
    granted.id,
    rows.map((row) => row.id),
  );
  const shown = rows.filter((row) => (integrity || row.class === "business") && !hidden.has(row.id));
  return {
    kind,
    id,
    at: parts.now.toISOString(),
    units: [...units],
    posts: kind === "person" ? holdersOfPerson(parts.look.book, id).map(postView) : [],
    alerts: shown.map(alertView),
    cases: [...cases],
    rectification: [...(await measuresOf(store, viewer, today, party))],
    decisions: kind === "person" ? await approvalsOf(store, keys) : [],
    overrides: await exceptionsOf(store, kind, keys),
    ...(integrity && (await ofIntegrity(parts, store, party))),
  };
}

async function ofIntegrity(
  { look, now }: ReadParts,
  store: Store,
  { kind, keys }: Party,
): Promise<JsonObject> {
  const scores: Json[] = [];
  const relations: RelationView[] = [];
  // oxlint-disable no-await-in-loop -- a handful of keys
  for (const key of keys) {
    const score = await missingIsNull(findScore(store, { kind, key, reach: everywhere }, now));
    if (score !== null) scores.push({ key, score: score.score, hits: score.hits, lastTime: score.lastTime });
    if (kind === "unit") continue;
    const ref = entityRef("person", key);
    const view = ref === undefined ? undefined : await viewEntity(store, ref, { at: undefined, limit: 200 });
    relations.push(...(view?.relations ?? []));
  }
  // oxlint-enable no-await-in-loop
  return { scores, relations: await relationViews(store, look.book, relations, now) };
}

/** Relations with the names of both sides, where the centre or a register knows them. */
async function relationViews(
  store: Store,
  book: Book,
  relations: readonly RelationView[],
  now: Date,
): Promise<Json[]> {
  const ends = relations
    .flatMap(({ from, to }) => [from, to])
    .filter(({ kind }) => spaceOf(kind) === "party");
  const keys = ends.map(({ key }) => key);
  const names = await namesOf(store, book, { persons: keys, organisations: keys }, now);
  const nameOf = ({ kind, key }: EntityRef): string | null =>
    spaceOf(kind) === "party" ? (names.person(key) ?? names.organisation(key)) : null;
  return relations.map(({ kind, from, to, validFrom, validTo, source }) => ({
    kind,
    from: refText(from),
    fromName: nameOf(from),
    to: refText(to),
    toName: nameOf(to),
    validFrom,
    validTo,
    source,
  }));
}

/** A post of a file, as it is told. */
export const postView = ({ name, ...post }: ReturnType<typeof holdersOfPerson>[number]): JsonObject => ({
  ...post,
  name: name === null ? null : { ...name },
});

const alertView = (row: AlertRow): JsonObject => ({
  id: row.id,
  rule: row.rule,
  // Written by the scorer.
  name: JSON.parse(row.name) as Json,
  class: row.class,
  level: row.level,
  count: row.count,
  firstTime: row.first_at.toISOString(),
  lastTime: row.last_at.toISOString(),
  label: row.label,
});

interface ApprovalRow {
  readonly id: string;
  readonly source: string;
  readonly point: string;
  readonly state: string;
  readonly requester: string;
  readonly decided_by: string | null;
  readonly created_at: Date;
}

async function approvalsOf(store: Store, keys: readonly string[]): Promise<Json[]> {
  const rows = await store.run<ApprovalRow>(approvals, [keys]);
  return rows.map(({ id, source, point, state, requester, created_at: at }) => ({
    id,
    source,
    point,
    state,
    as: keys.includes(requester) ? "requester" : "second_approver",
    at: at.toISOString(),
  }));
}

interface ExceptionRow {
  readonly id: string;
  readonly source: string;
  readonly rule: string;
  readonly reason: string;
  readonly valid_from: Date;
  readonly valid_to: Date;
  readonly ended_at: Date | null;
}

async function exceptionsOf(store: Store, kind: string, keys: readonly string[]): Promise<Json[]> {
  const rows = await store.run<ExceptionRow>(exceptions, [kind, keys]);
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    rule: row.rule,
    reason: row.reason,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  }));
}
