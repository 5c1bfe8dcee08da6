import type { Json, JsonObject } from "@probity/contracts";
import { notify } from "../notify/index.ts";
import { objectOf, type TrackRow, verifiersOf } from "./case.ts";
import { type Attempt, closingOf } from "./conditions.ts";
import { nameSubjects, readNamed } from "./named.ts";
import type { CaseState } from "./states.ts";
import type { CaseWork } from "./work.ts";

/** A track after a step. */
export type ChangedTrack = Pick<TrackRow, "track" | "version" | "unit" | "handler" | "returns"> & {
  readonly state: CaseState;
};

/** What a step changes beside the state. */
export interface TrackChange {
  readonly columns: Partial<{
    unit: string | null;
    handler: string | null;
    verifiers: string;
    assigned_at: string;
    due_at: string | null;
    returns: number;
    suspended_from: CaseState | null;
  }>;
  readonly proposal: string | null;
  readonly content: string;
  /** What the timeline shows beside the fields of the step. */
  readonly shown: JsonObject;
}

/** What each step changes. Pure. */
export function changeOf(attempt: Attempt, to: CaseState): TrackChange {
  const { work, track, name, by, input } = attempt;
  const person = by === "system" ? "system" : by.id;
  const at = work.now.toISOString();
  const none = { columns: {}, proposal: null, content: merged(track, input), shown: {} };
  const propose = (step: "dismissal" | "closing"): TrackChange => ({
    ...none,
    content: track.content,
    proposal: JSON.stringify({ step, by: person, at, input }),
  });
  switch (name) {
    case "assign":
    case "reassign":
      return { ...none, content: track.content, columns: assigned(track, input, at) };
    case "return":
      return {
        ...none,
        columns: { handler: null, returns: track.returns + 1 },
        shown: { returned: track.handler },
      };
    case "accept": {
      const all = [track.handler, ...verifiersOf({ verifiers: JSON.stringify(input["verifiers"] ?? []) })];
      return { ...none, content: track.content, columns: { verifiers: JSON.stringify([...new Set(all)]) } };
    }
    case "propose_dismissal":
      return propose("dismissal");
    case "propose_closing":
      return propose("closing");
    case "agree_dismissal":
      return { ...none, content: merged(track, dismissalOf(track)), shown: { proposed: dismissalOf(track) } };
    case "close": {
      const closing = closingOf(track, input);
      return { ...none, content: merged(track, closing), shown: closing };
    }
    case "suspend":
      return {
        ...none,
        content: track.content,
        proposal: track.proposal,
        columns: { suspended_from: track.state },
      };
    case "resume":
      return { ...none, proposal: track.proposal, columns: { suspended_from: null } };
    default:
      return to === "merged" || name === "detach" ? { ...none, content: track.content } : none;
  }
}

const dismissalOf = ({ proposal }: TrackRow): JsonObject => {
  const { input, by } = objectOf(proposal ?? "{}");
  // Written by the step that proposed it.
  return { ...(input as JsonObject), proposedBy: by ?? null };
};

const merged = (track: TrackRow, input: JsonObject): string => {
  const { text: _text, ...fields } = input;
  return JSON.stringify({ ...objectOf(track.content), ...fields });
};

/** A field that the schema of the step has checked to be a text. */
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** No reassignment resets the clock: the deadline stays unless another one is given. */
function assigned(track: TrackRow, { unit, handler, dueAt }: JsonObject, at: string): TrackChange["columns"] {
  return {
    unit: textOf(unit),
    handler: textOf(handler),
    verifiers: "[]",
    assigned_at: at,
    due_at: typeof dueAt === "string" ? new Date(dueAt).toISOString() : (track.due_at?.toISOString() ?? null),
  };
}

/** Writes a track after a step. */
export async function saveTrack(
  { transaction, now }: CaseWork,
  track: TrackRow,
  state: CaseState,
  { columns, proposal, content }: TrackChange,
): Promise<ChangedTrack> {
  const version = track.version + 1;
  const since = state === track.state ? {} : { since: now.toISOString() };
  await transaction.db
    .updateTable("case_track")
    .set({ ...columns, ...since, state, version, proposal, content })
    .where("case_id", "=", track.case_id)
    .where("track", "=", track.track)
    .execute();
  const { unit = track.unit, handler = track.handler, returns = track.returns } = columns;
  return { track: track.track, state, version, unit, handler, returns };
}

/** What follows from a step outside its track: pauses, named persons, and whoever listens. */
export async function afterMove(attempt: Attempt, to: CaseState, changed: ChangedTrack): Promise<void> {
  const { work, locked, track, name, by, input } = attempt;
  const person = by === "system" ? null : by.id;
  if (name === "suspend") await beginPause(work, track, input);
  if (name === "resume") await endPause(work, track);
  if (name === "assign" || name === "reassign") await tellHandler(work, changed, track.case_id);
  if (name === "dispose")
    await nameSubjects(work, {
      caseId: locked.file.id,
      track: track.track,
      by: person ?? "system",
      named: readNamed(input["responsible"]),
    });
  for (const hear of work.hooks.moved)
    await hear(work, {
      caseId: locked.file.id,
      track: changed.track,
      transition: name,
      from: track.state,
      to,
      level: locked.level,
      by: person,
      input: name === "close" ? closingOf(track, input) : input,
    });
}

async function tellHandler(
  { transaction, now }: CaseWork,
  { track, version, handler }: ChangedTrack,
  id: string,
): Promise<void> {
  if (handler === null) return;
  const notice = {
    kind: "case.assigned",
    data: { case: id },
    link: `/cases/${encodeURIComponent(id)}`,
  } as const;
  const dedupe = `case.assigned:${id}:${track}:${version}`;
  await notify(transaction, [{ ...notice, to: [handler], dedupe }], now);
}

async function beginPause({ transaction, now }: CaseWork, track: TrackRow, input: JsonObject): Promise<void> {
  await transaction.db
    .insertInto("case_pause")
    .values({
      case_id: track.case_id,
      track: track.track,
      from_at: now.toISOString(),
      until_at: new Date(textOf(input["until"])).toISOString(),
      reason_code: textOf(input["reasonCode"]),
    })
    .execute();
}

async function endPause({ transaction, now }: CaseWork, track: TrackRow): Promise<void> {
  await transaction.db
    .updateTable("case_pause")
    .set({ to_at: now.toISOString() })
    .where("case_id", "=", track.case_id)
    .where("track", "=", track.track)
    .where("to_at", "is", null)
    .execute();
}
