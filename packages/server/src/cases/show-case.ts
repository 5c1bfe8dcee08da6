import { type JsonObject, ProbityError } from "@probity/contracts";
import { sql } from "kysely";
import { actsAs, type Granted } from "../access/index.ts";
import type { ConflictLook } from "../org/index.ts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import type { Statement, Store } from "../store/index.ts";
import { type CaseRow, effectiveLevel, objectOf, proposalOf, type TrackRow, verifiersOf } from "./case.ts";
import { contributorsOf } from "./contributors.ts";
import { moversOf, transitionNames, transitionOf } from "./machine.ts";
import { hasRoleAt, sidesOf, unitsOf, visibleTracks } from "./reader.ts";
import type { Track } from "./states.ts";

/** A case as somebody sees it: never one to which that person is close (CA-3). */
export interface VisibleCase {
  readonly file: CaseRow;
  readonly tracks: readonly TrackRow[];
  readonly sides: readonly Track[];
}

/** What reading cases needs. */
export interface ReadParts {
  readonly store: Pick<Store, "run" | "db">;
  readonly look: ConflictLook;
  readonly now: Date;
}

const find: Statement = { name: "case-find", text: "select * from case_file where id = $1" };
const findTracks: Statement = {
  name: "case-find-tracks",
  text: "select * from case_track where case_id = $1 order by track",
};

/** A case with the tracks that somebody may see. Throws `PROBITY_E_NOT_FOUND` where there are none. */
export async function seeCase(
  { store, look }: ReadParts,
  granted: Granted,
  id: string,
): Promise<VisibleCase> {
  const [file] = await store.run<CaseRow>(find, [id]);
  const all = file === undefined ? [] : await store.run<TrackRow>(findTracks, [id]);
  const tracks = file === undefined ? [] : await visibleTracks(store, granted, { file, tracks: all }, look);
  if (file === undefined || tracks.length === 0)
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no case ${id}`);
  return { file, tracks, sides: sidesOf(tracks) };
}

/** One case whole: tracks with what the viewer can do next, alerts, named persons, pauses, and what was merged into it. */
export async function showCase(parts: ReadParts, granted: Granted, id: string): Promise<JsonObject> {
  const seen = await seeCase(parts, granted, id);
  const { file, sides } = seen;
  const { store } = parts;
  const level = await effectiveLevel(store, file);
  const tracks: JsonObject[] = [];
  for (const track of seen.tracks) tracks.push(await trackView(parts, granted, file, track, level));
  return {
    id: file.id,
    origin: file.origin,
    title: file.title,
    level,
    unit: file.unit,
    open: file.open,
    openedAt: file.opened_at.toISOString(),
    openedBy: file.opened_by,
    closedAt: file.closed_at?.toISOString() ?? null,
    mergedInto: file.merged_into,
    tracks,
    alerts: await alertsOf(store, file.id, sides),
    merged: await mergedOf(store, file.id, sides),
    named: await namedOf(store, file.id, sides),
    contributors: [...(await contributorsOf(store, file.root, sides))].toSorted(),
  };
}

async function trackView(
  { store }: ReadParts,
  granted: Granted,
  file: CaseRow,
  track: TrackRow,
  level: number,
): Promise<JsonObject> {
  const proposal = proposalOf(track);
  const pauses = await store.db
    .selectFrom("case_pause")
    .select(["from_at", "until_at", "to_at", "reason_code"])
    .where("case_id", "=", file.id)
    .where("track", "=", track.track)
    .orderBy("from_at")
    .execute();
  return {
    track: track.track,
    state: track.state,
    suspendedFrom: track.suspended_from,
    version: track.version,
    since: track.since.toISOString(),
    unit: track.unit,
    handler: track.handler,
    verifiers: [...verifiersOf(track)],
    assignedAt: track.assigned_at?.toISOString() ?? null,
    dueAt: track.due_at?.toISOString() ?? null,
    returns: track.returns,
    proposal: proposal === undefined ? null : { ...proposal },
    content: objectOf(track.content),
    pauses: pauses.map((pause) => ({
      from: pause.from_at.toISOString(),
      until: pause.until_at.toISOString(),
      to: pause.to_at?.toISOString() ?? null,
      reasonCode: pause.reason_code,
    })),
    steps: await stepsOf(store, granted, file, track, level),
  };
}

/** The steps that the table opens to this viewer in this state; conditions are only judged when one is made. */
async function stepsOf(
  store: ReadParts["store"],
  granted: Granted,
  file: CaseRow,
  track: TrackRow,
  level: number,
): Promise<string[]> {
  const open: string[] = [];
  for (const name of transitionNames) {
    const transition = transitionOf(name);
    if (!transition.from.includes(track.state)) continue;
    if (
      transition.conditions.includes("handler_acts") &&
      !actsAs(granted).some((person) => person === track.handler)
    )
      continue;
    if (await hasRoleAt(store.db, granted, moversOf(transition, level), unitsOf(file, track)))
      open.push(name);
  }
  return open;
}

async function alertsOf(
  { db }: ReadParts["store"],
  root: string,
  sides: readonly Track[],
): Promise<JsonObject[]> {
  const rows = await db
    .selectFrom("case_alert")
    .innerJoin("case_file", "case_file.id", "case_alert.case_id")
    .innerJoin("alert", "alert.id", "case_alert.alert")
    .select([
      "alert.id",
      "alert.source",
      "alert.rule",
      "alert.class",
      "alert.level",
      "alert.subject",
      "alert.count",
      "alert.name",
      "alert.message",
      "alert.first_at",
      "alert.last_at",
      "case_alert.case_id",
      "case_alert.joined_at",
    ])
    .where("case_file.root", "=", root)
    .where("alert.class", "in", [...sides])
    .orderBy("alert.first_position")
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    case: row.case_id,
    source: row.source,
    rule: row.rule,
    class: row.class,
    level: row.level,
    subject: row.subject,
    count: row.count,
    // Written by the scorer.
    name: JSON.parse(row.name) as JsonObject,
    message: JSON.parse(row.message) as JsonObject,
    firstTime: row.first_at.toISOString(),
    lastTime: row.last_at.toISOString(),
    joinedAt: row.joined_at.toISOString(),
  }));
}

/** Cases that have one of these sides: that there is something on the other one is not said. */
const casesWith = (db: ReadParts["store"]["db"], sides: readonly Track[]) =>
  db
    .selectFrom("case_track")
    .select("case_id")
    .where("track", "in", [...sides]);

async function mergedOf(
  { db }: ReadParts["store"],
  root: string,
  sides: readonly Track[],
): Promise<JsonObject[]> {
  const rows = await db
    .selectFrom("case_file")
    .select(["id", "level", "merged_into", "opened_at"])
    .where("root", "=", root)
    .where("id", "<>", root)
    .where("id", "in", casesWith(db, sides))
    .orderBy("id")
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    level: row.level,
    into: row.merged_into,
    openedAt: row.opened_at.toISOString(),
  }));
}

async function namedOf(
  { db }: ReadParts["store"],
  root: string,
  sides: readonly Track[],
): Promise<JsonObject[]> {
  const rows = await db
    .selectFrom("case_subject")
    .innerJoin("case_file", "case_file.id", "case_subject.case_id")
    .select(["kind", "key", "name", "track", "named_by"])
    .where("case_file.root", "=", root)
    .where((eb) => eb.or([eb("track", "is", null), eb("track", "in", [...sides])]))
    .orderBy("kind")
    .orderBy("key")
    .limit(500)
    .execute();
  return rows.map((row) => ({ kind: row.kind, key: row.key, name: row.name, by: row.named_by }));
}

/** A page of the timeline of a case and of what was merged into it, the oldest first, of the sides that the viewer sees. */
export async function timelineOf(
  parts: ReadParts,
  granted: Granted,
  id: string,
  query: PageQuery & { readonly kind?: string | undefined },
): Promise<{ readonly entries: readonly JsonObject[]; readonly next?: string }> {
  const { sides } = await seeCase(parts, granted, id);
  const { db } = parts.store;
  let select = db
    .selectFrom("case_step as s")
    .innerJoin("case_file as c", "c.id", "s.case_id")
    .selectAll("s")
    .where("c.root", "=", id)
    .where((eb) => eb.or([eb("c.id", "=", id), eb("c.id", "in", casesWith(db, sides))]))
    .where((eb) => eb.or([eb("s.track", "is", null), eb("s.track", "in", [...sides])]));
  if (query.kind !== undefined) select = select.where("s.kind", "=", query.kind);
  if (query.cursor !== undefined) {
    const { place, key } = readKeyCursor(query.cursor, 2);
    const [of = "", n = ""] = key;
    const behind = [new Date(place).toISOString(), of, Number(n) || 0] as const;
    select = select.where(
      sql<boolean>`(date_trunc('milliseconds', s.at), s.case_id, s.n) > (${behind[0]}::timestamptz, ${behind[1]}, ${behind[2]}::int)`,
    );
  }
  const found = await select
    .orderBy(sql`date_trunc('milliseconds', s.at)`)
    .orderBy("s.case_id")
    .orderBy("s.n")
    .limit(fetchLimit(query))
    .execute();
  const { rows, ...next } = page(found, query, (row) =>
    keyCursor(row.at.getTime(), row.case_id, String(row.n)),
  );
  return {
    entries: rows.map((row) => ({
      case: row.case_id,
      n: row.n,
      track: row.track,
      kind: row.kind,
      name: row.name,
      from: row.from_state,
      to: row.to_state,
      at: row.at.toISOString(),
      by: row.by_person,
      reasonCode: row.reason_code,
      text: row.text,
      details: objectOf(row.details),
      hash: row.hash,
    })),
    ...next,
  };
}
