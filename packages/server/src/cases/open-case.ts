import { ProbityError } from "@probity/contracts";
import { type Granted, requireAt } from "../access/index.ts";
import { type CaseRow, lockCase } from "./case.ts";
import { demandNoConflicts } from "./conditions.ts";
import { changedEvent } from "./events.ts";
import { type Named, nameSubjects } from "./named.ts";
import type { Track } from "./states.ts";
import { addStep } from "./steps.ts";
import { type CaseAlertRow, demandMayPut, lockAlerts, putAlerts } from "./alerts.ts";
import type { CaseWork } from "./work.ts";

/** A case that a person opens, or that a clue becomes. */
export interface NewCase {
  readonly origin: "hand" | "clue";
  readonly title: string;
  /** Risk level; an alert of a higher one raises it. */
  readonly level: number;
  readonly unit: string | null;
  readonly tracks: readonly Track[];
  readonly alerts: readonly string[];
  readonly named: readonly Named[];
  readonly text?: string | undefined;
}

/**
 * Opens a case, warned on each of its tracks. Throws `PROBITY_E_NOT_FOUND` for an alert that is not there,
 * `PROBITY_E_CASE_STATE` for one that is in a case, `PROBITY_E_CASE_CONFLICT` for whoever is party to the matter,
 * `PROBITY_E_FORBIDDEN` for a unit out of reach.
 */
export async function openCase(
  work: CaseWork,
  by: Granted,
  input: NewCase,
): Promise<{ readonly id: string }> {
  const { transaction, newId, now } = work;
  if (input.origin === "hand") await requireAt(transaction.db, by, "case.assign", input.unit);
  const alerts = await lockAlerts(transaction, input.alerts);
  await demandMayPut(work, by, alerts);
  const [first] = alerts;
  const id = newId();
  const level = Math.min(input.level, ...alerts.map((alert) => alert.level));
  await transaction.db
    .insertInto("case_file")
    .values({
      id,
      origin: input.origin,
      title: input.title,
      level,
      unit: input.unit,
      opened_at: now.toISOString(),
      opened_by: by.id,
      // Later alerts of the same key join it.
      key_source: first?.source ?? null,
      key_rule: first?.rule ?? null,
      key_group: first?.group_key ?? null,
      root: id,
    })
    .execute();
  const sides = new Set<Track>([...input.tracks, ...alerts.map((alert) => alert.class)]);
  for (const track of sides) await openTrack(work, id, track);
  await nameSubjects(work, { caseId: id, track: null, by: by.id, named: input.named });
  await demandFree(alerts);
  await putAlerts(work, id, input.alerts, by.id);
  await demandNoConflicts(work, id, [by.id]);
  await tellOpened(work, id, [...sides]);
  const step = await addStep(transaction, {
    caseId: id,
    track: null,
    kind: "opened",
    name: "opened",
    to: "warned",
    at: now,
    by: by.id,
    text: input.text,
    details: { level },
  });
  await stepsOfAlerts(work, id, by.id, alerts);
  work.tell(changedEvent({ caseId: id, change: "opened", by: by.id, step: step.n, hash: step.hash }));
  return { id };
}

/** Of each side its own: an alert of the one says nothing to the other. */
async function stepsOfAlerts(
  { transaction, now }: CaseWork,
  caseId: string,
  by: string,
  alerts: readonly CaseAlertRow[],
): Promise<void> {
  for (const alert of alerts)
    await addStep(transaction, {
      caseId,
      track: alert.class,
      kind: "alert",
      name: "alert_moved_in",
      at: now,
      by,
      details: { alert: alert.id },
    });
}

/** Throws `PROBITY_E_CASE_STATE` for alerts that are in a case. */
function demandFree(
  alerts: readonly { readonly id: string; readonly case_id: string | null }[],
): Promise<void> {
  const taken = alerts.filter((alert) => alert.case_id !== null);
  if (taken.length === 0) return Promise.resolve();
  // In which is not said: not everybody sees it.
  const errors = taken.map(({ id }) => ({ path: `/alerts/${id}`, message: "is in a case" }));
  throw new ProbityError("PROBITY_E_CASE_STATE", "an alert is in one case only", { errors });
}

async function tellOpened(
  { hooks, transaction, now }: CaseWork,
  caseId: string,
  sides: readonly Track[],
): Promise<void> {
  const tracks = sides.map((track) => ({ caseId, track }));
  for (const hear of hooks.opened) await hear(transaction, tracks, now);
}

async function openTrack({ transaction, now }: CaseWork, id: string, track: Track): Promise<boolean> {
  const result = await transaction.db
    .insertInto("case_track")
    .values({
      case_id: id,
      track,
      state: "warned",
      version: 1,
      since: now.toISOString(),
      verifiers: "[]",
      content: "{}",
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/**
 * Opens the other track of an open case: the business side and the discipline body then each go their way (section 9.3).
 * Throws `PROBITY_E_CASE_STATE` where it is there already, or the case is closed.
 */
export async function openOtherTrack(
  work: CaseWork,
  file: Pick<CaseRow, "id">,
  track: Track,
  by: string,
  text: string,
): Promise<void> {
  const locked = await lockCase(work.transaction, file.id);
  if (locked?.file.open !== true || !(await openTrack(work, file.id, track)))
    throw new ProbityError("PROBITY_E_CASE_STATE", `the ${track} track cannot be opened`);
  await tellOpened(work, file.id, [track]);
  const step = await addStep(work.transaction, {
    caseId: file.id,
    track,
    kind: "track",
    name: "track_opened",
    to: "warned",
    at: work.now,
    by,
    text,
  });
  work.tell(
    changedEvent({ caseId: file.id, change: "track_opened", track, by, step: step.n, hash: step.hash }),
  );
}
