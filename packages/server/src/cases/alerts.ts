import { ProbityError } from "@probity/contracts";
import { actsFor, type Granted, reaches, scopeOf } from "../access/index.ts";
import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { actingUnits } from "./acting-units.ts";
import { type LockedCase, lockCase, verifiersOf } from "./case.ts";
import { demandNoConflicts } from "./conditions.ts";
import { changedEvent } from "./events.ts";
import { demandImpartialTo } from "./impartial.ts";
import type { Track } from "./states.ts";
import { addStep } from "./steps.ts";
import { keepAlertSubjects } from "./subjects.ts";
import type { CaseWork } from "./work.ts";

/** An alert as cases see it. */
export interface CaseAlertRow {
  readonly id: string;
  readonly source: string;
  readonly rule: string;
  readonly group_key: string;
  readonly class: Track;
  readonly level: number;
  readonly case_id: string | null;
}

/** Before any case: the scorer takes alerts first as well. */
const lock: Statement = {
  name: "case-lock-alerts",
  text: `select a.id, a.source, a.rule, a.group_key, a.class, a.level,
      (select case_id from case_alert where alert = a.id) as case_id
    from alert a where a.id = any($1::text[]) order by a.id for update of a`,
};

const put: Statement = {
  name: "case-put-alerts",
  text: `insert into case_alert (alert, case_id, joined_at, joined_by)
    select alert, $2, $3::timestamptz, $4 from unnest($1::text[]) as t(alert)
    on conflict (alert) do update set case_id = excluded.case_id, joined_at = excluded.joined_at,
      joined_by = excluded.joined_by`,
};

/** Locks alerts, in the order of the ids that were asked for. Throws `PROBITY_E_NOT_FOUND`. */
export async function lockAlerts(
  transaction: Pick<Transaction, "run">,
  ids: readonly string[],
): Promise<readonly CaseAlertRow[]> {
  if (ids.length === 0) return [];
  const rows = new Map((await transaction.run<CaseAlertRow>(lock, [ids])).map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = rows.get(id);
    if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no alert ${id}`);
    return row;
  });
}

/** Puts locked alerts into a case, out of the one in which they were. */
export async function putAlerts(
  { transaction, now }: Pick<CaseWork, "transaction" | "now">,
  caseId: string,
  alerts: readonly string[],
  by: string,
): Promise<void> {
  if (alerts.length > 0) await transaction.run(put, [alerts, caseId, now.toISOString(), by]);
}

/** Alerts that go to another case. */
export interface AlertMove {
  readonly alerts: readonly string[];
  readonly into: string;
  readonly by: Granted;
  readonly text: string;
  /** Throws for whoever may not see or change one of the cases. */
  readonly demand: (locked: LockedCase) => Promise<void>;
}

/**
 * Moves single alerts into an open case, each out of the one in which it was; both timelines tell it. The other case stays, also
 * without any alert. Throws `PROBITY_E_CASE_STATE` where the case is not open, `PROBITY_E_CASE_CONDITION` where it has no such
 * track.
 */
export async function moveAlerts(
  work: CaseWork,
  { alerts, into, by, text, demand }: AlertMove,
): Promise<void> {
  const { transaction } = work;
  const rows = await lockAlerts(transaction, alerts);
  const from = new Set(rows.flatMap(({ case_id: id }) => (id === null ? [] : [id])));
  const locked = new Map<string, LockedCase>();
  for (const id of [...new Set([...from, into])].toSorted()) {
    const one = await lockCase(transaction, id);
    if (one === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no case ${id}`);
    await demand(one);
    locked.set(id, one);
  }
  const target = locked.get(into);
  if (target?.file.open !== true || target.file.merged_into !== null)
    throw new ProbityError("PROBITY_E_CASE_STATE", `case ${into} is not open`);
  const missing = rows.filter((row) => !target.tracks.some(({ track }) => track === row.class));
  if (missing.length > 0)
    throw new ProbityError(
      "PROBITY_E_CASE_CONDITION",
      `case ${into} has no ${missing[0]?.class ?? ""} track`,
    );
  const moving = rows.filter((row) => row.case_id !== into);
  await demandMayPut(work, by, rows);
  await putAlerts(
    work,
    into,
    moving.map(({ id }) => id),
    by.id,
  );
  await demandNoConflicts(work, target.file.root, workersOf(target));
  await raiseTo(work, target, moving);
  for (const row of moving) await note(work, row, { into, by: by.id, text });
}

/** Who works on a case: the alerts that come must not be about any of them (GEN-CLU-003). */
export const workersOf = ({ tracks }: LockedCase): readonly string[] => [
  ...new Set(
    tracks.flatMap((track) => [...(track.handler === null ? [] : [track.handler]), ...verifiersOf(track)]),
  ),
];

const unitOfAlert: Statement = {
  name: "case-unit-of-alert",
  text: `select l.position, e.source, e.id, e.type, e.subject, e.time, e.body from log l join event e on e.key = l.event
    where l.position = (select min(position) from alert_finding where alert = $1)`,
};

/**
 * Throws for whoever may not put these alerts into a case: `PROBITY_E_CASE_CONFLICT` where they are about that person or
 * somebody close (CA-3), `PROBITY_E_NOT_FOUND` for an alert outside of cases from a unit that is not in reach (SE-2).
 */
export async function demandMayPut(
  { transaction, look, types }: Pick<CaseWork, "transaction" | "look" | "types">,
  by: Granted,
  rows: readonly CaseAlertRow[],
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await keepAlertSubjects(transaction, ids, (source, type) => types.find(source, type));
  const scope = scopeOf(by, "case.assign");
  for (const { id, case_id: of } of rows) {
    await demandImpartialTo(transaction, look, actsFor(by), id);
    if (of !== null || "everywhere" in scope) continue;
    const units = await actingUnits(transaction, await transaction.run<LogEvent>(unitOfAlert, [id]));
    if (!(await reaches(transaction.db, scope, [...units.values()][0] ?? null)))
      throw new ProbityError("PROBITY_E_NOT_FOUND", `no alert ${id}`);
  }
}

async function raiseTo(
  { transaction }: CaseWork,
  { file }: LockedCase,
  rows: readonly CaseAlertRow[],
): Promise<void> {
  const level = Math.min(file.level, ...rows.map((row) => row.level));
  if (level === file.level) return;
  await transaction.db.updateTable("case_file").set({ level }).where("id", "=", file.id).execute();
}

async function note(
  work: CaseWork,
  { id: alert, case_id: from, class: track }: CaseAlertRow,
  { into, by, text }: { readonly into: string; readonly by: string; readonly text: string },
): Promise<void> {
  const { transaction, now } = work;
  if (from !== null) {
    const details = { alert, into };
    const out = {
      caseId: from,
      track,
      kind: "alert",
      name: "alert_moved_out",
      at: now,
      by,
      text,
      details,
    } as const;
    const { n, hash } = await addStep(transaction, out);
    work.tell(changedEvent({ caseId: from, change: out.name, track, by, ref: alert, step: n, hash }));
  }
  const details = { alert, ...(from === null ? {} : { from }) };
  const added = {
    caseId: into,
    track,
    kind: "alert",
    name: "alert_moved_in",
    at: now,
    by,
    text,
    details,
  } as const;
  const { n, hash } = await addStep(transaction, added);
  work.tell(changedEvent({ caseId: into, change: added.name, track, by, ref: alert, step: n, hash }));
}
