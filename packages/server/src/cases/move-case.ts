import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Statement } from "../store/index.ts";
import { type Acting, type LockedCase, lockCase, type TrackRow } from "./case.ts";
import { workersOf } from "./alerts.ts";
import { type Attempt, demandConditions, demandNoConflicts } from "./conditions.ts";
import { movedEvent } from "./events.ts";
import { moversOf, targetOf, type Transition, type TransitionName, transitionOf } from "./machine.ts";
import { attachTo, detachFrom } from "./merge.ts";
import { afterMove, type ChangedTrack, changeOf, saveTrack } from "./move-effects.ts";
import { checkInput } from "./read-input.ts";
import { hasRoleAt, unitsOf, visibleTracks } from "./reader.ts";
import { type CaseState, endStates, type Track } from "./states.ts";
import { addStep } from "./steps.ts";
import type { CaseWork } from "./work.ts";

/** Which track of which case, as its reader saw it. */
export interface CasePlace {
  readonly id: string;
  readonly track: Track;
  /** The version that the person looked at; undefined for the server and for parts that have just read it. */
  readonly version?: number | undefined;
}

/** How a track stands after a step. */
export interface Moved {
  readonly id: string;
  readonly track: Track;
  readonly state: CaseState;
  readonly version: number;
}

/** Steps after which alerts get their label. The scorer locks alerts before cases, and so do these. */
const labelling: ReadonlySet<TransitionName> = new Set<TransitionName>(["close", "agree_dismissal"]);

const lockAlertsOf: Statement = {
  name: "case-lock-its-alerts",
  text: `select id from alert where id in (
      select a.alert from case_file c join case_file m on m.root = c.root join case_alert a on a.case_id = m.id where c.id = $1
    ) order by id for update`,
};

/**
 * Makes one step of the state machine (CA-1), the only way in which a track changes its state. Locks the case; checks who acts
 * (404 for whoever may not see it), version, state, role, fields and conditions, in this order; writes the entry of the
 * timeline, and what goes to the log. Throws coded errors and changes nothing then.
 */
export async function moveCase(
  work: CaseWork,
  place: CasePlace,
  name: TransitionName,
  by: Acting,
  input: JsonObject,
): Promise<Moved> {
  const transition = transitionOf(name);
  if (labelling.has(name)) await work.transaction.run(lockAlertsOf, [place.id]);
  const { locked, target } = await lockBoth(work, place.id, transition, input);
  const track = await demandVisible(work, locked, place, by);
  demandState(locked, track, place, name, transition);
  await demandMover(work, locked, track, transition, by);
  checkInput(name, input);
  if (target !== undefined && by !== "system")
    await demandVisible(work, target, { ...place, id: target.file.id }, by);
  const attempt: Attempt = { work, locked, track, name, by, input, target };
  await demandConditions(transition.conditions, attempt);
  if (transition.wholeCase !== true) return await moveTrack(attempt, transition);
  for (const other of locked.tracks)
    if (other.track !== track.track) await moveTrack({ ...attempt, track: other }, transition);
  const moved = await moveTrack(attempt, transition);
  if (name === "merge" && target !== undefined) {
    await attachTo(work, locked, target.file, personOf(by));
    // Whoever works on the other one is no party to this one either (GEN-CLU-003).
    await demandNoConflicts(work, target.file.root, workersOf(target));
  }
  if (name === "detach") await detachFrom(work, locked, personOf(by));
  return moved;
}

const personOf = (by: Acting): string | null => (by === "system" ? null : by.id);

/** Two cases are locked in one order, so that two merges never wait for each other. */
async function lockBoth(
  { transaction }: CaseWork,
  id: string,
  { wholeCase }: Transition,
  { into }: JsonObject,
): Promise<{ readonly locked: LockedCase; readonly target: LockedCase | undefined }> {
  const other = wholeCase === true && typeof into === "string" && into !== id ? into : undefined;
  const found = new Map<string, LockedCase | undefined>();
  for (const one of [id, ...(other === undefined ? [] : [other])].toSorted())
    found.set(one, await lockCase(transaction, one));
  const locked = found.get(id);
  if (locked === undefined) throw notFound(id);
  return { locked, target: other === undefined ? undefined : found.get(other) };
}

const notFound = (id: string): ProbityError => new ProbityError("PROBITY_E_NOT_FOUND", `no case ${id}`);

async function demandVisible(
  { transaction, look }: CaseWork,
  locked: LockedCase,
  { id, track }: CasePlace,
  by: Acting,
): Promise<TrackRow> {
  const own = locked.tracks.find((one) => one.track === track);
  if (own === undefined) throw notFound(id);
  if (by === "system") return own;
  const seen = await visibleTracks(transaction, by, locked, look);
  if (!seen.some((one) => one.track === track)) throw notFound(id);
  return own;
}

/** How a track stands, for whoever was wrong about it. */
const standing = ({
  state,
  version,
}: TrackRow): { readonly errors: { path: string; message: string }[] } => ({
  errors: [
    { path: "/state", message: state },
    { path: "/version", message: String(version) },
  ],
});

function demandState(
  { file }: LockedCase,
  track: TrackRow,
  { version }: CasePlace,
  name: TransitionName,
  transition: Transition,
): void {
  if (version !== undefined && version !== track.version)
    throw new ProbityError("PROBITY_E_CASE_STATE", `case ${file.id} has changed meanwhile`, standing(track));
  if (!transition.from.includes(track.state))
    throw new ProbityError(
      "PROBITY_E_CASE_STATE",
      `the step ${name} is not open in state ${track.state}`,
      standing(track),
    );
}

async function demandMover(
  { transaction }: CaseWork,
  { file, level }: LockedCase,
  track: TrackRow,
  transition: Transition,
  by: Acting,
): Promise<void> {
  const movers = moversOf(transition, level);
  if (
    by === "system"
      ? movers.includes("system")
      : await hasRoleAt(transaction.db, by, movers, unitsOf(file, track))
  )
    return;
  throw new ProbityError("PROBITY_E_CASE_ROLE", `this step is for ${movers.join(", ")}`);
}

async function moveTrack(attempt: Attempt, transition: Transition): Promise<Moved> {
  const { work, locked, track, name, by, input } = attempt;
  const to = targetOf(transition, track.state, track.suspended_from);
  const change = changeOf(attempt, to);
  const { reasonCode, text, ...details } = input;
  const step = await addStep(work.transaction, {
    caseId: locked.file.id,
    track: track.track,
    kind: "transition",
    name,
    from: track.state,
    to,
    at: work.now,
    by: personOf(by),
    reasonCode: textOf(reasonCode),
    text: textOf(text),
    details: { ...details, ...change.shown },
  });
  const changed = await saveTrack(work, track, to, change);
  await closeFile(work, locked, changed);
  work.tell(
    movedEvent({
      caseId: locked.file.id,
      track: track.track,
      transition: name,
      from: track.state,
      to,
      version: changed.version,
      level: locked.level,
      by: personOf(by),
      step: step.n,
      hash: step.hash,
      reasonCode: textOf(reasonCode),
      unit: changed.unit ?? undefined,
      handler: changed.handler ?? undefined,
      returns: name === "return" ? changed.returns : undefined,
    }),
  );
  await afterMove(attempt, to, changed);
  return { id: locked.file.id, track: track.track, state: to, version: changed.version };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** A case is open while one of its tracks is. */
async function closeFile(
  { transaction, now }: CaseWork,
  locked: LockedCase,
  changed: ChangedTrack,
): Promise<void> {
  const others = await transaction.db
    .selectFrom("case_track")
    .select("state")
    .where("case_id", "=", locked.file.id)
    .where("track", "<>", changed.track)
    .execute();
  const ended = new Set<string>(endStates);
  const open = [changed.state, ...others.map(({ state }) => state)].some((state) => !ended.has(state));
  await transaction.db
    .updateTable("case_file")
    .set({ open, closed_at: open ? null : now.toISOString() })
    .where("id", "=", locked.file.id)
    .execute();
}
